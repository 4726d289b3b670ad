/** Opening one connection to the database file, with the settings that durability rests on. */
import Database from 'better-sqlite3';
import { migrations } from '../migrations/index.js';
import { presentMigration } from '../migrations/present.js';
import { OpenError } from '../store.js';
import { sqliteDialect } from './dialect.js';

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

/** @throws OpenError where the file holds something else than a database of Linkwright's, or nothing */
function requireOwn(path: string, connection: Connection): void {
  const tables = connection.prepare("SELECT count(*) FROM sqlite_schema WHERE type = 'table'").pluck().get();
  const columns = connection
    .prepare("SELECT name FROM pragma_table_info('migration') ORDER BY name")
    .pluck()
    .all();
  if (tables === 0 || columns.join() === 'name,number') return;
  throw new OpenError(`The database ${path} holds something that is not Linkwright's.`);
}

/**
 * Brings the schema to what this program needs, in one transaction. `copying` says whether half a copy is
 * welcome.
 *
 * @throws OpenError where the database is newer than the program, half a copy, or not Linkwright's
 */
export function migrate(path: string, connection: Connection, { copying = false } = {}): void {
  try {
    requireOwn(path, connection);
    // Not before it is known whose file it is: the mode is written into it.
    connection.pragma('journal_mode = WAL');
    connection.exec(
      'CREATE TABLE IF NOT EXISTS migration (number integer PRIMARY KEY, name text NOT NULL) STRICT',
    );
    connection.exec('BEGIN IMMEDIATE');
    const rows = connection.prepare('SELECT number, name FROM migration').all();
    const present = presentMigration(path, rows as { number: number; name: string }[], copying);
    for (const migration of migrations.slice(present)) {
      for (const statement of migration.statements(sqliteDialect)) connection.exec(statement);
      for (const statement of sqliteDialect.extra[migration.number] ?? []) connection.exec(statement);
      connection.prepare('INSERT INTO migration VALUES (?, ?)').run(migration.number, migration.name);
    }
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw openError(path, error);
  }
}
