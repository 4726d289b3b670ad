/**
 * What one client asks of a store does not stand before what others ask
 * (docs/reference/limits.md#waiting-in-line).
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder.js';
import { stores } from '../support/stores.js';
import { newClient } from '../support/world.js';

/** More than either store answers at once, by far. */
const many = 500;

describe.each(stores)('reading, on $name', (store) => {
  let opened;
  beforeAll(async () => {
    opened = await store.open(temporaryFolder(), 'reads');
  });
  afterAll(() => opened.close());

  test('a client that asks one thing is answered before one that asked many before it', async () => {
    const { client: flooding } = await newClient(opened);
    const { client: quiet } = await newClient(opened);
    let answered = 0;
    const flood = Array.from({ length: many }, async () => {
      await opened.metadata(flooding);
      answered += 1;
    });
    await opened.metadata(quiet);
    expect(answered).toBeLessThan(many / 10);
    await Promise.all(flood);
    expect(answered).toBe(many);
  });
});
