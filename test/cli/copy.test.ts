/** `linkwright copy`: a whole database across, in every direction (docs/reference/command-line.md#copy). */
import { beforeAll, describe, expect, test } from 'vitest';
import { call, callerOf } from '../support/call.js';
import { run } from '../support/command.js';
import { runHere, serveHere } from '../support/command-here.js';
import {
  type CopyAnswer,
  type CopyDatabase,
  copy,
  copyDatabases,
  copyFixture,
  copyWords,
  load,
  must,
  odd,
} from '../support/copying.js';
import { stores } from '../support/stores.js';

const [sqlite, postgres] = stores;
/** A column's name, and its value. */
type Cell = [string, unknown];

const { database, copied } = copyDatabases();

/** Two clients with something in every column of every table. Answers the token that works in the first. */
async function fill(target: CopyDatabase) {
  await load(target, copyFixture('Main', 'pair'));
  await load(target, copyFixture('Main', 'pair', 'Witness'));
  // The other relationships are dropped, and history keeps their ids.
  const relationships = [{ id: 6, code: 'Witness', limits: { Claim: 3 } }];
  await load(target, { account: 'Acme', client: 'Main', relationships });
  await load(target, copyFixture('Second', 'relationship'));
  // Content that was removed, so that none is missing.
  await target.execute(`INSERT INTO file_content VALUES (1, '${'ab'.repeat(32)}', 3, 1, 2)`);
  await target.execute("INSERT INTO kept_answer VALUES (1, 'key', 'print', '{}', 5)");
  await target.execute("UPDATE token SET roles = '[1]' WHERE client_id = 2");
  await target.execute(
    `INSERT INTO audit_log VALUES (1, ${Date.now()}, 4711, 'user', 'changed', 'ada', 'ada', '::1', 'agent', 'request', '{}', '{}')`,
  );
  await target.execute("INSERT INTO known_address VALUES (1, 1, 'digest', 5)");
  await target.execute('UPDATE record_change SET merged_id = 2 WHERE client_id = 1 AND record_id = 1');
  await target.execute('INSERT INTO removed_link VALUES (1, 7, 1, 1, 2, 1)');
  await target.execute(
    'INSERT INTO merged_record SELECT client_id, domain_id, 7, id FROM record WHERE client_id = 1 ORDER BY domain_id, id LIMIT 1',
  );
  await target.execute("UPDATE client_state SET database_id = 'some id' WHERE client_id = 1");
  const on = ['--account', 'Acme', '--client', 'Main', '--database', target.url];
  await must('user', 'create', '--user', 'gone', ...on);
  await must('user', 'delete', '--user', 'gone', ...on);
  const token = (await must('token', 'create', '--user', 'ada', '--days', '9', ...on)).trim();
  const server = await serveHere(target.url);
  await fetch(`${server.address}/api/Claim/4711`, { headers: { Token: token } });
  await server.stop();
  return token;
}

describe('a whole database', () => {
  let source: CopyDatabase;
  let token: string;
  let every: Awaited<ReturnType<CopyDatabase['every']>>;

  beforeAll(async () => {
    source = await database(sqlite, 'whole');
    token = await fill(source);
    every = await source.every();
  });

  test('is filled in every table and column, also of a migration to come', () => {
    for (const [table, rows] of Object.entries(every)) {
      const cells = rows.flatMap((row): Cell[] => JSON.parse(row));
      const filled = cells.filter(([, value]) => value !== null);
      const columns = new Set(filled.map(([column]) => column));
      const known = new Set(cells.map(([column]) => column));
      expect(columns, `${table} is tested with a value in each column`).toEqual(known);
      expect(columns.size, `${table} is tested with a row`).toBeGreaterThan(0);
    }
  });

  test('goes to PostgreSQL, to PostgreSQL again, back to SQLite, and to SQLite again', async () => {
    const digests: [string, string][][] = [];
    let from = source;
    for (const [at, store] of [postgres, postgres, sqlite, sqlite].entries()) {
      const to = await database(store, `whole-${at}`);
      const { code, stdout, stderr } = await copy(from, to, '--json');
      expect(stderr).not.toContain('linkwright:');
      expect(code).toBe(0);
      const { copied: rows, present, tables }: CopyAnswer = JSON.parse(stdout);
      expect(present).toBe(0);
      expect(tables.map(({ table }) => table).sort()).toEqual(
        Object.keys(every).filter((table) => table !== 'migration'),
      );
      expect(rows).toBe(tables.reduce((sum, { source: { rows } }) => sum + rows, 0));
      for (const { same, source: one, target: other } of tables) {
        expect(same).toBe(true);
        expect(other).toEqual(one);
      }
      digests.push(tables.map(({ table, target }) => [table, target.digest]));
      expect(await to.every()).toEqual(every);
      from = to;
    }
    for (const each of digests) expect(each).toEqual(digests[0]);
  });

  test.each(stores)('says what it did, and run again only checks: to $name', async (store) => {
    const target = await database(store, 'again');
    const first = await run(copyWords(source, target));
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/^client_state +2 +2 +[0-9a-f]{16}$/m);
    expect(first.stdout).toMatch(/\nCopied \d+ rows\. Source and target hold the same \d+ rows\.\n/);
    expect(first.stdout).toMatch(
      /\nThe content of files \(1\) is not in a database, and was not copied\. .*\n$/,
    );
    expect(first.stderr).toMatch(/Copying \d+ rows\nChecking \d+ rows\n/);
    const second = await copy(source, target);
    expect(second.code).toBe(0);
    expect(second.stdout).toMatch(/\nThe target held the same \d+ rows already; nothing was copied\.\n/);
    expect(second.stderr).not.toContain('Copying');
    expect(await target.every()).toEqual(every);
  });

  test.each(stores)('is served: $name', async (store) => {
    const target = await copied(source, store, 'served');
    expect((await runHere(['doctor', '--database', target.url])).code).toBe(0);
    const server = await serveHere(target.url);
    try {
      const credentials = { Account: 'Acme', ClientName: 'Second', User: 'ada', Password: 'correct horse' };
      expect(
        (await call(server.address, 'POST', '/Authentication/Authenticate', { body: credentials })).status,
      ).toBe(200);
      const link = { ParentDomain: 'Claim', ChildDomain: 'Contact', Relationship: 'Witness' };
      const byKey = { ParentRecordKey: odd[7], ParentRecordMatchField: 'ClaimNumber' };
      const child = { ChildRecordKey: odd[4], ChildRecordMatchField: 'Name' };
      const api = callerOf(server.address, token);
      const inserted = await api('POST', '/api/Link/Upsert', { ...link, ...byKey, ...child });
      expect(inserted.body.Message).toBe('Inserted link with id 103 successfully.');
      const made = await api('POST', '/api/Claim/BulkUpsert?matchFields=ClaimNumber', [
        { ClaimNumber: 'new' },
      ]);
      expect(made.body[0]?.RecordID).toBe(odd.length + 1);
    } finally {
      await server.stop();
    }
    const history = await target.rows<{ action: number }>(
      'SELECT id, action FROM link_change WHERE client_id = 1 AND link_id IN (101, 103) ORDER BY id',
    );
    expect(history.map(({ action }) => action)).toEqual([1, 2, 1]);
  });
});
