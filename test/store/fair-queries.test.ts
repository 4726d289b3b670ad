/**
 * What one client asks of a store does not stand before what others ask
 * (docs/reference/limits.md#waiting-in-line).
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fairQueries } from '#linkwright/store/fair-queries.js';
import type { Store, StoreQueries } from '#linkwright/store/store.js';
import { temporaryFolder } from '../support/folder.js';
import { stores } from '../support/stores.js';
import { newClient } from '../support/world.js';

/** More than either store answers at once, by far. */
const many = 500;

const oneAtOnce = { short: 0, long: 1, isShort: () => false };

/** What the server asks of all clients at once, or before it knows of which. */
const ofAllClients = ['clients', 'hasClients', 'clientByName', 'versions', 'damage'];

type Query = (...parameters: unknown[]) => Promise<unknown>;

function callable(queries: StoreQueries): Record<string, Query> {
  return queries as unknown as Record<string, Query>;
}

/** The clients in the order in which they are answered, when the first asks three times and then the second once. */
async function orderOf(name: string, parametersOf: (client: number) => unknown[]): Promise<unknown[]> {
  const order: unknown[] = [];
  const queries = callable(
    fairQueries(oneAtOnce, async (_, parameters) => {
      order.push(JSON.stringify(parameters) === JSON.stringify(parametersOf(1)) ? 1 : 2);
    }).queries,
  );
  const ask = (client: number) => queries[name]?.(...parametersOf(client));
  await Promise.all([ask(1), ask(1), ask(1), ask(2)]);
  return order;
}

describe('each query waits by the client that it asks for', () => {
  const names = Object.keys(fairQueries(oneAtOnce, async () => undefined).queries);
  test.each(names.filter((name) => !ofAllClients.includes(name)))('%s', async (name) => {
    const byForm = [await orderOf(name, (client) => [client]), await orderOf(name, (client) => [{ client }])];
    // The second client stands before what the first asked last, in the form that the query takes.
    expect(byForm).toContainEqual([1, 1, 2, 1]);
  });
});

describe.each(stores)('reading, on $name', (store) => {
  let opened: Store;
  beforeAll(async () => {
    opened = await store.open(temporaryFolder(), 'reads');
  });
  afterAll(() => opened.close());

  const queries: [string, (client: number) => Promise<unknown>][] = [
    ['metadata', (client) => opened.metadata(client)],
    ['counts of links', (client) => opened.linkCount({ client, domains: [{ parent: 1, child: 2 }] })],
    ['counts of requests', (client) => opened.requestCounts({ client, from: 0, through: 1 })],
  ];
  test.each(queries)(
    'a client that asks for one is answered before one that asked many: %s',
    async (_, ask) => {
      const { client: flooding } = await newClient(opened);
      const { client: quiet } = await newClient(opened);
      let answered = 0;
      const flood = Array.from({ length: many }, async () => {
        await ask(flooding);
        answered += 1;
      });
      await ask(quiet);
      expect(answered).toBeLessThan(many / 5);
      await Promise.all(flood);
      expect(answered).toBe(many);
    },
  );
});
