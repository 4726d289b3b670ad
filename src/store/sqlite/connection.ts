/** Opening one connection to the database file, with the settings that durability rests on. */
import Database from 'better-sqlite3';
import { OpenError } from '../store.js';

export type Connection = Database.Database;

/** Milliseconds that a statement waits for another process (`token create` beside a server). */
const busyMilliseconds = 10_000;

/**
 * Pages of the write-ahead log before it is copied into the database file. SQLite's own 1,000 makes a
 * batch in eight wait for the copying; this makes it rarer, and each page is copied once for many changes.
 */
const checkpointPages = 16_000;

/** Kibibytes of pages that a connection keeps in memory. */
const cacheKibibytes = 32_768;

const words: Record<string, string> = {
  SQLITE_NOTADB: 'is not a database',
  SQLITE_CORRUPT: 'is damaged; run `linkwright doctor` on a copy of it',
  SQLITE_READONLY: 'is read-only',
  SQLITE_CANTOPEN: 'cannot be opened; check that its folder exists and may be written',
  SQLITE_FULL: 'is on a full disk',
  SQLITE_IOERR: 'cannot be read or written; the disk may be full or failing',
  SQLITE_BUSY: 'is locked by another process',
};

/** Says why a database cannot be opened, in words for the person at the console. */
export function openError(path: string, error: unknown): OpenError {
  if (error instanceof OpenError) return error;
  const code = (error as { code?: string }).code ?? '';
  const reason = Object.keys(words).find((known) => code.startsWith(known));
  return new OpenError(
    `The database ${path} ${reason === undefined ? `cannot be opened (${(error as Error).message})` : words[reason]}.`,
  );
}

/** @throws OpenError */
export function connect(
  path: string,
  purpose: 'write' | 'read',
  waitMilliseconds = busyMilliseconds,
): Connection {
  let connection: Connection | undefined;
  try {
    connection = new Database(path, { readonly: purpose === 'read', timeout: waitMilliseconds });
    if (purpose === 'write') {
      connection.pragma('synchronous = FULL');
      connection.pragma(`wal_autocheckpoint = ${checkpointPages}`);
    }
    connection.pragma('foreign_keys = ON');
    connection.pragma(`cache_size = -${cacheKibibytes}`);
    return connection;
  } catch (error) {
    connection?.close();
    throw openError(path, error);
  }
}
