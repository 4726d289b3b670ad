/** docs/reference/recent-requests.md#whose-and-how-many: `GET /api/RecentRequests` and its summary. */

import { once } from 'node:events';
import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { limits } from '#linkwright/limits/limits.js';
import type { Answer, AnswerBody } from '../support/answers.js';
import { nextOf } from '../support/page.js';
import { required } from '../support/required.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const fixtureOf = (client: string, users: Fixture['users']): Fixture => ({
  account: 'Acme',
  client,
  roles: [{ name: 'Viewers', grants: { '*': ['View'] } }],
  users,
  records: { Claim: [{ id: 1, ClaimNumber: 'CLM-1' }], Contact: [{ id: 1, ContactNumber: 'C-1' }] },
});
const fixtures = [
  fixtureOf('Main', [
    { user: 'ada', administrator: true },
    { user: 'bob', roles: ['Viewers'] },
    { user: 'carl', roles: ['Viewers'] },
  ]),
  fixtureOf('Other', [{ user: 'eve', administrator: true }]),
];
const link = { ParentDomain: 'Claim', ParentRecordID: 1, ChildDomain: 'Contact', ChildRecordID: 1 };

const statusClasses = ['2xx', '3xx', '4xx', '5xx'] as const;
type StatusClass = (typeof statusClasses)[number];

/** Sends a request as it stands, with headers that a browser would not send. */
function send(address: string, path: string, headers: OutgoingHttpHeaders): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(`${address}${path}`, { headers }, (response) => {
      response.resume();
      response.on('end', resolve);
    });
    sent.on('error', reject);
    sent.end();
  });
}

describe.each(stores)('recent requests, on $name', async (store) => {
  const server = await startServer(store, fixtures);
  const tokens = {
    eve: await server.token('eve', 'Other'),
    ada: await server.token('ada'),
    bob: await server.token('bob'),
    carl: await server.token('carl'),
  };
  type User = keyof typeof tokens;
  const get = (path: string, as: User = 'ada') => server.call('GET', path, { token: tokens[as] });
  const recent = (parameters = '', as: User = 'ada') => get(`/api/RecentRequests?${parameters}`, as);
  const seen = ({ body }: Answer) => body.map(({ Operation, Status, User }) => [Operation, Status, User]);
  const changed = Object.fromEntries(Object.entries(limits));
  afterEach(() => Object.assign(limits, changed));

  beforeAll(async () => {
    await get('/api/Domains', 'eve');
    await server.call('POST', '/api/Link/Upsert', { token: tokens.bob, body: link });
    await server.call('POST', '/api/Link/Upsert', { token: tokens.ada, body: link });
    await get('/api/Link/Query?parentDomain=Claim&parentRecordKey=SECRET', 'bob');
    await get('/api/Claim/99', 'carl');
    await get('/api/Claim/1', 'ada');
    await server.call('PUT', '/api/Domains', { token: tokens.carl, body: {} });
  });

  test('hold what the reference names, newest first', async () => {
    const before = Date.now();
    const { headers } = await server.call('POST', '/api/Link/Upsert', {
      token: tokens.carl,
      body: link,
      headers: { 'User-Agent': 'integration/1.0', 'X-Request-Id': 'my-own' },
    });
    expect(headers.get('X-Caller-Request-Id')).toBe('my-own');
    const row = required((await recent('', 'carl')).body[0]);
    expect(row).toEqual({
      Time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      Status: 403,
      UserAgent: 'integration/1.0',
      Method: 'POST',
      Path: '/api/Link/Upsert',
      DurationMs: expect.any(Number),
      ErrorCode: 'permission_denied',
      RequestID: headers.get('X-Request-Id'),
      User: 'carl',
      Operation: 'upsertLink',
    });
    expect(Object.keys(row)).toEqual([
      ...['Time', 'Status', 'UserAgent', 'Method', 'Path', 'DurationMs', 'ErrorCode', 'RequestID', 'User'],
      'Operation',
    ]);
    expect(Date.parse(row.Time)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(row.Time)).toBeLessThanOrEqual(Date.now());
    expect(row.DurationMs).toBeGreaterThan(0);
    expect(row.DurationMs).toBeLessThan(Date.now() - before + 1);
  });

  test("are the caller's own, and for an administrator the client's", async () => {
    expect(seen(await recent('', 'bob'))).toEqual([
      ['queryLinks', 400, 'bob'],
      ['upsertLink', 403, 'bob'],
    ]);
    expect(seen(await recent('', 'eve'))).toEqual([['listDomains', 200, 'eve']]);
    const all = seen(await recent());
    expect(new Set(all.map(([, , user]) => user))).toEqual(new Set(['ada', 'bob', 'carl']));
  });

  test('hold no query string, no token and no body', async () => {
    const text = (await recent('limit=1000')).text;
    expect(text).toContain('/api/Link/Query');
    for (const secret of ['SECRET', 'ParentDomain', ...Object.values(tokens)])
      expect(text).not.toContain(secret);
    const rows = JSON.stringify(await server.rows('SELECT * FROM request_block'));
    expect(rows).toContain('/api/Link/Query');
    for (const secret of ['SECRET', 'ParentDomain', ...Object.values(tokens)])
      expect(rows).not.toContain(secret);
  });

  test('are those of a token: who is not known, and what needs no token, is not kept', async () => {
    const before = (await recent('limit=1000')).body.length;
    await server.call('GET', '/api/Domains');
    await server.call('GET', '/api/Domains', { token: 'lw_1_wrong' });
    await server.call('GET', '/health', { token: tokens.ada });
    await recent();
    await get('/api/RecentRequests/Summary');
    expect((await recent('limit=1000')).body).toHaveLength(before);
  });

  test('that fit no operation are there too', async () => {
    await server.call('PATCH', '/api/Claim/1', { token: tokens.eve, body: {} });
    await get('/api/a/b/c/d', 'eve');
    const { body } = await recent('limit=2', 'eve');
    expect(
      body.map(({ Operation, Status, ErrorCode, Path }) => [Operation, Status, ErrorCode, Path]),
    ).toEqual([
      [null, 404, 'not_found', '/api/a/b/c/d'],
      [null, 405, 'method_not_allowed', '/api/Claim/1'],
    ]);
  });

  test('whose caller hung up are there too', async () => {
    const socket = connect(Number(new URL(server.address).port), '127.0.0.1');
    const head = ['POST /api/Link/Upsert HTTP/1.1', 'Host: x', `Token: ${tokens.eve}`, 'User-Agent: hung-up'];
    socket.write(
      `${[...head, 'Content-Type: application/json', 'Content-Length: 1000'].join('\r\n')}\r\n\r\n{`,
    );
    // The next request is answered after the first has been begun.
    await once(socket, 'connect');
    await recent('', 'eve');
    socket.destroy();
    const newest = async () => (await recent('limit=1', 'eve')).body[0];
    await expect.poll(newest).toMatchObject({ UserAgent: 'hung-up', Status: 499, ErrorCode: null });
  });

  test('hold texts of bounded length, without control characters', async () => {
    const long = 'x/'.repeat(2_000);
    const headers = { Token: tokens.eve, 'User-Agent': `tab\there ü ${long}` };
    await send(server.address, `/api/${long}?${long}`, headers);
    const row = required((await recent('limit=1', 'eve')).body[0]);
    expect(row.UserAgent).toBe(`tab\ufffdhere ü ${long}`.slice(0, limits.recentUserAgentCharacters));
    expect(row.Path).toBe(`/api/${long}`.slice(0, limits.recentPathCharacters));
    await send(server.address, '/api/Domains', { Token: tokens.eve });
    expect((await recent('limit=1', 'eve')).body[0]?.UserAgent).toBe('');
  });

  test.each([
    ['operation=upsertLink', ['upsertLink']],
    ['operation=upsertLink&status=200', ['upsertLink']],
    ['status=4xx', ['queryLinks', 'upsertLink', 'readRecord', null]],
    ['status=4XX&operation=readRecord', ['readRecord']],
    ['status=404', ['readRecord']],
    ['status=5xx', []],
    ['limit=', ['queryLinks', 'upsertLink', 'readRecord', null]],
  ])('%s leaves those that fit', async (parameters, operations) => {
    const { status, body } = await recent(parameters);
    expect(status).toBe(200);
    expect(new Set(body.map(({ Operation }) => Operation))).toEqual(new Set(operations));
  });

  test('come in pages, each request on one, also while others come', async () => {
    const { body: all } = await recent('limit=1000');
    const rows: AnswerBody[number][] = [];
    for (let path: string | undefined = '/api/RecentRequests?limit=2'; path !== undefined; ) {
      const page: Answer = await get(path);
      rows.push(...page.body);
      path = nextOf(page);
      await get('/api/Domains');
    }
    expect(rows).toEqual(all);
  });

  test.each([
    ['operation=upserLink', /upserLink.*'upsertLink'/],
    ['status=6xx', /status must be a status such as 404.*"6xx"/],
    ['status=44', /status/],
    ['limit=0', /limit must be an integer from 1 to 1000/],
    ['limit=1001', /limit/],
    ['after=7', /after must be the cursor.*"7"/],
    ['stauts=200', /stauts.*'status'/],
  ])('%s is refused', async (parameters, message) => {
    expect(expectRefusal(await recent(parameters), 400, 'invalid_request')).toMatch(message);
  });

  describe('the summary', () => {
    const summary = (parameters = '', as: User = 'ada') =>
      get(`/api/RecentRequests/Summary?${parameters}`, as);

    test('counts what the list holds', async () => {
      const { status, body } = await summary('minutes=10');
      expect(status).toBe(200);
      const { body: rows } = await recent('limit=1000');
      expect(body.Count).toBe(rows.length);
      const minutes = rows.map(({ Time }) => `${Time.slice(0, 16)}:00.000Z`).sort();
      expect(body.Minutes.map(({ Time }) => Time)).toEqual([...new Set(minutes)]);
      expect(Date.parse(body.From)).toBeLessThanOrEqual(Date.now() - 9 * 60_000);
      expect(Date.parse(body.From)).toBeGreaterThan(Date.now() - 11 * 60_000);
      const total = (name: StatusClass) => body.Minutes.reduce((sum, each) => sum + each[name], 0);
      for (const name of statusClasses)
        expect(total(name)).toBe(rows.filter(({ Status }) => String(Status)[0] === name[0]).length);
      for (const { Operation, Count, MedianMs, P95Ms, MaxMs } of body.Operations) {
        const times = rows
          .filter((row) => row.Operation === Operation)
          .map(({ DurationMs }) => DurationMs)
          .sort((one, other) => one - other);
        expect([Count, MaxMs]).toEqual([times.length, times.at(-1)]);
        expect(MedianMs).toBe(times[Math.ceil(times.length / 2) - 1]);
        expect(P95Ms).toBe(times[Math.ceil(times.length * 0.95) - 1]);
      }
      const slowest = body.Operations.map(({ P95Ms }) => P95Ms);
      expect(slowest).toEqual([...slowest].sort((one, other) => other - one));
      for (const { ErrorCode, Count } of body.Errors)
        expect(Count).toBe(rows.filter((row) => row.ErrorCode === ErrorCode).length);
      expect(body.Errors.map(({ ErrorCode }) => ErrorCode)).toContain('permission_denied');
    });

    test("is of the caller's own requests", async () => {
      const { body } = await summary('', 'bob');
      expect(body.Count).toBe(2);
      expect(body.Operations.map(({ Operation }) => Operation).sort()).toEqual(['queryLinks', 'upsertLink']);
    });

    test.each(['minutes=0', 'minutes=10081', 'minutes=x', 'minute=5', 'step=0'])(
      '%s is refused',
      async (parameters) => {
        expect(expectRefusal(await summary(parameters), 400, 'invalid_request')).toMatch(/minute|step/);
      },
    );

    test('gathers minutes into steps', async () => {
      const { body: each } = await summary('minutes=10080');
      const { body: steps } = await summary('minutes=10080&step=15');
      const expected = new Map<string, Record<StatusClass, number>>();
      for (const { Time, ...counts } of each.Minutes) {
        const start = new Date(Math.floor(Date.parse(Time) / 900_000) * 900_000).toISOString();
        const sums = expected.get(start) ?? { '2xx': 0, '3xx': 0, '4xx': 0, '5xx': 0 };
        for (const name of statusClasses) sums[name] += counts[name];
        expected.set(start, sums);
      }
      expect(steps.Minutes).toEqual([...expected].map(([Time, counts]) => ({ Time, ...counts })));
    });
  });

  describe('are kept by share', () => {
    const client = async () => required(await server.app.services.callers.find(tokens.ada)).client;
    const requestOf = (user: number) => ({
      ...{
        id: server.app.services.recorder.ids.next(Date.now()),
        at: Date.now(),
        user,
        userName: `u${user}`,
      },
      ...{ operation: 'upsertLink', method: 'POST', path: '/', userAgent: '', status: 200, duration: 1 },
      ...{ errorCode: null, requestId: '' },
    });
    const usersOf = (requests: { user: number }[]) => requests.map(({ user }) => user).join('');

    test('of a flood of one user its own are gone, and none of another', async () => {
      Object.assign(limits, { requestsInBlock: 2 });
      const paths = Array.from({ length: 5 }, (_, at) => `/api/Claim/${4_000 + at}`);
      for (const path of paths) await get(path, 'ada');
      const { retention } = server.app.services.recorder;
      for (let round = 0; round < 3; round++) {
        for (let count = 0; count < 20; count++) await get(`/api/Claim/${5_000 + count}`, 'carl');
        await recent();
        Object.assign(limits, {
          recentRequestsOfClient: 20,
          requestBlocksTrimmedAtOnce: 3,
        });
        await retention.trim(await client());
        const { body } = await recent('limit=1000');
        expect(body.length).toBeGreaterThanOrEqual(20);
        expect(body.length).toBeLessThan(25);
        const of = (user: string) => body.filter(({ User }) => User === user).map(({ Path }) => Path);
        expect(of('ada')).toEqual(expect.arrayContaining(paths));
        // The newest of the one who floods, without a gap.
        const left = of('carl').filter((path) => path.startsWith('/api/Claim/5'));
        expect(left).toEqual(left.map((_, at) => `/api/Claim/${5_019 - at}`));
      }
    });

    test('while they wait to be written', async () => {
      const { recorder } = server.app.services;
      const of = await client();
      await recorder.settle(of);
      Object.assign(limits, { waitingRequestsOfUser: 2 });
      for (const user of [7, 7, 7, 7, 8]) recorder.record(of, requestOf(user));
      expect(usersOf(recorder.unwritten(of))).toBe('778');
      await recorder.settle(of);
      for (const user of [7, 7, 7]) recorder.record(of, requestOf(user));
      expect(usersOf(recorder.unwritten(of))).toBe('77');
      await recorder.settle(of);
    });

    test('in what a stream is sent', async () => {
      const { recorder, requestFeed } = server.app.services;
      const of = await client();
      Object.assign(limits, { streamedRequests: 3 });
      let position = requestFeed.join(of);
      const take = () => {
        const next = requestFeed.take(of, position);
        position = next.position;
        return [usersOf(next.requests), next.gap];
      };
      for (const user of [8, 7]) recorder.record(of, requestOf(user));
      expect(take()).toEqual(['87', false]);
      for (const user of [8, 7, 7, 7, 7]) recorder.record(of, requestOf(user));
      expect(take()).toEqual(['877', true]);
      for (const user of [8, ...Array(50).fill(7)]) recorder.record(of, requestOf(user));
      expect(take()).toEqual(['877', true]);
      expect(take()).toEqual(['', false]);
      requestFeed.leave(of);
    });
  });

  test('are gone when there are too many, and from the list when they are too old', async () => {
    const kept = 3;
    Object.assign(limits, {
      recentRequestsOfClient: kept,
      requestsBetweenTrims: 1,
      requestsInBlock: 1,
      requestBlocksTrimmedAtOnce: 2,
    });
    await get('/api/Domains', 'eve');
    await get('/api/Domains', 'eve');
    const { client } = required(await server.app.services.callers.find(tokens.eve));
    const select = `SELECT count(*) AS count FROM request_block WHERE client_id = ${client}`;
    const count = async () => (await server.rows(select))[0]?.count;
    const newest = (await recent('limit=3', 'eve')).body;
    await expect.poll(count).toBe(kept);
    expect((await recent('limit=1000', 'eve')).body).toEqual(newest);
    Object.assign(limits, { recentRequestDays: 0 });
    expect((await recent('', 'eve')).body).toEqual([]);
    await server.app.services.recorder.retention.sweep();
    expect(await count()).toBe(0);
  });
});
