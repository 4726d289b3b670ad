import { text } from '../shared/text/index.js';

/** How many words a search may have, and how many characters of a word count. */
const maxWords = 10;
const wordCharacters = 32;

/** How many different words the server sees in a search: letters and digits, without case and accents. */
export function searchedWords(asked: string): number {
  const folded = asked.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().toUpperCase();
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.map((word) => [...word].slice(0, wordCharacters).join(''))).size;
}

/** Why this cannot be searched for, in words; nothing, where it can, or where nothing was typed. */
export function searchFault(asked: string): string | undefined {
  if (asked === '') return undefined;
  const count = searchedWords(asked);
  if (count === 0) return text.common.search.noWord;
  return count > maxWords ? text.common.search.manyWords(maxWords) : undefined;
}
