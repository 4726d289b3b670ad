/** The section of a description that says who may call the operation, and what has to be given. */
export function preconditions(...points: string[]): string {
  return `### Preconditions\n\n${points.map((point) => `- ${point}`).join('\n')}\n`;
}

/** Of what is open to anyone. */
export const needsNothing = preconditions('None: it answers without a token.');

/** Of what every user may ask. */
export const needsToken = preconditions('A token of any user; no permission is needed.');

/** Of what is for administrators. */
export const needsAdminister = preconditions('You need the Administer permission.');
