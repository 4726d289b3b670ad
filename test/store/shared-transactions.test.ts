/** What waits for one client at once shares its transactions: on PostgreSQL, where they can be counted. */

import { expect, test } from 'vitest';
import { statementsDuring } from '../support/distribution.js';
import { temporaryFolder } from '../support/folder.js';
import { takeLinkIdProgram, unlockedStepsProgram } from '../support/programs.mjs';
import { storeNamed } from '../support/stores.js';
import { newClient } from '../support/world.js';

test('many writes of a client that are sent at once take one transaction', async () => {
  const opened = await storeNamed('postgres').open(temporaryFolder(), 'shared');
  try {
    const { client } = await newClient(opened);
    const take = () => opened.write({ client, program: takeLinkIdProgram, input: {} });
    let taken: number[] = [];
    const sent = await statementsDuring(async () => {
      taken = await Promise.all(Array.from({ length: 100 }, take));
    });
    expect(taken).toEqual(taken.map((_, at) => at + 1));
    expect(sent.filter((text) => text === 'COMMIT')).toHaveLength(1);
    expect(sent.filter((text) => text.includes('FOR UPDATE'))).toHaveLength(1);
  } finally {
    await opened.close();
  }
});

test('what takes no lock waits for none of them', async () => {
  const opened = await storeNamed('postgres').open(temporaryFolder(), 'beside');
  try {
    const { client } = await newClient(opened);
    const input = { steps: [] };
    const sent = await statementsDuring(() =>
      Promise.all([
        opened.write({ client, program: unlockedStepsProgram, input }),
        opened.write({ client, program: takeLinkIdProgram, input: {} }),
      ]),
    );
    expect(sent.filter((text) => text === 'COMMIT')).toHaveLength(1);
  } finally {
    await opened.close();
  }
});
