/** How exported rows are written. */
import { stringify } from 'csv-stringify/sync';
import { byteOrderMark, type Row, spreadsheetText } from './spreadsheet.js';

export type { Row };

/** NDJSON and CSV are for `import` to read back; `spreadsheet` is CSV for people to open in one. */
export type Format = 'ndjson' | 'csv' | 'spreadsheet';

/** The columns of rows, in their order, and which of them hold numbers. */
export interface Columns {
  names: string[];
  numeric: ReadonlySet<string>;
}

/** The text that comes before the rows. */
export function headText({ names, numeric }: Columns, format: Format): string {
  if (format === 'ndjson') return '';
  if (format === 'csv') return stringify([names]);
  const row = Object.fromEntries(names.map((name) => [name, name]));
  return byteOrderMark + spreadsheetText(row, names, numeric);
}

/** The text of a row with its line end. A column that the row lacks is an empty cell. */
export function rowText(row: Row, { names, numeric }: Columns, format: Format): string {
  if (format === 'ndjson') return `${JSON.stringify(row)}\n`;
  if (format === 'spreadsheet') return spreadsheetText(row, names, numeric);
  return stringify([names.map((column) => String(row[column] ?? ''))]);
}
