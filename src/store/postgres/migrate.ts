/** Bringing the schema up to date, and distributing it (design section 2). */
import type { Client } from 'pg';
import { migrations } from '../migrations/index.js';
import { presentMigration } from '../migrations/present.js';
import { OpenError } from '../store.js';
import { postgresDialect } from './dialect.js';
import { distribute, isDistributed, prepareCluster, requireCoordinator } from './distribute.js';
import { ownTables } from './tables.js';

/** Servers that start at the same moment take turns. The number is this lock's own. */
const lockSchema = 'SELECT pg_advisory_xact_lock(7612090120)';

const oldestServer = 140_000;

/** @throws OpenError where the server cannot hold the product's data as it is */
async function requireFit(shown: string, client: Client): Promise<void> {
  const { rows } = await client.query(
    "SELECT current_setting('server_version_num')::integer AS version, current_setting('server_version') AS shown, " +
      "current_setting('server_encoding') AS encoding, current_schema() AS schema",
  );
  const [{ version, shown: shownVersion, encoding, schema }] = rows;
  if (version < oldestServer) {
    throw new OpenError(`The database ${shown} is PostgreSQL ${shownVersion}; 14 or newer is needed.`);
  }
  if (encoding !== 'UTF8') {
    throw new OpenError(`The database ${shown} has the encoding ${encoding}; make one with UTF8.`);
  }
  if (schema === null) throw new OpenError(`The database ${shown} has no schema in this user's search_path.`);
}

/** The number of the newest migration that the database has; `undefined` where it holds nothing. */
async function readPresent(shown: string, client: Client, copying: boolean): Promise<number | undefined> {
  const tables = await client.query(`SELECT count(*)::integer AS count FROM pg_class WHERE ${ownTables}`);
  if (tables.rows[0].count === 0) return undefined;
  const columns = await client.query(
    `SELECT attname FROM pg_attribute
     WHERE attrelid = to_regclass(quote_ident(current_schema()) || '.migration') AND attnum > 0
     ORDER BY attname`,
  );
  if (columns.rows.map(({ attname }) => attname).join() !== 'name,number') {
    throw new OpenError(`The database ${shown} holds something that is not Linkwright's.`);
  }
  const { rows } = await client.query('SELECT number, name FROM migration');
  return presentMigration(shown, rows, copying);
}

export interface MigrateOptions {
  /** Whether an empty database is filled, or taken for a mistyped name. */
  make: boolean;
  /** Whether the tables are distributed over a cluster. */
  distributed?: boolean;
  /** Whether half a copy is welcome. */
  copying?: boolean;
}

/**
 * Brings the schema to what this program needs, in one transaction.
 *
 * @throws OpenError
 */
export async function migrate(
  shown: string,
  client: Client,
  { make, distributed = false, copying = false }: MigrateOptions,
): Promise<void> {
  await requireFit(shown, client);
  await requireCoordinator(shown, client);
  await client.query('BEGIN');
  await client.query(lockSchema);
  await prepareCluster(client);
  const present = await readPresent(shown, client, copying);
  if (present === undefined && !make) {
    throw new OpenError(
      `The database ${shown} is empty. Check the name; serve, load and client create fill it.`,
    );
  }
  if (present === undefined) {
    await client.query('CREATE TABLE migration (number integer PRIMARY KEY, name text NOT NULL)');
  }
  for (const { number, name, statements } of migrations.slice(present ?? 0)) {
    for (const statement of statements(postgresDialect)) await client.query(statement);
    for (const statement of postgresDialect.extra[number] ?? []) await client.query(statement);
    await client.query('INSERT INTO migration VALUES ($1, $2)', [number, name]);
  }
  if (distributed || (await isDistributed(client))) await distribute(shown, client);
  await client.query('COMMIT');
}
