/**
 * Distributing the tables by client over the machines of a Citus cluster (docs/architecture.md#tables): all of a
 * client's data stands together, and no statement on a request's path leaves its machine.
 */
import type { Client } from 'pg';
import { OpenError } from '../store.js';
import { readTables } from './tables.js';

/** The table that the others are placed with. It depends on `client` alone, so it can be the first. */
const first = 'relationship';

/** The table that every machine has whole. */
const everywhere = 'client';

/** Whether the database is, or can be made, one of a Citus cluster. */
export async function hasCitus(client: Client): Promise<boolean> {
  return (await client.query("SELECT FROM pg_extension WHERE extname = 'citus'")).rowCount === 1;
}

/**
 * Sets what a migration on a Citus cluster needs, within the transaction of the caller and before it makes or changes
 * any table. Without the first, a coordinator that is registered as a machine makes tables of its own of all that
 * refer to the clients' table, and then refuses to distribute them; without the second, the tables of an older
 * schema cannot be changed and further ones distributed in one transaction. Both are needed together.
 */
export async function prepareCluster(client: Client): Promise<void> {
  if (!(await hasCitus(client))) return;
  await client.query('SET LOCAL citus.enable_local_reference_table_foreign_keys TO off');
  await client.query("SET LOCAL citus.multi_shard_modify_mode TO 'sequential'");
}

/** @throws OpenError on a machine that a cluster's coordinator gives work to: it knows shards, not the database */
export async function requireCoordinator(shown: string, client: Client): Promise<void> {
  if (!(await hasCitus(client))) return;
  const { rows } = await client.query('SELECT FROM pg_catalog.pg_dist_local_group WHERE groupid <> 0');
  if (rows.length === 0) return;
  throw new OpenError(
    `The database ${shown} is on a worker of a Citus cluster. Give the address of the cluster's coordinator.`,
  );
}

/** As Citus's catalog tells a table by client, and a reference table: its local tables stand there too. */
const placements = {
  distributed: "partmethod = 'h'",
  everywhere: "partmethod = 'n' AND repmodel = 't'",
};

async function isPlaced(client: Client, table: string): Promise<boolean> {
  const placement = placements[table === everywhere ? 'everywhere' : 'distributed'];
  const { rowCount } = await client.query(
    `SELECT FROM pg_dist_partition WHERE logicalrelid = $1::regclass AND ${placement}`,
    [table],
  );
  return rowCount === 1;
}

/** Whether tables were distributed before: then those of a new migration must follow. */
export async function isDistributed(client: Client): Promise<boolean> {
  return (await hasCitus(client)) && (await isPlaced(client, first));
}

/**
 * Distributes the tables that are not distributed yet, within the transaction of the caller.
 *
 * @throws OpenError where the database has no Citus
 */
export async function distribute(shown: string, client: Client): Promise<void> {
  if (!(await hasCitus(client))) {
    throw new OpenError(
      `The database ${shown} has no Citus: nothing to distribute over. On a cluster, run CREATE EXTENSION citus first; without one, leave --distribute out.`,
    );
  }
  if (!(await isPlaced(client, everywhere))) {
    await client.query('SELECT create_reference_table($1::regclass)', [everywhere]);
  }
  const names = (await readTables(client)).map(({ name }) => name);
  for (const name of [first, ...names]) {
    if (await isPlaced(client, name)) continue;
    if (name === first)
      await client.query("SELECT create_distributed_table($1::regclass, 'client_id')", [name]);
    else {
      await client.query("SELECT create_distributed_table($1::regclass, 'client_id', colocate_with => $2)", [
        name,
        first,
      ]);
    }
  }
}

/** Rows that the coordinator keeps of tables from before they were distributed, where no statement sees them. */
export interface LocalRemains {
  tables: string[];
  bytes: number;
}

/** What the coordinator keeps of the tables' rows from before they were distributed. */
export async function localRemains(client: Client): Promise<LocalRemains> {
  const tables: string[] = [];
  let bytes = 0;
  for (const { name } of await readTables(client)) {
    if (!(await isPlaced(client, name))) continue;
    const { rows } = await client.query('SELECT pg_relation_size($1::regclass)::float8 AS size', [name]);
    if (rows[0].size === 0) continue;
    tables.push(name);
    bytes += rows[0].size;
  }
  return { tables, bytes };
}

/** Removes them, those first that refer to others. The rows on the workers stay. */
export async function removeLocalRemains(client: Client, { tables }: LocalRemains): Promise<void> {
  for (const name of tables.toReversed()) {
    await client.query('SELECT truncate_local_data_after_distributing_table($1::regclass)', [name]);
  }
}
