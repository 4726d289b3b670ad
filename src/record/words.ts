/** Words: how records are found by what stands in their texts (docs/decisions/0020-record-queries.md). */
import { limits } from '../contract/limits.js';
import type { Domain } from '../store/store.js';
import { plain } from './canonical.js';

/** Where `match_key` holds words: no field has this id. */
export const wordField = 0;

/** Stands behind every word that begins with what is in front of it, and is in none. */
const lastCharacter = '\u{10FFFF}';

/** The beginning of a word that counts. */
function shortened(word: string): string {
  if (word.length <= limits.wordCharacters) return word;
  return [...word].slice(0, limits.wordCharacters).join('');
}

/** The first distinct words of a text, folded: letters and digits without case and accents. */
export function wordsOfText(text: string, limit: number): string[] {
  const words = new Set<string>();
  for (const [word] of plain(text).matchAll(/[\p{L}\p{N}]+/gu)) {
    words.add(shortened(word));
    if (words.size === limit) break;
  }
  return [...words];
}

/** The words that a record is found by: those of its Text fields, each once. */
export function wordsOf({ fields }: Pick<Domain, 'fields'>, values: Record<string, unknown>): Set<string> {
  const words = new Set<string>();
  for (const { name, type } of fields) {
    const value = values[name];
    if (type !== 'Text' || typeof value !== 'string') continue;
    for (const word of wordsOfText(value, limits.wordsOfField)) {
      if (words.size === limits.wordsOfRecord) return words;
      words.add(word);
    }
  }
  return words;
}

/** The keys of all words that begin with a folded one. */
export function wordsFrom(beginning: string): { from: string; before: string } {
  return { from: beginning, before: beginning + lastCharacter };
}
