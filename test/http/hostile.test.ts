/**
 * Every operation of the OpenAPI document under calls that are oversized, deep, numerous, combining, exponential and
 * repeated, at the size that a request may have, against a server of its own at a heap of 512 MB: others go on being
 * answered, memory stays bounded, the process lives (docs/reference/limits.md#others-go-on). Some of the
 * cases, by seed; `npm run soak` sends them all. `LINKWRIGHT_TEST_SEED` repeats a choice.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenApiDocument, openApiDocument } from '#linkwright/contract/openapi/document.js';
import { temporaryFolder } from '../support/folder.js';
import { attack } from '../support/hostile/attack.js';
import { casesOf, operationsOf, sampleOf } from '../support/hostile/cases.js';
import { maxMegabytes, startWorld, type World } from '../support/hostile/world.js';
import { Worst } from '../support/hostile/worst.js';
import { randomFrom, seed } from '../support/random.js';
import { stores } from '../support/stores.js';

/** Cases of an operation: on PostgreSQL, where all but the store is the same, a few. */
const casesOfOperation = { sqlite: 32, postgres: 4 };

const operations = operationsOf(openApiDocument());

describe.each(stores)(`hostile calls beside a Ping, seed ${seed}, on $name`, (store) => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'content'));
  let world: World;
  let document: OpenApiDocument;
  // Not while tests are collected: of those that are passed over nobody would end it.
  beforeAll(async () => {
    world = await startWorld(await store.urlOf(folder, 'hostile'), join(folder, 'content'));
    document = await (await fetch(`${world.address}/openapi.json`)).json();
  });
  const random = randomFrom(seed);
  const worst = new Worst();
  afterAll(async () => {
    console.log(`${store.name}, seed ${seed}\n${worst}`);
    expect(await world.stop()).toBe(0);
  });

  test('the server serves the operations that are described', () => {
    expect(operationsOf(document)).toEqual(operations);
  });

  test.each(operations)('%s lets others go on', async (operation) => {
    const wrong: string[] = [];
    world.memory();
    for (const { as, ...hostile } of sampleOf(
      casesOf(document, operation),
      casesOfOperation[store.name],
      random,
    )) {
      const became = await attack(world, hostile, as);
      worst.add(hostile, became);
      for (const each of became.wrong)
        wrong.push(`${as}: ${hostile.place}, ${hostile.kind}: ${each}`.slice(0, 600));
    }
    const { peak } = world.memory();
    worst.addMemory(operation, peak);
    expect(wrong).toEqual([]);
    expect(peak).toBeLessThan(maxMegabytes);
  });

  // Calls that were all refused for their token would have tried nothing.
  test('those who called may still call', async () => {
    const callers = ['administrator', 'clerk', 'stranger'] as const;
    for (const as of callers) {
      const answer = await fetch(`${world.address}/api/Me`, { headers: { Token: world.tokens[as] } });
      expect(answer.status, as).toBe(200);
    }
    expect(world.restarts).toBe(0);
  });
});
