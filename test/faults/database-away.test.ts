/**
 * Faults under load: what was acknowledged stays, once, and service comes back by itself
 * (docs/reference/upsert.md#durable-before-answered).
 */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../support/command.js';
import { cutConnections, restartDatabase, restartServer, stallServer } from '../support/faults.js';
import { Fleet, makeDatabase } from '../support/fleet.js';
import { Ledger } from '../support/ledger.js';
import { Load } from '../support/load.js';
import { type Postgres, startPostgres } from '../support/postgres.js';
import { randomFrom, seed } from '../support/random.js';

const database = 'away';
/** The requirement's own five seconds, and what a slow and busy machine needs to answer. */
const longestAway = 15_000;
const random = randomFrom(seed);
const ledger = new Ledger();
let postgres: Postgres;
let fleet: Fleet;
let load: Load;

beforeAll(async () => {
  console.log(`The seed is ${seed}; LINKWRIGHT_TEST_SEED=${seed} makes the same choices again.`);
  postgres = await startPostgres();
  const { clients } = await makeDatabase(postgres, database, 3);
  const url = postgres.url(database);
  fleet = await new Fleet([url, url, url]).start();
  load = new Load({ clients, addresses: () => fleet.addresses(), ledger, random }).start(24);
});
afterAll(async () => {
  await fleet.stop();
  await postgres.remove();
});

const world = () => ({ postgres, database, fleet, ledger, random });
const aWhile = () => pause(200 + random() * 600);

test('connections that are cut at random moments', async () => {
  for (let round = 1; round <= 15; round++) {
    await aWhile();
    await cutConnections(world());
  }
});

test('a server that is killed and started again', async () => {
  for (let round = 1; round <= 3; round++) {
    await aWhile();
    await restartServer(world());
  }
});

test('turn nobody away while the database is there', () => {
  expect([...ledger.answers.keys()]).not.toContain('503 unavailable');
});

test('a server that stalls, and goes on where it was', async () => {
  await aWhile();
  await stallServer(world(), 5_000);
});

test('a database that crashes and comes back', async () => {
  for (let round = 1; round <= 4; round++) {
    await aWhile();
    await restartDatabase(world(), random() * 1_500);
    await expect.poll(() => ledger.servedSince(postgres.startedAt), { timeout: longestAway }).toBe(true);
  }
});

test('what was acknowledged is there, once', async () => {
  await expect.poll(() => ledger.acknowledged, { timeout: 60_000 }).toBeGreaterThan(1_000);
  await load.stop();
  expect(await ledger.compare((text) => postgres.query(text, [], database))).toEqual([]);
  expect((await fleet.stop()).every((code) => code === 0)).toBe(true);
  expect(fleet.stderr).toBe('');
  expect(await run(['doctor', '--database', postgres.url(database)])).toMatchObject({ code: 0, stderr: '' });
  console.log(`${ledger.acknowledged} answers, ${ledger.pairs.size} links.`);
});
