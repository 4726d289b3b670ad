/** How messages repeat what was sent, and where it stood. */
import { ExactNumber } from './exact-number.js';
import { limits } from './limits.js';

/** What was sent, short enough for a message: text in quotes, an object or array by its kind. */
export function quoted(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null && !(value instanceof ExactNumber)) return 'an object';
  if (typeof value !== 'string') return shortened(String(value));
  return `"${shortened(value)
    .toWellFormed()
    .replace(/\p{Cc}/gu, '�')}"`;
}

function shortened(text: string): string {
  return text.length > limits.quotedCharacters ? `${text.slice(0, limits.quotedCharacters)}…` : text;
}

/** `1 record` or `5 records`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** One step of a JSON Pointer, escaped (RFC 6901). */
export function pointerStep(name: string | number): string {
  return `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
