/** The rows of a CSV file. Nothing that stands inside a cell is ever taken for a row. */
import { joined, peeked } from './bytes.js';
import { CsvRecord, type RecordState } from './csv-record.js';
import { type Encoding, encodingOf, hasUndecoded } from './encoding.js';
import { delimiterOf, lineEndOf, lookedBytes, namedDelimiter } from './layout.js';
import { type FileLine, readLines } from './lines.js';
import { csvRejects, ownColumns, rejectsColumns, wholeRow } from './rejects.js';
import type { Row } from './row.js';
import type { OpenedRows, RowSource } from './rows.js';
import { ReadingStopped, UnreadableFile } from './stopped.js';

/** A record as it stands in the file. */
interface CsvPiece {
  line: number;
  bytes: Uint8Array;
  text: string;
  isSound: boolean;
  cells: string[];
  state: RecordState;
  ending: FileLine['ending'];
  offset: number;
}

const unclosed =
  'a quote is opened here and not closed. What follows may be inside the cell, so reading stopped.';

/** The lines of one record. */
class RecordLines {
  private readonly encoding: Encoding;
  private readonly record: CsvRecord;
  private readonly pieces: Uint8Array[] = [];
  private begun = 0;
  private quoteLine = 0;
  private text = '';
  private isSound = true;

  constructor(encoding: Encoding, delimiter: string) {
    this.encoding = encoding;
    this.record = new CsvRecord(delimiter);
  }

  get isEmpty(): boolean {
    return this.pieces.length === 0;
  }

  /** Takes in a line, and answers the record that it ends. @throws ReadingStopped where a record's end is in doubt */
  take({ number, bytes, whole, ending, offset }: FileLine): CsvPiece | undefined {
    if (this.isEmpty) this.begun = number;
    const decoded = this.encoding.decode(bytes);
    const cells = this.record.cells.length;
    const state = this.record.read(decoded.text, ending);
    this.text += decoded.text;
    this.isSound &&= decoded.isSound;
    this.pieces.push(state === 'open' ? whole : bytes);
    if (state === 'open') {
      // A quote of an earlier line is still open where the line ended no cell.
      if (this.quoteLine === 0 || this.record.cells.length > cells) this.quoteLine = number;
      this.text += ending;
      return undefined;
    }
    if (state === 'too long') throw this.unclosed();
    if (state === 'misplaced quote') throw this.misplaced(number);
    const { begun: line, text, isSound } = this;
    return {
      line,
      bytes: joined(this.pieces),
      text,
      isSound,
      cells: this.record.cells,
      state,
      ending,
      offset,
    };
  }

  unclosed(): ReadingStopped {
    return new ReadingStopped(this.quoteLine, unclosed);
  }

  private misplaced(number: number): ReadingStopped {
    const where =
      number === this.begun
        ? 'a quote stands'
        : `in the row that begins here, a quote on line ${number} stands`;
    return new ReadingStopped(
      this.begun,
      `${where} where no cell begins or ends, and nobody can say where the row ends: quotes inside a cell are doubled. Reading stopped.`,
    );
  }
}

/** The records of the lines, blank ones left out. @throws ReadingStopped where a record's end is in doubt */
async function* csvPieces(
  lines: AsyncIterable<FileLine[]>,
  encoding: Encoding,
  delimiter: string,
): AsyncGenerator<CsvPiece> {
  let record = new RecordLines(encoding, delimiter);
  for await (const some of lines) {
    for (const line of some) {
      const piece = record.take(line);
      if (piece === undefined) continue;
      if (piece.text !== '') yield piece;
      record = new RecordLines(encoding, delimiter);
    }
  }
  if (!record.isEmpty) throw record.unclosed();
}

/** The columns that rows are read by. */
interface CsvHeader {
  delimiter: string;
  /** Those of the file itself. */
  columns: string[];
  /** Those and the three of a file of rejected rows, as often as rows were rejected. */
  all: string[];
}

const withoutMark = (text: string) => text.replace(/^\uFEFF/, '');

const strayQuote =
  'A quote stands inside a cell that does not begin with one; such a cell is written in quotes, and its own are doubled.';

/** The cells of a text that should be one record, or why it is none. */
function cellsOf(text: string, delimiter: string): string[] | string {
  const record = new CsvRecord(delimiter);
  const lines = text.split('\n');
  for (const [at, line] of lines.entries()) {
    const state = record.read(line, '\n');
    if (state === 'open') continue;
    return state === 'ended' && at === lines.length - 1 ? record.cells : strayQuote;
  }
  return strayQuote;
}

/** The cells of a record's own columns, or why it is no row of the file. */
function ownCells(cells: string[] | string, all: string[], header: CsvHeader): string[] | string {
  if (typeof cells === 'string') return cells;
  if (cells.length !== all.length)
    return `The row has ${cells.length} columns, the header has ${all.length}.`;
  if (cells.every((cell, at) => (at === 0 ? withoutMark(cell) : cell) === all[at])) {
    return 'The header stands here again.';
  }
  const before = all.slice(0, -rejectsColumns.length);
  const whole = before.length < header.columns.length ? undefined : wholeRow(cells, before.length);
  return whole === undefined ? cells : ownCells(cellsOf(whole, header.delimiter), before, header);
}

function rowOf(piece: CsvPiece, header: CsvHeader): Row {
  const { line, bytes, text, offset, isSound, state } = piece;
  const cells = ownCells(state === 'stray quote' ? strayQuote : piece.cells, header.all, header);
  if (typeof cells === 'string') return { line, bytes, text, offset, broken: cells };
  const values: Record<string, unknown> = {};
  const undecoded: string[] = [];
  for (const [at, column] of header.columns.entries()) {
    const cell = cells[at] ?? '';
    if (column === '') continue;
    values[column] = cell;
    if (!isSound && hasUndecoded(cell)) undecoded.push(column);
  }
  return { line, bytes, text, offset, values, ...(undecoded.length > 0 ? { undecoded } : {}) };
}

/** The lines, without those that are read in front of them. */
async function* rest(lines: AsyncIterator<FileLine[]>, ahead: FileLine[]): AsyncGenerator<FileLine[]> {
  yield ahead;
  yield* { [Symbol.asyncIterator]: () => lines };
}

/** The header's record. @throws UnreadableFile */
async function readHeader(pieces: AsyncGenerator<CsvPiece>, encoding: Encoding): Promise<CsvPiece> {
  const next = await pieces.next().catch((error: unknown) => {
    if (error instanceof ReadingStopped) throw new UnreadableFile(`The header is broken. ${error.message}`);
    throw error;
  });
  if (next.done === true) throw new UnreadableFile('The file is empty: it has no header.');
  const { value: header } = next;
  if (header.text.includes('\0')) {
    throw new UnreadableFile(
      `The header has characters of code 0. Perhaps the file is UTF-16 without a byte order mark: name its encoding, utf-16le or utf-16be.`,
    );
  }
  if (!header.isSound) {
    throw new UnreadableFile(
      `The header is not in the encoding ${encoding.name}. Name the file's encoding, as windows-1252.`,
    );
  }
  if (header.state === 'stray quote') {
    throw new UnreadableFile(
      'The header is broken. A quote stands inside a name that does not begin with one.',
    );
  }
  return header;
}

/** Opens a CSV file. @throws UnreadableFile, and what reading the file throws */
export async function openCsv(source: RowSource): Promise<OpenedRows> {
  const { beginning, whole } = await peeked(source.file, lookedBytes);
  const { encoding, mark } = encodingOf(beginning, source.encoding);
  const looked = encoding.decode(beginning.subarray(mark)).text;
  const end = lineEndOf(looked);
  const lines = readLines(whole, { encoding, mark, end });
  const first = await lines.next();
  const ahead: FileLine[] = first.done === true ? [] : first.value;
  const [firstLine] = ahead;
  const named = firstLine && namedDelimiter(encoding.decode(firstLine.bytes).text);
  const otherwise = source.format === 'tsv' ? '\t' : ',';
  const delimiter = source.delimiter ?? named ?? delimiterOf(looked, end, otherwise);
  const pieces = csvPieces(rest(lines, named === undefined ? ahead : ahead.slice(1)), encoding, delimiter);
  const header = await readHeader(pieces, encoding);
  const columns = ownColumns(header.cells, source.wanted ?? new Set());
  const read: CsvHeader = { delimiter, columns, all: header.cells };
  const headEnd = header.offset - encoding.encode(header.ending).length;
  const ending = header.ending || '\n';
  async function* rows(): AsyncGenerator<Row> {
    for await (const piece of pieces) if (piece.offset > (source.after ?? 0)) yield rowOf(piece, read);
  }
  return {
    columns,
    delimiter,
    encoding: encoding.name,
    rejects: csvRejects(beginning.subarray(0, headEnd), {
      ...{ encoding, delimiter, ending },
      columns: header.cells.length,
    }),
    rows: rows(),
  };
}
