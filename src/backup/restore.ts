/** Makes a database of a backup, where there is none yet. */
import { createReadStream, existsSync } from 'node:fs';
import { chmod, copyFile, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ContentFault, type ContentStore, relativePathOf } from '../content/content.js';
import type { NamedContent } from '../store/saved-file.js';
import { OpenError } from '../store/store.js';
import { type CheckedBackup, checkBackup, faultsText } from './check.js';
import { type Manifest, names, readManifest } from './manifest.js';

export interface RestoreWish {
  /** The folder of one backup. */
  backup: string;
  /** Where the database's file is to be. */
  file: string;
  /** Where the content of files is to be. */
  content: ContentStore;
}

/** Reads a backup and refuses one that is not whole. @throws OpenError */
export async function requireWhole(backup: string): Promise<{ manifest: Manifest; checked: CheckedBackup }> {
  const manifest = await readManifest(backup);
  const checked = await checkBackup(backup, manifest);
  if (checked.faults.length === 0) return { manifest, checked };
  throw new OpenError(`The backup ${backup} cannot be restored: ${faultsText(checked.faults)}.`);
}

/** Refuses to write over anything. @throws OpenError */
function requireNoFile(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    if (existsSync(file + suffix)) {
      throw new OpenError(`${file}${suffix} is there already. Name a database that is not, or move it away.`);
    }
  }
  if (!existsSync(dirname(file)))
    throw new OpenError(`The folder ${dirname(file)} does not exist. Make it first.`);
}

const markOf = (databaseId: string | undefined) =>
  databaseId === undefined ? undefined : JSON.stringify({ database: databaseId, takenBy: null });

/** Refuses a place with content that is not the backup's; what a restore before, which was cut off, has put there is. */
async function requireOwn(content: ContentStore, { contents, databaseId }: CheckedBackup): Promise<void> {
  const mark = await content.readMark();
  const taken = `The place of content ${content.shown} is not empty. Name an empty one with --content, or move it away.`;
  if (mark !== undefined && mark !== markOf(databaseId)) throw new OpenError(taken);
  const named = new Set(contents.map((each) => relativePathOf(each)));
  // Clients of another database have the same numbers, beginning with 1.
  for (const client of new Set([1, ...contents.map((each) => each.client)])) {
    for await (const { sha256 } of content.list(client)) {
      if (!named.has(relativePathOf({ client, sha256 }))) throw new OpenError(taken);
    }
  }
}

async function bringContent(backup: string, content: ContentStore, named: NamedContent): Promise<void> {
  const path = relativePathOf(named);
  const received = await content.receive(createReadStream(join(backup, names.content, path)));
  try {
    if (received.sha256 !== named.sha256)
      throw new OpenError(`The content ${path} of the backup is damaged.`);
    await received.keep(named.client);
  } finally {
    await received.discard();
  }
}

/**
 * Checks a backup and brings its content and then its database where they are to be. The database has its name last: until
 * then there is none, and the same can be run again.
 *
 * @throws OpenError where the backup is not whole, or something is there already
 */
export async function restoreBackup({ backup, file: given, content }: RestoreWish): Promise<Manifest> {
  const file = resolve(given);
  requireNoFile(file);
  const { manifest, checked } = await requireWhole(backup);
  const arriving = `${file}.restoring`;
  try {
    if (manifest.content !== null) {
      await requireOwn(content, checked);
      for (const named of checked.contents) await bringContent(backup, content, named);
      const mark = markOf(checked.databaseId);
      if (mark !== undefined && checked.contents.length > 0) await content.writeMark(mark);
    }
    await rm(arriving, { force: true });
    await copyFile(join(backup, names.database), arriving);
    await chmod(arriving, 0o600);
    for (const path of [arriving, dirname(file)]) {
      if (path !== arriving) await rename(arriving, file);
      const handle = await open(path, 'r');
      await handle.sync().finally(() => handle.close());
    }
    return manifest;
  } catch (error) {
    await rm(arriving, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof ContentFault || code !== undefined) {
      throw new OpenError(`The backup could not be restored (${(error as Error).message}).`);
    }
    throw error;
  }
}
