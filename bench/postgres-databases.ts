/** Databases on a PostgreSQL server that the bench starts. */
import { execFileSync } from 'node:child_process';
import pg from 'pg';
import { startPostgres } from '../test/support/postgres.js';
import type { Databases } from './databases.js';

/** What people set on a server in real use; the durability is PostgreSQL's default. */
const settings = ['shared_buffers=512MB', 'max_wal_size=4GB'];

const bigintAsNumber: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
};

/** Starts the server; its databases are gone when it stops. */
export async function postgresDatabases(): Promise<Databases> {
  const server = await startPostgres(settings);

  async function connected<Result>(
    name: string,
    work: (client: pg.Client) => Promise<Result>,
  ): Promise<Result> {
    const client = new pg.Client({ connectionString: server.url(name), types: bigintAsNumber });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  const [row] = await server.query<{ server_version: string }>('SHOW server_version');
  const databases: Databases = {
    title: 'PostgreSQL',
    about: `PostgreSQL ${row?.server_version}, ${settings.join(', ')}, else its defaults (fsync, synchronous_commit on)`,
    url: (name) => server.url(name),
    async create(name) {
      await server.create(name);
    },
    async remove(name) {
      await server.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    },
    async copy(from, to) {
      await databases.remove(to);
      await server.query(`CREATE DATABASE "${to}" TEMPLATE "${from}"`);
      await server.query('CHECKPOINT');
      // The first commits would wait for what the copy has not yet written to the disk.
      execFileSync('sync');
    },
    rows: (name, select) =>
      connected(
        name,
        async (client) => (await client.query<number[]>({ text: select, rowMode: 'array' })).rows,
      ),
    // Indexes are made last, and foreign keys are not checked.
    fill: (name, statements) =>
      connected(name, async (client) => {
        for (const setting of [
          'session_replication_role = replica',
          'synchronous_commit = off',
          "maintenance_work_mem = '1GB'",
        ])
          await client.query(`SET ${setting}`);
        const { rows: indexes } = await client.query<{ name: string; definition: string }>(
          `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
           FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
           WHERE relnamespace = current_schema()::regnamespace
             AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)`,
        );
        for (const index of indexes) await client.query(`DROP INDEX ${index.name}`);
        for (const statement of statements) await client.query(statement);
        for (const { definition } of indexes) await client.query(definition);
        await client.query('VACUUM ANALYZE');
        await client.query('CHECKPOINT');
      }),
    numbers: (count) => `generate_series(1, ${count}) AS n(i)`,
    async stop() {
      await server.remove();
    },
  };
  return databases;
}
