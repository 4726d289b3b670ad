/** Values as files write them: dates, decimal commas and truth values, and what a spreadsheet left of others. */
import { isErrorValue, isShortened } from '../text/spreadsheet.js';
import { type DateForm, readDate, readDateTime } from './dates.js';
import { invalidValue, Rejection } from './rejects.js';

/** What a property holds: a type of field, or what is written in one way alone. */
export type ValueType = 'Text' | 'Numeric' | 'Date' | 'DateTime' | 'Boolean' | 'Other';

export interface Property {
  type: ValueType;
  /** Whether records are found by it. */
  isKey?: boolean;
}

/** How values are written in a file. */
export interface ValueForms {
  /** How dates are written; as ISO 8601 has them where nothing is said. */
  dates?: DateForm | undefined;
  /** What stands in front of the fraction of a number; where nothing is said, a point. */
  decimal?: '.' | ',' | undefined;
  /** Whether a number like `1.500` is in doubt: the file comes from where a comma stands in front of a fraction. */
  isInDoubt: boolean;
  /** Whether cells come from a spreadsheet, as those of a CSV may. */
  isSheet: boolean;
}

/** A value that cannot be sent, and why; a sentence that begins with the property's name. */
class Unfit {
  readonly why: string;
  constructor(why: string) {
    this.why = why;
  }
}

const truths: Record<string, string> = {
  true: 'true',
  yes: 'true',
  '1': 'true',
  false: 'false',
  no: 'false',
  '0': 'false',
};

/** Digits in groups of three, or in none, and a fraction. */
const grouped = {
  ',': /^([+-]?)(\d{1,3}(?:([.\u00a0\u202f '’])\d{3})(?:\3\d{3})*|\d+)(?:,(\d+))?$/,
  '.': /^([+-]?)(\d{1,3}(?:([,\u00a0\u202f '’])\d{3})(?:\3\d{3})*|\d+)(?:\.(\d+))?$/,
};

function readNumber(text: string, { decimal, isInDoubt }: ValueForms): string | Unfit {
  if (decimal === undefined) {
    const isDoubtful = isInDoubt && /^[+-]?\d{1,3}\.\d{3}$/.test(text);
    return isDoubtful ? new Unfit('may be a thousand or a fraction; say which with a decimal sign') : text;
  }
  const match = grouped[decimal].exec(text.trim());
  if (match === null)
    return isShortened(text) ? text : new Unfit(`is no number with the decimal sign '${decimal}'`);
  const [, sign = '', whole = '', , fraction] = match;
  return sign + whole.replace(/\D/g, '') + (fraction === undefined ? '' : `.${fraction}`);
}

/**
 * What probably stands in front of the fractions of a file's numbers: the sign that reads each text which either of both
 * reads. Nothing where both do, as of `1500`, or neither, as of `1,5` beside `1.25`.
 */
export function recognizeDecimal(texts: Iterable<string>): '.' | ',' | undefined {
  const isWhole = { '.': true, ',': true };
  for (const text of texts) {
    const [point, comma] = [grouped['.'].test(text.trim()), grouped[','].test(text.trim())];
    if (!point && !comma) continue;
    isWhole['.'] &&= point;
    isWhole[','] &&= comma;
  }
  if (isWhole['.'] === isWhole[',']) return undefined;
  return isWhole['.'] ? '.' : ',';
}

const serialWords = 'is a number, as which a spreadsheet keeps a date; the date format excel reads it';

function readTyped(type: ValueType, text: string, forms: ValueForms): string | Unfit {
  switch (type) {
    case 'Numeric':
      return readNumber(text, forms);
    case 'Boolean':
      return truths[text.trim().toLowerCase()] ?? text;
    case 'Date':
    case 'DateTime': {
      const read = type === 'Date' ? readDate(text, forms.dates) : readDateTime(text, forms.dates);
      return (
        read ??
        new Unfit(forms.dates === undefined ? serialWords : 'is no date as the file is said to write it')
      );
    }
    default:
      return text;
  }
}

function damageOf({ type, isKey }: Property, text: string): string | undefined {
  if (isErrorValue(text)) return 'is an error value of a spreadsheet';
  if ((isKey || type === 'Text') && isShortened(text))
    return 'was shortened by a spreadsheet, which lost digits of it';
  return undefined;
}

const shown = 60;

/**
 * The body with its values as the server takes them, or why the row is not sent. Only texts are read: JSON says itself
 * what is a number.
 */
export function readValues(
  body: Record<string, unknown>,
  propertyOf: (name: string) => Property,
  forms: ValueForms,
): Record<string, unknown> | Rejection {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    if (typeof value !== 'string' || value === '') {
      read[name] = value;
      continue;
    }
    const property = propertyOf(name);
    const damage = forms.isSheet ? damageOf(property, value) : undefined;
    const typed = damage === undefined ? readTyped(property.type, value, forms) : new Unfit(damage);
    if (typed instanceof Unfit) {
      return new Rejection(invalidValue, `${name} ${typed.why}: "${value.slice(0, shown).toWellFormed()}".`);
    }
    read[name] = typed;
  }
  return read;
}
