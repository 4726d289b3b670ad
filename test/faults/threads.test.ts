/**
 * A thread of the embedded store that ends by itself is there again within 5 s
 * (docs/reference/limits.md#a-thread-that-ends).
 */

import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createClientProgram } from '#linkwright/access/clients.js';
import type { LinkRow, UpsertAnswer } from '#linkwright/contract/link.js';
import { Health } from '#linkwright/diagnosis/health.js';
import { openStore } from '#linkwright/store/open.js';
import type { StoreTrouble } from '#linkwright/store/store.js';
import { type Started, start, stop } from '../support/command.js';
import { fillDatabase } from '../support/database.js';
import { endingThreads } from '../support/end-threads.mjs';
import { temporaryFolder } from '../support/folder.js';
import { takeLinkIdProgram, useMemoryProgram } from '../support/programs.mjs';
import { stores } from '../support/stores.js';

const folder = temporaryFolder();
const contacts = 400;
const fixture = {
  account: 'Acme',
  client: 'Main',
  users: [{ user: 'ada', administrator: true }],
  records: {
    Claim: [{ id: 1, ClaimNumber: 'CLM-1' }],
    Contact: Array.from({ length: contacts }, (_, at) => ({ id: at + 1, Name: `Contact ${at + 1}` })),
  },
};

/** What died by itself is back within so many milliseconds. */
const back = { timeout: 5_000, interval: 20 };
const signals: Record<'read' | 'write', NodeJS.Signals> = { read: 'SIGUSR2', write: 'SIGHUP' };

let count = 0;
const servers: Started[] = [];
afterAll(() => Promise.all(servers.map((server) => stop(server))));

/** A server whose threads can be ended, and calls of its administrator. */
async function served() {
  const path = join(folder, `threads-${count++}.db`);
  const token = await fillDatabase(`sqlite:${path}`, fixture);
  const server = await start(['serve', '--database', `sqlite:${path}`], { env: endingThreads });
  servers.push(server);
  const call = async <Body>(method: string, address: string, body?: object) => {
    const answer = await fetch(server.address + address, {
      method,
      headers: { Token: token, ...(body && { 'Content-Type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answered: Body = await answer.json();
    return { status: answer.status, code: answer.headers.get('Error-Code'), body: answered };
  };
  const attach = (contact: number) =>
    call<UpsertAnswer>('POST', '/api/Link/Upsert', {
      ParentDomain: 'Claim',
      ParentRecordID: 1,
      ChildDomain: 'Contact',
      ChildRecordID: contact,
    });
  const linked = async () =>
    (await call<LinkRow[]>('GET', '/api/Link/Query?parentDomain=Claim&pageSize=1000')).body.map(
      ({ LinkID, ChildID }): [contact: number, link: number] => [ChildID, LinkID],
    );
  return { path, server, call, attach, linked };
}

const isBack = async ({ attach, linked }: Awaited<ReturnType<typeof served>>) => {
  expect(await attach(1)).toMatchObject({ status: 200 });
  expect(await linked()).toContainEqual([1, expect.any(Number)]);
};

describe.each(stores)('health, on $name', (store) => {
  test('asks both sides, once for all who ask within a second', async () => {
    const opened = await store.open(folder, 'health');
    let asked = 0;
    const health = new Health({
      works() {
        asked++;
        return opened.works();
      },
    });
    expect(await opened.works()).toEqual({ reading: true, writing: true });
    await Promise.all(Array.from({ length: 100 }, () => health.require()));
    await health.require();
    expect(asked).toBe(1);
    await expect.poll(() => health.require().then(() => asked), back).toBe(2);
    await opened.close();
  });

  test('waits no longer than it must for a store that does not answer', async () => {
    const health = new Health({ works: () => new Promise(() => {}) });
    await expect(Promise.all([health.require(), health.require()])).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('does not answer'),
    });
  });
});

describe('a thread of the store that ends', () => {
  const purposes = ['read', 'write'] as const;

  test.each(purposes)('is started anew: that which %ss', async (purpose) => {
    const world = await served();
    await isBack(world);
    const ended = () => world.server.stderr.match(/thread of the store ended/g)?.length ?? 0;
    for (let times = 1; times <= 3; times++) {
      const before = ended();
      world.server.child.kill(signals[purpose]);
      // Several may read by then.
      await expect.poll(ended, back).toBeGreaterThan(before);
      await expect.poll(() => isBack(world).then(() => 'back', String), back).toBe('back');
    }
    expect(await stop(world.server)).toBe(0);
  });

  test('under load loses no answered write, answers no other, and makes none twice', async () => {
    const { server, attach, linked } = await served();
    const acknowledged = new Map<number, number | null>();
    const refused: unknown[] = [];
    const odd: unknown[] = [];
    let next = 1;
    let ends = 0;
    const ended = () => server.stderr.match(/thread of the store ended/g)?.length ?? 0;
    const work = async () => {
      while (next <= contacts) {
        const contact = next++;
        for (;;) {
          const { status, code, body } = await attach(contact);
          if (status === 200) {
            acknowledged.set(contact, body.RecordID);
            break;
          }
          (status === 503 && code === 'unavailable' ? refused : odd).push([contact, status, body]);
        }
        // Each end comes once writes were answered since the one before.
        if (acknowledged.size > 40 * (ends + 1) && ended() >= ends && ends < 6) {
          ends++;
          server.child.kill(signals[ends % 3 === 0 ? 'read' : 'write']);
        }
      }
    };
    await Promise.all(Array.from({ length: 16 }, work));
    await expect.poll(async () => (await linked()).length, back).toBe(contacts);
    expect(odd).toEqual([]);
    expect(ended()).toBeGreaterThan(2);
    expect(refused.length).toBeGreaterThan(0);
    expect(new Map(await linked())).toEqual(acknowledged);
  });

  test('and cannot be started anew ends the server with 1', async () => {
    const { path, server, attach } = await served();
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    const closed = once(server.child, 'close');
    server.child.kill(signals.read);
    const health = async () => {
      const answer = await fetch(`${server.address}/health`);
      return [answer.status, await answer.json()];
    };
    await expect
      .poll(health, back)
      .toEqual([
        503,
        'Unable to execute. The service is not available at the moment; try again. Reading does not work. Writing works.',
      ]);
    await expect
      .poll(
        () =>
          server.child.exitCode ??
          attach(2).then(
            () => 'serves',
            () => 'gone',
          ),
        {
          timeout: 15_000,
        },
      )
      .toBe(1);
    expect((await closed)[0]).toBe(1);
    expect(server.stderr).toMatch(
      /linkwright: The server ended, because the reading thread of the store cannot/,
    );
  });

  test('of memory ends alone, and what waited is told', async () => {
    const programs = new URL('../support/programs.mjs', import.meta.url).href;
    const store = await openStore({ url: `sqlite:${join(folder, 'memory.db')}`, programs, serving: true });
    const troubles: StoreTrouble[] = [];
    store.onTrouble((trouble) => troubles.push(trouble));
    const { id: client } = await store.write({
      client: 0,
      program: createClientProgram,
      input: { account: 'Acme', name: 'Main', linkIdentity: 'pair' },
    });
    const settled = await Promise.allSettled([
      store.write({ client, program: useMemoryProgram, input: {} }),
      store.write({ client, program: takeLinkIdProgram, input: {} }),
    ]);
    expect(settled.map((each) => (each.status === 'rejected' ? each.reason.kind : undefined))).toEqual([
      'unavailable',
      'unavailable',
    ]);
    expect(troubles).toEqual([
      { message: expect.stringMatching(/^the writing thread .* memory/), isFinal: false },
    ]);
    // Nothing of the transaction was kept, and nothing of it holds the file.
    expect(await store.write({ client, program: takeLinkIdProgram, input: {} })).toBe(1);
    await store.close();
  });
});
