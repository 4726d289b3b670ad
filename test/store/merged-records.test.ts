/** Ids of records that were merged into others, as the store keeps them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '#linkwright/store/store.js';
import { temporaryFolder } from '../support/folder.js';
import { runSteps, type Step } from '../support/steps.js';
import { stores } from '../support/stores.js';
import { newClient, type World } from '../support/world.js';

describe.each(stores)('merged records, on $name', (store) => {
  const folder = temporaryFolder();
  let opened: Store;
  let world: World;
  beforeAll(async () => {
    opened = await store.open(folder, 'merged');
    world = await newClient(opened, { records: 6 });
  });
  afterAll(() => opened.close());

  const run = <Steps extends Step[]>(...steps: Steps) => runSteps(opened, world.client, ...steps);
  const claim = () => world.domain('Claim').id;
  const byId = (id: number, domain = claim()) => ({ domain, id, field: 0, key: '' });
  const remove = (id: number): Step => [
    'writeRecords',
    {
      ...{ domain: claim(), at: 1, user: world.user, inserts: [], updates: [], changes: [] },
      removals: [{ id, keys: [] }],
    },
  ];
  const saved = (merged: number, kept: number): Step => ['saveMerged', claim(), { merged, kept }];

  test('are found as those that were kept, once they are gone; nothing else is', async () => {
    await run(saved(2, 1));
    const contact = world.domain('Contact').id;
    const found = () => opened.findRecords(world.client, [byId(2), byId(1), byId(99), byId(2, contact)]);
    expect(await found()).toEqual([[2], [1], [], [2]]);
    await run(remove(2));
    expect(await found()).toEqual([[1], [1], [], [2]]);
    expect(await opened.mergedRecords(world.client, claim(), [1, 2, 3])).toEqual([{ merged: 2, kept: 1 }]);
    expect(await opened.mergedRecords(world.client, claim(), [])).toEqual([]);
    const other = await newClient(opened, { records: 1 });
    expect(await opened.findRecords(other.client, [byId(2, other.domain('Claim').id)])).toEqual([[]]);
  });

  test('stand for what the kept one is merged into, and for nothing when that is deleted', async () => {
    await run(saved(4, 3), remove(4));
    await run(saved(3, 5), remove(3));
    const wanted = [4, 3].map((id) => byId(id));
    expect(await opened.findRecords(world.client, wanted)).toEqual([[5], [5]]);
    await run(remove(5));
    expect(await opened.findRecords(world.client, wanted)).toEqual([[], []]);
    expect(await opened.mergedRecords(world.client, claim(), [3, 4])).toEqual([]);
  });
});
