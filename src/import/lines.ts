/** Reads the lines of a file as bytes, in flat memory whatever its size. */
import { type FileBytes, joined } from './bytes.js';
import type { Encoding } from './encoding.js';
import { ReadingStopped } from './stopped.js';

/** A longer line means that the file is of another kind; the server accepts no larger body either. */
const longestLine = 10_000_000;

/** What ends the lines of a file: a line feed, perhaps behind a carriage return, or a carriage return alone. */
export type LineEnd = '\n' | '\r';

export interface FileLine {
  /** Counts from 1. */
  number: number;
  /** Without its line end. */
  bytes: Uint8Array;
  /** With its line end. */
  whole: Uint8Array;
  ending: '' | '\n' | '\r\n' | '\r';
  /** Where the line ends in the file. */
  offset: number;
}

export interface LineLayout {
  encoding: Encoding;
  /** The length of the byte order mark, which the first line is without. */
  mark: number;
  end: LineEnd;
}

/** Where a character of ASCII begins in the bytes, from a place on; -1 where it does not come. */
function find(bytes: Uint8Array, code: number, from: number, { width, place }: Encoding): number {
  if (width === 1) return bytes.indexOf(code, from);
  for (let at = bytes.indexOf(code, from + place); at >= 0; at = bytes.indexOf(code, at + 1)) {
    const start = at - place;
    if (start % width === 0 && bytes[start + 1 - place] === 0) return start;
  }
  return -1;
}

const carriageReturn = '\r'.charCodeAt(0);

/** The lines of the file, in order, as many at a time as are there. @throws ReadingStopped, and what reading the file throws */
export async function* readLines(
  file: FileBytes,
  { encoding, mark, end }: LineLayout,
): AsyncGenerator<FileLine[]> {
  const { width } = encoding;
  const endCode = end.charCodeAt(0);
  let rest: Uint8Array = new Uint8Array();
  let number = 0;
  let offset = 0;
  const lineOf = (whole: Uint8Array, isEnded: boolean): FileLine => {
    number++;
    offset += whole.length;
    const from = number === 1 ? mark : 0;
    const line = isEnded ? whole.subarray(0, whole.length - width) : whole;
    const last = line.length - width;
    const isLong =
      isEnded && end === '\n' && last >= from && find(line, carriageReturn, last, encoding) === last;
    const bytes = line.subarray(from, isLong ? last : line.length);
    return {
      number,
      bytes,
      whole: whole.subarray(from),
      ending: isLong ? '\r\n' : isEnded ? end : '',
      offset,
    };
  };
  for await (const chunk of file) {
    const data = rest.length === 0 ? chunk : joined([rest, chunk]);
    const lines: FileLine[] = [];
    let from = 0;
    for (let at = find(data, endCode, 0, encoding); at >= 0; at = find(data, endCode, from, encoding)) {
      if (at - from > longestLine) break;
      lines.push(lineOf(data.subarray(from, at + width), true));
      from = at + width;
    }
    if (lines.length > 0) yield lines;
    rest = data.subarray(from);
    if (rest.length > longestLine) {
      throw new ReadingStopped(number + 1, `it is longer than ${longestLine / 1_000_000} MB.`);
    }
  }
  if (rest.length > 0) yield [lineOf(rest, false)];
}
