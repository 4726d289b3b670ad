/** Disks that are full, or may not be written: said in words, and nothing that was answered is lost. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { RefusedEntry } from '#linkwright/contract/bulk.js';
import type { LinkRow, UpsertAnswer } from '#linkwright/contract/link.js';
import type { Answer } from '../support/answers.js';
import { run, type Started, start, stop } from '../support/command.js';
import {
  call,
  contacts,
  endOf,
  expectAllRefused,
  expectSound,
  expectWords,
  fixture,
  folder,
  freshPath,
  goodDatabase,
  refusedServe,
  upsertBody,
} from '../support/database-file.js';
import { required } from '../support/required.js';
import { fill, mountReadOnly, mountSmall, noMount, unlessMounted } from '../support/small-disk.js';

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
    const { path, url, token } = goodDatabase(own);
    const free = fill(own);
    let server: Started | undefined;
    try {
      // Whether there is room for the little that a start needs is the system's to say.
      server = await start(['serve', '--database', url]);
    } catch (error) {
      expectWords(endOf(error), path, /full/);
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
    const file = freshPath('fixture');
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
    const found = connection.prepare<[], { total: number }>('SELECT count(*) AS total FROM record').get();
    connection.close();
    expect(found?.total).toBe(20 + contacts);
    expect(JSON.parse((await run(['client', 'list', '--json', '--database', url])).stdout)).toHaveLength(1);
    await expectSound(url);
  });

  test.skipIf(noMount !== undefined)(
    'under load: writes are told to come again, reads go on, and what is answered stays',
    { timeout: 120_000 },
    async () => {
      const own = mountSmall('4m');
      const { url, token } = goodDatabase(own);
      const server = await start(['serve', '--database', url]);
      const acknowledged = new Map([['1:1', 1]]);
      const refused: Answer<unknown>[] = [];
      const upsert = async (claim: number, contact: number) => {
        const answer = await call<UpsertAnswer>(
          server.address,
          'POST',
          '/api/Link/Upsert',
          token,
          upsertBody(claim, contact),
        );
        if (answer.status === 200) acknowledged.set(`${claim}:${contact}`, required(answer.body.RecordID));
        else refused.push(answer);
        return answer;
      };
      const bulk = async (claim: number, from: number, size: number) => {
        const numbers = Array.from({ length: size }, (_, at) => from + at);
        const bodies = numbers.map((contact) => upsertBody(claim, contact));
        const answer = await call<(UpsertAnswer | RefusedEntry)[]>(
          server.address,
          'POST',
          '/api/Link/BulkUpsert',
          token,
          bodies,
        );
        if (answer.status !== 200) {
          refused.push(answer);
          return;
        }
        for (const [at, entry] of answer.body.entries()) {
          if (entry.IsSuccessful) acknowledged.set(`${claim}:${numbers[at]}`, required(entry.RecordID));
          else expect(entry.ErrorCode).toBe('unavailable');
        }
      };
      const burst = (claim: number) =>
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
        let answer = await upsert(20, 399);
        for (let attempt = 0; attempt < 200 && answer.status !== 200; attempt++) {
          await pause(100);
          answer = await upsert(20, 399);
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
        const found = new Map<string, number>();
        for (let claim = 1; claim <= 20; claim++) {
          const path = `/api/Link/Query?parentDomain=Claim&parentRecordID=${claim}&pageSize=1000`;
          for (const row of (await call<LinkRow[]>(again.address, 'GET', path, token)).body) {
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
    const { url, token } = goodDatabase(own);
    const server = await start(['serve', '--database', url]);
    const acknowledged: number[] = [];
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
      const { body } = await call<LinkRow[]>(again.address, 'GET', path, token);
      const found = body.map(({ ChildID }) => ChildID);
      expect(acknowledged.filter((contact) => !found.includes(contact))).toEqual([]);
      expect(new Set(found).size).toBe(found.length);
    } finally {
      await stop(again);
    }
    await expectSound(url);
  });
});
