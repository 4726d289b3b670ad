/** What can be wrong with a database file: said in words, with exit code 1, and nothing is lost. */
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run, start, stop } from '../support/command.js';
import { fillDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/folder.js';

const folder = temporaryFolder();
let count = 0;

/** Mounts need root, and a system that allows them. */
function mountRefusal() {
  const target = join(folder, 'probe');
  mkdirSync(target);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', target], { stdio: 'pipe' });
    execFileSync('umount', [target]);
    return undefined;
  } catch (error) {
    return `no file system can be mounted here: ${String(error.stderr ?? error.message).trim()}`;
  }
}
const noMount = mountRefusal();
const unlessMounted = noMount === undefined ? '' : ` (skipped: ${noMount})`;
const mounts = [];

/** A file system of a size, mounted for the rest of the file. */
function mountSmall(size) {
  const target = join(folder, `small-${count++}`);
  mkdirSync(target);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', target]);
  mounts.push(target);
  return target;
}

/** The folder as it is, read-only, at another place. */
function mountReadOnly(source) {
  const target = join(folder, `read-only-${count++}`);
  mkdirSync(target);
  execFileSync('mount', ['--bind', source, target]);
  mounts.push(target);
  execFileSync('mount', ['-o', 'remount,ro,bind', target]);
  return target;
}

afterAll(() => {
  for (const target of mounts) execFileSync('umount', ['-l', target]);
});

/** Writes a file until there is no room, but for `leave` bytes. */
function fill(target, leave = 0) {
  const path = join(target, 'filler');
  const file = openSync(path, 'w');
  const block = Buffer.alloc(4_096);
  let written = 0;
  try {
    for (;;) written += writeSync(file, block);
  } catch (error) {
    if (error.code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
  if (leave > 0) execFileSync('truncate', ['-s', String(Math.max(written - leave, 0)), path]);
  return () => rmSync(path);
}

const contacts = 400;

function fixture(extra = 0) {
  return {
    account: 'Acme',
    client: 'Main',
    users: [{ user: 'ada', administrator: true }],
    records: {
      Claim: Array.from({ length: 20 }, (_, at) => ({ id: at + 1, ClaimNumber: `CLM-${at + 1}` })),
      Contact: Array.from({ length: contacts + extra }, (_, at) => ({
        id: at + 1,
        Name: `Contact ${at + 1}`,
      })),
    },
    links: [{ id: 1, ParentDomain: 'Claim', ParentRecordID: 1, ChildDomain: 'Contact', ChildRecordID: 1 }],
  };
}

/** A sound database with a fixture in it, and a token of its administrator: each test has a copy. */
const sound = join(folder, 'sound.db');
let token;
beforeAll(async () => {
  token = await fillDatabase(`sqlite:${sound}`, fixture());
});

/** A copy of the sound database, in a folder of its own. */
function goodDatabase(own = join(folder, `good-${count++}`)) {
  if (!existsSync(own)) mkdirSync(own);
  const path = join(own, 'linkwright.db');
  copyFileSync(sound, path);
  return { folder: own, path, url: `sqlite:${path}` };
}

/** `serve` as it ends where it cannot begin. */
async function refusedServe(url) {
  let server;
  try {
    server = await start(['serve', '--database', url]);
  } catch (error) {
    const [, code, stderr] = /^ended with (\S+): ([\s\S]*)$/.exec(error.message);
    return { code: Number(code), stdout: '', stderr };
  }
  await stop(server);
  throw new Error(`serve has begun on ${url}`);
}

function expectWords({ code, stdout, stderr }, path, says) {
  expect(stderr).toMatch(says);
  expect(stderr).toContain(path);
  expect(stderr).not.toMatch(/\n\s+at |node:internal|file:\/\/|SqliteError/);
  // One message, not one of each thread.
  expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(3);
  expect(stdout).toBe('');
  expect(code).toBe(1);
}

/** Every command that works on the database itself. */
const others = (url, file) => [
  ['migrate', '--database', url],
  ['doctor', '--database', url],
  ['client', 'list', '--database', url],
  ['token', 'create', '--user', 'ada', '--database', url],
  ['load', file, '--database', url],
];

async function expectAllRefused(url, path, says) {
  const file = join(folder, `fixture-${count++}.json`);
  writeFileSync(file, JSON.stringify(fixture()));
  expectWords(await refusedServe(url), path, says);
  for (const words of others(url, file)) expectWords(await run(words), path, says);
}

const upsertBody = (claim, contact) => ({
  ParentDomain: 'Claim',
  ParentRecordID: claim,
  ChildDomain: 'Contact',
  ChildRecordID: contact,
  Relationship: 'Witness',
});

async function call(address, method, path, token, body) {
  const response = await fetch(address + path, {
    method,
    headers: { Token: token, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
}

async function expectSound(url) {
  const { code, stdout, stderr } = await run(['doctor', '--database', url]);
  expect(stderr).toBe('');
  expect(stdout).toContain('in order');
  expect(code).toBe(0);
}

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
    const { number } = connection.prepare('SELECT max(number) AS number FROM migration').get();
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
      const indirect = `sqlite:${join(path, '..', '..', path.split('/').at(-2), 'linkwright.db')}`;
      expectWords(await refusedServe(indirect), path, /another server/);
      const created = await run(['token', 'create', '--user', 'ada', '--database', url]);
      const given = created.stdout.trim();
      const answer = await call(first.address, 'POST', '/api/Link/Upsert', given, upsertBody(1, 2));
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

describe(`a read-only database${unlessMounted}`, () => {
  test.skipIf(noMount !== undefined)('is refused, and stays as it is', async () => {
    const good = goodDatabase();
    const before = readFileSync(good.path);
    const own = mountReadOnly(good.folder);
    const path = join(own, 'linkwright.db');
    await expectAllRefused(`sqlite:${path}`, path, /read-only|may be written/);
    expect(readFileSync(good.path).equals(before)).toBe(true);
    await expectSound(good.url);
  });

  test.skipIf(noMount !== undefined)('a folder in which none can be made', async () => {
    const source = join(folder, 'empty');
    mkdirSync(source);
    const path = join(mountReadOnly(source), 'linkwright.db');
    await expectAllRefused(`sqlite:${path}`, path, /read-only|may be written/);
    expect(readdirSync(source)).toEqual([]);
  });
});

describe(`a full disk${unlessMounted}`, () => {
  test.skipIf(noMount !== undefined)('at the first start', async () => {
    const own = mountSmall('1m');
    const path = join(own, 'linkwright.db');
    const free = fill(own);
    expectWords(await refusedServe(`sqlite:${path}`), path, /full/);
    free();
    const server = await start(['serve', '--database', `sqlite:${path}`]);
    expect((await fetch(`${server.address}/Authentication/Ping`)).status).toBe(200);
    expect(await stop(server)).toBe(0);
  });

  test.skipIf(noMount !== undefined)('at a later start loses nothing', async () => {
    const own = mountSmall('3m');
    const { path, url } = goodDatabase(own);
    const free = fill(own);
    let server;
    try {
      // Whether there is room for the little that a start needs is the system's to say.
      server = await start(['serve', '--database', url]);
    } catch (error) {
      const [, code, stderr] = /^ended with (\S+): ([\s\S]*)$/.exec(error.message);
      expectWords({ code: Number(code), stdout: '', stderr }, path, /full/);
    }
    if (server !== undefined) {
      expect((await call(server.address, 'GET', '/api/Claim/1', token)).status).toBe(200);
      await stop(server);
    }
    free();
    const again = await start(['serve', '--database', url]);
    try {
      const { body } = await call(again.address, 'GET', '/api/Link/Count?parentDomain=Claim', token);
      expect(body).toEqual({ Count: 1 });
    } finally {
      expect(await stop(again)).toBe(0);
    }
    await expectSound(url);
  });

  test.skipIf(noMount !== undefined)('for a command: all or nothing, in words', async () => {
    const own = mountSmall('3m');
    const { path, url } = goodDatabase(own);
    const free = fill(own, 64 * 1_024);
    const file = join(folder, `fixture-${count++}.json`);
    // A client of its own, so that nothing of the good one is in it.
    writeFileSync(file, JSON.stringify({ ...fixture(20_000), client: 'Large' }));
    const { code, stdout, stderr } = await run(['load', file, '--database', url]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/full/);
    expect(stderr).toContain(path);
    expect(stderr).not.toMatch(/\n\s+at |node:internal|SqliteError/);
    free();
    const connection = new Database(path);
    const { total } = connection.prepare('SELECT count(*) AS total FROM record').get();
    connection.close();
    expect(total).toBe(20 + contacts);
    expect(JSON.parse((await run(['client', 'list', '--json', '--database', url])).stdout)).toHaveLength(1);
    await expectSound(url);
  });

  test.skipIf(noMount !== undefined)(
    'under load: writes are told to come again, reads go on, and what is answered stays',
    { timeout: 120_000 },
    async () => {
      const own = mountSmall('4m');
      const { url } = goodDatabase(own);
      const server = await start(['serve', '--database', url]);
      const acknowledged = new Map([['1:1', 1]]);
      const refused = [];
      const upsert = async (claim, contact) => {
        const answer = await call(
          server.address,
          'POST',
          '/api/Link/Upsert',
          token,
          upsertBody(claim, contact),
        );
        if (answer.status === 200) acknowledged.set(`${claim}:${contact}`, answer.body.RecordID);
        else refused.push(answer);
        return answer;
      };
      const bulk = async (claim, from, size) => {
        const numbers = Array.from({ length: size }, (_, at) => from + at);
        const bodies = numbers.map((contact) => upsertBody(claim, contact));
        const answer = await call(server.address, 'POST', '/api/Link/BulkUpsert', token, bodies);
        if (answer.status !== 200) {
          refused.push(answer);
          return;
        }
        for (const [at, entry] of answer.body.entries()) {
          if (entry.IsSuccessful) acknowledged.set(`${claim}:${numbers[at]}`, entry.RecordID);
          else expect(entry.ErrorCode).toBe('unavailable');
        }
      };
      const burst = (claim) =>
        Promise.all([
          ...Array.from({ length: 40 }, (_, at) => upsert(claim, at + 1)),
          bulk(claim, 101, 200),
          bulk(claim, 301, 100),
        ]);
      try {
        await burst(2);
        expect(refused).toEqual([]);
        const free = fill(own, 128 * 1_024);
        for (let claim = 3; claim <= 20 && refused.length === 0; claim++) await burst(claim);
        expect(refused.length).toBeGreaterThan(0);
        // Some bytes may be left for one small write, not for many.
        for (let at = 1; at <= 40; at++) await upsert(1, at);
        for (const { status, headers, body } of refused) {
          expect(status).toBe(503);
          expect(headers.get('Error-Code')).toBe('unavailable');
          expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0);
          expect(body).toMatch(/^Unable to execute\./);
          expect(body).not.toMatch(/SQLITE|disk|\//);
        }
        expect((await call(server.address, 'GET', '/api/Claim/1', token)).status).toBe(200);
        const signIn = await call(server.address, 'GET', '/Authentication/Ping', token);
        expect(signIn.status).toBe(200);

        free();
        refused.length = 0;
        let answer;
        for (let attempt = 0; attempt < 200; attempt++) {
          answer = await upsert(20, 399);
          if (answer.status === 200) break;
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        expect(answer.status).toBe(200);
        refused.length = 0;
        await burst(19);
        expect(refused).toEqual([]);
        expect(await stop(server)).toBe(0);
      } finally {
        await stop(server, 'SIGKILL');
      }

      const again = await start(['serve', '--database', url]);
      try {
        const found = new Map();
        for (let claim = 1; claim <= 20; claim++) {
          const path = `/api/Link/Query?parentDomain=Claim&parentRecordID=${claim}&pageSize=1000`;
          for (const row of (await call(again.address, 'GET', path, token)).body) {
            const pair = `${row.ParentID}:${row.ChildID}`;
            expect(found.has(pair)).toBe(false);
            found.set(pair, row.LinkID);
          }
        }
        for (const [pair, id] of acknowledged) expect([pair, found.get(pair)]).toEqual([pair, id]);
      } finally {
        await stop(again);
      }
      await expectSound(url);
    },
  );

  test.skipIf(noMount !== undefined)('and a kill on it loses nothing', async () => {
    const own = mountSmall('3m');
    const { url } = goodDatabase(own);
    const server = await start(['serve', '--database', url]);
    const acknowledged = [];
    const free = fill(own, 96 * 1_024);
    for (let contact = 2; contact <= contacts; contact++) {
      const answer = await call(server.address, 'POST', '/api/Link/Upsert', token, upsertBody(1, contact));
      if (answer.status === 200) acknowledged.push(contact);
    }
    await stop(server, 'SIGKILL');
    free();
    const again = await start(['serve', '--database', url]);
    try {
      const path = '/api/Link/Query?parentDomain=Claim&parentRecordID=1&pageSize=1000';
      const { body } = await call(again.address, 'GET', path, token);
      const found = body.map(({ ChildID }) => ChildID);
      expect(acknowledged.filter((contact) => !found.includes(contact))).toEqual([]);
      expect(new Set(found).size).toBe(found.length);
    } finally {
      await stop(again);
    }
    await expectSound(url);
  });
});

describe('a database that goes away under a server', () => {
  let good;
  beforeAll(() => {
    good = goodDatabase();
  });

  test('locked by another program for a while: a write waits for it and is done', async () => {
    const server = await start(['serve', '--database', good.url]);
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
