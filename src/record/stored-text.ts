import { invalidRequest } from '../contract/errors.js';
import { quoted } from '../contract/quoted.js';
import { isStorableText } from './canonical.js';

/** @throws Refusal `invalid_request` where a database cannot hold a text that callers or files give */
export function requireStorable(text: string, property: string, pointer = `/${property}`): void {
  if (isStorableText(text)) return;
  throw invalidRequest(
    `${property} must be well-formed Unicode without NUL; ${quoted(text)} was given.`,
    pointer,
  );
}
