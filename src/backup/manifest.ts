/** What a backup says of itself, in a file that is written last: a folder without it is no backup. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { OpenError } from '../store/store.js';

/** The names of what is in a backup's folder. */
export const names = { manifest: 'backup.json', database: 'linkwright.db', content: 'content' } as const;

export interface Manifest {
  format: 1;
  /** When the database was as it is in the backup, in ISO 8601. */
  madeAt: string;
  /** Of the database's file. */
  bytes: number;
  sha256: string;
  /** The content of files; `null` where it was left out. */
  content: { count: number; bytes: number } | null;
}

/** The size and the digest of a file. Memory does not grow with it. */
export async function digestOf(path: string): Promise<{ bytes: number; sha256: string }> {
  const digest = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    digest.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: digest.digest('hex') };
}

function isManifest(value: unknown): value is Manifest {
  const { format, madeAt, bytes, sha256, content } = (value ?? {}) as Partial<Manifest>;
  const kinds = typeof madeAt === 'string' && typeof bytes === 'number' && typeof sha256 === 'string';
  return format === 1 && kinds && (content === null || typeof content?.count === 'number');
}

/** Whether there is a backup, whole, in the folder. */
export async function isBackup(folder: string): Promise<boolean> {
  return readManifest(folder).then(
    () => true,
    () => false,
  );
}

/** @throws OpenError where the folder holds no backup */
export async function readManifest(folder: string): Promise<Manifest> {
  let found: unknown;
  try {
    found = JSON.parse(await readFile(join(folder, names.manifest), 'utf8'));
  } catch {
    const isThere = await stat(folder).then(
      () => true,
      () => false,
    );
    throw new OpenError(
      isThere
        ? `The folder ${folder} is not a backup: it has no ${names.manifest}. Name the folder of one, with its date.`
        : `The folder ${folder} does not exist.`,
    );
  }
  if (isManifest(found)) return found;
  throw new OpenError(`The backup ${folder} was made by another version of Linkwright, or is damaged.`);
}
