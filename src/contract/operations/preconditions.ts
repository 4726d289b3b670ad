/** The section of a description that says who may call the operation, and what they must send. */
export function preconditions(...points: string[]): string {
  return `### Preconditions\n\n${points.map((point) => `- ${point}`).join('\n')}\n`;
}

/** For operations that are open to anyone. */
export const needsNothing = preconditions('None: it answers without a token.');

/** For operations that every user may call. */
export const needsToken = preconditions('A token of any user; no permission is needed.');

/** For operations that only administrators may call. */
export const needsAdminister = preconditions('You need the Administer permission.');
