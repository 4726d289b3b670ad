/** Keeps the cost of ordering a text's marks linear, by Unicode's Stream-Safe format (UAX 15, section 13). */
import { limits } from '../limits/limits.js';

/** Matches texts without marks: no mark, and nothing that becomes one, comes before U+0300. */
const onlyLatin = /^[\0-\u02ff]*$/;

/** Marks, and the two letters that become one when they are normalised. */
const markClass = '\\p{M}\\uFF9E\\uFF9F';

/** The most marks that a character ends with, or consists of, once it is decomposed. */
const maxOfCharacter = 3;

/** This few in a row cannot be too many, whatever they become and whatever comes before them. */
const fewMarks = Math.floor(limits.combiningMarks / maxOfCharacter);

const suspect = new RegExp(`[${markClass}]{${fewMarks}}`, 'u');
const mark = /^\p{M}$/u;

/** The words of messages for what a text must be. */
export const fewMarksWords = `a text of at most ${limits.combiningMarks} combining marks in a row`;

/** What a character does to a run of marks: how many it begins with, how many it ends with, whether it ends the run. */
interface Marks {
  before: number;
  after: number;
  ends: boolean;
}

const known = new Map<string, Marks>();

/** How many characters are remembered: more than there are marks. */
const maxKnown = 4_096;

function marksOf(character: string): Marks {
  const found = known.get(character);
  if (found !== undefined) return found;
  const letters = [...character.normalize('NFKD')];
  const first = letters.findIndex((letter) => !mark.test(letter));
  const last = letters.findLastIndex((letter) => !mark.test(letter));
  const ends = first !== -1;
  const marks = { before: ends ? first : letters.length, after: letters.length - 1 - last, ends };
  if (known.size < maxKnown) known.set(character, marks);
  return marks;
}

/**
 * Whether the text has more combining marks in a row than are allowed, either as it is or once its characters are
 * decomposed, compatibility decompositions included. It takes linear time.
 */
export function hasTooManyMarks(text: string): boolean {
  if (text.length < fewMarks || onlyLatin.test(text) || !suspect.test(text)) return false;
  let run = 0;
  for (const character of text) {
    const { before, after, ends } = marksOf(character);
    run += before;
    if (run > limits.combiningMarks) return true;
    if (ends) run = after;
  }
  return false;
}

/** The character that joins nothing, and that no mark moves past when marks are put in order. */
const joiner = '\u034F';

/**
 * The text with a joiner wherever too many marks would follow each other, as in UAX 15. It allows text that was stored
 * before there was a limit to be normalised in linear time.
 */
export function streamSafe(text: string): string {
  if (!hasTooManyMarks(text)) return text;
  let safe = '';
  let run = 0;
  for (const character of text) {
    const { before, after, ends } = marksOf(character);
    if (run + before > limits.combiningMarks) {
      safe += joiner;
      run = 0;
    }
    safe += character;
    run = ends ? after : run + before;
  }
  return safe;
}
