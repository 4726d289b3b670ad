/** Brings the schema of a database file up to date. */
import { sqliteWords } from '../migrations/migration.js';
import {
  type AppliedMigration,
  isEmpty,
  type MigrationConnection,
  runMigrations,
} from '../migrations/run.js';
import { type Connection, openError } from './connection.js';

function migrationConnection(path: string, connection: Connection): MigrationConnection {
  return {
    shown: path,
    words: sqliteWords,
    countTables: async () =>
      connection
        .prepare<[], number>("SELECT count(*) FROM sqlite_schema WHERE type = 'table'")
        .pluck()
        .get() ?? 0,
    migrationColumns: async () =>
      connection
        .prepare<[], string>("SELECT name FROM pragma_table_info('migration') ORDER BY name")
        .pluck()
        .all(),
    applied: async () => connection.prepare<[], AppliedMigration>('SELECT number, name FROM migration').all(),
    async execute(statement) {
      connection.exec(statement);
    },
  };
}

/**
 * Brings the schema to what this program needs, in one transaction. `copying` says whether half a copy is welcome.
 *
 * @throws OpenError where the database is newer than the program, half a copy, or not Linkwright's
 */
export async function migrate(path: string, connection: Connection, { copying = false } = {}): Promise<void> {
  const database = migrationConnection(path, connection);
  try {
    // The mode is written into the file, so it is set once it is known whose file it is.
    await isEmpty(database);
    connection.pragma('journal_mode = WAL');
    connection.exec('BEGIN IMMEDIATE');
    await runMigrations(database, { make: true, copying });
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    throw openError(path, error);
  }
}
