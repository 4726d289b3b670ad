/** Makes a backup of an SQLite database and the content of its files, beside a running server. */
import { link, mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ContentFault, type ContentStore, relativePathOf } from '../content/content.js';
import { openFolder } from '../content/folder.js';
import { lockFolder, readSaved, saveDatabase } from '../store/open.js';
import type { NamedContent } from '../store/saved-file.js';
import { OpenError } from '../store/store.js';
import { checkBackup, faultsText } from './check.js';
import { digestOf, isBackup, type Manifest, names } from './manifest.js';

/** What backups are named by: when they were made. And what one is named that is not whole. */
const name = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/;
const unfinished = 'unfinished-';

export interface BackupWish {
  /** `sqlite:PATH`. */
  database: string;
  /** Where the content of files is; `undefined` leaves it out. */
  content: ContentStore | undefined;
  /** The folder of all backups. */
  folder: string;
  /** How many are kept; all, where nothing is said. */
  keep?: number | undefined;
}

export interface MadeBackup {
  folder: string;
  manifest: Manifest;
  /** The names of older ones that were removed. */
  removed: string[];
}

/** Makes sure that what a folder holds is there after a crash. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}

/** The backups in a folder that are whole, the oldest first. */
async function backupsIn(folder: string): Promise<string[]> {
  const found = (await readdir(folder)).filter((each) => name.test(each)).sort();
  const whole = await Promise.all(found.map((each) => isBackup(join(folder, each))));
  return found.filter((_, at) => whole[at]);
}

/**
 * Brings the contents into a backup. What the backup before it has already is linked, and takes no room of its own: a
 * content never changes.
 *
 * @throws OpenError, ContentFault
 */
async function bringContents(
  contents: NamedContent[],
  { from, into, before }: { from: ContentStore; into: string; before: string | undefined },
): Promise<void> {
  const target = await openFolder(into, 'nothing');
  for (const named of contents) {
    const path = relativePathOf(named);
    if (before !== undefined && (await linked(join(before, names.content, path), join(into, path), named)))
      continue;
    const source = await from.read(named, undefined);
    if (source === undefined) {
      throw new OpenError(
        `The content ${path}, which the database names, is not in ${from.shown}. ` +
          'Run `linkwright doctor`; if a repair removed it just now, run the backup again.',
      );
    }
    const received = await target.receive(source);
    if (received.sha256 !== named.sha256) {
      await received.discard();
      throw new OpenError(
        `The content ${path} in ${from.shown} is damaged: its SHA-256 is ${received.sha256}.`,
      );
    }
    await received.keep(named.client);
    await received.discard();
  }
}

/** Links a content of another backup, where that has it and it is whole. */
async function linked(from: string, to: string, { sha256 }: NamedContent): Promise<boolean> {
  const found = await digestOf(from).catch(() => undefined);
  if (found?.sha256 !== sha256) return false;
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  try {
    await link(from, to);
    await sync(dirname(to));
    return true;
  } catch {
    // Not every file system has links: then it is copied.
    return false;
  }
}

/** Fills a folder with a backup, to its manifest. @throws OpenError, ContentFault */
async function fill(
  folder: string,
  { database, content }: BackupWish,
  before: string | undefined,
): Promise<Manifest> {
  const file = join(folder, names.database);
  const madeAt = new Date().toISOString();
  await saveDatabase(database, file);
  const { damage, contents, databaseId } = await readSaved(file);
  if (damage.length > 0) throw new OpenError(`The database ${database} is damaged: ${faultsText(damage)}.`);
  if (content !== undefined) {
    const mark = await content.readMark();
    if (mark !== undefined && contents.length > 0 && !mark.includes(String(databaseId))) {
      throw new OpenError(`The place of content ${content.shown} is that of another database.`);
    }
    await bringContents(contents, { from: content, into: join(folder, names.content), before });
  }
  const bytes = contents.reduce((sum, { size }) => sum + size, 0);
  const manifest: Manifest = {
    format: 1,
    madeAt,
    ...(await digestOf(file)),
    content: content === undefined ? null : { count: contents.length, bytes },
  };
  const { faults } = await checkBackup(folder, manifest);
  if (faults.length > 0) throw new OpenError(`The backup was not made well: ${faultsText(faults)}.`);
  const written = join(folder, names.manifest);
  await writeFile(written, `${JSON.stringify(manifest, undefined, 2)}\n`, { mode: 0o600 });
  await sync(written);
  await sync(folder);
  return manifest;
}

/** Removes the oldest that are more than are kept. Answers their names. */
async function removeOld(folder: string, keep: number | undefined): Promise<string[]> {
  if (keep === undefined) return [];
  const old = (await backupsIn(folder)).slice(0, -keep);
  for (const each of old) {
    // First it is no backup any more, and then it goes: half of one never looks whole.
    const leaving = join(folder, unfinished + each);
    await rename(join(folder, each), leaving);
    await rm(leaving, { recursive: true, force: true });
  }
  return old;
}

/**
 * Makes a backup and reads all of it again. It has its name once it is whole and durable; one that was cut off is removed
 * by the next.
 *
 * @throws OpenError where something cannot be read or written, or another backup into the folder is under way
 */
export async function makeBackup(wish: BackupWish): Promise<MadeBackup> {
  const { folder } = wish;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = await lockFolder(folder);
  try {
    for (const each of await readdir(folder)) {
      if (each.startsWith(unfinished)) await rm(join(folder, each), { recursive: true, force: true });
    }
    const last = (await backupsIn(folder)).at(-1);
    const own = new Date().toISOString().replaceAll(/[:.]/g, '-');
    const working = join(folder, unfinished + own);
    await mkdir(working, { mode: 0o700 });
    try {
      const manifest = await fill(working, wish, last === undefined ? undefined : join(folder, last));
      const whole = join(folder, own);
      await rename(working, whole);
      await sync(folder);
      return { folder: whole, manifest, removed: await removeOld(folder, wish.keep) };
    } catch (error) {
      await rm(working, { recursive: true, force: true });
      throw error;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof ContentFault || code !== undefined) {
      throw new OpenError(`The backup in ${folder} could not be made (${(error as Error).message}).`);
    }
    throw error;
  } finally {
    lock.release();
  }
}
