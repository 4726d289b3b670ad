import { fewMarksWords, hasTooManyMarks } from '../contract/combining-marks.js';
import { invalidRequest } from '../contract/errors.js';
import { quoted } from '../contract/quoted.js';
import { isStorableText } from './canonical.js';

/** @throws Refusal `invalid_request` where to normalise a text could take long */
export function requireFewMarks(text: string, property: string, pointer = `/${property}`): void {
  if (!hasTooManyMarks(text)) return;
  throw invalidRequest(`${property} must be ${fewMarksWords}; ${quoted(text)} was given.`, pointer);
}

/** @throws Refusal `invalid_request` where a database cannot hold, or nothing may compare, a text that callers or files give */
export function requireStorable(text: string, property: string, pointer = `/${property}`): void {
  requireFewMarks(text, property, pointer);
  if (isStorableText(text)) return;
  throw invalidRequest(
    `${property} must be well-formed Unicode without NUL; ${quoted(text)} was given.`,
    pointer,
  );
}
