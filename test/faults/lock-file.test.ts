/** The lock of a server stands beside a database, and beside nothing else; and one at a time has it. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openStore, openToCopy } from '#linkwright/store/open.js';
import { lockForServing } from '#linkwright/store/sqlite/lock.js';
import { fillDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/folder.js';

const folder = temporaryFolder();
const programs = new URL('../../dist/programs.js', import.meta.url).href;
const contender = fileURLToPath(new URL('../support/lock-contender.mjs', import.meta.url));

function statements(path: string, text: string): void {
  const database = new Database(path);
  database.exec(text);
  database.close();
}

/** What cannot be served. */
const unfit: Record<string, (path: string) => void | Promise<void>> = {
  'no database': (path) => writeFileSync(path, 'Dear diary, '.repeat(1_000)),
  "another program's database": (path) => statements(path, 'CREATE TABLE notes (text)'),
  async 'a newer database'(path) {
    await fillDatabase(`sqlite:${path}`, { account: 'A', client: 'B', users: [{ user: 'ada' }] });
    statements(path, "INSERT INTO migration VALUES (9999, 'of tomorrow')");
  },
  async 'a damaged database'(path) {
    await fillDatabase(`sqlite:${path}`, { account: 'A', client: 'B', users: [{ user: 'ada' }] });
    const bytes = readFileSync(path);
    writeFileSync(path, Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(bytes.length - 100, 0xff)]));
  },
};
const openings: Record<string, (url: string) => Promise<unknown>> = {
  serve: (url) => openStore({ url, programs, serving: true }),
  'copy from': (url) => openToCopy(url, 'source'),
  'copy to': (url) => openToCopy(url, 'target'),
};

describe.each(Object.entries(unfit))('beside %s', (what, make) => {
  test.each(Object.entries(openings))('%s leaves no lock', async (how, open) => {
    const path = join(folder, `${what} ${how}.db`);
    await make(path);
    const before = readFileSync(path);
    await expect(open(`sqlite:${path}`)).rejects.toThrow(`The database ${path} `);
    expect(existsSync(`${path}-server`)).toBe(false);
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});

describe('a lock', () => {
  test('that is held keeps others away, and is theirs once it was discarded', () => {
    const path = join(folder, 'held.db');
    const first = lockForServing(path);
    expect(() => lockForServing(path)).toThrow(/locked by another server/);
    first.discard();
    expect(existsSync(`${path}-server`)).toBe(false);
    const second = lockForServing(path);
    expect(() => lockForServing(path)).toThrow(/locked by another server/);
    second.release();
    expect(existsSync(`${path}-server`)).toBe(true);
  });

  test('that several want, give back and discard is never held by two', { timeout: 120_000 }, async () => {
    const own = join(folder, 'contended');
    mkdirSync(own);
    const children = Array.from({ length: 4 }, () => fork(contender, [join(own, 'a.db'), '60']));
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]));
    expect(codes).toEqual([0, 0, 0, 0]);
  });
});
