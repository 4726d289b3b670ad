/** Backups of a database with the content of its files, and databases of them (docs/guide/backup.md). */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { LinkRow } from '#linkwright/contract/link.js';
import { call } from '../support/call.js';
import { run, type Started, start, stop } from '../support/command.js';
import { databases, linkOf } from '../support/served-client.js';
import { storeNamed } from '../support/stores.js';
import { upload } from '../support/upload.js';

const { folder, urlOf, loaded } = databases();
const dated = /^\d{4}-\d\d-\d\dT[\d-]+Z$/;
const backupsIn = (path: string) =>
  readdirSync(path)
    .filter((name) => dated.test(name))
    .sort()
    .map((name) => join(path, name));
const contentsOf = (backup: string) =>
  readdirSync(join(backup, 'content'), { recursive: true, encoding: 'utf8' })
    .map((name) => join(backup, 'content', name))
    .filter((path) => statSync(path).isFile());

async function backup(into: string, ...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(['backup', into, '--json', ...words]);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout).folder;
}

/** Everything that one client of a server was told that it is done. */
interface Acknowledged {
  links: Map<number, number>;
  files: Map<number, string>;
}

/** Attaches contacts and files until it is told to end. */
function load(server: Started, token: string) {
  const acknowledged: Acknowledged = { links: new Map(), files: new Map() };
  let isEnding = false;
  let next = 1;
  const work = async (at: number) => {
    while (!isEnding) {
      const contact = (next++ % 1_000) + 1;
      const link = await call(server.address, 'POST', '/api/Link/Upsert', { token, body: linkOf(contact) });
      if (link.status === 200) acknowledged.links.set(contact, link.body.RecordID);
      if (next % 7 !== at) continue;
      const text = `content of ${contact}, ${next}`;
      const { status, body } = await upload(server, 'Claim/1', {
        token,
        parts: [['content', text, `${next}.txt`]],
      });
      if (status === 200) acknowledged.files.set(body.ChildID, text);
    }
  };
  const working = [0, 1, 2, 3].map(work);
  return {
    acknowledged,
    async end() {
      isEnding = true;
      await Promise.all(working);
    },
  };
}

describe('a backup beside a server under load', { timeout: 180_000 }, () => {
  const into = join(folder, 'loaded-backups');
  const before: Acknowledged = { links: new Map(), files: new Map() };
  let token: string;
  let saved: string;

  beforeAll(async () => {
    const made = await loaded('loaded');
    token = made.token;
    const server = await start(['serve', '--database', made.database]);
    const working = load(server, token);
    const { acknowledged } = working;
    while (acknowledged.files.size <= 5) await pause(20);
    for (const [id, link] of acknowledged.links) before.links.set(id, link);
    for (const [id, text] of acknowledged.files) before.files.set(id, text);
    saved = await backup(into, '--database', made.database);
    await working.end();
    expect(await stop(server)).toBe(0);
  }, 180_000);

  test('holds everything that was acknowledged before it began, and a database of it works', async () => {
    const { code, stderr } = await run(['restore', saved, '--database', urlOf('of-load')]);
    expect([code, stderr]).toEqual([0, '']);
    const server = await start(['serve', '--database', urlOf('of-load')]);
    const path = '/api/Link/Query?parentDomain=Claim&childDomain=Contact&pageSize=1000';
    const { body: rows } = await call<LinkRow[]>(server.address, 'GET', path, { token });
    const found = new Map(rows.map(({ ChildID, LinkID }) => [ChildID, LinkID]));
    for (const [contact, link] of before.links)
      expect([contact, found.get(contact)]).toEqual([contact, link]);
    for (const [id, text] of before.files) {
      const answer = await call(server.address, 'GET', `/api/File/${id}/Content`, { token });
      expect([id, answer.text]).toEqual([id, text]);
    }
    const more = await upload(server, 'Claim/2', { token, parts: [['content', 'new', 'new.txt']] });
    expect(more.status).toBe(200);
    expect(await stop(server)).toBe(0);
    expect((await run(['doctor', '--database', urlOf('of-load')])).code).toBe(0);
  });

  test('is for its owner alone, and says of itself what is in it', () => {
    for (const path of [into, saved]) expect(statSync(path).mode & 0o077).toBe(0);
    for (const path of ['backup.json', 'linkwright.db'])
      expect(statSync(join(saved, path)).mode & 0o077).toBe(0);
    expect(JSON.parse(readFileSync(join(saved, 'backup.json'), 'utf8'))).toMatchObject({
      format: 1,
      content: { count: contentsOf(saved).length },
    });
  });

  test('takes no room for content that the one before it has', async () => {
    const next = await backup(into, '--database', urlOf('loaded'));
    const inode = (path: string) => statSync(path).ino;
    const earlier = new Set(contentsOf(saved).map(inode));
    expect(contentsOf(next).filter((path) => earlier.has(inode(path))).length).toBe(earlier.size);
  });

  test('that is damaged is not restored, and content of it is not linked', async () => {
    const [content = ''] = contentsOf(saved);
    const was = readFileSync(content);
    rmSync(content);
    writeFileSync(content, was.toString().replace(/^./, 'X'));
    const { code, stderr } = await run(['restore', saved, '--check']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/cannot be restored: the content \S+ is not what it was\.$/m);
    const refused = await run(['restore', saved, '--database', urlOf('of-damage')]);
    expect(refused.code).toBe(1);
    expect(existsSync(join(folder, 'of-damage.db'))).toBe(false);
    rmSync(content);
    expect((await run(['restore', saved, '--check'])).stderr).toMatch(/the content \S+ is missing/);
    const next = await backup(into, '--database', urlOf('loaded'));
    expect((await run(['restore', next, '--check'])).stdout).toMatch(/^The backup is whole: /);
    truncateSync(join(next, 'linkwright.db'), 100_000);
    expect((await run(['restore', next, '--check'])).stderr).toMatch(/its database is not what it was/);
  });

  test('of a database whose content is gone, or changed, is refused, and nothing is left of it', async () => {
    const files = join(folder, 'loaded.db.files');
    const [client = ''] = readdirSync(files).filter((name) => name !== 'incoming' && !name.includes('.'));
    const [first = ''] = readdirSync(join(files, client));
    const [rest = ''] = readdirSync(join(files, client, first));
    const path = join(files, client, first, rest);
    copyFileSync(path, join(folder, 'kept'));
    const other = join(folder, 'other-backups');
    for (const [damage, words] of [
      [() => writeFileSync(path, 'something else'), /is damaged: its SHA-256 is/],
      [() => rmSync(path), /which the database names, is not in/],
    ] as const) {
      damage();
      const { code, stderr } = await run(['backup', other, '--database', urlOf('loaded')]);
      expect(code).toBe(1);
      expect(stderr).toMatch(words);
      expect(readdirSync(other)).toEqual(['.lock']);
    }
    copyFileSync(join(folder, 'kept'), path);
    expect(await backup(other, '--database', urlOf('loaded'))).toMatch(/other-backups/);
  });
});

describe('backups', () => {
  beforeAll(async () => {
    await loaded('small');
  });
  const small = ['--database', urlOf('small')];

  test('are kept so many, and nothing else in their folder goes', async () => {
    const into = join(folder, 'kept-backups');
    mkdirSync(join(into, '2020-01-01T00-00-00-000Z'), { recursive: true });
    writeFileSync(join(into, 'notes.txt'), 'mine');
    const made: string[] = [];
    for (let count = 1; count <= 4; count++) made.push(await backup(into, ...small, '--keep', '2'));
    expect(backupsIn(into)).toEqual([join(into, '2020-01-01T00-00-00-000Z'), ...made.slice(-2)]);
    expect(readFileSync(join(into, 'notes.txt'), 'utf8')).toBe('mine');
  });

  test('can leave the content out', async () => {
    const made = await backup(join(folder, 'bare-backups'), ...small, '--no-content');
    expect(JSON.parse(readFileSync(join(made, 'backup.json'), 'utf8')).content).toBeNull();
    expect((await run(['restore', made, '--database', urlOf('of-bare')])).code).toBe(0);
  });

  test('two into one folder at once: one is refused', async () => {
    const into = join(folder, 'contended');
    const both = await Promise.all([run(['backup', into, ...small]), run(['backup', into, ...small])]);
    // Each may have found the folder free.
    expect(both.filter(({ code }) => code === 0).length).toBeGreaterThan(0);
    for (const { code, stderr } of both)
      if (code !== 0) expect(stderr).toMatch(/Another backup into .* is under way/);
    for (const each of backupsIn(into)) expect((await run(['restore', each, '--check'])).code).toBe(0);
  });

  test('restore writes over nothing that is there', async () => {
    const made = await backup(join(folder, 'over-backups'), ...small);
    const inode = statSync(join(folder, 'small.db')).ino;
    const { code, stderr } = await run(['restore', made, ...small]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/small\.db is there already/)]);
    expect(statSync(join(folder, 'small.db')).ino).toBe(inode);
    mkdirSync(join(folder, 'full.db.files/1/ab'), { recursive: true });
    writeFileSync(join(folder, 'full.db.files/1/ab', 'c'.repeat(62)), 'of another');
    const full = await run(['restore', made, '--database', urlOf('full')]);
    expect([full.code, full.stderr]).toEqual([1, expect.stringMatching(/is not empty/)]);
    expect(existsSync(join(folder, 'full.db'))).toBe(false);
  });

  test.each([
    ['a folder of backups', () => [join(folder, 'over-backups')], /is not a backup: it has no backup\.json/],
    ['nothing', () => [join(folder, 'nowhere')], /nowhere does not exist/],
  ])('restore refuses %s', async (_, words, message) => {
    const { code, stderr } = await run(['restore', ...words(), '--database', urlOf('none')]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(message)]);
  });

  test('say where to go with PostgreSQL, and without a database', async () => {
    const url = await storeNamed('postgres').urlOf(folder, 'any');
    const refused = await run(['backup', join(folder, 'x'), '--database', url]);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/pg_dump/)]);
    const none = await run(['backup', join(folder, 'x'), '--database', urlOf('not-there')]);
    expect([none.code, none.stderr]).toEqual([1, expect.stringMatching(/does not exist/)]);
    const zero = await run(['backup', join(folder, 'x'), ...small, '--keep', '0']);
    expect([zero.code, zero.stderr]).toEqual([2, expect.stringMatching(/from 1/)]);
  });
});
