/** Databases of a PostgreSQL server of its own. */
import { execFileSync } from 'node:child_process';
import pg from 'pg';
import { startPostgres } from '../test/support/postgres.js';

/** What a person sets on a server that is used; the durability is PostgreSQL's default. */
const settings = ['shared_buffers=512MB', 'max_wal_size=4GB'];

const bigintAsNumber = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
};

export async function postgresDatabases() {
  const server = await startPostgres(settings);

  async function connected(name, work) {
    const client = new pg.Client({ connectionString: server.url(name), types: bigintAsNumber });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  const [{ server_version: version }] = await server.query('SHOW server_version');
  const databases = {
    title: 'PostgreSQL',
    about: `PostgreSQL ${version}, ${settings.join(', ')}, else its defaults (fsync, synchronous_commit on)`,
    url: (name) => server.url(name),
    create: (name) => server.create(name),
    remove: (name) => server.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
    async copy(from, to) {
      await databases.remove(to);
      await server.query(`CREATE DATABASE "${to}" TEMPLATE "${from}"`);
      await server.query('CHECKPOINT');
      // What the copy left to be written would be waited for by the first commits.
      execFileSync('sync');
    },
    rows: (name, select) =>
      connected(name, async (client) => (await client.query({ text: select, rowMode: 'array' })).rows),
    /** Fills tables by statements of `seed.ts`: the indexes last, and without asking foreign keys. */
    fill: (name, statements) =>
      connected(name, async (client) => {
        for (const setting of [
          'session_replication_role = replica',
          'synchronous_commit = off',
          "maintenance_work_mem = '1GB'",
        ])
          await client.query(`SET ${setting}`);
        const { rows: indexes } = await client.query(
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
    stop: () => server.remove(),
  };
  return databases;
}
