/** A file into which content comes in, on its way to where it is kept. */
import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { ContentFault } from './content.js';

/** Runs what can fail of a disk. @throws ContentFault */
export async function onDisk<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw new ContentFault(error);
  }
}

/** A new file in the folder, open for writing and reading. @throws ContentFault */
export async function openIncoming(folder: string): Promise<{ path: string; handle: FileHandle }> {
  const path = join(folder, randomBytes(16).toString('hex'));
  return { path, handle: await onDisk(() => open(path, 'wx+', 0o600)) };
}

/**
 * Writes a stream to a file and answers its digest. Memory does not grow with it: the stream waits for the disk.
 *
 * @throws ContentFault where the file cannot be written, else what the stream fails with
 */
export async function takeIn(
  handle: FileHandle,
  source: Readable,
): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const bytes of source as AsyncIterable<Buffer>) {
    hash.update(bytes);
    // Writes all of it, behind what was written before.
    await onDisk(() => handle.writeFile(bytes));
    size += bytes.length;
  }
  return { sha256: hash.digest('hex'), size };
}

/** Bytes that are read of a file at a time. */
const chunkBytes = 65_536;

/** Everything in a file, from its beginning; it stays open. @throws ContentFault */
export async function* contentOf(handle: FileHandle): AsyncGenerator<Buffer> {
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
