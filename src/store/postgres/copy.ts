/** A PostgreSQL database as one end of a copy: rows out of it and into it, and nobody else at work on it. */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type CopyConnection, type CopyRole, insertInto, stopServer } from '../copy/end.js';
import type { Table } from '../copy/tables.js';
import { OpenError } from '../store.js';
import { shownAddress } from './address.js';
import { bigints } from './arrays.js';
import { clientConfig } from './configuration.js';
import { faultOf, openError } from './faults.js';
import { migrate } from './migrate.js';
import { type Session, sessionOf } from './session.js';
import { readTables } from './tables.js';

/** Milliseconds in which a process that has just ended may vanish from the database's list. */
const vanishMilliseconds = 3_000;
const pollMilliseconds = 100;

/** @throws OpenError where a server, a command or another copy works on the database */
async function requireAlone(shown: string, client: pg.Client): Promise<void> {
  const end = Date.now() + vanishMilliseconds;
  for (;;) {
    const { rows } = await client.query(
      `SELECT count(*)::integer AS count FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'linkwright%'`,
    );
    if (rows[0].count === 0) return;
    if (Date.now() > end) {
      throw new OpenError(
        `The database ${shown} is in use by a server or a command of Linkwright's, or by another copy. ${stopServer}`,
      );
    }
    await pause(pollMilliseconds);
  }
}

/** Keeps the database as it is until the connection ends: it can be read meanwhile, not written. */
async function freeze(client: pg.Client, tables: Table[]): Promise<void> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  // The lock comes before the first query, with which the transaction's view of the database begins.
  await client.query(`LOCK TABLE ${tables.map(({ name }) => `"${name}"`).join(', ')} IN SHARE MODE`);
}

/**
 * Opens the database for a copy, with one connection that other copies know by its name.
 *
 * @throws OpenError
 */
export async function connectToCopy(url: string, role: CopyRole): Promise<CopyConnection> {
  const shown = shownAddress(url);
  const client = new pg.Client({
    ...clientConfig({ url, statementTimeout: 0 }, true),
    application_name: 'linkwright copy',
  });
  // The error of a connection that ends is told by the query that waits.
  client.on('error', () => {});
  try {
    await client.connect();
    // One end waits while the other works, however long the database lets others wait.
    await client.query('SET idle_in_transaction_session_timeout = 0');
    await client.query('SET statement_timeout = 0');
    await requireAlone(shown, client);
    await migrate(shown, client, { make: role === 'target', copying: role === 'target' });
    const tables = await readTables(client);
    if (role === 'source') await freeze(client, tables);
    return copyConnection(shown, client, tables);
  } catch (error) {
    await client.end().catch(() => {});
    throw openError(shown, error);
  }
}

function copyConnection(shown: string, client: pg.Client, tables: Table[]): CopyConnection {
  const session = sessionOf(client);

  const rows: Session['rows'] = async (statement, values) => {
    try {
      return await session.rows(statement, values);
    } catch (error) {
      throw faultOf(error);
    }
  };

  return {
    shown,
    tables,
    parameter: (position) => `$${position}`,
    rows: (text, values) => rows({ name: '', text }, values),

    async insert(table, clientId, inserted) {
      const columns = table.columns.slice(1);
      const arrays = columns.map(({ type }, at) => `$${at + 2}::${type === 'text' ? 'text' : 'bigint'}[]`);
      const values = columns.map(({ type }, at) => {
        const column = inserted.map((row) => row[at + 1] ?? null);
        return type === 'integer' ? bigints(column as (number | null)[]) : column;
      });
      const text = `${insertInto(table)} SELECT $1::bigint, * FROM unnest(${arrays.join(', ')})`;
      await rows({ name: '', text }, [clientId, ...values]);
    },

    async settle() {
      await rows({ name: '', text: 'ANALYZE' }, []);
    },

    close: () => client.end(),
  };
}
