/** Reads JSON without losing a digit (contract section 2: Numeric compares with no loss). */
import { parse as parseLosslessly } from 'lossless-json';
import { canonicalNumber } from './canonical-number.js';
import { ExactNumber } from './exact-number.js';

/** A number of so many digits, or with an exponent, may not survive in a double. */
const longNumber = /\d[\d.]{15}|\d[eE][+-]?\d/;

function exactNumber(text: string): number | ExactNumber {
  const value = Number(text);
  const exact = canonicalNumber(text);
  return exact !== undefined && canonicalNumber(String(value)) === exact
    ? value
    : new ExactNumber(exact ?? text);
}

/** Of a key that stands twice the last value counts, as it does for JSON.parse. */
const asJsonDoes = {
  parseNumber: exactNumber,
  onDuplicateKey: ({ newValue }: { newValue: unknown }) => newValue,
};

/**
 * Like `JSON.parse`, but a byte order mark in front is passed over, and a number that JavaScript would round is an `ExactNumber`.
 *
 * @throws SyntaxError, or RangeError where it is nested too deeply
 */
export function parseExactly(sent: string): unknown {
  const text = sent.replace(/^\uFEFF/, '');
  return longNumber.test(text) ? parseLosslessly(text, null, asJsonDoes) : JSON.parse(text);
}
