/** A database file as one end of a copy: rows out of it and into it, and nobody else at work on it. */
import { type CopyConnection, type CopyRole, insertInto, stopServer } from '../copy/end.js';
import { type CatalogColumn, type CatalogReference, type Row, type Table, tablesOf } from '../copy/tables.js';
import { StoreFault } from '../store.js';
import { type Connection, connect, openError } from './connection.js';
import { faultOf } from './faults.js';
import { lockForServing, type ServerLock } from './lock.js';
import { migrate } from './migrate.js';
import { findFile } from './open.js';
import { keepPrivate, makePrivate } from './private-file.js';

const ownTables = `t.type = 'table' AND t.name NOT LIKE 'sqlite~_%' ESCAPE '~' AND t.name <> 'migration'`;

const catalogColumns = `SELECT t.name AS "table", c.name AS "column", c.type, c.pk AS keyPosition
  FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE ${ownTables}`;

const catalogReferences = `SELECT t.name AS "table", f."table" AS parent
  FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f WHERE ${ownTables}`;

function readTables(connection: Connection): Table[] {
  return tablesOf(
    connection.prepare(catalogColumns).all() as CatalogColumn[],
    connection.prepare(catalogReferences).all() as CatalogReference[],
  );
}

/** Runs what can fail of the disk. @throws StoreFault */
function attempt<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    const { kind, message } = faultOf(error);
    throw new StoreFault(kind, message);
  }
}

/**
 * Opens the file for a copy and takes the lock beside it that servers take.
 *
 * @throws OpenError
 */
export async function connectToCopy(file: string, role: CopyRole): Promise<CopyConnection> {
  const path = findFile({ path: file, makeFolder: false, makeFile: role === 'target' });
  let lock: ServerLock | undefined;
  let connection: Connection | undefined;
  try {
    lock = lockForServing(path, stopServer);
    makePrivate(path);
    keepPrivate(path);
    connection = connect(path, 'write');
    await migrate(path, connection, { copying: role === 'target' });
    // This is never committed: commands that would write beside the copy wait, and are refused in the end.
    if (role === 'source') connection.exec('BEGIN IMMEDIATE');
    return copyConnection(path, connection, lock);
  } catch (error) {
    connection?.close();
    lock?.discard();
    throw openError(path, error);
  }
}

function copyConnection(path: string, connection: Connection, lock: ServerLock): CopyConnection {
  return {
    shown: `sqlite:${path}`,
    tables: readTables(connection),
    parameter: () => '?',

    async rows(statement, values) {
      return attempt(() => {
        const prepared = connection.prepare(statement);
        if (prepared.reader) return prepared.raw().all(values) as Row[];
        prepared.run(values);
        return [];
      });
    },

    async insert(table, _client, rows) {
      attempt(() => {
        const placeholders = table.columns.map(() => '?').join(', ');
        const insert = connection.prepare(`${insertInto(table)} VALUES (${placeholders})`);
        connection.transaction(() => {
          for (const row of rows) insert.run(row);
        })();
      });
    },

    // Its statistics are fixed ones, which came with the schema.
    settle: async () => {},

    async close() {
      connection.close();
      lock.release();
    },
  };
}
