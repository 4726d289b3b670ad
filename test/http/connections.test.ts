/**
 * Callers who do not read, who are many, or who send what nobody wants
 * (docs/reference/limits.md#connections). Times are shorter here.
 */

import { once } from 'node:events';
import type { Socket } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { operations } from '#linkwright/contract/operations/index.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { limits } from '#linkwright/limits/limits.js';
import { contents } from '../support/contents.js';
import { temporaryFolder } from '../support/folder.js';
import { answersIn, type Connection, open, sendRaw } from '../support/raw.js';
import { required } from '../support/required.js';
import { startServer } from '../support/server.js';
import { stores } from '../support/stores.js';
import { formAround, formHeaders } from '../support/upload.js';

// What a server reads as it starts.
Object.assign(limits, { connectionSweepMilliseconds: 50 });
const usual = Object.fromEntries(Object.entries(limits));
afterEach(() => Object.assign(limits, usual));

const [sqlite] = stores;
const [folder] = contents;
const { content } = await folder.open(temporaryFolder());
const described = (id: number) => ({ id, ClaimNumber: `C-${id}`, Description: 'é'.repeat(60_000) });
const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  users: [{ user: 'ada', administrator: true }, { user: 'ben' }],
  records: { Claim: Array.from({ length: 40 }, (_, at) => described(at + 1)) },
};
type HeaderFields = Record<string, string | number>;
const lines: { level: number; err?: object }[] = [];
const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(JSON.parse(line)) });
const server = await startServer(sqlite, [fixture], { content, log });
const token = await server.token('ada');
const { address } = server;
const count = (of = server) =>
  new Promise<number>((resolve) => of.app.server.server.getConnections((_, n) => resolve(n)));

const request = (method: string, path: string, headers: HeaderFields = {}) =>
  `${method} ${path} HTTP/1.1\r\n${Object.entries({ Host: 'x', Token: token, ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;
const get = (path: string) => request('GET', path);
const bigPage = '/api/Claim/Query?pageSize=40';
const fileBytes = 15_000_000;

/** Connections that the test's own client keeps for the next request. */
const keptByFetch = 2;

beforeEach(async () => {
  lines.length = 0;
  await expect.poll(() => count()).toBeLessThanOrEqual(keptByFetch);
});

/** A file that is more than the systems on both sides take in by themselves. */
async function upload() {
  const form = new FormData();
  form.append('content', new Blob([new Uint8Array(fileBytes)]), 'big.bin');
  const answer = await fetch(`${address}/api/Files/Upload/Claim/1`, {
    method: 'POST',
    headers: { Token: token },
    body: form,
  });
  expect(answer.status).toBe(200);
  return (await answer.json()).ChildID ?? 1;
}
await upload();

describe('an answer that is not taken', () => {
  test.each<[what: string, text: string, then?: (socket: Socket) => void]>([
    ['of what is the same for all', get('/openapi.json').repeat(32)],
    ['of records', get(bigPage).repeat(3)],
    ['of a file', get('/api/File/1/Content')],
    [
      'while more is sent',
      get(bigPage).repeat(3) + request('POST', '/api/Link/Upsert', { 'Content-Length': '1000000' }),
      (socket) => {
        const more = setInterval(() => socket.write('x'), 20);
        socket.on('close', () => clearInterval(more));
      },
    ],
  ])('loses its connection: %s', async (_, text, then = () => undefined) => {
    Object.assign(limits, { answerStallMilliseconds: 400 });
    const readers = Array.from({ length: 6 }, () => open(address, { reading: false }));
    for (const { socket } of readers) {
      socket.write(text);
      then(socket);
    }
    await expect.poll(() => count()).toBeGreaterThanOrEqual(6);
    await expect.poll(() => count()).toBeLessThanOrEqual(keptByFetch);
    for (const { socket } of readers) socket.destroy();
    const faults = lines.filter(({ level, err }) => level >= 40 || err !== undefined);
    expect(faults).toEqual([]);
  });

  test('but not where a little is taken each time', async () => {
    Object.assign(limits, { answerStallMilliseconds: 500 });
    const reader = open(address, { reading: false });
    const { socket } = reader;
    let taken = 0;
    socket.on('data', (data) => {
      taken += data.length;
      socket.pause();
      setTimeout(() => socket.resume(), 2);
    });
    const started = performance.now();
    socket.write(request('GET', '/api/File/1/Content', { Connection: 'close' }));
    socket.resume();
    await expect.poll(() => reader.closed).toBe(true);
    expect(performance.now() - started).toBeGreaterThan(500);
    expect(taken).toBeGreaterThan(fileBytes);
  });

  test('costs a bounded amount: who takes the least makes room for the others', async () => {
    const max = 9 * 4_900_000;
    Object.assign(limits, { heldAnswerBytes: max });
    const { connections } = server.app;
    const idlers: Connection[] = [];
    for (let at = 0; at < 12; at++) {
      const idler = open(address, { reading: false });
      idler.socket.write(get(bigPage).repeat(3));
      idlers.push(idler);
    }
    const seen = [];
    for (let at = 0; at < 10; at++) {
      const answer = await server.call('GET', bigPage, { token });
      expect(answer.body).toHaveLength(40);
      seen.push(connections.heldBytes);
    }
    expect(Math.max(...seen)).toBeGreaterThan(0);
    expect(Math.max(...seen)).toBeLessThanOrEqual(max);
    expect(await count()).toBeLessThan(12);
    for (const { socket } of idlers) socket.destroy();
    await expect.poll(() => connections.heldBytes).toBe(0);
  });

  test('waits behind no more than so many others', async () => {
    const text = await sendRaw(address, get('/health').repeat(limits.requestsOfConnection + 50));
    const statuses = answersIn(text).map(({ status }) => status);
    expect(statuses.slice(0, limits.requestsOfConnection)).toEqual(
      Array(limits.requestsOfConnection).fill(200),
    );
    expect(statuses.slice(limits.requestsOfConnection)).toEqual([503]);
  });
});

describe('connections', () => {
  const small = { connections: 6, connectionsOfAddress: 4 };
  /** A connection with a request that is not answered before its body has come. */
  const busy = (at: { address: string }) => {
    const connection = open(at.address);
    connection.socket.write(
      request('POST', '/Authentication/Authenticate', {
        'Content-Type': 'application/json',
        'Content-Length': 10,
      }),
    );
    return connection;
  };
  const close = (connections: Connection[]) => {
    for (const { socket } of connections) socket.destroy();
  };

  test.each<[string, Parameters<typeof startServer>[2], number]>([
    ['of an address', small, 4],
    ['in all, behind a proxy', { ...small, trustProxy: ['loopback'] }, 6],
  ])('%s are so many; one more is told so, and others go on', async (_, options, max) => {
    const other = await startServer(sqlite, [fixture], options);
    const all = Array.from({ length: max }, () => busy(other));
    await expect.poll(() => count(other)).toBe(max);
    const [answer] = answersIn(await sendRaw(other.address, get('/Authentication/Ping')));
    expect(answer).toMatchObject({
      status: 503,
      headers: {
        'error-code': 'unavailable',
        'retry-after': expect.stringMatching(/^\d+$/),
        'x-request-id': expect.stringMatching(/./),
        connection: 'close',
      },
    });
    // Whoever says nothing is closed without an answer.
    expect(await open(other.address).ended).toBe('');
    const [first] = all;
    required(first).socket.write('0123456789');
    await expect.poll(() => first?.text).toMatch(/^HTTP\/1\.1 400 /);
    close(all);
    await expect
      .poll(
        async () =>
          answersIn(await sendRaw(other.address, request('GET', '/health', { Connection: 'close' })))[0]
            ?.status,
      )
      .toBe(200);
  });

  test('that are not used make room for one that is', async () => {
    Object.assign(limits, { idleMilliseconds: 0 });
    const other = await startServer(sqlite, [fixture], small);
    const first = busy(other);
    await expect.poll(() => count(other)).toBe(1);
    const idle: Connection[] = [];
    for (let at = 0; at < 3; at++) {
      idle.push(open(other.address));
      await expect.poll(() => count(other)).toBe(2 + at);
    }
    const [answer] = answersIn(
      await sendRaw(other.address, request('GET', '/health', { Connection: 'close' })),
    );
    expect(answer?.status).toBe(200);
    await expect.poll(() => idle.map(({ closed }) => closed)).toEqual([true, false, false]);
    expect(first.closed).toBe(false);
    close([first, ...idle]);
  });

  test('past those that are told are closed at once', async () => {
    Object.assign(limits, { connectionsTurnedAway: 2, turnedAwayMilliseconds: 60_000 });
    const other = await startServer(sqlite, [fixture], small);
    const all = Array.from({ length: 20 }, () => busy(other));
    await expect.poll(() => all.filter(({ closed }) => closed).length).toBeGreaterThanOrEqual(12);
    expect(await count(other)).toBeLessThanOrEqual(8);
    close(all);
  });

  test('a head that does not arrive in time is answered, and its connection closed', async () => {
    Object.assign(limits, { headersMilliseconds: 400 });
    const other = await startServer(sqlite, [fixture]);
    const connection = open(other.address);
    const trickle = [...'GET /health HTTP/1.1\r\n', ...'X: y\r\n'.repeat(1_000)].values();
    const timer = setInterval(() => connection.socket.write(required(trickle.next().value)), 10);
    const [answer] = answersIn(await connection.ended);
    clearInterval(timer);
    expect(answer).toMatchObject({ status: 408, headers: { 'error-code': 'invalid_request' } });
  });
});

describe('a body that nobody reads', () => {
  const whole = 60_000_000;
  const piece = Buffer.alloc(65_536, ' ');
  /** Sends a long body for as long as it is taken. Answers what came back, and how much was taken. */
  async function sendLong(method: string, path: string, headers: HeaderFields) {
    const connection = open(address);
    const { socket } = connection;
    socket.write(request(method, path, headers));
    let sent = 0;
    const more = () => {
      while (sent < whole && !socket.destroyed) {
        sent += piece.length;
        if (!socket.write(headers['Transfer-Encoding'] ? `10000\r\n${piece}\r\n` : piece)) break;
      }
    };
    socket.on('drain', more);
    more();
    const text = await connection.ended;
    return { answers: answersIn(text), taken: sent - socket.writableLength };
  }
  /** The most that any operation reads of such a body, and what the systems on both sides take in by themselves. */
  const inBetween = limits.bodyBytes + 15_000_000;
  const known = operations.filter(({ method }) => method !== 'GET');

  const unknown = { Token: '', 'Content-Length': whole };
  test.each<[status: number, method: string, path: string, headers: HeaderFields]>([
    ...known.map(({ method, path }): [number, string, string, HeaderFields] => [
      401,
      method,
      path.replaceAll(/\{\w+\}/g, '1'),
      unknown,
    ]),
    [401, 'POST', '/api/Link/Upsert', { Token: '', 'Transfer-Encoding': 'chunked' }],
    [401, 'GET', '/api/Domains', { Token: '', 'Content-Length': whole }],
    [200, 'GET', '/health', { 'Content-Length': whole }],
    [404, 'POST', '/nothing', { 'Content-Length': whole }],
    [404, 'GET', '/api/a/b/c/d', { 'Transfer-Encoding': 'chunked' }],
    [405, 'PATCH', '/api/Link/Upsert', { 'Content-Length': whole }],
    [413, 'POST', '/api/Link/Upsert', { 'Content-Type': 'application/json', 'Content-Length': whole }],
    [413, 'POST', '/api/Link/Upsert', { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' }],
    [415, 'POST', '/api/Link/Upsert', { 'Content-Type': 'text/plain', 'Content-Length': whole }],
    [415, 'POST', '/api/Files/Upload/Claim/1', { 'Content-Type': 'text/plain', 'Content-Length': whole }],
    [400, 'POST', '/api/Files/Upload/Claim/1?no=1', { ...formHeaders, 'Content-Length': whole }],
    [400, 'POST', '/%zz', { 'Content-Length': whole }],
    [400, 'POST', '/api/Link/Upsert', { Expect: 'foo', 'Content-Length': whole }],
    [404, 'DELETE', '/api/Users/nobody', { 'Content-Length': whole }],
  ])('is not taken in, and the answer arrives: %i %s %s', async (status, method, path, headers) => {
    Object.assign(limits, { unreadBodyMilliseconds: 300 });
    const { answers, taken } = await sendLong(method, path, headers);
    // Without a token one can sign in.
    const isOpen = status === 401 && /^\/Authentication\/(?!SignOut)/.test(path);
    expect(isOpen ? [413, 415] : [status]).toContain(answers[0]?.status);
    expect(answers).toHaveLength(1);
    expect(taken).toBeLessThan(inBetween);
  });

  test('and is short is passed over, and its connection goes on', async () => {
    const connection = open(address);
    const head = request('POST', '/api/Link/Upsert', { Token: '', 'Content-Length': 500_000 });
    connection.socket.write(
      `${head}${'x'.repeat(500_000)}${request('GET', '/health', { Connection: 'close' })}`,
    );
    expect(answersIn(await connection.ended).map(({ status }) => status)).toEqual([401, 200]);
  });

  test('that ends soon closes the connection at once', async () => {
    const connection = open(address);
    const head = request('POST', '/api/Link/Upsert', { Token: '', 'Transfer-Encoding': 'chunked' });
    connection.socket.write(`${head}5\r\nhello\r\n`);
    await expect.poll(() => connection.text).toMatch(/^HTTP\/1\.1 401 /);
    Object.assign(limits, { unreadBodyMilliseconds: 60_000 });
    connection.socket.write('0\r\n\r\n');
    await connection.ended;
  });
});

describe('a caller who hangs up leaves no error in the log', () => {
  const json = { 'Content-Type': 'application/json', 'Content-Length': 1_000 };
  const [form] = formAround('a.txt');
  test.each([
    ['while sending a head', 'GET /hea', ''],
    ['while sending a body', `${request('POST', '/api/Link/Upsert', json)}{`, ''],
    ['while sending a form', `${request('POST', '/Authentication/Authenticate', json)}{`, ''],
    [
      'while uploading',
      `${request('POST', '/api/Files/Upload/Claim/1', { ...formHeaders, 'Content-Length': 1e6 })}${form}half`,
      '',
    ],
    ['before an answer', get(bigPage), ''],
    ['during an answer', get(bigPage).repeat(9), 'HTTP/1.1 200'],
    ['during a file', get('/api/File/1/Content'), 'HTTP/1.1 200'],
    ['during a file that is asked for again', get('/api/File/1/Content').repeat(3), 'HTTP/1.1 200'],
    ['during a stream', get('/api/Link/Changes/Stream'), 'HTTP/1.1 200'],
    ['during a stream of requests', get('/api/RecentRequests/Stream'), 'HTTP/1.1 200'],
  ])('%s', async (_, text, until) => {
    for (const end of ['destroy', 'resetAndDestroy'] as const) {
      const taken = once(server.app.server.server, 'connection');
      const connection = open(address);
      const [socket] = await taken;
      const gone = new Promise((resolve) => socket.once('close', resolve));
      connection.socket.write(text);
      const begun = expect.poll(() => socket.bytesRead).toBeGreaterThan(0);
      await expect.poll(() => connection.text).toContain(until);
      await begun;
      connection.socket[end]();
      await gone;
    }
    await server.call('GET', '/api/Domains', { token });
    const faults = lines.filter(({ level, err }) => level > 30 || err !== undefined);
    expect(faults).toEqual([]);
  });
});
