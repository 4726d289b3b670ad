/** Reads JSON without losing a digit (contract section 2: Numeric compares with no loss). */
import { parse as parseLosslessly } from 'lossless-json';
import { canonicalNumber } from './canonical.js';

/** A number of so many digits, or with an exponent, may not survive in a double. */
const longNumber = /\d[\d.]{15}|\d[eE][+-]?\d/;

/** A number that JavaScript holds exactly; a longer one as its decimal digits, as a string. */
function exactNumber(text: string): number | string {
  const value = Number(text);
  const exact = canonicalNumber(text);
  if (exact === undefined) return text;
  return canonicalNumber(String(value)) === exact ? value : exact;
}

/** @throws SyntaxError, or RangeError where it is nested too deeply */
export function parseExactly(text: string): unknown {
  return longNumber.test(text) ? parseLosslessly(text, null, exactNumber) : JSON.parse(text);
}
