/** How large the files of a database are, and how much room there is. */
import { stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FileMeasure } from '../measures.js';

const sizeOf = (path: string) =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/** `undefined` where the disk does not answer. */
export async function measureFiles(path: string): Promise<FileMeasure | undefined> {
  try {
    const [database, log, { bavail, bsize }] = await Promise.all([
      sizeOf(path),
      sizeOf(`${path}-wal`),
      statfs(dirname(path)),
    ]);
    return { database, log, free: bavail * bsize };
  } catch {
    return undefined;
  }
}
