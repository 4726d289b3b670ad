/** Rows for people to open in a spreadsheet, which takes some texts for formulas and runs them. */
import { stringify } from 'csv-stringify/sync';

export type Row = Record<string, unknown>;

/** Tells programs that a file is UTF-8. */
export const byteOrderMark = '\uFEFF';

/** The signs that begin a formula, also in full width. */
const signs = '[=+\\-@＝＋－＠]';

/** Matches a formula, after whatever a program may strip from its beginning. */
const formula = new RegExp(`^(?=[\\t\\r\\n]|[\\s\\p{Cc}\\p{Cf}]*${signs})`, 'u');

/**
 * Matches where a formula may begin further on. A program set to another language divides cells by other signs than a
 * comma, and then ignores the quotes too: for it a cell begins after each of these signs.
 */
const innerFormula = new RegExp(`([;|\\t\\r\\n])(?=[^\\S\\t\\r\\n]*${signs})`, 'gu');

const decimal = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** A cell that no spreadsheet takes for a formula: an apostrophe stands in front of what could be one. */
export function harmlessCell(text: string): string {
  return text.replace(formula, "'").replace(innerFormula, "$1'");
}

/** The text of a row. Numbers stay numbers, and so do texts of numbers in `numeric` columns. */
export function spreadsheetText(row: Row, columns: string[], numeric: ReadonlySet<string>): string {
  const cells = columns.map((column) => {
    const text = String(row[column] ?? '');
    const isNumber = typeof row[column] === 'number' || (numeric.has(column) && decimal.test(text));
    return isNumber ? text : harmlessCell(text);
  });
  return stringify([cells], { record_delimiter: 'windows' });
}
