/**
 * Slow readers, floods and large records, beside a Ping and the writes of another client, at a heap of 512 MB
 * (docs/reference/limits.md#others-go-on). `npm run soak` has them again and again, larger and for longer.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder.js';
import { feel, longestWaits } from '../support/hostile/attack.js';
import { crowds, makeLargeRecords } from '../support/hostile/crowds.js';
import { maxMegabytes, startWorld, type World } from '../support/hostile/world.js';
import { Worst } from '../support/hostile/worst.js';
import { stores } from '../support/stores.js';

/** Milliseconds that a crowd stays which only waits: the limits that end it are tested with others' numbers. */
const stay = 1_500;
const largeRecords = 40;

/** What the store has a hand in. */
const storeCrowds = [
  'large pages that nobody takes',
  'searches of large records',
  'pages of large records',
  'sorts of large records',
  'bulk calls',
];

describe.each(stores)('crowds beside a Ping, on $name', (store) => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'content'));
  let world: World;
  // Not while tests are collected: of those that are passed over nobody would end it.
  beforeAll(async () => {
    world = await startWorld(await store.urlOf(folder, 'crowds'), join(folder, 'content'));
    await makeLargeRecords(world, largeRecords);
  });
  const worst = new Worst();
  afterAll(async () => {
    console.log(`${store.name}\n${worst}`);
    expect(await world.stop()).toBe(0);
  });

  test.each(Object.entries(crowds).filter(([name]) => store.name === 'sqlite' || storeCrowds.includes(name)))(
    '%s let others go on',
    async (name, crowd) => {
      world.memory();
      const { waits, wrong } = await feel(world, () => crowd(world, 1, stay));
      const { peak } = world.memory();
      worst.add({ kind: name, operation: '', place: '' }, { waits });
      worst.addMemory(name, peak);
      expect(wrong).toEqual([]);
      expect(waits.ping).toBeLessThanOrEqual(longestWaits.ping);
      expect(waits.write).toBeLessThanOrEqual(longestWaits.write);
      expect(peak).toBeLessThan(maxMegabytes);
    },
  );
});
