/** docs/reference/recent-requests.md#stream-of-requests: `GET /api/RecentRequests/Stream`. */

import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { revokeTokenProgram } from '#linkwright/access/tokens.js';
import type { Recorder } from '#linkwright/activity/recorder.js';
import { loadFixture } from '#linkwright/fixture/load.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { type App, createApp } from '#linkwright/http/app.js';
import { limits } from '#linkwright/limits/limits.js';
import { createToken } from '../support/create-token.js';
import { type EventReader, openEvents } from '../support/events.js';
import { temporaryFolder } from '../support/folder.js';
import { required } from '../support/required.js';
import { addressOf, expectRefusal, startServer } from '../support/server.js';
import { storeNamed, stores } from '../support/stores.js';

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  roles: [{ name: 'Viewers', grants: { '*': ['View'] } }],
  users: [
    { user: 'ada', administrator: true },
    { user: 'bob', roles: ['Viewers'] },
  ],
};
const path = (parameters = '') => `/api/RecentRequests/Stream?${parameters}`;
/** What was asked for, as the events say it. */
const paths = ({ events }: EventReader) =>
  events.filter(({ event }) => event === 'request').map(({ data }) => data.Path);

const changed = Object.fromEntries(Object.entries(limits));
afterEach(() => Object.assign(limits, changed));

describe.each(stores)('the stream of recent requests, on $name', async (store) => {
  const server = await startServer(store, [fixture]);
  const tokens = { ada: await server.token('ada'), bob: await server.token('bob') };
  type User = keyof typeof tokens;
  const get = (wanted: string, as: User = 'ada') => server.call('GET', wanted, { token: tokens[as] });
  const open = async (
    parameters = '',
    { as = 'ada', ...options }: { as?: User; headers?: Record<string, string> } = {},
  ) => {
    const stream = await openEvents(server, path(parameters), { token: tokens[as], ...options });
    await stream.until(() => stream.lastId !== undefined);
    return stream;
  };

  test('sends new requests as the list has them, and none of its own', async () => {
    await get('/api/before');
    const stream = await open();
    expect(stream.response.headers.get('Content-Type')).toMatch(/^text\/event-stream\b/);
    await get('/api/one');
    await get('/api/RecentRequests');
    await get('/api/two');
    await stream.until(2);
    await stream.close();
    const { body } = await get('/api/RecentRequests?limit=2');
    expect(stream.events.map(({ event, data }) => ({ event, data }))).toEqual(
      body.reverse().map((data) => ({ event: 'request', data })),
    );
    expect(paths(stream)).toEqual(['/api/one', '/api/two']);
  });

  test('shows what fits the filters and what the caller may see', async () => {
    const own = await open('', { as: 'bob' });
    const failed = await open('status=4xx');
    const domains = await open('operation=listDomains');
    await get('/api/Domains');
    await get('/api/nothing', 'bob');
    await get('/api/Domains', 'bob');
    const streams: [EventReader, string[]][] = [
      [own, ['/api/nothing', '/api/Domains']],
      [failed, ['/api/nothing']],
      [domains, ['/api/Domains', '/api/Domains']],
    ];
    for (const [stream, expected] of streams) {
      await stream.until(expected.length);
      expect(paths(stream)).toEqual(expected);
      await stream.close();
    }
  });

  test.each<[string, (recorder: Recorder, client: number) => Promise<void>]>([
    ['has been written', (recorder, client) => recorder.settle(client)],
    ['has not been written', async () => undefined],
  ])('resumes from Last-Event-ID with what came meanwhile and %s', async (_, settle) => {
    const { services } = server.app;
    const { client } = required(await services.callers.find(tokens.ada));
    const stream = await open();
    await get('/api/1');
    await get('/api/2');
    await stream.until(2);
    await stream.close();
    await get('/api/3');
    await get('/api/4');
    await settle(services.recorder, client);
    const again = await open('', { headers: { 'Last-Event-ID': required(stream.events[0]?.id) } });
    await again.until(3);
    await get('/api/5');
    await again.until(4);
    expect(paths(again)).toEqual(['/api/2', '/api/3', '/api/4', '/api/5']);
    await again.close();
  });

  test('resumes from an id that came before anything was asked', async () => {
    const stream = await open();
    await stream.close();
    await get('/api/later');
    const again = await open('', { headers: { 'Last-Event-ID': required(stream.lastId) } });
    await again.until(1);
    expect(paths(again)).toEqual(['/api/later']);
    await again.close();
  });

  test('says where requests were left out, and goes on with the newest', async () => {
    Object.assign(limits, { streamedRequests: 3, requestStreamMilliseconds: 1_000 });
    const stream = await open();
    await Promise.all(Array.from({ length: 40 }, () => get('/api/many')));
    await get('/api/last');
    await stream.until(() => paths(stream).includes('/api/last'));
    expect(stream.events.map(({ event }) => event)).toContain('gap');
    expect(stream.events.length).toBeLessThan(40);
    await stream.close();
    const again = await open('', { headers: { 'Last-Event-ID': required(stream.events[0]?.id) } });
    await again.until(4);
    expect(again.events.map(({ event }) => event)).toEqual(['gap', 'request', 'request', 'request']);
    expect(paths(again).at(-1)).toBe('/api/last');
    await again.close();
  });

  test('says that it is there', async () => {
    Object.assign(limits, { streamHeartbeatMilliseconds: 50, requestStreamMilliseconds: 10 });
    const stream = await open();
    await stream.until(() => stream.heartbeats >= 3);
    await stream.close();
  });

  test('ends when its token is revoked', async () => {
    const { services } = server.app;
    const token = await server.token('bob');
    const stream = await openEvents(server, path(), { token });
    await stream.until(() => stream.lastId !== undefined);
    const { client } = required(await services.callers.find(token));
    const { id } = required((await server.store.tokens(client, Date.now())).at(-1));
    await server.store.write({ client, program: revokeTokenProgram, input: { id } });
    await services.metadata.reload(client);
    await get('/api/Domains');
    expect(await stream.ended).toBe('by the server');
    expect(stream.events).toEqual([]);
  });

  test.each(['7', 'x'.repeat(22), 'X'.repeat(23)])('a Last-Event-ID of %s is refused', async (id) => {
    const answer = await server.call('GET', path(), { token: tokens.ada, headers: { 'Last-Event-ID': id } });
    expect(expectRefusal(answer, 400, 'invalid_request')).toMatch(/Last-Event-ID/);
  });

  test.each(['status=9xx', 'operation=none', 'limit=3'])('%s is refused', async (parameters) => {
    expectRefusal(await get(path(parameters)), 400, 'invalid_request');
  });
});

describe('the stream of recent requests, on several servers', () => {
  const postgres = storeNamed('postgres');
  const folder = temporaryFolder();
  const apps: App[] = [];
  let token: string;

  beforeAll(async () => {
    for (let at = 0; at < 2; at++) {
      const opened = await postgres.open(folder, 'shared');
      if (at === 0) {
        const { client } = await loadFixture(opened, fixture);
        token = await createToken(opened, client, 'ada');
      }
      const app = await createApp({ store: opened, log: pino({ level: 'silent' }) });
      await app.server.listen({ host: '127.0.0.1', port: 0 });
      apps.push(app);
    }
  });
  afterAll(() => Promise.all(apps.map((app) => app.close())));

  const address = (at: number) => addressOf(required(apps[at]));
  const get = (at: number, wanted: string) => fetch(address(at) + wanted, { headers: { Token: token } });

  test('shows what either of them answered, each request once', async () => {
    Object.assign(limits, { requestPollMilliseconds: 100, requestWriteMilliseconds: 50 });
    await get(1, '/api/before');
    await pause(5);
    const stream = await openEvents({ address: address(0) }, path(), { token });
    await stream.until(() => stream.lastId !== undefined);
    for (let round = 0; round < 5; round++) {
      await get(0, `/api/own/${round}`);
      await get(1, `/api/other/${round}`);
    }
    const expected = ['own', 'other'].flatMap((name) => [0, 1, 2, 3, 4].map((at) => `/api/${name}/${at}`));
    await stream.until(() => paths(stream).length >= expected.length);
    // Several looks later, none has come again.
    await get(1, '/api/end');
    await stream.until(() => paths(stream).includes('/api/end'));
    expect(paths(stream).sort()).toEqual([...expected, '/api/end'].sort());
    const ids = stream.events.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    await stream.close();
  });
});
