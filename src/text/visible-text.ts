/** Text that people can see, and tell from other text. */

/**
 * What stands for nothing that is seen: control characters, ends of lines, and what Unicode lets a font leave out.
 * Not those that shape what stands beside them, as Persian, Indic scripts and emoji do.
 */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}]|(?!\u200c|\u200d|[\ufe00-\ufe0f])\p{Default_Ignorable_Code_Point}/u;

/** What is seen as a gap, or not at all, where nothing stands beside it. */
const blank = '\\s|\\u2800|\\u200c|\\u200d';
const blankEnd = new RegExp(`^(?:${blank}|[\\ufe00-\\ufe0f])|(?:${blank})$`, 'u');

/** Whether a text holds nothing that is unseen, and neither begins nor ends with a blank. The empty text is none. */
export function isVisibleText(text: string): boolean {
  return text !== '' && !unseen.test(text) && !blankEnd.test(text);
}
