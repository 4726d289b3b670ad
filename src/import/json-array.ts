/** The elements of a JSON array that may be of any length, in flat memory. */
import { limits } from '../limits/limits.js';
import { type FileBytes, joined } from './bytes.js';
import type { Encoding } from './encoding.js';
import type { JsonPiece } from './json-rows.js';
import { ReadingStopped, UnreadableFile } from './stopped.js';

/** In these a sign of JSON may be the second byte of a letter. */
const doubled = ['shift_jis', 'gbk', 'gb18030', 'big5', 'iso-2022-jp'];

const notAscii = 0x80;

/** Finds the elements by their signs alone; what stands between them is parsed by others. */
class ElementScanner {
  line = 1;
  /** The line that the present element begins on; 0 where none has begun. */
  begun = 0;
  private readonly open: string[] = [];
  private state: 'before' | 'inside' | 'behind' = 'before';
  private isText = false;
  private isEscaped = false;
  private last = '';

  get isClosed(): boolean {
    return this.state === 'behind';
  }

  /** Takes in a character, and answers whether it ends an element, of which it is no part. @throws ReadingStopped */
  step(sign: string): boolean {
    if (sign === '\n' || sign === '\r') {
      if (this.isText) throw this.stopped('a text goes over the end of the line. Reading stopped.');
      if (sign === '\r' || this.last !== '\r') this.line++;
    }
    this.last = sign;
    if (this.isText) return this.stepInText(sign);
    if (/\s/.test(sign)) return false;
    if (this.state === 'before') {
      // The file begins with it.
      this.state = 'inside';
      return false;
    }
    if (this.state === 'behind')
      throw this.stopped('something stands behind the end of the array. Reading stopped.');
    return this.stepInside(sign);
  }

  private stepInText(sign: string): boolean {
    if (this.isEscaped) this.isEscaped = false;
    else if (sign === '\\') this.isEscaped = true;
    else if (sign === '"') this.isText = false;
    return false;
  }

  private stepInside(sign: string): boolean {
    if (this.open.length === 0 && (sign === ',' || sign === ']')) {
      if (sign === ']') this.state = 'behind';
      const isElement = this.begun > 0;
      return isElement;
    }
    if (this.begun === 0) this.begun = this.line;
    if (sign === '"') this.isText = true;
    else if (sign === '{' || sign === '[') this.open.push(sign === '{' ? '}' : ']');
    else if ((sign === '}' || sign === ']') && this.open.pop() !== sign) {
      throw this.stopped(`'${sign}' closes nothing that is open. Reading stopped.`);
    }
    return false;
  }

  stopped(why: string): ReadingStopped {
    return new ReadingStopped(this.line, why);
  }
}

/**
 * The elements of the array that the file is. @throws UnreadableFile; ReadingStopped where it is in doubt what an
 * element is
 */
export async function* arrayElements(
  file: FileBytes,
  { name, width, place }: Encoding,
  mark: number,
): AsyncGenerator<JsonPiece> {
  if (doubled.includes(name)) throw new UnreadableFile(`A JSON array must be UTF-8, not ${name}.`);
  const scanner = new ElementScanner();
  let rest: Uint8Array = new Uint8Array();
  let read = 0;
  for await (const chunk of file) {
    const data = rest.length === 0 ? chunk : joined([rest, chunk]);
    const base = read - rest.length;
    read += chunk.length;
    // What an element has of the bytes before was scanned with them.
    let at = Math.max(mark - base, rest.length - (rest.length % width));
    let from = scanner.begun > 0 ? 0 : at;
    for (; at + width <= data.length; at += width) {
      const isAscii = width === 1 || data[at + 1 - place] === 0;
      const code = isAscii ? (data[at + place] as number) : notAscii;
      const wasBegun = scanner.begun > 0;
      const isEnd = scanner.step(code < notAscii ? String.fromCharCode(code) : 'x');
      if (!wasBegun && scanner.begun > 0) from = at;
      if (!isEnd) continue;
      const bytes = trimmed(data.subarray(from, at), width);
      yield { line: scanner.begun, bytes, offset: base + at };
      scanner.begun = 0;
    }
    rest = scanner.begun > 0 ? data.subarray(from) : data.subarray(at);
    if (rest.length > limits.bodyBytes) throw scanner.stopped('the element is longer than 10 MB.');
  }
  if (!scanner.isClosed) throw scanner.stopped('the array is not closed. Reading stopped.');
}

/** Without the blanks at the end. */
function trimmed(bytes: Uint8Array, width: number): Uint8Array {
  let end = bytes.length;
  while (end >= width && isBlank(bytes.subarray(end - width, end))) end -= width;
  return bytes.subarray(0, end);
}

function isBlank(character: Uint8Array): boolean {
  const code = character.reduce((sum, byte) => sum + byte, 0);
  return character.includes(code) && [0x20, 0x09, 0x0a, 0x0d].includes(code);
}
