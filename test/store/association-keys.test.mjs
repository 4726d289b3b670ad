/** Databases from before records were found by their associations. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { examine } from '../../dist/cli/doctor.js';
import { initial } from '../../dist/store/migrations/0001-initial.js';
import { sqliteDialect } from '../../dist/store/sqlite/dialect.js';
import { temporaryFolder } from '../support/folder.mjs';
import { stores } from '../support/stores.mjs';

const sqlite = stores.find(({ name }) => name === 'sqlite');
const folder = temporaryFolder();

test('the keys of associations are made when such a database is opened', async () => {
  const database = new Database(join(folder, 'before.db'));
  database.exec('CREATE TABLE migration (number integer PRIMARY KEY, name text NOT NULL) STRICT');
  for (const statement of [...initial.statements(sqliteDialect), ...sqliteDialect.extra[1]]) {
    database.exec(statement);
  }
  database.exec(`
    INSERT INTO migration VALUES (1, 'initial');
    INSERT INTO client VALUES (1, 'Acme', 'Main');
    INSERT INTO client_state VALUES (1, 1, 'pair', 1, 1, 1);
    INSERT INTO domain VALUES (1, 1, 'Policy', '', 0, 8), (1, 2, 'Claim', '', 0, 4);
    INSERT INTO field VALUES (1, 1, 2, 'Policy', '', 'Association', 1, NULL);
    INSERT INTO record VALUES (1, 1, 7, '{}', 1, 1, 1, 1), (1, 2, 1, '{"Policy":7}', 1, 1, 1, 1),
      (1, 2, 2, '{}', 1, 1, 1, 1), (1, 2, 3, '{"Policy":9007199254740991}', 1, 1, 1, 1);`);
  database.close();
  const store = await sqlite.open(folder, 'before');
  const reference = (key) => ({ domain: 2, id: 0, field: 1, key });
  const found = await store.findRecords(1, ['7', '9007199254740991', '8'].map(reference));
  expect(found).toEqual([[1], [3], []]);
  expect(await examine(store)).toEqual([]);
  await store.close();
});
