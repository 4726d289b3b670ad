/** How the typed client sends calls through a network that loses and refuses them (decision 25). */

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createClient, type LinkwrightClient } from '#linkwright/client/index.js';
import { openFolder } from '#linkwright/content/folder.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { accepted } from '../support/accepted.js';
import { all } from '../support/all.js';
import { temporaryFolder } from '../support/folder.js';
import { type Deed, type HttpProxy, type OwnReply, startHttpProxy } from '../support/http-proxy.js';
import { startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  users: [{ user: 'ada', administrator: true }],
  records: {
    Claim: [{ id: 1, ClaimNumber: 'CLM-1' }],
    Contact: Array.from({ length: 50 }, (_, at) => ({ id: at + 1, ContactNumber: `K-${at + 1}` })),
  },
};

const pair = (child: number, others = {}) => ({
  ParentDomain: 'Claim',
  ParentRecordID: 1,
  ChildDomain: 'Contact',
  ChildRecordID: child,
  ...others,
});

const refusal = (status: number, code: string, headers: Record<string, string> = {}): OwnReply => ({
  status,
  headers: { 'Content-Type': 'application/problem+json', ...headers },
  body: JSON.stringify({ code, detail: 'Unable to execute.', status }),
});
const unavailable = refusal(503, 'unavailable', { 'Retry-After': '0' });
const limited = refusal(429, 'rate_limited');
const ofAnotherProxy = (status: number): OwnReply => ({
  status,
  headers: {},
  body: '<html>Bad gateway</html>',
});

describe('through a network with faults', async () => {
  const content = await openFolder(temporaryFolder(), 'nothing');
  const server = await startServer(stores[0], [fixture], { bulkEntries: 100, content });
  const token = await server.token('ada');
  const direct = createClient({ server: server.address, token });
  let proxy: HttpProxy;
  let client: LinkwrightClient;
  beforeAll(async () => {
    proxy = await startHttpProxy(server.address);
    client = createClient({ server: proxy.address, token, retries: 3 });
  });
  afterAll(() => proxy.close());
  beforeEach(() => {
    proxy.reset();
  });

  const failure = (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => undefined,
      (error: unknown) => error,
    );
  const claims = async () => (await all(direct.records('Claim').query())).length;

  describe('a call that may be sent twice', () => {
    test.each<[string, Deed[]]>([
      ['busy', [unavailable, limited]],
      ['lost on its way', ['cut before']],
      ['answered, and the answer lost', ['cut after']],
      ['answered, and half of the answer lost', ['cut inside']],
      ['lost by a proxy', [ofAnotherProxy(502), ofAnotherProxy(504)]],
      ['lost again and again', ['cut after', 'cut inside', 'cut before']],
    ])('%s is sent again, and has one effect', async (name, deeds) => {
      const child = name.length;
      proxy.next(...deeds);
      const answer = await client.links.upsert(pair(child));
      expect(answer).toMatchObject({ IsSuccessful: true, ChildID: child });
      expect(proxy.requests).toHaveLength(deeds.length + 1);
      expect(
        await direct.links.count({ parentDomain: 'Claim', childDomain: 'Contact', childRecordID: child }),
      ).toBe(1);
    });

    test('is given up after so many times', async () => {
      proxy.deed = unavailable;
      expect(await failure(client.domains.list())).toMatchObject({ code: 'unavailable', status: 503 });
      expect(proxy.requests).toHaveLength(4);
      proxy.deed = 'cut before';
      expect(await failure(client.domains.list())).toMatchObject({ code: 'unreachable', status: 0 });
      expect(proxy.requests).toHaveLength(8);
    });
  });

  describe('a call that makes a record is sent again under its key, and makes one', () => {
    const deeds: Deed[][] = [
      ['cut before'],
      ['cut after'],
      ['cut inside', 'cut after'],
      [ofAnotherProxy(502)],
      // The server may have lost its database in the middle of the commit.
      ['cut after', unavailable],
      [limited, limited],
      // An attempt that was lost goes on.
      ['cut after', refusal(409, 'idempotency_conflict', { 'Retry-After': '1' })],
    ];

    test.each(deeds.map((each) => [each] as const))('after %j', async (each) => {
      const before = await claims();
      proxy.next(...each);
      expect((await client.records('Claim').create({})).IsSuccessful).toBe(true);
      expect(proxy.requests).toHaveLength(each.length + 1);
      expect(await claims()).toBe(before + 1);
    });

    test.each(deeds.map((each) => [each] as const))('an upload, after %j', async (each) => {
      const files = async () => (await all(direct.records('File').query())).length;
      const before = await files();
      proxy.next(...each);
      const upload = { content: new Blob(['a note']), fileName: 'note.txt' };
      await client.files.upload({ domain: 'Claim', id: 1 }, upload);
      expect(proxy.requests).toHaveLength(each.length + 1);
      expect(await files()).toBe(before + 1);
    });

    test('calls that are given one key make one', async () => {
      const named = { idempotencyKey: 'claim-of-the-29th' };
      const made = await client.records('Claim').create({}, named);
      expect(await client.records('Claim').create({}, named)).toEqual(made);
      const other = client.records('Claim').create({ Status: 'Open' }, named);
      expect(await failure(other)).toMatchObject({ code: 'idempotency_conflict', status: 409 });
      expect(proxy.requests).toHaveLength(3);
    });
  });

  test.each([
    ['a refusal', refusal(409, 'link_conflict'), { code: 'link_conflict', status: 409 }],
    ['a fault', refusal(500, 'internal'), { code: 'internal', status: 500 }],
    ['what is not Linkwright’s', ofAnotherProxy(404), { code: 'unreachable', status: 404 }],
    [
      'a server that wants to be left alone for long',
      refusal(503, 'unavailable', { 'Retry-After': '3600' }),
      { code: 'unavailable' },
    ],
  ])('%s is not asked again', async (_name, deed, error) => {
    proxy.next(deed);
    expect(await failure(client.domains.list())).toMatchObject(error);
    expect(proxy.requests).toHaveLength(1);
  });

  test('a redirect is not followed, so no other server is given the token', async () => {
    const asked: unknown[] = [];
    const other = await startHttpProxy(server.address, ({ headers }) => {
      asked.push(headers.token);
      return refusal(404, 'not_found');
    });
    proxy.next({ status: 307, headers: { Location: `${other.address}/api/Domains` }, body: '' });
    expect(await failure(client.domains.list())).toMatchObject({
      code: 'unreachable',
      status: 307,
      message: `${proxy.address} redirects to another address, which is not followed; give the server's own.`,
    });
    await other.close();
    expect(asked).toEqual([]);
    expect(proxy.requests).toHaveLength(1);
  });

  test('a signal ends the pause between two tries', async () => {
    const aborting = new AbortController();
    proxy.deed = refusal(503, 'unavailable', { 'Retry-After': '25' });
    const call = client.domains.list({ signal: aborting.signal });
    while (proxy.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    aborting.abort(new Error('as asked'));
    await expect(call).rejects.toThrow('as asked');
    expect(proxy.requests).toHaveLength(1);
  });

  describe('many entries', () => {
    test('go in smaller calls where the server takes fewer', async () => {
      const entries = Array.from({ length: 250 }, (_, at) => pair((at % 50) + 1));
      const answers = await all(client.links.upsertMany(entries));
      expect(answers.map((each) => accepted(each).ChildID)).toEqual(
        entries.map(({ ChildRecordID }) => ChildRecordID),
      );
      expect(proxy.requests.length).toBeLessThan(10);
    });

    test('that the server had no room for are sent again, the others are not', async () => {
      const busy = { IsSuccessful: false, Message: 'Busy.', ErrorCode: 'unavailable' };
      const done = { IsSuccessful: true, RecordID: 77, Message: 'as it was' };
      proxy.next({ status: 200, headers: {}, body: JSON.stringify([busy, done, busy]) });
      const answers = await all(client.links.upsertMany([pair(1), pair(2), pair(3)]));
      expect(answers).toEqual([
        expect.objectContaining({ ChildID: 1 }),
        done,
        expect.objectContaining({ ChildID: 3 }),
      ]);
      expect(proxy.requests).toHaveLength(2);
    });

    test('end with the failure of a call; what was answered before stands', async () => {
      const answers: unknown[] = [];
      const sending = async () => {
        for await (const answer of client.links.upsertMany([pair(1), pair(2)], { sliceSize: 1 })) {
          answers.push(accepted(answer).ChildID);
        }
      };
      proxy.next('pass', refusal(403, 'permission_denied'));
      expect(await failure(sending())).toMatchObject({ code: 'permission_denied' });
      expect(answers).toEqual([1]);
    });
  });

  describe('the feed of changes', () => {
    /** Nothing outside a server asks how many it has, so it does not say. */
    const openStreams = () => {
      const streams: Set<unknown> = Reflect.get(server.app.services.streams, 'open');
      return streams.size;
    };
    const newest = async () => {
      let after: string | number | undefined;
      for await (const page of direct.changes.read()) after = page.after;
      return after;
    };
    /** Makes changes one by one, each when the last has been seen. */
    const toggle = (at: number) =>
      direct.links.upsert(pair(1, { NewRelationship: at % 2 === 0 ? 'Broker' : 'Witness' }));

    test('follows on where it was, through lost connections', async () => {
      const after = await newest();
      const seen: number[] = [];
      proxy.next('cut soon', 'cut before', unavailable, 'cut soon', 'cut inside');
      await toggle(0);
      for await (const { ChangeID } of client.changes.follow({ after })) {
        seen.push(ChangeID);
        // A fast server tells of several changes before the first connection is cut.
        if (seen.length >= 12 && proxy.requests.length > 3) break;
        await toggle(seen.length);
        if (seen.length % 4 === 0) await toggle(seen.length + 1);
      }
      expect(seen).toEqual(seen.map((_, at) => Number(after) + at + 1));
    });

    test('begins with what comes from now on', async () => {
      await toggle(0);
      const last = Number(await newest());
      const changes = client.changes.follow({ parentDomain: 'Claim' });
      const first = changes.next();
      while (proxy.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      // The stream is open a moment after it has been asked for.
      let settled = false;
      first.then(() => {
        settled = true;
      });
      for (let at = 1; !settled; at++) {
        await toggle(at);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const { value } = await first;
      expect(value?.ChangeID).toBeGreaterThan(last);
      await changes.return();
    });

    test('ends with its signal, and when the loop is left', async () => {
      const aborting = new AbortController();
      const changes = client.changes.follow({ after: await newest() }, { signal: aborting.signal });
      const next = changes.next();
      while (openStreams() === 0) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      aborting.abort(new Error('as asked'));
      await expect(next).rejects.toThrow('as asked');
      while (openStreams() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    });

    test('tells what it cannot begin with', async () => {
      expect(await failure(client.changes.follow({ after: '999999' }).next())).toMatchObject({
        code: 'invalid_request',
      });
      const nobody = createClient({ server: proxy.address, token: 'none' });
      expect(await failure(nobody.changes.follow().next())).toMatchObject({ code: 'unauthenticated' });
      proxy.deed = 'cut before';
      expect(await failure(client.changes.follow().next())).toMatchObject({ code: 'unreachable' });
    });
  });
});
