/** Reads the rows of a CSV or NDJSON file. A broken one is a row too, with the reason. */
import { parse } from 'csv-parse/sync';
import { Refusal } from '../contract/errors.js';
import { parseExactly } from '../json/exact-json.js';
import { RecordScanner } from './csv-record.js';
import type { RowFormat } from './format.js';
import { type FileBytes, readLines, textOf } from './lines.js';

export interface Row {
  /** The line that the row begins on, from 1. */
  line: number;
  /** The row as it stands in the file. */
  text: string;
  /** Where the row ends in the file, in bytes. */
  offset: number;
  /** Values by column or property; absent where the row is broken. */
  values?: Record<string, unknown>;
  /** Why the row is broken. */
  broken?: string;
}

/** How many rows are parsed at a time. */
const chunkRows = 1_000;

/** A line feed ends a record; a carriage return before it has been removed by then. */
const csvOptions = { relax_column_count: true, record_delimiter: '\n' };

const notUtf8 = 'The line is not UTF-8.';

/** A line, or the lines of one record. */
interface Piece {
  line: number;
  text: string;
  /** Its line end in the file. */
  ending: string;
  offset: number;
  broken?: string;
}

/** Several lines as one record; `undefined` where one of them is broken. */
function joined(lines: Piece[]): Piece | undefined {
  const [first] = lines;
  if (first === undefined || lines.length === 1) return first;
  const whole = lines.map(({ text, ending }) => text + ending).join('');
  const { ending = '', offset = 0 } = lines.at(-1) ?? {};
  const text = whole.slice(0, whole.length - ending.length);
  return lines.some(({ broken }) => broken !== undefined)
    ? undefined
    : { line: first.line, text, ending, offset };
}

/** Lines that may yet become one record, and the scanner that has read them. */
interface Open {
  lines: Piece[];
  scanner: RecordScanner;
}

/** Yields the records in the lines, and returns the lines that may yet become one. */
function* settle(lines: Piece[], atEnd: boolean): Generator<Piece, Open> {
  for (let from = 0; from < lines.length; ) {
    const scanner = new RecordScanner();
    let state: ReturnType<RecordScanner['read']> = 'open';
    let to = from;
    while (state === 'open' && to < lines.length) {
      const { text, ending } = lines[to++] as Piece;
      state = scanner.read(text, ending);
    }
    if (state === 'open' && !atEnd) return { lines: lines.slice(from), scanner };
    const first = lines[from] as Piece;
    // A single broken line gets a fuller reason when it is parsed.
    const record = state === 'ended' || (state === 'broken' && to === from + 1) ? to : undefined;
    const piece = record === undefined ? undefined : joined(lines.slice(from, record));
    if (piece === undefined) yield { ...first, broken: first.broken ?? 'A quote is opened and not closed.' };
    else if (piece.text !== '') yield piece;
    from = piece === undefined ? from + 1 : to;
  }
  return { lines: [], scanner: new RecordScanner() };
}

/**
 * The records of a CSV file as text. Where an opened quote leads to no record, only its line is broken, and
 * reading continues after that line.
 */
async function* csvRecords(file: FileBytes): AsyncGenerator<Piece> {
  let open: Open = { lines: [], scanner: new RecordScanner() };
  for await (const { number: line, bytes, ending, offset } of readLines(file)) {
    const { text, isUtf8 } = textOf(bytes);
    open.lines.push({ line, text, ending, offset, ...(isUtf8 ? {} : { broken: notUtf8 }) });
    if (open.scanner.read(text, ending) !== 'open') open = yield* settle(open.lines, false);
  }
  yield* settle(open.lines, true);
}

/** The cells of one record, or why it is broken. */
function cellsOf(text: string): string[] | string {
  try {
    const records: string[][] = parse(text, csvOptions);
    return records.length === 1 ? (records[0] as string[]) : 'It is not one record.';
  } catch (error) {
    const message = (error as Error).message.replace(/ at line \d+.*$/s, '');
    return `The quotes are wrong: ${message}.`;
  }
}

/** The cells of many records; a chunk that does not parse as a whole is parsed record by record. */
function cellsOfAll(pieces: Piece[]): (string[] | string)[] {
  const sound = pieces.every(({ broken }) => broken === undefined);
  if (sound) {
    try {
      const text = pieces.map((piece) => piece.text).join('\n');
      const records: string[][] = parse(text, csvOptions);
      if (records.length === pieces.length) return records;
    } catch {
      // One of them is broken; parsing each by itself finds out which.
    }
  }
  return pieces.map(({ text, broken }) => broken ?? cellsOf(text));
}

function csvRow({ line, text, offset }: Piece, cells: string[] | string, header: string[]): Row {
  if (typeof cells === 'string') return { line, text, offset, broken: cells };
  if (cells.length !== header.length) {
    return {
      line,
      text,
      offset,
      broken: `The row has ${cells.length} columns, the header has ${header.length}.`,
    };
  }
  const values: Record<string, unknown> = {};
  for (let at = 0; at < header.length; at++) values[header[at] as string] = cells[at];
  return { line, text, offset, values };
}

async function* csvRows({ file, onHeader, after = 0 }: RowSource): AsyncGenerator<Row[]> {
  let header: string[] | undefined;
  let chunk: Piece[] = [];
  const rows = (pieces: Piece[], columns: string[]) => {
    const cells = cellsOfAll(pieces);
    return pieces.map((piece, at) => csvRow(piece, cells[at] as string[] | string, columns));
  };
  for await (const piece of csvRecords(file)) {
    if (header === undefined) {
      const cells = piece.broken ?? cellsOf(piece.text);
      if (typeof cells === 'string') throw new BrokenHeader(`The header is broken. ${cells}`);
      header = cells;
      onHeader?.(header, piece.text);
      continue;
    }
    if (piece.offset <= after) continue;
    chunk.push(piece);
    if (chunk.length === chunkRows) {
      yield rows(chunk, header);
      chunk = [];
    }
  }
  if (header === undefined) throw new BrokenHeader('The file is empty: it has no header.');
  if (chunk.length > 0) yield rows(chunk, header);
}

export class BrokenHeader extends Error {}

function jsonRow(line: number, bytes: Uint8Array, offset: number): Row {
  const { text, isUtf8 } = textOf(bytes);
  if (!isUtf8) return { line, text, offset, broken: notUtf8 };
  try {
    const values = parseExactly(text);
    if (typeof values === 'object' && values !== null && !Array.isArray(values)) {
      return { line, text, offset, values: values as Record<string, unknown> };
    }
    return { line, text, offset, broken: 'The line is JSON, but not an object.' };
  } catch (error) {
    if (error instanceof Refusal) return { line, text, offset, broken: error.reason };
    return { line, text, offset, broken: `The line is not JSON. ${(error as Error).message}.` };
  }
}

async function* ndjsonRows({ file, after = 0 }: RowSource): AsyncGenerator<Row[]> {
  let chunk: Row[] = [];
  for await (const { number, bytes, offset } of readLines(file)) {
    if (bytes.length === 0 || offset <= after) continue;
    chunk.push(jsonRow(number, bytes, offset));
    if (chunk.length === chunkRows) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

/** A file, and where in it reading begins. */
export interface RowSource {
  file: FileBytes;
  format: RowFormat;
  /** Called before the first row of a CSV file with the names of its columns and the line that holds them. */
  onHeader?: (header: string[], text: string) => void;
  /** Rows that end at or before this byte are passed over. */
  after?: number;
}

/** The file's rows in chunks. @throws BrokenHeader, LineTooLong, and what reading the file throws */
export function readRows(source: RowSource): AsyncGenerator<Row[]> {
  return source.format === 'csv' ? csvRows(source) : ndjsonRows(source);
}
