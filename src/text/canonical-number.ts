/** A number as decimal text, with nothing lost (docs/reference/identification.md#what-equals-what). */
import { limits } from '../limits/limits.js';

const numberPattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?)(\d+))?$/;

/** An exponent of more digits makes a number longer than any value may be. */
const exponentDigits = 6;

/** Zeros are counted from the end by hand: `/0+$/` takes quadratic time where there are zeros in the middle. */
export function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === 48) end--;
  return digits.slice(0, end);
}

const withoutLeadingZeros = (digits: string) => digits.replace(/^0+/, '');

/** A decimal number of any size, not written out. */
export interface Decimal {
  negative: boolean;
  /** The digits from the first that is not 0 to the last such; none for 0. */
  digits: string;
  /** The place of the point, counted from the first digit: 3 for 100, 0 for 0.1. */
  point: number;
}

/** The number in a text; `undefined` where the text is no number, or a number that no value can be. */
export function decimalOf(text: string): Decimal | undefined {
  const match = numberPattern.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', exponentSign = '', exponentText = '0'] = match;
  if (whole + fraction === '') return undefined;
  const significant = withoutLeadingZeros(whole + fraction);
  if (significant === '') return { negative: false, digits: '', point: 0 };
  const exponent = withoutLeadingZeros(exponentText);
  if (exponent.length > exponentDigits) return undefined;
  return {
    negative: sign === '-',
    digits: withoutTrailingZeros(significant),
    point: significant.length - fraction.length + Number(exponentSign + (exponent || '0')),
  };
}

/**
 * A decimal number's value as plain digits, without leading or trailing zeros: `"+01500.50"` is `1500.5`,
 * `-0` is `0`, `1e3` is `1000`. `undefined` where the text is no number, or where the number written out would be
 * longer than a value may be, which is found without writing it out.
 */
export function canonicalNumber(text: string): string | undefined {
  const decimal = decimalOf(text);
  if (decimal === undefined) return undefined;
  const { negative, digits, point } = decimal;
  if (digits === '') return '0';
  if (Math.max(point, digits.length, digits.length - point) > limits.numberDigits) return undefined;
  const left = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0');
  const right = point <= 0 ? '0'.repeat(-point) + digits : digits.slice(point);
  return `${negative ? '-' : ''}${left}${right === '' ? '' : `.${right}`}`;
}
