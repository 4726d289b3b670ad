/** A number as decimal text, with nothing lost (contract section 2). */
import { limits } from './limits.js';

const numberPattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?)0*(\d+))?$/;

/** An exponent of more digits makes a number longer than any value may be. */
const exponentDigits = 6;

/** Counted from the end by hand: `/0+$/` takes quadratic time where zeros stand in the middle. */
export function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === 48) end--;
  return digits.slice(0, end);
}

/**
 * A decimal number's value as plain digits, without leading or trailing zeros: `"+01500.50"` is `1500.5`,
 * `-0` is `0`, `1e3` is `1000`. Nothing is lost at any length. `undefined` where the text is no number, or
 * one that is longer than a value may be when written out.
 */
export function canonicalNumber(text: string): string | undefined {
  const match = numberPattern.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', exponentSign = '', exponent = '0'] = match;
  const digits = whole + fraction;
  if (digits === '') return undefined;
  const significant = digits.replace(/^0+/, '');
  if (significant === '') return '0';
  if (exponent.length > exponentDigits) return undefined;
  // Where the point stands, counted from the first significant digit.
  const point = significant.length - fraction.length + Number(exponentSign + exponent);
  const trimmed = withoutTrailingZeros(significant);
  if (Math.max(point, trimmed.length, trimmed.length - point) > limits.valueCharacters) return undefined;
  const left = point <= 0 ? '0' : trimmed.slice(0, point).padEnd(point, '0');
  const right = point <= 0 ? '0'.repeat(-point) + trimmed : trimmed.slice(point);
  return `${sign === '-' ? '-' : ''}${left}${right === '' ? '' : `.${right}`}`;
}
