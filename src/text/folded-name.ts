/** Text without case, as names of relationships are compared (docs/reference/words.md#relationship). */

import { streamSafe } from './combining-marks.js';

/**
 * Full case folding. Lower case first, so that a capital ẞ becomes SS like the small one; upper case last,
 * since a small sigma depends on what stands behind it.
 */
export function caseless(text: string): string {
  return text.toLowerCase().toUpperCase();
}

/** A name for comparing it with others: full case folding, NFC. */
export function foldedName(name: string): string {
  // Most names are such, and a client may have thousands.
  if (/^[\0-\x7f]*$/.test(name)) return name.toUpperCase();
  return caseless(streamSafe(name).normalize('NFC')).normalize('NFC');
}
