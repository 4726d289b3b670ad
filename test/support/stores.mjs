/** The stores that the suites run on: each opens an empty database. */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { afterAll, expect, inject } from 'vitest';
import { openStore } from '../../dist/store/open.js';
import { faults } from './distribution.mjs';

/** The product's own programs, and those of the store tests. */
const programs = new URL('./programs.mjs', import.meta.url).href;

/** Runs one statement beside the program. Counts come as numbers. */
async function query(url, text) {
  const client = new pg.Client({
    connectionString: url,
    types: { getTypeParser: (oid, format) => (oid === 20 ? Number : pg.types.getTypeParser(oid, format)) },
  });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

// Whatever a suite makes the program send must be fit for a cluster.
afterAll(() => expect([...faults]).toEqual([]));

const made = new Set();

/**
 * `open(folder, name)` answers a store; the same name is the same database. `rows` says what a select finds
 * in it, `execute` runs statements, both past the program.
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
  },
  {
    name: 'postgres',
    async urlOf(folder, name) {
      const database = `test_${createHash('sha256').update(`${folder}/${name}`).digest('hex').slice(0, 20)}`;
      const url = inject('postgresUrl');
      if (!made.has(database)) {
        made.add(database);
        await query(url.replace('DATABASE', 'postgres'), `CREATE DATABASE ${database}`);
      }
      return url.replace('DATABASE', database);
    },
    async open(folder, name) {
      return openStore({ url: await this.urlOf(folder, name), programs, serving: false });
    },
    async rows(folder, name, select) {
      return query(await this.urlOf(folder, name), select);
    },
    async execute(folder, name, statements) {
      await query(await this.urlOf(folder, name), statements);
    },
  },
];
