/** How rejected rows are written: each as it was read, with its line, the code and the reason. */
import { stringify } from 'csv-stringify/sync';
import type { RowFormat } from './format.js';
import type { Row } from './rows.js';

/** Why a row was rejected. */
export interface Rejection {
  code: string;
  reason: string;
}

/** The names of a CSV file's columns, and the line that holds them. */
export interface Header {
  columns: string[];
  text: string;
}

/** The header of rejected rows, which have the file's columns and three more. */
export function rejectsHeader({ text }: Header): string {
  return `${text},line,code,reason\n`;
}

function csvRow({ line, text, values }: Row, { code, reason }: Rejection, columns: number): string {
  const end = stringify([[line, code, reason]]);
  if (values !== undefined) return `${text},${end}`;
  // A broken row would break the rows around it, so all of it goes into the first column.
  const cells = [text, ...Array.from({ length: columns - 1 }, () => '')];
  return stringify([[...cells, line, code, reason]]);
}

function ndjsonRow({ line, text, values }: Row, { code, reason }: Rejection): string {
  const head = JSON.stringify({ line, code, reason }).slice(0, -1);
  return `${head},"row":${values === undefined ? JSON.stringify(text) : text}}\n`;
}

/** A rejected row, with its line end. */
export function rejectedRow(
  format: RowFormat,
  row: Row,
  rejection: Rejection,
  header: Header | undefined,
): string {
  return format === 'csv' ? csvRow(row, rejection, header?.columns.length ?? 1) : ndjsonRow(row, rejection);
}
