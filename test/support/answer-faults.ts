/** What is wrong with an answer, whatever was sent: by the document, and by docs/reference/errors.md. */
import { errorTable } from '#linkwright/contract/errors.js';
import { faultsOfAnswer } from './openapi.js';

/** What is not found, or is ambiguous, is a 500 in the plain form (docs/reference/errors.md#two-forms). */
const namedServerErrors: string[] = [
  'parent_not_found',
  'child_not_found',
  'parent_ambiguous',
  'child_ambiguous',
];

/** What no message may contain; no call of the tests contains it either. */
const leaks = [
  /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|WHERE|COLLATE)\b/,
  /sqlite|postgres|better-sqlite|kysely|\bpg_|constraint|syntax error|relation "/i,
  /\n\s+at |node:internal|\.[cm]?js:\d+/,
  /\/(work|tmp|root|usr|home|var)\/|node_modules|ECONN|EACCES|ENOENT/,
];

/** An answer as far as it was read. Only the head of a stream is checked; its events have tests of their own. */
export interface ReadAnswer {
  status: number;
  headers: Headers;
  /** `undefined` for a stream. */
  text: string | undefined;
}

/** What is wrong with an answer: an empty list, where nothing is. */
export function faultsOf(
  { method, path }: { method: string; path: string },
  { status, headers, text }: ReadAnswer,
): string[] {
  if (text === undefined) return [];
  const faults = faultsOfAnswer(method, path, { status, headers, text });
  const code = headers.get('Error-Code') ?? '';
  if (status >= 500 && !namedServerErrors.includes(code)) faults.push(`answered ${status} ${code}: ${text}`);
  if (status >= 400 && !(code in errorTable)) faults.push(`answered ${status} with the code ${code}`);
  const isMessage = status >= 400;
  for (const leak of leaks)
    if (isMessage && leak.test(text)) faults.push(`answered ${leak}: ${text.slice(0, 300)}`);
  return faults;
}
