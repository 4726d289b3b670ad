/** Reads JSON without losing a digit (docs/reference/identification.md#what-equals-what). */
import { decimalOf } from '../text/canonical-number.js';
import { ExactNumber } from '../text/exact-number.js';
import { type JsonBounds, scanJson } from './json-scan.js';

/** Marks a number that passes through the parser as a text; no sender of a text can know it. */
const mark = `${crypto.getRandomValues(new Uint32Array(4)).join('-')} `;

/** No double is written with more digits. */
const digitsOfDouble = 17;

function exactNumber(text: string): number | ExactNumber {
  const value = Number(text);
  const sent = Number.isFinite(value) ? decimalOf(text) : undefined;
  if (sent === undefined || sent.digits.length > digitsOfDouble) return new ExactNumber(text);
  const kept = decimalOf(String(value));
  const isKept = sent.digits === kept?.digits && sent.point === kept.point && sent.negative === kept.negative;
  return isKept ? value : new ExactNumber(text);
}

/** The text with its long numbers as marked texts. What is not a number is left for the parser to refuse. */
function marked(text: string, long: number[]): string {
  const parts: string[] = [];
  let done = 0;
  for (let at = 0; at < long.length; at += 2) {
    const [start, end] = [long[at] as number, long[at + 1] as number];
    const number = text.slice(start, end);
    if (!/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(number)) continue;
    parts.push(text.slice(done, start), `"${mark}${number}"`);
    done = end;
  }
  return parts.join('') + text.slice(done);
}

/** Puts numbers in place of marked texts. The value is changed in place. */
function unmarked(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.startsWith(mark) ? exactNumber(value.slice(mark.length)) : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at++) value[at] = unmarked(value[at]);
    return value;
  }
  const holder = value as Record<string, unknown>;
  for (const name of Object.keys(holder)) {
    const [before, after] = [holder[name], unmarked(holder[name])];
    if (after === before) continue;
    if (name !== '__proto__') holder[name] = after;
    else Object.defineProperty(holder, name, { value: after });
  }
  return value;
}

/**
 * Like `JSON.parse`, but a byte order mark in front is passed over, a number that JavaScript would round is an
 * `ExactNumber`, and what is larger than a request may be, or names a property twice, is refused before anything
 * is built of it.
 *
 * @throws SyntaxError
 * @throws Refusal `invalid_request`
 */
export function parseExactly(sent: string, bounds: JsonBounds = {}): unknown {
  const text = sent.startsWith('\uFEFF') ? sent.slice(1) : sent;
  const long = scanJson(text, bounds);
  if (long.length === 0) return JSON.parse(text);
  let value: unknown;
  try {
    value = JSON.parse(marked(text, long));
  } catch {
    // The message then gives the place of the mistake in the text that was sent.
    return JSON.parse(text);
  }
  return unmarked(value);
}
