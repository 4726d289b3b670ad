/** Text that people can see, and tell from other text. */
import { isErrorValue } from './spreadsheet.js';

/**
 * Characters that nobody sees: control characters, line ends, and those that Unicode lets a font leave out. Those that
 * shape their neighbours, as in Persian, Indic scripts and emoji, are not among them.
 */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}]|(?!\u200c|\u200d|[\ufe00-\ufe0f])\p{Default_Ignorable_Code_Point}/u;

/** Characters that appear as a gap, or not at all, at the edge of a text. */
const blank = '\\s|\\u2800|\\u200c|\\u200d';
const blankEnd = new RegExp(`^(?:${blank}|[\\ufe00-\\ufe0f])|(?:${blank})$`, 'u');

/** Whether a text has no unseen character, and neither begins nor ends with a blank. An empty text does not pass. */
export function isVisibleText(text: string): boolean {
  return text !== '' && !unseen.test(text) && !blankEnd.test(text);
}

/** What a name says is a letter, a digit or a picture: signs alone stand where a name is missing. */
const saying = /[\p{L}\p{N}\p{So}]/u;

/** Whether a text can be the name of something: visible, not of signs alone, and no error value of a spreadsheet. */
export function isNameText(text: string): boolean {
  return isVisibleText(text) && saying.test(text) && !isErrorValue(text);
}
