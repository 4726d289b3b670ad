/** Opens the database that a URL names (docs/reference/command-line.md#the-database). */

import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { limits } from '../limits/limits.js';
import { type CopyEnd, type CopyRole, copyEnd } from './copy/end.js';
import { shownAddress } from './postgres/address.js';
import type { LocalRemains } from './postgres/distribute.js';
import type { SavedFile } from './saved-file.js';
import { OpenError, type Store } from './store.js';

/** Where a server keeps its database unless it is told otherwise. */
export const defaultDatabase = 'sqlite:data/linkwright.db';

export interface OpenOptions {
  /** `sqlite:PATH` or `postgres://...`. */
  url: string;
  /** The module that lists the programs, as a URL: SQLite runs them in a thread, which loads it. */
  programs: string;
  /** Whether this is a server, or a command that may work beside one. */
  serving: boolean;
  /** Whether a database that is not there is made; else it is taken for a mistyped name. */
  make?: boolean;
  /** Whether the tables are distributed over the machines of a Citus cluster. */
  distributed?: boolean;
  /** Of PostgreSQL: the most connections at once. */
  poolSize?: number;
  /** Of PostgreSQL: milliseconds that a statement may take; 0 for any time. */
  statementTimeout?: number;
}

/** Which adapter a URL is for, and where SQLite's file is. @throws OpenError */
function readUrl(url: string): { path: string } | 'postgres' {
  const [, scheme, rest = ''] = /^([a-z]+):(.*)$/is.exec(url) ?? [];
  if (scheme === 'sqlite' && rest !== '') return { path: rest };
  if (scheme === 'postgres' || scheme === 'postgresql') return 'postgres';
  throw new OpenError(
    `The database must be given as sqlite:PATH or postgres://...${scheme === undefined ? '' : `; a ${scheme}: address was given`}.`,
  );
}

/**
 * Opens the database, making what is not there, and brings its schema up to date. Only the adapter that
 * is needed is loaded.
 *
 * @throws OpenError
 */
export async function openStore({
  url,
  programs,
  serving,
  make = true,
  distributed = false,
  ...options
}: OpenOptions): Promise<Store> {
  const target = readUrl(url);
  if (target !== 'postgres') {
    if (distributed) throw new OpenError('A database in a file cannot be distributed.');
    const { openSqlite } = await import('./sqlite/open.js');
    return openSqlite({ ...target, programs, serving, makeFolder: url === defaultDatabase, makeFile: make });
  }
  const { openPostgres } = await import('./postgres/open.js');
  return openPostgres({
    url,
    make,
    distributed,
    poolSize: options.poolSize ?? limits.poolSize,
    statementTimeout: options.statementTimeout ?? (serving ? limits.statementMilliseconds : 0),
  });
}

/**
 * What the coordinator of a Citus cluster keeps of tables' rows from before they were distributed, where no statement
 * sees them; removes it where asked. Needs a database that is distributed.
 *
 * @throws OpenError
 */
export async function localRemains(url: string, remove: boolean): Promise<LocalRemains> {
  const { readLocalRemains } = await import('./postgres/open.js');
  return readLocalRemains(url, remove);
}

/** The file that a database which is there is in, whatever links lead to it; `undefined` for one that is in none. */
export function fileOfDatabase(url: string): string | undefined {
  const target = readUrl(url);
  return target === 'postgres' ? undefined : realpathSync(target.path);
}

/**
 * Opens one of the two databases of a copy, and keeps servers and other copies away from it until it is
 * closed. A source must be there, and cannot be written meanwhile; a target is made where it is not there.
 *
 * @throws OpenError
 */
export async function openToCopy(url: string, role: CopyRole): Promise<CopyEnd> {
  const target = readUrl(url);
  if (target !== 'postgres') {
    const { connectToCopy } = await import('./sqlite/copy.js');
    return copyEnd(await connectToCopy(target.path, role));
  }
  const { connectToCopy } = await import('./postgres/copy.js');
  return copyEnd(await connectToCopy(url, role));
}

/**
 * The file of a database that is in one, whether it is there or not.
 *
 * @throws OpenError where it is PostgreSQL's, which has tools of its own
 */
export function requireFile(url: string): string {
  const target = readUrl(url);
  if (target !== 'postgres') return target.path;
  throw new OpenError(
    'This is for SQLite. PostgreSQL has pg_dump and pg_restore, which the guide to backups tells of; `linkwright copy` takes a database from one to the other.',
  );
}

/** Saves all that is committed now in a new file, beside a server that goes on writing. @throws OpenError */
export async function saveDatabase(url: string, target: string): Promise<void> {
  const { saveFile } = await import('./sqlite/backup.js');
  saveFile(requireFile(url), target);
}

/** Looks through a file that was saved. @throws OpenError */
export async function readSaved(file: string): Promise<SavedFile> {
  const { readSavedFile } = await import('./sqlite/backup.js');
  return readSavedFile(file);
}

/** Keeps others away from a folder of backups until it is released, also by a crash. @throws OpenError */
export async function lockFolder(folder: string): Promise<{ release(): void }> {
  const { lockFile } = await import('./sqlite/lock.js');
  return lockFile(join(folder, '.lock'), `Another backup into ${folder} is under way.`);
}

/** A database's URL as it may be printed and logged: without a password. */
export function shownDatabase(url: string): string {
  return /^sqlite:/i.test(url) ? url : shownAddress(url);
}
