/** Where the content of files is kept, as the commands are told (docs/reference/files.md#where-content-is-kept). */
import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { run, start, stop } from '../support/command.js';
import { fillDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/folder.js';
import { startS3 } from '../support/s3-server.js';
import { stores, type TestStore } from '../support/stores.js';
import { type FormPart, upload } from '../support/upload.js';

const folder = temporaryFolder();
const [sqlite, postgres] = stores;
const parts: FormPart[] = [['content', 'some words', 'a.txt']];

async function makeDatabase(store: TestStore, name: string) {
  const url = await store.urlOf(folder, name);
  const users = [{ user: 'ada', administrator: true }];
  const records = { Claim: [{ id: 1 }] };
  const token = await fillDatabase(url, { account: 'Acme', client: 'Main', users, records });
  return { url, token };
}

type Made = Awaited<ReturnType<typeof makeDatabase>>;

const mark = 'database.json';
const filesUnder = (path: string) =>
  existsSync(path)
    ? readdirSync(path, { recursive: true, encoding: 'utf8' }).filter(
        (name) => name !== mark && statSync(join(path, name)).isFile(),
      )
    : [];

describe('beside an SQLite database', () => {
  let url: string;
  let token: string;
  const beside = join(folder, 'beside.db.files');
  const doctor = (...more: string[]) => run(['doctor', '--database', url, ...more]);

  beforeAll(async () => {
    ({ url, token } = await makeDatabase(sqlite, 'beside'));
  });

  test('content is kept without being asked where, and is there after a restart', async () => {
    let server = await start(['serve', '--database', url, '--file-bytes', '20']);
    expect(existsSync(beside)).toBe(false);
    const { status, body } = await upload(server, 'Claim/1', { token, parts });
    expect(status).toBe(200);
    expect(filesUnder(beside)).toHaveLength(1);
    const long = await upload(server, 'Claim/1', { token, parts: [['content', 'x'.repeat(21), 'a.txt']] });
    expect([long.status, long.body]).toEqual([413, expect.stringContaining('larger than 20 bytes')]);
    expect(await stop(server)).toBe(0);
    server = await start(['serve', '--database', url]);
    const response = await fetch(`${server.address}/api/File/${body.ChildID}/Content`, {
      headers: { Token: token },
    });
    expect(await response.text()).toBe('some words');
    await fetch(`${server.address}/api/File/${body.ChildID}`, {
      method: 'DELETE',
      headers: { Token: token },
    });
    expect(await stop(server)).toBe(0);
  });

  test('doctor finds what no file names after a day, and --repair removes it', async () => {
    expect(await doctor()).toMatchObject({ code: 0, stdout: 'The database is in order.\n' });
    const database = new Database(join(folder, 'beside.db'));
    database.exec('UPDATE file_content SET claimed_at = 1');
    database.close();
    const found = await doctor();
    expect(found.code).toBe(1);
    expect(found.stdout).toMatch(
      /^1 Acme\/Main: contents that no file names; --repair removes them \([0-9a-f]{64}\)\n$/,
    );
    expect(JSON.parse((await doctor('--json')).stdout)).toMatchObject([{ count: 1 }]);
    expect(filesUnder(beside)).toHaveLength(1);
    expect(await doctor('--repair')).toMatchObject({
      code: 0,
      stdout: 'Acme/Main: removed 1 content that no file named.\nThe database is in order.\n',
    });
    expect(filesUnder(beside)).toEqual([]);
    expect((await doctor()).code).toBe(0);
  });
});

describe('with PostgreSQL', () => {
  let url: string;
  let token: string;
  beforeAll(async () => {
    ({ url, token } = await makeDatabase(postgres, 'apart'));
  });

  test('content has to be given a place, and servers share it', async () => {
    const none = await start(['serve', '--database', url]);
    const refused = await upload(none, 'Claim/1', { token, parts });
    expect([refused.status, refused.body]).toEqual([503, expect.stringContaining('--content')]);
    expect(await stop(none)).toBe(0);

    const s3 = await startS3();
    const options = { env: { ...s3.env, LINKWRIGHT_DATABASE: url, LINKWRIGHT_CONTENT: s3.url('files') } };
    const first = await start(['serve'], options);
    const second = await start(['serve'], options);
    const { body } = await upload(first, 'Claim/1', { token, parts });
    const response = await fetch(`${second.address}/api/File/${body.ChildID}/Content`, {
      headers: { Token: token },
    });
    expect(await response.text()).toBe('some words');
    for (const server of [first, second]) expect(await stop(server)).toBe(0);

    const blind = await run(['doctor', '--database', url]);
    expect(blind).toMatchObject({
      code: 0,
      stdout:
        'The content of files was not looked at: say where it is with --content.\nThe database is in order.\n',
    });
    expect((await run(['doctor'], options)).stdout).toBe('The database is in order.\n');
    s3.objects.clear();
    const missing = await run(['doctor'], options);
    expect([missing.code, missing.stdout]).toEqual([
      1,
      `1 Acme/Main: files whose content is missing (file ${body.ChildID})\n`,
    ]);
    s3.refuse = 'SlowDown';
    const away = await run(['doctor'], options);
    expect(away.code).toBe(1);
    expect(away.stderr).toMatch(/^linkwright: The content in s3:.* could not be read or written/m);
    await s3.stop();
  });
});

describe('one place named for several databases', () => {
  const shared = join(folder, 'shared');
  const place = ['--content', `file:${shared}`];
  const doctor = (url: string, ...more: string[]) => run(['doctor', '--database', url, ...place, ...more]);
  const another = /place of content .*shared is that of another database\. .*--take-content/s;
  let production: Made;
  let staging: Made;

  beforeAll(async () => {
    mkdirSync(shared);
    production = await makeDatabase(sqlite, 'production');
    staging = await makeDatabase(postgres, 'staging');
    const server = await start(['serve', '--database', production.url, ...place]);
    expect((await upload(server, 'Claim/1', { token: production.token, parts })).status).toBe(200);
    expect(await stop(server)).toBe(0);
  });

  test('it is that of the first which kept something; the other is refused in words', async () => {
    expect(filesUnder(shared)).toHaveLength(1);
    for (const command of [['serve', '--port', '0'], ['doctor'], ['doctor', '--repair']]) {
      const { code, stderr } = await run([...command, '--database', staging.url, ...place]);
      expect([code, stderr]).toEqual([1, expect.stringMatching(another)]);
    }
    expect((await doctor(production.url)).code).toBe(0);
    const server = await start(['serve', '--database', production.url, ...place]);
    expect(await stop(server)).toBe(0);
  });

  test('a server that began before the place was another’s keeps nothing in it', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const own = ['--content', `file:${empty}`];
    const server = await start(['serve', '--database', staging.url, ...own]);
    copyFileSync(join(shared, mark), join(empty, mark));
    const { status } = await upload(server, 'Claim/1', { token: staging.token, parts });
    expect(status).toBe(503);
    expect(filesUnder(empty)).toEqual([]);
    expect(await stop(server)).toBe(0);
  });

  test('nothing is removed before the place is said to be one database’s alone, and by no copy of it then', async () => {
    const file = join(folder, 'production.db');
    const clone = `sqlite:${join(folder, 'clone.db')}`;
    copyFileSync(file, join(folder, 'clone.db'));
    for (const url of [production.url, clone]) {
      const { code, stderr } = await doctor(url, '--repair');
      expect([code, stderr]).toEqual([1, expect.stringContaining('--repair --take-content')]);
    }
    expect((await doctor(production.url, '--take-content')).code).toBe(2);
    expect((await doctor(production.url, '--repair', '--take-content')).code).toBe(0);
    expect((await doctor(production.url, '--repair')).code).toBe(0);
    expect((await doctor(clone, '--repair')).stderr).toMatch(another);
    copyFileSync(file, join(folder, 'clone.db'));
    expect((await doctor(clone)).code).toBe(0);
    expect((await doctor(clone, '--repair')).stderr).toContain('--repair --take-content');
    expect(filesUnder(shared)).toHaveLength(1);
  });

  test('a copied database has the place of the one that it was copied from', async () => {
    const url = await postgres.urlOf(folder, 'successor');
    expect((await run(['copy', '--from', production.url, '--to', url])).code).toBe(0);
    expect((await doctor(url)).code).toBe(0);
    expect((await doctor(url, '--repair', '--take-content')).code).toBe(0);
    expect((await doctor(production.url)).stderr).toMatch(another);
  });
});

describe('a place that cannot be used', () => {
  let url: string;
  beforeAll(async () => {
    ({ url } = await makeDatabase(sqlite, 'place'));
  });

  test.each([
    ['nowhere', /must be given as file:PATH or s3:/],
    ['file:/not/there', /folder \/not\/there for content does not exist/],
    ['s3://bucket/?secret=hush', /no parameter 'secret'/],
    ['s3://user:hush@bucket/', /credentials do not belong into it/],
  ])('%s', async (place, words) => {
    const { code, stderr } = await run(['serve', '--port', '0', '--database', url, '--content', place]);
    expect(code).toBe(1);
    expect(stderr).toMatch(words);
    expect(stderr).not.toContain('hush');
  });

  test('a folder that cannot be read', async () => {
    mkdirSync(join(folder, 'place.db.files'));
    writeFileSync(join(folder, 'place.db.files', 'incoming'), 'a file where a folder should be');
    const { code, stderr } = await run(['serve', '--port', '0', '--database', url]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^linkwright: The folder .*place\.db\.files for content cannot be read/);
  });
});
