/**
 * Distributing the tables by client over the machines of a Citus cluster (design section 2): all of a
 * client's data stands together, and no statement on a request's path leaves its machine.
 */
import type { Client } from 'pg';
import { OpenError } from '../store.js';
import { readTables } from './tables.js';

/** The table that the others are placed with. It depends on `client` alone, so it can be the first. */
const first = 'relationship';

/** The table that every machine has whole. */
const everywhere = 'client';

async function hasCitus(client: Client): Promise<boolean> {
  return (await client.query("SELECT FROM pg_extension WHERE extname = 'citus'")).rowCount === 1;
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
