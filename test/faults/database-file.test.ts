/** What can be wrong with a database file: said in words, with exit code 1, and nothing is lost. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import type { UpsertAnswer } from '#linkwright/contract/link.js';
import { run, start, stop } from '../support/command.js';
import {
  call,
  expectAllRefused,
  expectSound,
  expectWords,
  folder,
  type GoodDatabase,
  goodDatabase,
  refusedServe,
  upsertBody,
} from '../support/database-file.js';
import { required } from '../support/required.js';

describe('a place that holds no database', () => {
  test('a folder that is missing is named, and not made', async () => {
    const missing = join(folder, 'missing');
    await expectAllRefused(`sqlite:${join(missing, 'linkwright.db')}`, missing, /does not exist.*Make it/);
    expect(existsSync(missing)).toBe(false);
  });

  test('a folder in place of the file', async () => {
    const path = join(folder, 'a-folder');
    mkdirSync(path);
    await expectAllRefused(`sqlite:${path}`, path, /is a folder.*file/);
    expect(readdirSync(path)).toEqual([]);
  });

  test('a file that is no database stays as it is', async () => {
    const path = join(folder, 'notes.txt');
    const text = 'These are notes, and somebody needs them.\n'.repeat(200);
    writeFileSync(path, text);
    await expectAllRefused(`sqlite:${path}`, path, /is not a database/);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('a database of something else stays as it is', async () => {
    const path = join(folder, 'other.db');
    const other = new Database(path);
    other.exec('CREATE TABLE note (text text); INSERT INTO note VALUES (1), (2)');
    other.close();
    const before = readFileSync(path);
    await expectAllRefused(`sqlite:${path}`, path, /not Linkwright/);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('a database of something else that has a table of migrations too', async () => {
    const path = join(folder, 'other-migrations.db');
    const other = new Database(path);
    other.exec('CREATE TABLE migration (version text); CREATE TABLE note (text text)');
    other.close();
    await expectAllRefused(`sqlite:${path}`, path, /not Linkwright/);
    const again = new Database(path, { readonly: true });
    const tables = again.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
    again.close();
    expect(tables.sort()).toEqual(['migration', 'note']);
  });

  test('a damaged database is said to be so, or found by doctor', async () => {
    const { path, url } = goodDatabase();
    const bytes = readFileSync(path);
    // All but the first page, which says that it is a database.
    bytes.fill(0x5a, 4_096);
    writeFileSync(path, bytes);
    expectWords(await refusedServe(url), path, /damaged/);
    const doctor = await run(['doctor', '--database', url]);
    expect(doctor.code).toBe(1);
    expect(doctor.stderr + doctor.stdout).not.toMatch(/\n\s+at /);
  });
});

describe('a database newer than the program', () => {
  test('is refused, and works again with its own program', async () => {
    const { path, url } = goodDatabase();
    const connection = new Database(path);
    const { number } = required(
      connection.prepare<[], { number: number }>('SELECT max(number) AS number FROM migration').get(),
    );
    connection.prepare("INSERT INTO migration VALUES (?, 'from the future')").run(number + 1);
    connection.close();
    await expectAllRefused(url, path, /newer Linkwright/);
    const back = new Database(path);
    back.prepare('DELETE FROM migration WHERE number = ?').run(number + 1);
    back.close();
    await expectSound(url);
  });
});

describe('a second server on the same file', () => {
  test('is refused, the first goes on, and commands work beside it', async () => {
    const { path, url } = goodDatabase();
    const first = await start(['serve', '--database', url]);
    try {
      expectWords(await refusedServe(url), path, /locked by another server.*Stop that one/);
      // The same file by another way is the same file.
      const indirect = `sqlite:${join(path, '..', '..', required(path.split('/').at(-2)), 'linkwright.db')}`;
      expectWords(await refusedServe(indirect), path, /another server/);
      const created = await run(['token', 'create', '--user', 'ada', '--database', url]);
      const given = created.stdout.trim();
      const answer = await call<UpsertAnswer>(
        first.address,
        'POST',
        '/api/Link/Upsert',
        given,
        upsertBody(1, 2),
      );
      expect(answer.body.Message).toBe('Inserted link with id 2 successfully.');
      await expectSound(url);
    } finally {
      await stop(first);
    }
  });

  test('through a symbolic link is one too', async () => {
    const { folder: own, path, url } = goodDatabase();
    const alias = join(own, 'alias.db');
    execFileSync('ln', ['-s', path, alias]);
    const first = await start(['serve', '--database', url]);
    try {
      const outcome = await refusedServe(`sqlite:${alias}`);
      expect(outcome.code).toBe(1);
      expect(outcome.stderr).toMatch(/another server/);
    } finally {
      await stop(first);
    }
  });

  test('begins once the first is gone, however that went', async () => {
    const { url } = goodDatabase();
    const first = await start(['serve', '--database', url]);
    await stop(first, 'SIGKILL');
    const second = await start(['serve', '--database', url]);
    expect((await fetch(`${second.address}/Authentication/Ping`)).status).toBe(200);
    expect(await stop(second)).toBe(0);
  });
});

describe('a database that goes away under a server', () => {
  let good: GoodDatabase;
  beforeAll(() => {
    good = goodDatabase();
  });

  test('locked by another program for a while: a write waits for it and is done', async () => {
    const server = await start(['serve', '--database', good.url]);
    const { token } = good;
    const other = new Database(good.path);
    try {
      await call(server.address, 'GET', '/api/Claim/1', token);
      other.exec('BEGIN IMMEDIATE');
      const waiting = call(server.address, 'POST', '/api/Link/Upsert', token, upsertBody(3, 3));
      await new Promise((resolve) => setTimeout(resolve, 700));
      expect((await call(server.address, 'GET', '/api/Claim/1', token)).status).toBe(200);
      other.exec('COMMIT');
      expect((await waiting).status).toBe(200);
    } finally {
      other.close();
      await stop(server);
    }
  });
});
