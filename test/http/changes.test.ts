/** docs/reference/link-operations.md#changes: `GET /api/Link/Changes` and `GET /api/Link/Changes/Stream`. */

import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { saveRoleProgram } from '#linkwright/access/roles.js';
import { revokeTokenProgram } from '#linkwright/access/tokens.js';
import { createClient } from '#linkwright/client/index.js';
import type { ErrorCode } from '#linkwright/contract/errors.js';
import { limits } from '#linkwright/limits/limits.js';
import { StoreFault } from '#linkwright/store/store.js';
import { type ChangesServer, startChangesServer } from '../support/changes-world.js';
import { createToken } from '../support/create-token.js';
import { openEvents } from '../support/events.js';
import { nextOf } from '../support/page.js';
import { required } from '../support/required.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

type User = keyof ChangesServer['tokens'];

const wrong: [parameters: string, status: number, code: ErrorCode, words: RegExp][] = [
  ['after=x', 400, 'invalid_request', /after must be the cursor.*"x" was given/],
  ['after=-1', 400, 'invalid_request', /after/],
  ['after=999999', 400, 'invalid_request', /after.*999999 was given/],
  ['afer=1', 400, 'invalid_request', /afer.*'after'/],
  ['linkID=x', 400, 'invalid_request', /linkID/],
  ['order=desc', 400, 'invalid_request', /order/],
  ['columns=Contact.Name', 400, 'invalid_request', /drill-down/],
  ['parentDomain=Clam', 400, 'invalid_request', /'Claim'/],
  ['parentRecordID=1', 400, 'invalid_request', /parentDomain/],
  ['relationship=Nobody', 400, 'relationship_not_found', /'Nobody'/],
];

describe.each(stores)('changes, on $name', async (store) => {
  const world = await startChangesServer(store);
  const { server, tokens, get, upsert, idsOf, before } = world;
  const changes = (parameters = '', as?: User) => get(`/api/Link/Changes?${parameters}`, as);
  const cursorOf = ({ headers }: { headers: Headers }) => Number(headers.get('Next-After')) - before;
  const newest = async () => server.store.lastChange(world.client);
  const changed = Object.fromEntries(Object.entries(limits));
  afterEach(() => Object.assign(limits, changed));

  beforeAll(async () => {
    await upsert(['Claim', 1], ['Contact', 1], { Relationship: 'Adjuster' });
    await upsert(['Policy', 1], ['Contact', 1]);
    await upsert(['Claim', 1], ['Contact', 1], { NewRelationship: 'Broker' });
    await world.cameAndWent(4711, 9, 1);
    await upsert(['Claim', 1], ['File', 1]);
    await upsert(['Claim', 1], ['Contact', 1], {}, 'eve');
  });

  describe('pages', () => {
    test('hold the changes oldest first', async () => {
      const { status, body } = await changes();
      expect(status).toBe(200);
      expect(body.map(({ ChangeID, Action }) => [ChangeID - before, Action])).toEqual([
        [1, 'inserted'],
        [2, 'inserted'],
        [3, 'changed'],
        [4, 'inserted'],
        [5, 'removed'],
        [6, 'inserted'],
      ]);
      const { body: history } = await get('/api/Link/History?linkID=4711');
      expect(body.slice(3, 5)).toEqual(history.reverse());
    });

    test.each([
      ['after=0', [1, 2, 3, 4, 5, 6]],
      ['after=', [1, 2, 3, 4, 5, 6]],
      [`after=${before + 4}`, [5, 6]],
      [`after=${before + 6}`, []],
      ['parentDomain=Policy', [2]],
      ['childDomain=File', [6]],
      ['parentDomain=Claim&parentRecordID=9', [4, 5]],
      [`parentDomain=Claim&parentRecordID=9&after=${before + 4}`, [5]],
      ['linkID=4711', [4, 5]],
      ['relationship=Broker', [3]],
    ])('%s', async (parameters, expected) => {
      const answer = await changes(parameters);
      expect(idsOf(answer)).toEqual(expected);
      expect(nextOf(answer)).toBeUndefined();
      expect(cursorOf(answer)).toBe(6);
    });

    test.each(wrong)('%s is refused', async (parameters, status, code, words) => {
      expect(expectRefusal(await changes(parameters), status, code)).toMatch(words);
      expect(expectRefusal(await get(`/api/Link/Changes/Stream?${parameters}`), status, code)).toMatch(words);
    });

    test.each(['pageSize=0', 'pageSize=1001', 'pageSize=x'])('%s is refused', async (parameters) => {
      expect(expectRefusal(await changes(parameters), 400, 'invalid_request')).toMatch(/pageSize/);
    });

    test('show what the caller may view, and go on from what was hidden', async () => {
      const answer = await changes('', 'grace');
      expect(idsOf(answer)).toEqual([1, 3, 4, 5]);
      expect(cursorOf(answer)).toBe(6);
      expect(nextOf(answer)).toBeUndefined();
      expect(idsOf(await changes('', 'carl'))).toEqual([]);
      expect(cursorOf(await changes('', 'carl'))).toBe(6);
      expect(idsOf(await changes('', 'eve'))).toEqual([1]);
      expectRefusal(await changes('parentDomain=Claim', 'carl'), 403, 'permission_denied');
    });

    test.each([
      [1, 20_000],
      [2, 20_000],
      [4, 1],
      [4, 2],
    ])(
      'of %i rows, looking through %i changes at most, hold each change once',
      async (pageSize, searched) => {
        Object.assign(limits, { searchedChanges: searched });
        const seen = [];
        let path: string | undefined = `/api/Link/Changes?pageSize=${pageSize}`;
        while (path !== undefined) {
          const answer = await get(path, 'grace');
          seen.push(...idsOf(answer));
          path = nextOf(answer);
          expect(cursorOf(answer)).toBe(
            path === undefined ? 6 : Number(new URLSearchParams(path).get('after')) - before,
          );
        }
        expect(seen).toEqual([1, 3, 4, 5]);
      },
    );

    test('followed while changes come in hold each once, in order, and none is passed over', async () => {
      const client = createClient({ server: server.address, token: tokens.ada });
      const from = await newest();
      const writing = (async () => {
        for (let claim = 2; claim <= 31; claim++) await upsert(['Claim', claim], ['Contact', 1]);
      })();
      const seen = [];
      let after: string | number = from;
      while (seen.length < 30) {
        for await (const page of client.changes.read({ after, pageSize: 3 })) {
          seen.push(...page.changes.map(({ ChangeID }) => ChangeID));
          after = page.after;
        }
      }
      await writing;
      expect(seen).toEqual(Array.from({ length: 30 }, (_, at) => from + at + 1));
      expect(after).toBe(String(await newest()));
    });
  });

  describe('the stream', () => {
    const open = (
      parameters = '',
      { as = 'ada', ...options }: { as?: User; headers?: Record<string, string> } = {},
    ) => openEvents(server, `/api/Link/Changes/Stream?${parameters}`, { token: tokens[as], ...options });
    const numbers = ({ events }: { events: { id: string | undefined }[] }) =>
      events.map(({ id }) => Number(id));
    let role = 0;
    /** Changes the relationship of one link, each time to another. */
    const change = () =>
      upsert(['Claim', 60], ['Contact', 1], { NewRelationship: ['Broker', 'Witness'][role++ % 2] });

    test('is an event stream, with the headers of every answer', async () => {
      const stream = await open();
      expect(stream.response.status).toBe(200);
      expect(stream.response.headers.get('Content-Type')).toMatch(/^text\/event-stream\b/);
      expect(stream.response.headers.get('Cache-Control')).toBe('no-store');
      expect(stream.response.headers.get('X-Request-Id')).toBeTruthy();
      await stream.close();
    });

    test('holds the same entries as a page, with the number as id', async () => {
      const stream = await open('after=0');
      const { body } = await changes('pageSize=5');
      const events = await stream.until(5);
      expect(events.slice(0, 5)).toEqual(
        body.map((data) => ({ id: String(data.ChangeID), event: 'change', data })),
      );
      await stream.close();
    });

    test('begins with what comes from now on, and says from where', async () => {
      const from = await newest();
      const stream = await open();
      await stream.until(() => stream.lastId !== undefined);
      expect(stream.lastId).toBe(String(from));
      await change();
      await stream.until(1);
      expect(numbers(stream)).toEqual([from + 1]);
      await stream.close();
    });

    test('holds every change once and in order while 50 calls come in at once', async () => {
      const from = await newest();
      const streams = [await open(), await open(`after=${from}`), await open('parentDomain=Claim')];
      await Promise.all(Array.from({ length: 50 }, (_, at) => upsert(['Claim', at + 1], ['Contact', 2])));
      const expected = Array.from({ length: 50 }, (_, at) => from + at + 1);
      for (const stream of streams) {
        await stream.until(50);
        expect(numbers(stream)).toEqual(expected);
        await stream.close();
      }
    });

    test('resumes from Last-Event-ID, which wins over after', async () => {
      const from = await newest();
      const stream = await open();
      await change();
      await stream.until(1);
      await stream.close();
      await change();
      await change();
      const again = await open('after=0', { headers: { 'Last-Event-ID': required(stream.lastId) } });
      await again.until(2);
      await change();
      await again.until(3);
      expect([...numbers(stream), ...numbers(again)]).toEqual([1, 2, 3, 4].map((each) => from + each));
      await again.close();
    });

    test.each(['x', '-1', '999999'])('a Last-Event-ID of %s is refused', async (id) => {
      const answer = await server.call('GET', '/api/Link/Changes/Stream', {
        token: tokens.ada,
        headers: { 'Last-Event-ID': id },
      });
      expect(expectRefusal(answer, 400, 'invalid_request')).toMatch(/Last-Event-ID/);
    });

    test('that begins far back goes through pages, and on into what comes', async () => {
      Object.assign(limits, { pageRowsDefault: 2, searchedChanges: 3 });
      const stream = await open('after=0');
      const last = await newest();
      await stream.until(last - before);
      await change();
      await stream.until(last - before + 1);
      expect(numbers(stream)).toEqual(Array.from({ length: last - before + 1 }, (_, at) => before + at + 1));
      await stream.close();
    });

    test('shows what fits the filters and what the caller may view', async () => {
      const last = await newest();
      const seen = await open(`after=${last}`, { as: 'grace' });
      const filtered = await open(`after=${last}&childDomain=File&columns=ChangeID`);
      const ofRecord = await open(
        'after=0&parentDomain=Claim&parentRecordKey=CLM-60&parentRecordMatchField=ClaimNumber',
      );
      await upsert(['Claim', 3], ['File', 1]);
      await change();
      await seen.until(1);
      await filtered.until(1);
      expect(numbers(seen)).toEqual([last + 2]);
      expect(filtered.events.map(({ data }) => data)).toEqual([{ ChangeID: last + 1 }]);
      await ofRecord.until(() => ofRecord.events.at(-1)?.id === String(last + 2));
      for (const { data } of ofRecord.events) expect(data.ParentID).toBe(60);
      for (const stream of [seen, filtered, ofRecord]) await stream.close();
    });

    test('without View is refused', async () => {
      expectRefusal(await get('/api/Link/Changes/Stream', 'walt'), 403, 'permission_denied');
      expectRefusal(
        await get('/api/Link/Changes/Stream?parentDomain=Claim', 'carl'),
        403,
        'permission_denied',
      );
    });

    test('says that it is there, and how far it has come with what was hidden', async () => {
      Object.assign(limits, { streamHeartbeatMilliseconds: 100 });
      const stream = await open('', { as: 'carl' });
      await stream.until(() => stream.heartbeats >= 3);
      await change();
      const last = await newest();
      await stream.until(() => stream.lastId === String(last));
      expect(stream.events).toEqual([]);
      await stream.close();
    });

    test('ends when its token is revoked', async () => {
      const token = await createToken(server.store, world.client, 'grace', { name: 'streaming' });
      const stream = await openEvents(server, '/api/Link/Changes/Stream', { token });
      const tokens = await server.store.tokens(world.client, Date.now());
      const { id } = required(tokens.find(({ name }) => name === 'streaming'));
      await server.store.write({ client: world.client, program: revokeTokenProgram, input: { id } });
      expect(await stream.ended).toBe('by the server');
    });

    test('ends when its caller loses View', async () => {
      const stream = await open('parentDomain=Claim', { as: 'grace' });
      const other = await open('', { as: 'grace' });
      const role = { name: 'Claims and contacts', grants: {} };
      await server.store.write({ client: world.client, program: saveRoleProgram, input: role });
      expect(await stream.ended).toBe('by the server');
      expect(await other.ended).toBe('by the server');
    });

    test('goes on after the store was away', async () => {
      Object.assign(limits, { streamHeartbeatMilliseconds: 100, streamRetryMilliseconds: 20 });
      const from = await newest();
      const stream = await open();
      const { store } = server.app.services;
      const { changePage } = store;
      let failures = 0;
      store.changePage = async () => {
        failures += 1;
        throw new StoreFault('unavailable', 'away');
      };
      await change();
      await stream.until(() => failures > 3);
      store.changePage = changePage;
      await stream.until(1);
      expect(numbers(stream)).toEqual([from + 1]);
      await stream.close();
    });

    test.each([
      ['client', { openStreams: 2 }],
      ['user', { openStreamsOfUser: 2 }],
    ])('of a %s are so many, and a reader that goes makes room', async (whose, max) => {
      Object.assign(limits, max);
      const [one, two] = [await open(), await open()];
      const message = expectRefusal(await get('/api/Link/Changes/Stream'), 429, 'rate_limited');
      expect(message).toContain(`at most 2 open streams of one ${whose}.`);
      const other = await open('', { as: 'eve' });
      expect(other.response.status).toBe(200);
      const colleague = await open('', { as: 'carl' });
      expect(colleague.response.status).toBe(whose === 'user' ? 200 : 429);
      await colleague.close();
      await one.close();
      await expect
        .poll(async () => {
          const stream = await open();
          await stream.close();
          return stream.response.status;
        })
        .toBe(200);
      await two.close();
      await other.close();
    });

    test('asks the store once for all that follow it', async () => {
      const streams = await Promise.all([open(), open(), open()]);
      const { store } = server.app.services;
      const asked: Parameters<typeof store.changePage>[0][] = [];
      const ask = store.changePage;
      store.changePage = (page) => {
        asked.push(page);
        return ask(page);
      };
      await change();
      for (const stream of streams) await stream.until(1);
      store.changePage = ask;
      for (const stream of streams) await stream.close();
      // One reading that finds the change; the watcher may have had others, none of a stream's own.
      expect(asked.filter(({ parentDomains }) => parentDomains !== undefined)).toEqual([]);
    });
  });

  test('ends with the server, which does not wait for them', async () => {
    const closing = await startChangesServer(store);
    const open = () => openEvents(closing.server, '/api/Link/Changes/Stream', { token: closing.tokens.ada });
    const streams = [await open(), await open()];
    // Browsers open connections ahead of their requests.
    const quiet = connect(Number(new URL(closing.server.address).port), '127.0.0.1');
    await once(quiet, 'connect');
    const start = Date.now();
    await closing.server.app.close();
    // Node itself would close the quiet one after a minute.
    expect(Date.now() - start).toBeLessThan(limits.streamCloseMilliseconds + 20_000);
    for (const stream of streams) expect(await stream.ended).toBe('by the server');
    quiet.destroy();
  });
});
