/** The stores that the suites run on: each opens an empty database. */

import { createHash } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { afterAll, expect, inject } from 'vitest';
import { openStore } from '#linkwright/store/open.js';
import { faults } from './distribution.js';

/** The product's own programs, and those of the store tests. */
const programs = new URL('./programs.mjs', import.meta.url).href;

/** A connection to each database, while it is in use: making one takes longer than most statements. */
const pools = new Map();

/** Counts come as numbers. */
const types = { getTypeParser: (oid, format) => (oid === 20 ? Number : pg.types.getTypeParser(oid, format)) };

/** Runs one statement beside the program. */
async function query(url, text) {
  let pool = pools.get(url);
  if (pool === undefined) {
    pool = new pg.Pool({
      connectionString: url,
      types,
      max: 1,
      idleTimeoutMillis: 200,
      allowExitOnIdle: true,
    });
    pools.set(url, pool);
  }
  return (await pool.query(text)).rows;
}

// Whatever a suite makes the program send must be fit for a cluster.
afterAll(() => expect([...faults]).toEqual([]));

const made = new Set();

/** PostgreSQL's name for a test's database. */
const databaseOf = (folder, name) =>
  `test_${createHash('sha256').update(`${folder}/${name}`).digest('hex').slice(0, 20)}`;

/** The distributed database of a cluster that every other is a copy of; none where there is no cluster. */
const clusterTemplate = () => inject('postgresTemplate');

/** The addresses of the machines that a database is on: the server alone, or a coordinator and its workers. */
async function machinesOf(url) {
  if (clusterTemplate() === undefined) return [url];
  const workers = await query(
    url.replace('DATABASE', clusterTemplate()),
    'SELECT nodename AS host, nodeport AS port FROM pg_dist_node WHERE groupid <> 0 ORDER BY groupid',
  );
  const addressOf = ({ host, port }) => Object.assign(new URL(url), { hostname: host, port }).href;
  return [url, ...workers.map(addressOf)];
}

/** Makes a database of PostgreSQL, once. On a cluster each machine has its part of it, under the same name. */
async function make(database, template = clusterTemplate() ?? 'template1') {
  if (made.has(database)) return;
  made.add(database);
  for (const machine of await machinesOf(inject('postgresUrl'))) {
    const server = machine.replace('DATABASE', 'postgres');
    const create = () => query(server, `CREATE DATABASE ${database} TEMPLATE ${template}`);
    if (clusterTemplate() === undefined) {
      await create();
      continue;
    }
    // What keeps a cluster's databases in order is connected to each, and comes back; a copy needs a moment without it.
    await expect
      .poll(async () => {
        await query(
          server,
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${template}'`,
        );
        return create().then(
          () => 'made',
          ({ message }) => message,
        );
      })
      .toBe('made');
  }
}

/** The rows of several shards come in no order. */
const inOneOrder = (rows) =>
  rows
    .map((row) => [JSON.stringify(row), row])
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, row]) => row);

/**
 * `open(folder, name)` answers a store; the same name is the same database. `rows` says what a select finds
 * in it, `execute` runs statements, both past the program. `copy` makes another database of one that nobody has open.
 */
export const stores = [
  {
    name: 'sqlite',
    urlOf: async (folder, name) => `sqlite:${join(folder, `${name}.db`)}`,
    async open(folder, name) {
      return openStore({ url: await this.urlOf(folder, name), programs, serving: false });
    },
    async rows(folder, name, select) {
      const database = new Database(join(folder, `${name}.db`), { readonly: true });
      try {
        return database.prepare(select).all();
      } finally {
        database.close();
      }
    },
    async execute(folder, name, statements) {
      const database = new Database(join(folder, `${name}.db`));
      database.exec(`BEGIN; ${statements}; COMMIT`);
      database.close();
    },
    async copy(folder, name, copy) {
      copyFileSync(join(folder, `${name}.db`), join(folder, `${copy}.db`));
    },
  },
  {
    name: 'postgres',
    async urlOf(folder, name) {
      const database = databaseOf(folder, name);
      await make(database);
      return inject('postgresUrl').replace('DATABASE', database);
    },
    async open(folder, name) {
      return openStore({ url: await this.urlOf(folder, name), programs, serving: false });
    },
    async rows(folder, name, select) {
      const rows = await query(await this.urlOf(folder, name), select);
      return clusterTemplate() === undefined || /order by/i.test(select) ? rows : inOneOrder(rows);
    },
    async execute(folder, name, statements) {
      await query(await this.urlOf(folder, name), statements);
    },
    copy: (folder, name, copy) => make(databaseOf(folder, copy), databaseOf(folder, name)),
  },
];

/**
 * The store that a file of the console's tests runs on. The console only speaks HTTP, and test/http holds every answer
 * alike on each store: a browser on all of them would take most of the suite's time. Half of the files take either one.
 */
export function consoleStore(name) {
  const store = stores.find((each) => each.name === name);
  if (store === undefined) throw new Error(`There is no store '${name}'.`);
  return store;
}
