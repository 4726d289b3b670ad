import { invalidRequest } from '../contract/errors.js';
import { limits } from '../limits/limits.js';
import { fewMarksWords, hasTooManyMarks } from '../text/combining-marks.js';
import { quoted } from '../text/quoted.js';
import { isStorableText } from './canonical.js';

/** @throws Refusal `invalid_request` where a text could take long to normalise, for its length or its marks */
export function requireNormalizable(text: string, property: string, pointer = `/${property}`): void {
  if (text.length > limits.valueCharacters) {
    const accepted = `a string of at most ${limits.valueCharacters} characters`;
    throw invalidRequest(`${property} must be ${accepted}; one of ${text.length} was given.`, pointer);
  }
  if (!hasTooManyMarks(text)) return;
  throw invalidRequest(`${property} must be ${fewMarksWords}; ${quoted(text)} was given.`, pointer);
}

/** @throws Refusal `invalid_request` where a text cannot be stored, or would be slow to compare */
export function requireStorable(text: string, property: string, pointer = `/${property}`): void {
  requireNormalizable(text, property, pointer);
  if (isStorableText(text)) return;
  throw invalidRequest(
    `${property} must be well-formed Unicode without NUL; ${quoted(text)} was given.`,
    pointer,
  );
}
