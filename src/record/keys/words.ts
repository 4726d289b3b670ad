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

/** What may stand inside a name or a number that is one: O'Brien, 1234-567, 14.2 and 12/345. */
const joiner = /['’‘ʼ`./_\p{Pd}]/u;

/** Reads the words of a text, folded, piece by piece. */
class WordReader {
  private readonly withJoined: boolean;
  /** The end of what was read, which may go on in the next piece; only as much of a word is kept as counts. */
  private begun = '';
  /** The words that joiners alone divide, up to here, as one. */
  private joined = '';
  private parts = 0;

  constructor(withJoined: boolean) {
    this.withJoined = withJoined;
  }

  /** The words that end in a folded piece; a longer one than counts is perhaps not whole. */
  read(piece: string): string[] {
    const folded = this.begun + piece;
    this.begun = '';
    const words: string[] = [];
    // Answers the same for most texts, several times quicker.
    const pattern = onlyAscii.test(folded) ? /[A-Za-z0-9]+/g : /[\p{L}\p{N}]+/gu;
    let before = 0;
    for (const { 0: word, index } of folded.matchAll(pattern)) {
      const isJoined = index === before || (index === before + 1 && joiner.test(folded.charAt(before)));
      if (!isJoined) this.endJoined(words);
      before = index + word.length;
      // A word at the end may go on in the next piece, alone or behind a joiner.
      if (before + 1 >= folded.length && piece !== '') this.begun = shortened(word) + folded.slice(before);
      else this.take(word, words);
    }
    if (before + 1 < folded.length || piece === '') this.endJoined(words);
    return words;
  }

  private take(word: string, words: string[]): void {
    words.push(word);
    if (!this.withJoined) return;
    this.joined = shortened(this.joined + word);
    this.parts++;
  }

  private endJoined(words: string[]): void {
    if (this.parts > 1) words.push(this.joined);
    this.joined = '';
    this.parts = 0;
  }
}

/** The words of each piece of a text in order, folded; with `withJoined` also those of several parts, as one. */
function* foldedWords(text: string, withJoined: boolean): Generator<string[]> {
  const reader = new WordReader(withJoined);
  for (const piece of foldedPieces(text)) yield reader.read(piece);
  // What was begun ends here.
  yield reader.read('');
}

/** The first distinct words of a text, one piece of it at a time. */
function* collectWords(text: string, limit: number, withJoined: boolean): Generator<void, Set<string>> {
  const words = new Set<string>();
  for (const ofPiece of foldedWords(text, withJoined)) {
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
    for (const word of yield* collectWords(value, limits.wordsOfField, true)) {
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

/** The first distinct words that are looked for, folded: letters and digits without case and accents. */
export function wordsOfText(text: string, limit: number): string[] {
  return [...drained(collectWords(text, limit, false))];
}

/** The words that a record is found by: those of its Text fields, each once, and `OBRIEN` for O'Brien. */
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
