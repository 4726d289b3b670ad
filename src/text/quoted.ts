/** How messages repeat what was sent, and say where in the request it was. */

import { limits } from '../limits/limits.js';
import { ExactNumber } from './exact-number.js';

/** A value that was sent, short enough for a message: text in quotes, an object or array by its kind. */
export function quoted(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null && !(value instanceof ExactNumber)) return 'an object';
  if (typeof value !== 'string') return shortened(String(value));
  return `"${shortened(value)
    .toWellFormed()
    .replace(/\p{Cc}/gu, '�')}"`;
}

/** The text, cut to so many characters where it has more. */
export function shortened(text: string, max: number = limits.quotedCharacters): string {
  return text.length > max ? `${text.slice(0, max).toWellFormed()}…` : text;
}

/** The first of the names, as many as a message lists. */
export function listed(names: readonly string[]): string {
  return names.slice(0, limits.namedNames).join(', ') + (names.length > limits.namedNames ? ', …' : '');
}

/** `1 record` or `5 records`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** One step of a JSON Pointer, escaped (RFC 6901). */
export function pointerStep(name: string | number): string {
  return `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The name that a person would use for a path in a body: `Fields[2].Name`, or `The body` for the whole. */
export function pathName(steps: (string | number)[]): string {
  let name = '';
  for (const step of steps) {
    if (/^\d+$/.test(String(step))) name += `[${step}]`;
    else name += name === '' ? step : `.${step}`;
  }
  return name === '' ? 'The body' : name;
}

/** A number of bytes in words: 10 MB, 16 kB. */
export function sizeText(bytes: number): string {
  return bytes >= 1_000_000 ? `${bytes / 1_000_000} MB` : `${bytes / 1_000} kB`;
}
