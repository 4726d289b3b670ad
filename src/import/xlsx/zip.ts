/** Reads the files of a zip archive, of which no more is unpacked than is asked for. */
import type { FileBytes } from '../bytes.js';
import { UnreadableFile } from '../stopped.js';

interface ZipEntry {
  /** How the file is packed: 0 not at all, 8 deflated. */
  method: number;
  packed: number;
  /** The size that the archive says the file has; only good for showing how far reading is. */
  size: number;
  /** Where its header begins. */
  at: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endBytes = 22;
const entryBytes = 46;
const headerBytes = 30;
/** A comment stands behind the end's record. */
const longestComment = 65_535;

const damaged = () => new UnreadableFile('The file is no .xlsx workbook, or is damaged.');

export class Zip {
  private readonly bytes: Uint8Array;
  private readonly entries = new Map<string, ZipEntry>();

  /** @throws UnreadableFile */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let end = bytes.length - endBytes;
    const lowest = Math.max(0, end - longestComment);
    while (end >= lowest && view.getUint32(end, true) !== endSignature) end--;
    if (end < lowest) throw damaged();
    const count = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    for (let read = 0; read < count; read++) {
      if (at + entryBytes > bytes.length || view.getUint32(at, true) !== entrySignature) throw damaged();
      const nameLength = view.getUint16(at + 28, true);
      const name = new TextDecoder().decode(bytes.subarray(at + entryBytes, at + entryBytes + nameLength));
      this.entries.set(name, {
        method: view.getUint16(at + 10, true),
        packed: view.getUint32(at + 20, true),
        size: view.getUint32(at + 24, true),
        at: view.getUint32(at + 42, true),
      });
      at += entryBytes + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** The size that the archive says the file has. */
  sizeOf(name: string): number {
    return this.entries.get(name)?.size ?? 0;
  }

  /** A file's content, piece by piece. @throws UnreadableFile where it is damaged, or has more bytes than the limit */
  async *read(name: string, limit: number): FileBytes & AsyncGenerator<Uint8Array> {
    let length = 0;
    try {
      for await (const piece of this.unpacked(name)) {
        length += piece.length;
        if (length > limit)
          throw new UnreadableFile(`The workbook's ${name} is longer than ${limit / 1_000_000} MB.`);
        yield piece;
      }
    } catch (error) {
      throw error instanceof TypeError ? damaged() : error;
    }
  }

  private unpacked(name: string): FileBytes {
    const entry = this.entries.get(name);
    const { bytes } = this;
    if (entry === undefined || entry.at + headerBytes > bytes.length) throw damaged();
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const from =
      entry.at + headerBytes + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
    if (from + entry.packed > bytes.length) throw damaged();
    const packed = bytes.subarray(from, from + entry.packed);
    if (entry.method !== 0 && entry.method !== 8) throw damaged();
    const content = new Blob([packed as Uint8Array<ArrayBuffer>]).stream();
    return entry.method === 0 ? content : content.pipeThrough(new DecompressionStream('deflate-raw'));
  }
}
