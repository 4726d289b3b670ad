/** What `linkwright copy` refuses, and what it says then. */
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openToCopy } from '#linkwright/store/open.js';
import { run, start, stop } from '../support/command.js';
import { runHere } from '../support/command-here.js';
import {
  type CopyAnswer,
  type CopyDatabase,
  copy,
  copyDatabases,
  copyFixture,
  copyWords,
  load,
  markHalf,
  must,
  refused,
} from '../support/copying.js';
import { stores } from '../support/stores.js';

const [sqlite, postgres] = stores;
const { copied, database, folder } = copyDatabases();

describe.each(stores)('refused, with a target in $name', (store) => {
  let source: CopyDatabase;
  let target: CopyDatabase;

  beforeAll(async () => {
    source = await database(store, 'refused-source');
    await load(source, copyFixture('Main', 'pair'));
    target = await copied(source, store, 'refused-target');
  });

  /** Another target with the complete copy in it. */
  async function another(name: string) {
    await store.copy(folder, target.name, name);
    return database(store, name);
  }

  async function refusedAndKept(from: CopyDatabase, to: CopyDatabase, says: RegExp) {
    const before = await to.every();
    await refused(from, to, says);
    expect(await to.every()).toEqual(before);
  }

  test('what is not Linkwright’s', async () => {
    const other = await database(store, 'other');
    await other.execute('CREATE TABLE something (id integer)');
    await refusedAndKept(source, other, /not Linkwright's/);
  });

  test('a client that the source has not', async () => {
    const more = await another('more');
    await must('client', 'create', '--account', 'Acme', '--client', 'More', '--database', more.url);
    await refusedAndKept(source, more, /clients that the source .* has not/);
  });

  test('a database in use that differs, with the tables that do', async () => {
    const used = await another('used');
    await must('user', 'create', '--user', 'new', '--database', used.url);
    await refusedAndKept(source, used, /in use already and differs from the source in app_user.*Nothing was/);
    const { code, stdout } = await copy(source, used, '--json');
    expect(code).toBe(1);
    const { tables }: CopyAnswer = JSON.parse(stdout);
    const different = tables.filter(({ same }) => !same);
    expect(different.map(({ table, source: { rows } }) => [table, rows])).toContainEqual(['app_user', 3]);
    expect((await copy(source, used)).stdout).toMatch(/^app_user +3 +4 +DIFFERENT$/m);
  });

  test('half a copy of another source', async () => {
    const half = await another('half-of-another');
    await markHalf(half);
    const other = await database(sqlite, `another-${store.name}`);
    await load(other, copyFixture('Another', 'pair'));
    await refusedAndKept(other, half, /begun of something else: its rows of client are not/);
  });

  test.each([
    ['a row written', "UPDATE record SET fields = '{}' WHERE id = 2", 'record'],
    ['a row more', "INSERT INTO role VALUES (1, 77, 'more')", 'role'],
    ['a row less', 'DELETE FROM link WHERE id = 101', 'link'],
  ])('half a copy with %s since', async (what, statement, table) => {
    const half = await another(`half ${what}`);
    await markHalf(half);
    await half.execute(statement);
    await refusedAndKept(source, half, new RegExp(`its rows of ${table} are not`));
  });

  test('a source or a target that is served', async () => {
    const cases: [CopyDatabase, CopyDatabase, CopyDatabase][] = [
      [source, source, await database(store, 'of-served')],
      [target, source, target],
    ];
    for (const [served, from, to] of cases) {
      const server = await start(['serve', '--database', served.url]);
      try {
        await refused(from, to, /(locked|in use) by .*Stop it first.*would not be copied/);
      } finally {
        await stop(server);
      }
    }
  });

  test('a source that is not there', async () => {
    const missing = await database(store, 'missing');
    await refused(missing, await database(store, 'of-missing'), /(does not exist|is empty)\. Check the name/);
  });

  test('one database for both', async () => {
    const { code, stderr } = await copy(source, source);
    expect(stderr).toContain('--from and --to name the same database.');
    expect(code).toBe(2);
  });

  test('another copy into the same target, and what would write into the source', async () => {
    const busy = await database(store, 'busy');
    const ends = [await openToCopy(source.url, 'source'), await openToCopy(busy.url, 'target')];
    try {
      const { code, stderr } = await run(copyWords(target, busy));
      expect(stderr).toMatch(/by (another|a) copy/);
      expect(code).toBe(1);
      await expect(source.execute("UPDATE client SET name = 'x'")).rejects.toThrow(/lock/);
    } finally {
      for (const end of ends) await end.close();
    }
  });
});

describe('passwords', () => {
  test('stand in no message', async () => {
    const source = await database(sqlite, 'secretive');
    await load(source, copyFixture('Main', 'pair'));
    const target = await database(postgres, 'secretive');
    const secret = target.url.replace('linkwright@', 'linkwright:geheim@');
    const said: string[] = [];
    const say = async (...words: string[]) => {
      const { stdout, stderr } = await runHere(['copy', ...words]);
      said.push(stdout + stderr);
    };
    await say('--from', source.url, '--to', secret);
    await say('--from', secret, '--to', `sqlite:${join(folder, 'no-folder', 'x.db')}`);
    await say('--from', secret, '--to', secret.replace(/:\d+\//, ':1/'));
    await markHalf(target);
    await say('--from', secret, '--to', source.url);
    await target.execute('DELETE FROM migration WHERE number > 1000');
    await say('--from', secret, '--to', secret);
    expect(said.join('\n')).not.toContain('geheim');
    expect(said.map((text) => text.includes('linkwright: '))).toEqual([false, true, true, true, true]);
  });
});
