/** The lines of a file, as bytes, in flat memory whatever its size. */
import { createReadStream } from 'node:fs';

/** A line longer than this is not one: the file is of another kind. */
const longestLine = 10_000_000;

export class LineTooLong extends Error {}

export interface FileLine {
  /** Counts from 1. */
  number: number;
  /** Without its line end. */
  bytes: Buffer;
  ending: '' | '\n' | '\r\n';
  /** Where the line ends in the file. */
  offset: number;
}

const lineFeed = 10;
const carriageReturn = 13;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** A line with what ends it, which a value of several lines keeps. */
function lineOf(line: Buffer, number: number, offset: number, ended: boolean): FileLine {
  const from = number === 1 && line.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
  const carriage = ended && line.at(-1) === carriageReturn;
  const bytes = line.subarray(from, carriage ? line.length - 1 : line.length);
  return { number, bytes, ending: carriage ? '\r\n' : ended ? '\n' : '', offset };
}

/** @throws LineTooLong, and what the file system says */
export async function* readLines(file: string): AsyncGenerator<FileLine> {
  let rest: Buffer = Buffer.alloc(0);
  let number = 0;
  let offset = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
    const data: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
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
