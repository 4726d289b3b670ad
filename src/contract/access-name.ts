/** What accounts, clients, users, roles and tokens may be called, however they are created. */

import { limits } from '../limits/limits.js';
import { hasTooManyMarks } from '../text/combining-marks.js';
import { quoted } from '../text/quoted.js';
import { invalidRequest } from './errors.js';

export const accessNamePattern = '^[^\\u0000-\\u001f\\u007f]*$';

const wordsOf = (without: string) =>
  `a string of 1 to ${limits.nameCharacters} characters, none of them ${without}, with at most ${limits.combiningMarks} combining marks in a row`;

export const accessNameWords = wordsOf('a control character');

const pattern = new RegExp(accessNamePattern);

/** Whether a user, role or token may be so named. */
export function isAccessName(text: string): boolean {
  const { length } = [...text];
  return (
    length >= 1 &&
    length <= limits.nameCharacters &&
    pattern.test(text) &&
    text.isWellFormed() &&
    !hasTooManyMarks(text)
  );
}

/** @throws Refusal `invalid_request` */
export function requireAccessName(property: string, name: string): void {
  if (isAccessName(name)) return;
  throw invalidRequest(`${property} must be ${accessNameWords}; ${quoted(name)} was given.`);
}

export const clientNamePattern = '^[^\\u0000-\\u001f\\u007f:]*$';

export const clientNameWords = wordsOf('a control character or a colon');

/** Whether an account or client may be so named: without a colon, which divides `{Account}:{ClientName}:{User}`. */
export function isClientName(text: string): boolean {
  return isAccessName(text) && !text.includes(':');
}

/** @throws Refusal `invalid_request` */
export function requireClientName(property: string, name: string): void {
  if (isClientName(name)) return;
  throw invalidRequest(`${property} must be ${clientNameWords}; ${quoted(name)} was given.`);
}
