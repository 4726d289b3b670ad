/** Bringing the schema up to date, and distributing it. */
import type { Client } from 'pg';
import { postgresWords } from '../migrations/migration.js';
import { type AppliedMigration, type MigrationConnection, runMigrations } from '../migrations/run.js';
import { OpenError } from '../store.js';
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

function migrationConnection(shown: string, client: Client): MigrationConnection {
  return {
    shown,
    words: postgresWords,
    async countTables() {
      const { rows } = await client.query<{ count: number }>(
        `SELECT count(*)::integer AS count FROM pg_class WHERE ${ownTables}`,
      );
      return rows[0]?.count ?? 0;
    },
    async migrationColumns() {
      const { rows } = await client.query<{ attname: string }>(
        `SELECT attname FROM pg_attribute
         WHERE attrelid = to_regclass(quote_ident(current_schema()) || '.migration') AND attnum > 0
         ORDER BY attname`,
      );
      return rows.map(({ attname }) => attname);
    },
    applied: async () => (await client.query<AppliedMigration>('SELECT number, name FROM migration')).rows,
    async execute(statement) {
      await client.query(statement);
    },
  };
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
  await runMigrations(migrationConnection(shown, client), { make, copying });
  if (distributed || (await isDistributed(client))) await distribute(shown, client);
  await client.query('COMMIT');
}
