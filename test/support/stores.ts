/** The stores that the suites run on: each opens an empty database. */

import { createHash } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { afterAll, expect, inject } from 'vitest';
import { openStore } from '#linkwright/store/open.js';
import type { Store } from '#linkwright/store/store.js';
import { faults } from './distribution.js';
import { required } from './required.js';

/** The product's own programs, and those of the store tests. */
const programs = new URL('./programs.mjs', import.meta.url).href;

/** A connection to each database, while it is in use: making one takes longer than most statements. */
const pools = new Map<string, pg.Pool>();

/** Parses counts as numbers. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === 20 ? Number : pg.types.getTypeParser(oid, format)),
};

/** Runs one statement past the program. */
async function query<Row extends object>(url: string, text: string): Promise<Row[]> {
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
  return (await pool.query<Row>(text)).rows;
}

// Whatever a suite makes the program send must be fit for a cluster.
afterAll(() => expect([...faults]).toEqual([]));

const made = new Set<string>();

/** PostgreSQL's name for a test's database. */
const databaseOf = (folder: string, name: string) =>
  `test_${createHash('sha256').update(`${folder}/${name}`).digest('hex').slice(0, 20)}`;

/** The distributed database of a cluster that every other is a copy of; none where there is no cluster. */
const clusterTemplate = () => inject('postgresTemplate');

/** The addresses of the machines that a database is on: the server alone, or a coordinator and its workers. */
async function machinesOf(url: string): Promise<string[]> {
  const template = clusterTemplate();
  if (template === undefined) return [url];
  const workers = await query<{ host: string; port: number }>(
    url.replace('DATABASE', template),
    'SELECT nodename AS host, nodeport AS port FROM pg_dist_node WHERE groupid <> 0 ORDER BY groupid',
  );
  return [
    url,
    ...workers.map(({ host, port }) => Object.assign(new URL(url), { hostname: host, port }).href),
  ];
}

/** Makes a database of PostgreSQL, once. On a cluster each machine has its part of it, under the same name. */
async function make(database: string, template = clusterTemplate() ?? 'template1'): Promise<void> {
  if (made.has(database)) return;
  made.add(database);
  for (const machine of await machinesOf(inject('postgresUrl'))) {
    const server = machine.replace('DATABASE', 'postgres');
    const create = () => query(server, `CREATE DATABASE ${database} TEMPLATE ${template}`);
    if (clusterTemplate() === undefined) {
      await create();
      continue;
    }
    // A cluster's maintenance process is connected to each database, and reconnects; a copy needs a moment without it.
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
const inOneOrder = <Row>(rows: Row[]) =>
  rows
    .map((row) => ({ text: JSON.stringify(row), row }))
    .sort((one, other) => (one.text < other.text ? -1 : 1))
    .map(({ row }) => row);

/** A store that suites run on. Its databases are named by a folder and a name in it; the same are the same database. */
export interface TestStore {
  readonly name: 'sqlite' | 'postgres';
  /** The address of a database, as `--database` takes it. */
  urlOf(folder: string, name: string): Promise<string>;
  open(folder: string, name: string): Promise<Store>;
  /** What a select finds, past the program. */
  rows<Row extends object = Record<string, unknown>>(
    folder: string,
    name: string,
    select: string,
  ): Promise<Row[]>;
  /** Runs statements past the program. */
  execute(folder: string, name: string, statements: string): Promise<void>;
  /** Makes a copy of a database that nobody has open. */
  copy(folder: string, name: string, copy: string): Promise<void>;
}

export const stores: [TestStore, TestStore] = [
  {
    name: 'sqlite',
    urlOf: async (folder, name) => `sqlite:${join(folder, `${name}.db`)}`,
    async open(folder, name) {
      return openStore({ url: await this.urlOf(folder, name), programs, serving: false });
    },
    async rows<Row>(folder: string, name: string, select: string) {
      const database = new Database(join(folder, `${name}.db`), { readonly: true });
      try {
        return database.prepare<[], Row>(select).all();
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
    async rows<Row extends object>(folder: string, name: string, select: string) {
      const rows = await query<Row>(await this.urlOf(folder, name), select);
      return clusterTemplate() === undefined || /order by/i.test(select) ? rows : inOneOrder(rows);
    },
    async execute(folder, name, statements) {
      await query(await this.urlOf(folder, name), statements);
    },
    copy: (folder, name, copy) => make(databaseOf(folder, copy), databaseOf(folder, name)),
  },
];

/** One of them, for what holds of it alone. */
export function storeNamed(name: TestStore['name']): TestStore {
  return required(stores.find((store) => store.name === name));
}

/**
 * The store that a file of the console's tests runs on. The console only speaks HTTP, and test/http holds every answer
 * alike on each store: a browser on all of them would take most of the suite's time. Half of the files take either one.
 */
export const consoleStore = storeNamed;
