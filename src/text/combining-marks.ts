/** Texts whose marks can be put in order in linear time: Unicode's Stream-Safe format (UAX 15, section 13). */
import { limits } from '../limits/limits.js';

/** No mark, and nothing that becomes one, stands below this character. */
const onlyLatin = /^[\0-\u02ff]*$/;

/** Marks, and the two letters that become one when they are normalised. */
const markClass = '\\p{M}\\uFF9E\\uFF9F';

/** The marks that a character ends with, or is, once it is decomposed: three at most. */
const maxOfCharacter = 3;

/** So few in a row cannot be too many, whatever they become, and whatever stands before them. */
const fewMarks = Math.floor(limits.combiningMarks / maxOfCharacter);

const suspect = new RegExp(`[${markClass}]{${fewMarks}}`, 'u');
const mark = /^\p{M}$/u;

/** What a text must be, for messages. */
export const fewMarksWords = `a text of at most ${limits.combiningMarks} combining marks in a row`;

/** What a character means for a run of marks: those that it begins with, those that it ends with, whether it ends a run. */
interface Marks {
  before: number;
  after: number;
  ends: boolean;
}

const known = new Map<string, Marks>();

/** Characters that are remembered: more than there are marks. */
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
 * Whether the text has more combining marks in a row than may be, as it stands or in what its characters are made of
 * (compatibility decompositions among them). In linear time.
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

/** Joins nothing, and lets no mark pass it when marks are put in order. */
const joiner = '\u034F';

/**
 * The text with a joiner wherever marks in a row would be too many, as UAX 15 has it: what is stored from earlier
 * days can be normalised in linear time so.
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
