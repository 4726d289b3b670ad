/** Fills a database and gives out tokens as `load` and `token create` do, without a process for each. */
import { loadFixture } from '#linkwright/fixture/load.js';
import { readFixture } from '#linkwright/fixture/read.js';
import { openStore } from '#linkwright/store/open.js';
import type { Store } from '#linkwright/store/store.js';
import { createToken } from './create-token.js';

const programs = new URL('../../dist/programs.js', import.meta.url).href;

/** Opens a database as a command does, beside its server where it has one. It must be closed. */
export const openBeside = (url: string) => openStore({ url, programs, serving: false });

async function withDatabase<Result>(url: string, work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await openBeside(url);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Makes a client of a fixture, spelled in any way that a file may be. Answers a token of its user `ada`. */
export async function loadClient(store: Store, fixture: object): Promise<string> {
  const { client } = await loadFixture(store, readFixture(JSON.stringify(fixture)));
  return createToken(store, client, 'ada');
}

/** The same in a database that is opened for it. */
export const fillDatabase = (url: string, fixture: object) =>
  withDatabase(url, (store) => loadClient(store, fixture));

/** A token of a user of the database's one client. */
export const tokenOf = (url: string, user: string) =>
  withDatabase(url, async (store) => {
    const [client] = await store.clients();
    if (client === undefined) throw new Error('The database has no client.');
    return createToken(store, client.id, user);
  });
