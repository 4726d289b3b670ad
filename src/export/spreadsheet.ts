/** Rows for people who open them in a spreadsheet, which takes some texts for formulas and runs them. */
import { stringify } from 'csv-stringify/sync';

export type Row = Record<string, unknown>;

/** By which programs know that a file is UTF-8. */
export const byteOrderMark = '\uFEFF';

/** What begins a formula, also in full width. */
const signs = '[=+\\-@＝＋－＠]';

/** A text that is a formula, behind whatever a program may leave off at the beginning. */
const formula = new RegExp(`^(?=[\\t\\r\\n]|[\\s\\p{Cc}\\p{Cf}]*${signs})`, 'u');

/**
 * A formula further on. A program of another language divides by other signs than a comma, and then goes by no quotes
 * either: behind each of these a cell begins for it.
 */
const innerFormula = new RegExp(`([;|\\t\\r\\n])(?=[^\\S\\t\\r\\n]*${signs})`, 'gu');

const decimal = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** A cell that no spreadsheet takes for a formula: an apostrophe stands in front of what could be one. */
export function harmlessCell(text: string): string {
  return text.replace(formula, "'").replace(innerFormula, "$1'");
}

/** The text of a row; numbers, and those that stand in `numeric` columns, stay numbers. */
export function spreadsheetText(row: Row, columns: string[], numeric: ReadonlySet<string>): string {
  const cells = columns.map((column) => {
    const text = String(row[column] ?? '');
    const isNumber = typeof row[column] === 'number' || (numeric.has(column) && decimal.test(text));
    return isNumber ? text : harmlessCell(text);
  });
  return stringify([cells], { record_delimiter: 'windows' });
}
