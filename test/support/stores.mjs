/** The stores that the suites run on: each opens an empty database. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openStore } from '../../dist/store/open.js';

/** The product's own programs, and those of the store tests. */
const programs = new URL('./programs.mjs', import.meta.url).href;

/**
 * `open(folder, name)` answers a store; the same name is the same database. `rows` says what a select finds
 * in it, past the program.
 */
export const stores = [
  {
    name: 'sqlite',
    urlOf: (folder, name) => `sqlite:${join(folder, `${name}.db`)}`,
    open(folder, name) {
      return openStore({ url: this.urlOf(folder, name), programs, serving: false });
    },
    rows(folder, name, select) {
      const database = new Database(join(folder, `${name}.db`), { readonly: true });
      try {
        return database.prepare(select).all();
      } finally {
        database.close();
      }
    },
  },
];
