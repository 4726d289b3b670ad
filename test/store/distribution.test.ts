/**
 * What a Citus cluster needs of tables and statements. Every suite that runs on PostgreSQL holds each
 * statement to the same rule (`test/support/stores.ts`); here is the rule itself, and the tables.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { distributedTables, faultOfStatement, faults, seen } from '../support/distribution.js';
import { temporaryFolder } from '../support/folder.js';
import { storeNamed } from '../support/stores.js';
import { newClient } from '../support/world.js';

const store = storeNamed('postgres');

describe('statements', () => {
  test.each([
    ['SELECT id FROM link WHERE id = $1', 'lacks the client'],
    [
      'SELECT 1 FROM link JOIN record ON record.id = link.child_id WHERE link.client_id = $1',
      'joins without',
    ],
    ['UPDATE link SET slot = 0 WHERE id = $1', 'lacks the client'],
    ['DELETE FROM token WHERE hash = $1', 'lacks the client'],
    ['INSERT INTO link (id, client_id) VALUES ($1, $2)', 'has the client elsewhere'],
    [
      'SELECT 1 FROM link JOIN record ON record.client_id = link.client_id AND link.client_id = record.client_id',
      'names none',
    ],
    [
      'INSERT INTO link (client_id, id) SELECT $1::bigint, fresh.id FROM unnest($2::bigint[]) AS fresh (id)',
      'takes the rows through the coordinator',
    ],
    [
      'INSERT INTO link (client_id, id) SELECT $1::bigint, fresh.id FROM client_state AS state CROSS JOIN unnest($2::bigint[]) AS fresh (id) WHERE state.client_id = $1',
      'takes the client from elsewhere',
    ],
    ['WITH gone AS (DELETE FROM link RETURNING id) SELECT id FROM gone', 'lacks the client'],
  ])('%s is refused: it %s', (statement) => expect(faultOfStatement(statement)).toBeDefined());

  test.each([
    'SELECT id FROM link WHERE client_id = $1 AND id = $2',
    'select "id" from "link" where "client_id" = $1',
    'INSERT INTO link (client_id, id) SELECT state.client_id, fresh.id FROM client_state AS state CROSS JOIN unnest($2::bigint[]) AS fresh (id) WHERE state.client_id = $1',
    'insert into "token" ("client_id", "id") values ($1, $2) on conflict do nothing',
    'select "id" from "client" where "name" = $1',
    'BEGIN',
  ])('%s is accepted', (statement) => expect(faultOfStatement(statement)).toBeUndefined());

  test('what the program sends is seen, and fit', async () => {
    const opened = await store.open(temporaryFolder(), 'statements');
    await newClient(opened);
    await opened.close();
    expect([...seen].join()).toContain('INSERT INTO record');
    expect([...faults]).toEqual([]);
  });
});

describe('tables', () => {
  const folder = temporaryFolder();
  beforeAll(async () => (await store.open(folder, 'tables')).close());
  const rows = (select: string) => store.rows<Record<string, string>>(folder, 'tables', select);

  test('every table but the clients and the migrations has the client in front', async () => {
    const tables = await rows(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
    );
    const names = tables.map(({ name }) => name).filter((name) => name !== 'client' && name !== 'migration');
    expect(names.sort()).toEqual([...distributedTables].sort());
  });

  test('every primary and unique key begins with the client', async () => {
    const keys = await rows(
      `SELECT indexrelid::regclass::text AS key, attname AS first FROM pg_index
       JOIN pg_class ON pg_class.oid = indrelid AND relnamespace = 'public'::regnamespace
       JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
       WHERE indisunique AND relname NOT IN ('client', 'migration')`,
    );
    expect(keys.length).toBeGreaterThan(distributedTables.length);
    expect(keys.filter(({ first }) => first !== 'client_id')).toEqual([]);
  });

  test('every foreign key carries the client along', async () => {
    const keys = await rows(
      `SELECT conname AS key, confrelid::regclass::text AS other,
         (SELECT attname FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1]) AS own_first,
         (SELECT attname FROM pg_attribute WHERE attrelid = confrelid AND attnum = confkey[1]) AS other_first
       FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
    );
    expect(keys.length).toBeGreaterThan(5);
    for (const key of keys) {
      expect(key.own_first, key.key).toBe('client_id');
      expect(key.other_first, key.key).toBe(key.other === 'client' ? 'id' : 'client_id');
    }
  });
});
