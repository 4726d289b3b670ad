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
  /** Where the line ends in the file. */
  offset: number;
}

const lineFeed = 10;
const carriageReturn = 13;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

function trimmed(line: Buffer, number: number): Buffer {
  const from = number === 1 && line.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
  const to = line.at(-1) === carriageReturn ? line.length - 1 : line.length;
  return line.subarray(from, to);
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
      yield { number, bytes: trimmed(data.subarray(from, end), number), offset };
      from = end + 1;
    }
    rest = data.subarray(from);
    if (rest.length > longestLine) {
      throw new LineTooLong(`Line ${number + 1} is longer than ${longestLine / 1_000_000} MB.`);
    }
  }
  if (rest.length > 0) {
    number++;
    yield { number, bytes: trimmed(rest, number), offset: offset + rest.length };
  }
}
