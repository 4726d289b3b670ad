/** The rows of a file of JSON: an object on each line, or the elements of one array. */
import { Refusal } from '../contract/errors.js';
import { parseExactly } from '../json/exact-json.js';
import { type FileBytes, peeked } from './bytes.js';
import { type Encoding, encodingOf } from './encoding.js';
import { arrayElements } from './json-array.js';
import { lineEndOf, lookedBytes } from './layout.js';
import { readLines } from './lines.js';
import { jsonRejects, ownRow } from './rejects.js';
import type { Row } from './row.js';
import type { OpenedRows, RowSource } from './rows.js';
import { UnreadableFile } from './stopped.js';

/** A row's JSON as it stands in the file. */
export interface JsonPiece {
  line: number;
  bytes: Uint8Array;
  offset: number;
}

/** The piece as a row, or why it is none. */
function rowOf(piece: JsonPiece, encoding: Encoding, wanted: ReadonlySet<string>): Row {
  const { text, isSound } = encoding.decode(piece.bytes);
  const broken = (why: string): Row => ({ ...piece, text, broken: why });
  if (!isSound) return broken(`The row is not in the encoding ${encoding.name}.`);
  try {
    const values = parseExactly(text);
    if (typeof values === 'object' && values !== null && !Array.isArray(values)) {
      return { ...piece, text, values: ownRow(values as Record<string, unknown>, wanted) };
    }
    return broken('The row is JSON, but not an object.');
  } catch (error) {
    if (error instanceof Refusal) return broken(error.reason);
    return broken(`The row is not JSON. ${(error as Error).message}.`);
  }
}

/** Whether a text begins with an object of several lines, which no row of a file of lines is. */
function beginsSpread(text: string): boolean {
  const [first = ''] = text.trimStart().split(/[\r\n]/, 1);
  return /^\{(.*[{[,])?$/.test(first.trimEnd());
}

async function* linePieces(file: FileBytes, encoding: Encoding, mark: number, text: string) {
  const lines = readLines(file, { encoding, mark, end: lineEndOf(text) });
  for await (const some of lines) {
    for (const { number: line, bytes, offset } of some) if (bytes.length > 0) yield { line, bytes, offset };
  }
}

/** Opens a file of JSON. @throws UnreadableFile, and what reading the file throws */
export async function openJson(source: RowSource): Promise<OpenedRows> {
  const { beginning, whole } = await peeked(source.file, lookedBytes);
  const { encoding, mark } = encodingOf(beginning, source.encoding);
  const { text } = encoding.decode(beginning.subarray(mark));
  const isArray = /^\s*\[/.test(text);
  if (!isArray && beginsSpread(text)) {
    throw new UnreadableFile(
      'The file begins with an object of several lines; it must be an array, or an object on each line.',
    );
  }
  const pieces = isArray ? arrayElements(whole, encoding, mark) : linePieces(whole, encoding, mark, text);
  const wanted = source.wanted ?? new Set();
  async function* rows(): AsyncGenerator<Row> {
    for await (const piece of pieces)
      if (piece.offset > (source.after ?? 0)) yield rowOf(piece, encoding, wanted);
  }
  return {
    encoding: encoding.name,
    rejects: jsonRejects(beginning.subarray(0, mark), encoding),
    rows: rows(),
  };
}
