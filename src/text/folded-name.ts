/** Text without case, as names of relationships are compared (docs/reference/words.md#relationship). */

import { streamSafe } from './combining-marks.js';

/**
 * Full case folding. It applies lower case first, so that a capital ẞ becomes SS like the small one, and upper case
 * last, since the form of a small sigma depends on what follows it.
 */
export function caseless(text: string): string {
  return text.toLowerCase().toUpperCase();
}

/** The form of a name that is compared with other names: fully case-folded, in NFC. */
export function foldedName(name: string): string {
  // Most names are ASCII, and a client may have thousands.
  if (/^[\0-\x7f]*$/.test(name)) return name.toUpperCase();
  return caseless(streamSafe(name).normalize('NFC')).normalize('NFC');
}
