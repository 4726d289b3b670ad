/** What is known of a client's metadata (src/metadata/metadata-cache.ts) where readings end in another order. */

import { expect, test } from 'vitest';
import { MetadataCache } from '#linkwright/metadata/metadata-cache.js';
import { saveDomainProgram } from '#linkwright/metadata/save-domain.js';
import type { Store } from '#linkwright/store/store.js';
import { temporaryFolder } from '../support/folder.js';
import { stores } from '../support/stores.js';
import { newClient } from '../support/world.js';

test('a reading that ends behind a later one does not undo it', async () => {
  const opened = await stores[0].open(temporaryFolder(), 'cache');
  const { client } = await newClient(opened);
  let delay = Promise.resolve();
  const store: Store = Object.assign(Object.create(opened), {
    watch() {},
    async metadata(id: number) {
      const waited = delay;
      const found = await opened.metadata(id);
      await waited;
      return found;
    },
  });
  const cache = new MetadataCache(store);
  const told: number[] = [];
  cache.onChange((id) => told.push(id));
  const { version } = await cache.get(client);
  let goOn = () => {};
  delay = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const early = cache.reload(client);
  delay = Promise.resolve();
  await opened.metadata(client);
  await opened.write({ client, program: saveDomainProgram, input: { name: 'Custom.New', body: {} } });
  expect((await cache.reload(client)).version).toBe(version + 1);
  goOn();
  expect((await early).version).toBe(version + 1);
  expect(cache.peek(client)?.version).toBe(version + 1);
  expect(told).toEqual([client]);
  await opened.close();
});
