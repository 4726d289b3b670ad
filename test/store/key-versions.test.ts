/** Databases whose records were written by programs that wrote match keys otherwise. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { examineData, repairData } from '#linkwright/diagnosis/data.js';
import { keyOf, keyVersion } from '#linkwright/metadata/canonical.js';
import { renewKeys } from '#linkwright/record/keys/rebuild-keys.js';
import { initial } from '#linkwright/store/migrations/0001-initial.js';
import { sqliteWords, statementsOf } from '#linkwright/store/migrations/migration.js';
import type { Store } from '#linkwright/store/store.js';
import { run, start, stop } from '../support/command.js';
import { temporaryFolder } from '../support/folder.js';
import { makeKeysOld } from '../support/old-keys.js';
import { everyRow } from '../support/rows.js';
import { storeNamed, stores } from '../support/stores.js';
import { newClient } from '../support/world.js';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

describe.each(stores)('old keys, on $name', (store) => {
  const folder = temporaryFolder();

  /** A database with records of every kind of value; answers its rows as they are. */
  async function fill(name: string, claims: number) {
    const opened = await store.open(folder, name);
    const world = await newClient(opened, { records: 20 });
    await newClient(opened, { records: 3 });
    const long = 'ﷺ'.repeat(150);
    await world.upsertRecords('Policy', 'PolicyNumber', [
      { PolicyNumber: 'sha256:', Carrier: 'Straße', Premium: '-12345678901234567890.5' },
      { PolicyNumber: '7'.repeat(300), Carrier: long, EffectiveDate: '2024-02-29', Premium: '9'.repeat(300) },
    ]);
    const entries = Array.from({ length: claims }, (_, at) => ({
      ClaimNumber: `OLD-${at}`,
      Description: `Water damage number ${at}`,
      Amount: at / 8,
      LossDate: '2026-01-31',
      Policy: 1 + (at % 2),
    }));
    for (let from = 0; from < claims; from += 500) {
      await world.upsertRecords('Claim', 'ClaimNumber', entries.slice(from, from + 500));
    }
    await opened.close();
    const rows = await everyRow(store, folder, name);
    await makeKeysOld(store, folder, name);
    expect((await everyRow(store, folder, name)).match_key).not.toEqual(rows.match_key);
    return rows;
  }

  const keyVersions = async (name: string) =>
    (await store.rows(folder, name, 'SELECT key_version AS version FROM client_state')).map(({ version }) =>
      Number(version),
    );

  test('are written anew, to the last one, and once', async () => {
    const rows = await fill('old', 600);
    const opened = await store.open(folder, 'old');
    const begun: string[] = [];
    await renewKeys(opened, ({ name }) => begun.push(name));
    expect(begun).toHaveLength(2);
    expect(await examineData(opened)).toEqual([]);
    await renewKeys(opened, ({ name }) => begun.push(name));
    expect(begun).toHaveLength(2);
    await opened.close();
    expect(await everyRow(store, folder, 'old')).toEqual(rows);
  });

  test('by two at once, as by one', async () => {
    const rows = await fill('both', 600);
    const opened = await store.open(folder, 'both');
    await Promise.all([renewKeys(opened, () => {}), renewKeys(opened, () => {})]);
    await opened.close();
    expect(await everyRow(store, folder, 'both')).toEqual(rows);
  });

  test('a server that is killed while it writes them is followed by one that ends it', {
    timeout: 240_000,
  }, async () => {
    const rows = await fill('killed', 6_000);
    const serve = ['serve', '--database', await store.urlOf(folder, 'killed')];
    const child = spawn(process.execPath, [cli, ...serve, '--port', '0'], { stdio: 'pipe' });
    let said = '';
    child.stdout.on('data', (data) => {
      said += data;
    });
    const words = async () =>
      (await store.rows(folder, 'killed', 'SELECT record_id FROM match_key WHERE field_id = 0')).length;
    await once(child.stderr, 'data');
    // It stands still while they are counted.
    while ((await words()) === 0) {
      child.kill('SIGCONT');
      await pause(5);
      child.kill('SIGSTOP');
    }
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(said, 'serves nothing before it is done').toBe('');
    expect(await words()).toBeLessThan(6_000);
    expect(await keyVersions('killed')).toContain(1);
    const server = await start(serve);
    expect(server.stderr).toMatch(
      /^Writing the keys of all records of Test\/client-\d+ anew; this is done once\.$/m,
    );
    expect(await stop(server)).toBe(0);
    expect(await keyVersions('killed')).toEqual([keyVersion, keyVersion]);
    expect(await everyRow(store, folder, 'killed')).toEqual(rows);
  });

  test('doctor finds wrong ones, and puts them right where it is told to', async () => {
    const opened = await store.open(folder, 'wrong');
    await newClient(opened, { records: 20 });
    await opened.close();
    const rows = await everyRow(store, folder, 'wrong');
    const doctor = async (...more: string[]) =>
      run(['doctor', '--database', await store.urlOf(folder, 'wrong'), ...more]);
    const sound = await doctor('--repair');
    expect(sound).toEqual({ code: 0, stdout: 'The database is in order.\n', stderr: '' });
    await store.execute(
      folder,
      'wrong',
      `DELETE FROM match_key WHERE record_id = 3;
       INSERT INTO match_key VALUES (1, 2, 6, 'CLM-NONE', 2, NULL), (1, 2, 6, 'CLM-99', 99, NULL)`,
    );
    const ill = await doctor();
    expect(ill.code).toBe(1);
    expect(ill.stdout.trim().split('\n').sort()).toEqual([
      expect.stringMatching(/^1 Test\/client-\d+: match keys of records that do not exist \(record 99\)$/),
      expect.stringMatching(/^2 Test\/client-\d+: keys that no record has \(domain Claim\)$/),
      expect.stringMatching(/^\d+ Test\/client-\d+: keys that cannot be found by \(domain Claim\)$/),
      expect.stringMatching(/^\d+ Test\/client-\d+: keys that cannot be found by \(domain Contact\)$/),
    ]);
    const cured = await doctor('--repair');
    expect(cured).toMatchObject({ code: 0, stderr: '' });
    expect(cured.stdout).toMatch(
      /^Test\/client-\d+: wrote the keys of all records anew\.\nThe database is in order\.\n$/,
    );
    expect(await everyRow(store, folder, 'wrong')).toEqual(rows);
  });

  test('doctor takes no write between its reads for a fault, and counts true ones as they are', async () => {
    const opened = await store.open(folder, 'busy');
    const world = await newClient(opened, { records: 20 });
    let written = 0;
    const write = () =>
      world.upsertRecords('Claim', 'ClaimNumber', [
        { ClaimNumber: `CLM-${1 + (written++ % 20)}`, Description: `Word${written} more${written}` },
        { ClaimNumber: `NEW-${written}` },
      ]);
    const reading: Pick<Store, 'recordPage' | 'countMatchKeys'> = {
      async recordPage(page) {
        const records = await opened.recordPage(page);
        await write();
        return records;
      },
      async countMatchKeys(client, domain, keys) {
        const count = await opened.countMatchKeys(client, domain, keys);
        await write();
        return count;
      },
    };
    const busy: Store = Object.assign(Object.create(opened), reading);
    expect(await examineData(busy)).toEqual([]);
    expect(await repairData(busy)).toEqual([]);
    expect(written).toBeGreaterThan(5);
    await store.execute(
      folder,
      'busy',
      `DELETE FROM match_key WHERE domain_id = ${world.domain('Contact').id} AND record_id = 3 AND field_id = 0;
       INSERT INTO match_key VALUES (1, ${world.domain('Claim').id}, 6, 'CLM-NONE', 2, NULL)`,
    );
    const findings = await examineData(busy);
    expect(findings.map(({ problem, count, examples }) => [problem.split(': ')[1], count, examples])).toEqual(
      [
        ['keys that cannot be found by', 5, ['domain Contact']],
        ['keys that no record has', 1, ['domain Claim']],
      ],
    );
    expect(await repairData(busy)).toHaveLength(1);
    expect(await examineData(opened)).toEqual([]);
    await opened.close();
  });
});

test('a database from before records were found by their associations', async () => {
  const sqlite = storeNamed('sqlite');
  const folder = temporaryFolder();
  const database = new Database(join(folder, 'before.db'));
  database.exec('CREATE TABLE migration (number integer PRIMARY KEY, name text NOT NULL) STRICT');
  for (const statement of statementsOf(initial, sqliteWords)) {
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
  await renewKeys(store, () => {});
  const reference = (id: number) => ({ domain: 2, id: 0, field: 1, key: keyOf({ type: 'Association' }, id) });
  const found = await store.findRecords(1, [7, 9007199254740991, 8].map(reference));
  expect(found).toEqual([[1], [3], []]);
  expect(await examineData(store)).toEqual([]);
  await store.close();
});
