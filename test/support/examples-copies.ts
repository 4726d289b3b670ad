/** Servers for the examples of many operations, each on a database of its own that is a copy of one. */
import type { Operation } from '#linkwright/contract/operation.js';
import { type Filled, fillForExamples, isForEmpty, startExamplesServer } from './examples-server.js';
import { temporaryFolder } from './folder.js';
import type { TestStore } from './stores.js';

/**
 * Answers what starts a server of `startExamplesServer` for the examples of an operation, or of none, on one of
 * `stores`; and the store that it serves, as `store`. The demo is loaded once.
 */
export function examplesServers(store: TestStore) {
  const databases = temporaryFolder();
  const folder = temporaryFolder();
  let count = 0;
  let filling: Promise<Filled> | undefined;

  async function fill(): Promise<Filled> {
    const opened = await store.open(databases, 'filled');
    const tokens = await fillForExamples(opened, folder);
    await opened.close();
    return { tokens, folder };
  }

  return async (operation?: Operation) => {
    const name = `examples-${count++}`;
    let filled: Filled | undefined;
    if (!isForEmpty(operation)) {
      filling ??= fill();
      filled = await filling;
      await store.copy(databases, 'filled', name);
    }
    const opened = await store.open(databases, name);
    return { ...(await startExamplesServer(opened, operation, filled)), store: opened };
  };
}
