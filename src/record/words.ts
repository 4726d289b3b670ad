/** Words: how records are found by what stands in their texts (docs/decisions/0020-record-queries.md). */
import { limits } from '../contract/limits.js';
import type { Domain, StoredRecord } from '../store/store.js';
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

/** Characters that are folded at a time: fifty words of most texts. */
const pieceCharacters = 512;

/** The text folded, piece by piece, cut between any two characters: what folding does to one depends on no other. */
function* foldedPieces(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const end = Math.min(from + pieceCharacters, text.length);
    const isHalf = end < text.length && (text.charCodeAt(end) & 0xfc00) === 0xdc00;
    const to = isHalf ? end + 1 : end;
    yield plain(text.slice(from, to));
    from = to;
  }
}

/** The words of a text in order, folded; a longer one than counts is perhaps not whole. */
function* foldedWords(text: string): Generator<string> {
  let begun = '';
  for (const piece of foldedPieces(text)) {
    const folded = begun + piece;
    begun = '';
    for (const { 0: word, index } of folded.matchAll(/[\p{L}\p{N}]+/gu)) {
      // One at the end may go on in the next piece. Of more than counts no more is kept.
      if (index + word.length === folded.length) begun = shortened(word);
      else yield word;
    }
  }
  if (begun !== '') yield begun;
}

/** The first distinct words of a text, folded: letters and digits without case and accents. */
export function wordsOfText(text: string, limit: number): string[] {
  const words = new Set<string>();
  for (const word of foldedWords(text)) {
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

/** The same, found when they are first asked for. */
export function wordsOnce(
  domain: Pick<Domain, 'fields'>,
  { fields }: Pick<StoredRecord, 'fields'>,
): () => string[] {
  let words: string[] | undefined;
  return () => {
    words ??= [...wordsOf(domain, fields)];
    return words;
  };
}

/** The keys of all words that begin with a folded one. */
export function wordsFrom(beginning: string): { from: string; before: string } {
  return { from: beginning, before: beginning + lastCharacter };
}
