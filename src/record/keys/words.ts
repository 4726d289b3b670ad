/** Words: how records are found by what stands in their texts (docs/decisions/0020-record-queries.md). */
import { limits } from '../../limits/limits.js';
import { onlyAscii, plain } from '../../metadata/canonical.js';
import type { Domain } from '../../store/store.js';
import type { Turns } from '../turns.js';

/** Where `match_key` holds words: no field has this id. */
export const wordField = 0;

/** Sorts behind every word that begins with the text in front of it; no word has it. */
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

/** The words of each piece of a text in order, folded; a longer one than counts is perhaps not whole. */
function* foldedWords(text: string): Generator<string[]> {
  let begun = '';
  for (const piece of foldedPieces(text)) {
    const folded = begun + piece;
    begun = '';
    const words: string[] = [];
    // Answers the same for most texts, several times quicker.
    const pattern = onlyAscii.test(folded) ? /[A-Za-z0-9]+/g : /[\p{L}\p{N}]+/gu;
    for (const { 0: word, index } of folded.matchAll(pattern)) {
      // A word at the end may go on in the next piece; only as much of it is kept as counts.
      if (index + word.length === folded.length) begun = shortened(word);
      else words.push(word);
    }
    yield words;
  }
  if (begun !== '') yield [begun];
}

/** The first distinct words of a text, one piece of it at a time. */
function* collectWords(text: string, limit: number): Generator<void, Set<string>> {
  const words = new Set<string>();
  for (const ofPiece of foldedWords(text)) {
    for (const word of ofPiece) {
      words.add(shortened(word));
      if (words.size === limit) return words;
    }
    yield;
  }
  return words;
}

/** The words of a record, one piece of its texts at a time. */
function* collectRecordWords(
  { fields }: Pick<Domain, 'fields'>,
  values: Record<string, unknown>,
): Generator<void, Set<string>> {
  const words = new Set<string>();
  for (const { name, type } of fields) {
    const value = values[name];
    if (type !== 'Text' || typeof value !== 'string') continue;
    for (const word of yield* collectWords(value, limits.wordsOfField)) {
      if (words.size === limits.wordsOfRecord) return words;
      words.add(word);
    }
  }
  return words;
}

function drained<Value>(steps: Generator<void, Value>): Value {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The first distinct words of a text, folded: letters and digits without case and accents. */
export function wordsOfText(text: string, limit: number): string[] {
  return [...drained(collectWords(text, limit))];
}

/** The words that a record is found by: those of its Text fields, each once. */
export function wordsOf(domain: Pick<Domain, 'fields'>, values: Record<string, unknown>): Set<string> {
  return drained(collectRecordWords(domain, values));
}

/** The same, with turns for others between the pieces of long texts. */
export async function wordsInTurns(
  domain: Pick<Domain, 'fields'>,
  values: Record<string, unknown>,
  turns: Turns,
): Promise<string[]> {
  const steps = collectRecordWords(domain, values);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return [...step.value];
    await turns.spend(pieceCharacters);
  }
}

/** The keys of all words that begin with a folded one. */
export function wordsFrom(beginning: string): { from: string; before: string } {
  return { from: beginning, before: beginning + lastCharacter };
}
