/** A file into which content comes in, on its way to where it is kept. */
import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { ContentFault } from './content.js';

export interface Incoming {
  path: string;
  /** Open for reading and writing until it is closed. */
  handle: FileHandle;
  sha256: string;
  size: number;
}

/** Runs what can fail of a disk. @throws ContentFault */
export async function onDisk<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw new ContentFault(error);
  }
}

/** Bytes that are read of a file at a time. */
const chunkBytes = 65_536;

/** Everything in a file, from its beginning, which stays open. @throws ContentFault */
export async function* contentOf({ handle }: Incoming): AsyncGenerator<Buffer> {
  let position = 0;
  for (;;) {
    const { bytesRead, buffer } = await onDisk(() =>
      handle.read({ buffer: Buffer.allocUnsafe(chunkBytes), position }),
    );
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/**
 * Writes a stream to a new file in the folder. Memory does not grow with it: the stream waits for the disk.
 *
 * @throws ContentFault where the file cannot be written, else what the stream fails with; no file is left then
 */
export async function takeIn(folder: string, source: Readable): Promise<Incoming> {
  const path = join(folder, randomBytes(16).toString('hex'));
  const handle = await onDisk(() => open(path, 'wx+', 0o600));
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const bytes of source as AsyncIterable<Buffer>) {
      hash.update(bytes);
      // Writes all of it, behind what was written before.
      await onDisk(() => handle.writeFile(bytes));
      size += bytes.length;
    }
    return { path, handle, sha256: hash.digest('hex'), size };
  } catch (error) {
    await handle.close().catch(() => {});
    await unlink(path).catch(() => {});
    throw error;
  }
}
