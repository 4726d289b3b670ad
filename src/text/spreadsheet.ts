/** What spreadsheets leave in cells in place of what was there. */

/** Error values, in the languages that translate them: `#N/A`, `#DIV/0!`, `#NAME?`, `#NV`, `#BEZUG!`, `Err:502`. */
const errorValue =
  /^(?:#(?:\p{Lu}[\p{Lu}\d/_]*|\p{Lu}+\/\d)[!?]|#N\/[A-Z]{1,2}|#NV|#GETTING_DATA|Err:\d{3})$/u;

/** Whether a text is what a spreadsheet shows where a formula has no value. */
export function isErrorValue(text: string): boolean {
  return (text.startsWith('#') || text.startsWith('Err:')) && errorValue.test(text.trim());
}

/** Whether a text is a number as a spreadsheet shortens one that is too long for its cell: `1.23457E+15`. */
export function isShortened(text: string): boolean {
  return /^\s*[+-]?\d(?:[.,]\d+)?E(?:[+-]\d{1,3}|(?<=[.,]\d+E)\d{1,3})\s*$/i.test(text);
}
