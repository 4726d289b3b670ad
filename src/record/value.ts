/** What each field type accepts, and how it is stored (docs/reference/records.md#values-of-fields). */

import { limits } from '../limits/limits.js';
import { isStorableText } from '../metadata/canonical.js';
import type { Field } from '../store/store.js';
import { canonicalNumber } from '../text/canonical-number.js';
import { fewMarksWords, hasTooManyMarks } from '../text/combining-marks.js';
import { ExactNumber } from '../text/exact-number.js';
import { formatWords, hasFormat } from '../text/formats.js';
import { quoted } from '../text/quoted.js';

/** A value that does not fit its field; the message ends a sentence that begins with the field's name. */
export class Unfit {
  readonly reason: string;
  constructor(accepted: string, value: unknown) {
    this.reason = `must be ${accepted}; ${quoted(value)} was given.`;
  }
}

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const dateTimePattern =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?$/;

function isRealDate(text: string): boolean {
  const match = datePattern.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function isNumber(value: unknown): value is number | ExactNumber {
  return typeof value === 'number' || value instanceof ExactNumber;
}

function readText(value: unknown): string | Unfit {
  const text = isNumber(value) ? canonicalNumber(String(value)) : value;
  if (typeof text !== 'string') return new Unfit('a string', value);
  if (text.length > limits.valueCharacters) {
    return new Unfit(`a string of at most ${limits.valueCharacters} characters`, value);
  }
  if (hasTooManyMarks(text)) return new Unfit(fewMarksWords, value);
  return isStorableText(text) ? text : new Unfit('well-formed Unicode without NUL', value);
}

/** A number that JavaScript holds exactly stays one; a longer one is kept as its decimal digits. */
function readNumber(value: unknown): number | string | Unfit {
  const accepted = `a number, or a string of one, of at most ${limits.numberDigits} digits`;
  if (!isNumber(value) && typeof value !== 'string') return new Unfit(accepted, value);
  const canonical = canonicalNumber(String(value));
  if (canonical === undefined) return new Unfit(accepted, value);
  return canonicalNumber(String(Number(canonical))) === canonical ? Number(canonical) : canonical;
}

function readDateTime(value: unknown): string | Unfit {
  const accepted = 'a date and time like 2026-01-31T13:45:00Z';
  if (typeof value !== 'string') return new Unfit(accepted, value);
  const match = dateTimePattern.exec(value);
  if (match === null || !isRealDate(match[1] as string)) return new Unfit(accepted, value);
  const zoned = match[5] === undefined ? `${value}Z` : value;
  const time = Date.parse(zoned.replace(' ', 'T'));
  if (Number.isNaN(time)) return new Unfit(accepted, value);
  const text = new Date(time).toISOString();
  // A year of more digits, or before the first: in UTC it has a sign, and is no value that may be sent.
  return /^\d/.test(text) ? text : new Unfit(`${accepted}, in the years 0000 to 9999 of UTC`, value);
}

function readBoolean(value: unknown): boolean | Unfit {
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  return new Unfit('true or false', value);
}

function readCode(value: unknown, codes: string[]): string | Unfit {
  if (typeof value === 'string' && codes.includes(value)) return value;
  const shown = codes.slice(0, 10).join(', ') + (codes.length > 10 ? ', …' : '');
  return new Unfit(`one of ${shown}`, value);
}

/** The id of a record that decimal digits stand for; `undefined` where they, or other signs, stand for none. */
export function idOfText(text: string): number | undefined {
  const id = /^\d+$/.test(text) ? Number(text) : 0;
  return id >= 1 && id <= Number.MAX_SAFE_INTEGER ? id : undefined;
}

function readAssociation(value: unknown): number | Unfit {
  const id = typeof value === 'string' ? idOfText(value) : value;
  if (typeof id === 'number' && Number.isSafeInteger(id) && id > 0) return id;
  return new Unfit(`a record's id, from 1 to ${Number.MAX_SAFE_INTEGER}`, value);
}

/** The value of a record's field, which has the format that its field wants. */
export function readFieldValue(field: Field, value: unknown): unknown {
  const read = readValue(field, value);
  if (read instanceof Unfit || field.format === null || hasFormat(field.format, String(read))) return read;
  return new Unfit(formatWords[field.format], value);
}

/** The value as it is stored. It is not empty: `null` and `""` empty a field and do not come here. */
export function readValue(field: Pick<Field, 'type' | 'codes'>, value: unknown): unknown {
  switch (field.type) {
    case 'Text':
      return readText(value);
    case 'Numeric':
      return readNumber(value);
    case 'Date':
      return typeof value === 'string' && isRealDate(value)
        ? value
        : new Unfit('a date like 2026-01-31', value);
    case 'DateTime':
      return readDateTime(value);
    case 'Boolean':
      return readBoolean(value);
    case 'Coded':
      return readCode(value, field.codes ?? []);
    case 'Association':
      return readAssociation(value);
  }
}
