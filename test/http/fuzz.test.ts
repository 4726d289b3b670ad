/**
 * Every operation under calls made from its schema: valid, nearly valid, hostile. Never a 5xx that the reference
 * does not name, an answer that breaks the document, or a word of SQL, a stack or a path. A failure says its
 * seed; `LINKWRIGHT_TEST_SEED` repeats it.
 */
import { describe, expect, test } from 'vitest';
import { operations } from '#linkwright/contract/operations/index.js';
import { examineData } from '#linkwright/diagnosis/data.js';
import { examplesServers } from '../support/examples-copies.js';
import { fuzz } from '../support/fuzz.js';
import { seed } from '../support/random.js';
import { stores } from '../support/stores.js';

const calls = Math.ceil(20_000 / (operations.length * stores.length));

describe.each(stores)('hostile calls on $name', (store) => {
  const open = examplesServers(store);

  test.each(operations)(
    `$id, seed ${seed}`,
    async (operation) => {
      const server = await open(operation);
      try {
        const statuses = await fuzz(server, operation, calls, seed);
        // Calls that were all refused would have tried little.
        expect(Object.keys(statuses)).toContain('200');
        expect(await examineData(server.store)).toEqual([]);
      } finally {
        await server.close();
      }
    },
    120_000,
  );
});
