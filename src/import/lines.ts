/** Reads the lines of a file as bytes, in flat memory whatever its size. */

/** A longer line means that the file is of another kind. */
const longestLine = 10_000_000;

export class LineTooLong extends Error {}

/** The content of a file, piece by piece, as streams give it in Node and in a browser. */
export type FileBytes = AsyncIterable<Uint8Array>;

export interface FileLine {
  /** Counts from 1. */
  number: number;
  /** Without its line end. */
  bytes: Uint8Array;
  ending: '' | '\n' | '\r\n';
  /** Where the line ends in the file. */
  offset: number;
}

const lineFeed = 10;
const carriageReturn = 13;
const byteOrderMark = [0xef, 0xbb, 0xbf];

/** A line with its line end, which a value of several lines keeps. */
function lineOf(line: Uint8Array, number: number, offset: number, ended: boolean): FileLine {
  const isMarked = number === 1 && byteOrderMark.every((byte, at) => line[at] === byte);
  const carriage = ended && line.at(-1) === carriageReturn;
  const bytes = line.subarray(isMarked ? 3 : 0, carriage ? line.length - 1 : line.length);
  return { number, bytes, ending: carriage ? '\r\n' : ended ? '\n' : '', offset };
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** The lines of the file, in order. @throws LineTooLong, and what reading the file throws */
export async function* readLines(file: FileBytes): AsyncGenerator<FileLine> {
  let rest: Uint8Array = new Uint8Array();
  let number = 0;
  let offset = 0;
  for await (const chunk of file) {
    const data = rest.length === 0 ? chunk : joined(rest, chunk);
    let from = 0;
    for (let end = data.indexOf(lineFeed); end >= 0; end = data.indexOf(lineFeed, from)) {
      number++;
      offset += end + 1 - from;
      yield lineOf(data.subarray(from, end), number, offset, true);
      from = end + 1;
    }
    rest = data.subarray(from);
    if (rest.length > longestLine) {
      throw new LineTooLong(`Line ${number + 1} is longer than ${longestLine / 1_000_000} MB.`);
    }
  }
  if (rest.length > 0) {
    number++;
    yield lineOf(rest, number, offset + rest.length, false);
  }
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of a line, and whether it is UTF-8; bytes that are not become U+FFFD. */
export function textOf(bytes: Uint8Array): { text: string; isUtf8: boolean } {
  try {
    return { text: strict.decode(bytes), isUtf8: true };
  } catch {
    return { text: lenient.decode(bytes), isUtf8: false };
  }
}
