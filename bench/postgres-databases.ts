/** Databases on a PostgreSQL server that the bench starts. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { startPostgres } from '../test/support/postgres.js';
import type { Databases } from './databases.js';

/** What people set on a server in real use; the durability is PostgreSQL's default. */
const settings = ['shared_buffers=512MB', 'max_wal_size=4GB'];

const bigintAsNumber: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
};

/** Starts a server of one of `postgresVersions`; its databases are gone when it stops. */
export async function postgresDatabases(version = 'embedded'): Promise<Databases> {
  const server = await startPostgres(settings, {}, version);

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
  const title = `PostgreSQL ${row?.server_version.split(' ')[0]}`;
  const databases: Databases = {
    title,
    about: `${title}, ${settings.join(', ')}, else its defaults (fsync, synchronous_commit on)`,
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
    async processor(name) {
      const connections = await server.query<{ pid: number }>(
        'SELECT pid FROM pg_stat_activity WHERE datname = $1',
        [name],
      );
      // The first figure is nanoseconds.
      return connections
        .map(({ pid }) => Number.parseInt(readFileSync(`/proc/${pid}/schedstat`, 'utf8'), 10) / 1000)
        .reduce((sum, each) => sum + each, 0);
    },
    rows: (name, select) =>
      connected(
        name,
        async (client) => (await client.query<number[]>({ text: select, rowMode: 'array' })).rows,
      ),
    forgetStatistics: (name) =>
      connected(name, async (client) => {
        await client.query('SET allow_system_table_mods = on');
        await client.query('DELETE FROM pg_statistic');
        const own = "relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'i')";
        await client.query(
          `UPDATE pg_class SET reltuples = -1, relpages = 0, relallvisible = 0 WHERE ${own}`,
        );
        const { rows } = await client.query<{ name: string }>(
          `SELECT oid::regclass::text AS name FROM pg_class WHERE ${own} AND relkind = 'r'`,
        );
        for (const table of rows)
          await client.query(`ALTER TABLE ${table.name} SET (autovacuum_enabled = off)`);
      }),
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
