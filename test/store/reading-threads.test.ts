/**
 * Several threads read the embedded store: what is short never waits for what is long, and nothing goes on without end
 * (docs/reference/limits.md#a-thread-that-ends).
 */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { limits } from '#linkwright/limits/limits.js';
import { openStore } from '#linkwright/store/open.js';
import type { Store, StoreTrouble } from '#linkwright/store/store.js';
import { temporaryFolder } from '../support/folder.js';
import { filling } from '../support/request-work.js';
import { runSteps } from '../support/steps.js';

const folder = temporaryFolder();
const programs = new URL('../support/programs.mjs', import.meta.url).href;
const opened: Store[] = [];
afterAll(() => Promise.all(opened.map((store) => store.close())));

/** A server's store with so many rows in each large table. */
async function filled(name: string, rows: number): Promise<Store> {
  const url = `sqlite:${join(folder, `${name}.db`)}`;
  await (await openStore({ url, programs, serving: false })).close();
  const database = new Database(join(folder, `${name}.db`));
  database.exec(`PRAGMA foreign_keys = OFF; BEGIN; ${filling(rows)} COMMIT`);
  database.close();
  const store = await openStore({ url, programs, serving: true });
  opened.push(store);
  return store;
}

/** What takes long, and how many such questions there are at once. */
const long = (store: Store) => store.damage();
const atOnce = 3;

describe('the threads that read', () => {
  test('answer what is short while something long goes on, and what was written is seen by all', async () => {
    const store = await filled('short', 30_000);
    const going = new Set<Promise<unknown>>();
    let isEnough = false;
    const goOn = async () => {
      while (!isEnough) {
        const asked = long(store);
        going.add(asked);
        await asked;
        going.delete(asked);
      }
    };
    const all = Array.from({ length: atOnce }, goOn);
    /** Whether a short question was answered before a long one that was asked before it. */
    const overtakes = async () => {
      const [before] = going;
      await store.lastChange(1);
      return before !== undefined && going.has(before);
    };
    // The second of a row, so that the first long one is not one that was about to end.
    await expect
      .poll(async () => (await overtakes()) && (await overtakes()), { timeout: 20_000, interval: 1 })
      .toBe(true);
    for (let times = 1; times <= 20; times++) {
      const nextChangeId = 1_000_000 + times;
      await runSteps(store, 1, [
        'saveState',
        { version: 1, linkIdentity: 'pair', nextLinkId: 1, nextChangeId },
      ]);
      const seen = await Promise.all(Array.from({ length: 8 }, () => store.lastChange(1)));
      expect(new Set(seen)).toEqual(new Set([nextChangeId - 1]));
    }
    isEnough = true;
    await Promise.all(all);
  });

  test('leave one that takes too long, and answer all others', async () => {
    const usual = limits.statementMilliseconds;
    Object.assign(limits, { statementMilliseconds: 20 });
    const store = await filled('limit', 60_000).finally(() =>
      Object.assign(limits, { statementMilliseconds: usual }),
    );
    const troubles: StoreTrouble[] = [];
    store.onTrouble((trouble) => troubles.push(trouble));
    for (let times = 1; times <= 6; times++) {
      await expect(long(store)).rejects.toMatchObject({ name: 'StoreFault', kind: 'unavailable' });
      await expect
        .poll(
          () =>
            store.metadata(1).then(
              (metadata) => metadata?.version,
              () => undefined,
            ),
          { timeout: 20_000 },
        )
        .toBe(1);
    }
    expect(troubles.length).toBeGreaterThan(0);
    expect(troubles.filter(({ isFinal }) => isFinal)).toEqual([]);
    expect(troubles[0]?.message).toMatch(/^the reading thread .* longer than 20 ms$/);
    await expect(store.works()).resolves.toMatchObject({ writing: true });
  });
});
