/** The rows of a CSV or NDJSON file; one that is broken is a row too, with the reason. */
import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { parseExactly } from '../record/exact-json.js';
import { readLines } from './import-lines.js';

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

/** Rows that are parsed at a time. */
const chunkRows = 1_000;

/** Lines after which an opened quote is taken for a mistake, not for a value of several lines. */
const longestQuotedLines = 1_000;

const notUtf8 = 'The line is not UTF-8.';

interface Piece {
  line: number;
  text: string;
  offset: number;
  broken?: string;
}

function quotesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count++;
  return count;
}

/**
 * The records of a CSV file as text. A record ends where its quotes are even; where that does not come
 * about, only the line with the odd quote is broken, and reading goes on behind it.
 */
async function* csvRecords(file: string): AsyncGenerator<Piece> {
  let open: Piece[] = [];
  let quotes = 0;

  function* settle(pieces: Piece[]): Generator<Piece> {
    const [first, ...others] = pieces;
    if (first === undefined) return;
    yield { ...first, broken: 'A quote is opened and not closed.' };
    let held: Piece[] = [];
    let odd = 0;
    for (const piece of others) {
      held.push(piece);
      odd += quotesIn(piece.text);
      if (odd % 2 === 0) {
        yield* joined(held);
        held = [];
      }
    }
    open = held;
    quotes = odd;
  }

  for await (const { number: line, bytes, offset } of readLines(file)) {
    const text = bytes.toString('utf8');
    const piece: Piece = { line, text, offset, ...(isUtf8(bytes) ? {} : { broken: notUtf8 }) };
    if (open.length === 0 && (text === '' || piece.broken !== undefined)) {
      if (piece.broken !== undefined) yield piece;
      continue;
    }
    open.push(piece);
    quotes += quotesIn(text);
    if (quotes % 2 === 0) {
      const whole = open;
      open = [];
      quotes = 0;
      yield* joined(whole);
    } else if (open.length > longestQuotedLines) {
      const pieces = open;
      open = [];
      yield* settle(pieces);
    }
  }
  while (open.length > 0) {
    const pieces = open;
    open = [];
    yield* settle(pieces);
  }
}

/** One record of several lines; where it does not parse as one, each of its lines for itself. */
function* joined(pieces: Piece[]): Generator<Piece> {
  const [first] = pieces;
  if (first === undefined) return;
  if (pieces.length === 1) {
    yield first;
    return;
  }
  const text = pieces.map((piece) => piece.text).join('\n');
  const offset = pieces.at(-1)?.offset ?? 0;
  const notText = pieces.find((piece) => piece.broken !== undefined);
  if (typeof cellsOf(text) !== 'string' && notText === undefined) yield { line: first.line, text, offset };
  else for (const piece of pieces) yield piece;
}

/** The cells of one record, or why it is broken. */
function cellsOf(text: string): string[] | string {
  try {
    const records: string[][] = parse(text, { relax_column_count: true });
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
      const records: string[][] = parse(text, { relax_column_count: true });
      if (records.length === pieces.length) return records;
    } catch {
      // One of them is broken; which, the next line finds.
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

/** The rows of a CSV file in chunks; `onHeader` is told the names of the columns before the first row. */
async function* csvRows(
  file: string,
  onHeader: (header: string[], text: string) => void,
): AsyncGenerator<Row[]> {
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
      onHeader(header, piece.text);
      continue;
    }
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

function jsonRow(line: number, bytes: Buffer, offset: number): Row {
  const text = bytes.toString('utf8');
  if (!isUtf8(bytes)) return { line, text, offset, broken: notUtf8 };
  try {
    const values = parseExactly(text);
    if (typeof values === 'object' && values !== null && !Array.isArray(values)) {
      return { line, text, offset, values: values as Record<string, unknown> };
    }
    return { line, text, offset, broken: 'The line is JSON, but not an object.' };
  } catch (error) {
    return { line, text, offset, broken: `The line is not JSON. ${(error as Error).message}.` };
  }
}

async function* ndjsonRows(file: string): AsyncGenerator<Row[]> {
  let chunk: Row[] = [];
  for await (const { number, bytes, offset } of readLines(file)) {
    if (bytes.length === 0) continue;
    chunk.push(jsonRow(number, bytes, offset));
    if (chunk.length === chunkRows) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

export type RowFormat = 'csv' | 'ndjson';

/** The file's rows in chunks. @throws BrokenHeader, LineTooLong, and what the file system says */
export function readRows(
  file: string,
  format: RowFormat,
  onHeader: (header: string[], text: string) => void,
): AsyncGenerator<Row[]> {
  return format === 'csv' ? csvRows(file, onHeader) : ndjsonRows(file);
}
