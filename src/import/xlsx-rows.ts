/** The rows of a workbook. */
import { joined } from './bytes.js';
import { csvCell } from './csv-record.js';
import { Encoding } from './encoding.js';
import { csvRejects, ownColumns } from './rejects.js';
import type { Row } from './row.js';
import type { OpenedRows, RowSource } from './rows.js';
import { UnreadableFile } from './stopped.js';
import { type SheetRow, sheetRows } from './xlsx/sheet.js';
import { readSheetNames, readWorkbook } from './xlsx/workbook.js';
import { Zip } from './xlsx/zip.js';

/** Bytes of a workbook: its parts are found from its end, so all of it is held. */
const workbookBytes = 50_000_000;

const delimiter = ',';

/** @throws UnreadableFile where the file is too long, or locked with a password */
async function wholeOf({ file }: Pick<RowSource, 'file'>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of file) {
    pieces.push(piece);
    length += piece.length;
    if (length > workbookBytes) {
      throw new UnreadableFile(
        `A workbook may have at most ${workbookBytes / 1_000_000} MB; save the sheet as .csv.`,
      );
    }
  }
  const bytes = joined(pieces);
  // Workbooks with a password, and those of before 2007, are files of another kind.
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) {
    throw new UnreadableFile(
      'The workbook has a password, or is of the older form .xls; save it as .xlsx without one.',
    );
  }
  return bytes;
}

/** A row and, as rejected rows are written, its text. Cells that are empty at the end are not in the file. */
function rowOf({ number, cells, broken }: SheetRow, columns: string[], offset: number): Row {
  const padded = [...cells, ...Array.from({ length: Math.max(columns.length - cells.length, 0) }, () => '')];
  const text = padded.map((cell) => csvCell(cell, delimiter)).join(delimiter);
  const row = { line: number, bytes: new TextEncoder().encode(text), text, offset };
  if (broken !== undefined) return { ...row, broken };
  if (padded.length > columns.length) {
    return { ...row, broken: `The row has ${padded.length} columns, the header has ${columns.length}.` };
  }
  if (padded.every((cell, at) => cell === columns[at]))
    return { ...row, broken: 'The header stands here again.' };
  const values = columns.map((column, at): [string, unknown] => [column, padded[at]]);
  return { ...row, values: Object.fromEntries(values.filter(([column]) => column !== '')) };
}

/** The names of a workbook's sheets, in their order. @throws UnreadableFile, and what reading the file throws */
export async function sheetNames(source: Pick<RowSource, 'file'>): Promise<string[]> {
  return readSheetNames(new Zip(await wholeOf(source)));
}

/** Opens a workbook. Its rejected rows are written as CSV. @throws UnreadableFile, and what reading the file throws */
export async function openXlsx(source: RowSource): Promise<OpenedRows> {
  const bytes = await wholeOf(source);
  const zip = new Zip(bytes);
  const read = sheetRows(zip, await readWorkbook(zip, source.sheet));
  const first = await read.next();
  if (first.done === true) throw new UnreadableFile('The sheet is empty: it has no header.');
  const header = first.value.cells;
  const all = ownColumns(header, source.wanted ?? new Set());
  const after = source.after ?? 0;
  async function* rows(): AsyncGenerator<Row> {
    for await (const row of read) {
      const offset = row.share * bytes.length;
      if (offset > after) yield rowOf(row, header, offset);
    }
  }
  const head = new TextEncoder().encode(header.map((column) => csvCell(column, delimiter)).join(delimiter));
  const form = { encoding: new Encoding('utf-8'), delimiter, ending: '\n', columns: header.length };
  return { columns: all, delimiter, rejects: csvRejects(head, form), rows: rows() };
}
