/** Fills a database and gives out tokens as `load` and `token create` do, without a process for each. */
import { loadFixture, readFixture } from '#linkwright/cli/load.js';
import { createToken } from '#linkwright/cli/tokens.js';
import { openStore } from '#linkwright/store/open.js';

const programs = new URL('../../dist/programs.js', import.meta.url).href;

/** Opens a database as a command does, beside its server where it has one. It must be closed. */
export const openBeside = (url) => openStore({ url, programs, serving: false });

async function withDatabase(url, work) {
  const store = await openBeside(url);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Makes a client of a fixture. Answers a token of its user `ada`. */
export async function loadClient(store, fixture) {
  const { client } = await loadFixture(store, readFixture(JSON.stringify(fixture)));
  return createToken(store, client, 'ada');
}

/** The same in a database that is opened for it. */
export const fillDatabase = (url, fixture) => withDatabase(url, (store) => loadClient(store, fixture));

/** A token of a user of the database's one client. */
export const tokenOf = (url, user) =>
  withDatabase(url, async (store) => {
    const [{ id }] = await store.clients();
    return createToken(store, id, user);
  });
