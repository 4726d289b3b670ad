/** Links that were removed before it was kept who had made and last modified them (docs/decisions/0071-undo.md). */
import { describe, expect, test } from 'vitest';
import { removedLinks } from '#linkwright/store/migrations/0014-removed-links.js';
import { postgresWords, sqliteWords, statementsOf } from '#linkwright/store/migrations/migration.js';
import type { LinkChange } from '#linkwright/store/store.js';
import { temporaryFolder } from '../support/folder.js';
import { runSteps } from '../support/steps.js';
import { stores } from '../support/stores.js';
import { newClient } from '../support/world.js';

const words = { sqlite: sqliteWords, postgres: postgresWords };

describe.each(stores)('removals of an older schema, on $name', (store) => {
  const folder = temporaryFolder();

  test('are known from their history, as far as it goes', async () => {
    const name = 'old';
    const opened = await store.open(folder, name);
    const { client, user, domain } = await newClient(opened);
    const pair = { parentDomain: domain('Claim').id, parent: 1, childDomain: domain('Contact').id, child: 1 };
    const change = (id: number, link: number, action: LinkChange['action']): LinkChange => ({
      ...{ ...pair, id, link, action, before: null, after: null, user, requestId: '' },
    });
    const write = (at: number, ...changes: LinkChange[]) =>
      runSteps(opened, client, ['writeLinks', { at, removals: [], inserts: [], updates: [], changes }]);
    await write(1_000, change(1_001, 7, 'inserted'), change(1_002, 8, 'inserted'));
    await write(2_000, change(1_003, 7, 'changed'));
    await write(3_000, change(1_004, 7, 'removed'), change(1_005, 9, 'removed'));
    await opened.close();
    const statements = ['DROP TABLE removed_link', ...statementsOf(removedLinks, words[store.name])];
    await store.execute(folder, name, statements.join(';\n'));
    const columns = 'id, created_at, created_by, modified_at, modified_by';
    const kept = await store.rows(folder, name, `SELECT ${columns} FROM removed_link`);
    // Link 8 is there, and nothing says who made link 9.
    expect(kept.map((row) => Object.values(row).map(Number))).toEqual([[7, 1_000, user, 2_000, user]]);
  });
});
