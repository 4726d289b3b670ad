/**
 * The manners of HTTP: whatever bytes arrive, the answer has the form of all others
 * (docs/reference/errors.md#malformed-http).
 */

import { expect, test } from 'vitest';
import { operations } from '#linkwright/contract/operations/index.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { nextOf } from '../support/page.js';
import { answersIn, open, sendRaw } from '../support/raw.js';
import { required } from '../support/required.js';
import { startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const [sqlite] = stores;
const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  users: [{ user: 'ada', administrator: true }],
  records: { Claim: [{ id: 1 }, { id: 2 }], Contact: [{ id: 1 }] },
};
const server = await startServer(sqlite, [fixture]);
const token = await server.token('ada');
const link = JSON.stringify({
  ...{ ParentDomain: 'Claim', ParentRecordID: 1 },
  ...{ ChildDomain: 'Contact', ChildRecordID: 1 },
});

type Request = [method: string, path: string, lines: string[], body: string];
const get = (path: string, ...lines: string[]): Request => ['GET', path, lines, ''];
const post = (path: string, lines: string[], body = ''): Request => ['POST', path, lines, body];
const host = 'Host: x';
const bytes = ([method, path, lines, body]: Request, version = 'HTTP/1.1') =>
  `${[`${method} ${path} ${version}`, 'Connection: close', ...lines].join('\r\n')}\r\n\r\n${body}`;

test.each<[string, string, number, string]>([
  ['two Host headers', bytes(get('/health', host, host)), 400, 'Host header is given more than once'],
  ['two that differ', bytes(get('/health', host, 'HOST: y')), 400, 'Host header is given more than once'],
  ['no Host', bytes(get('/health')), 400, 'Host header is missing'],
  ...['a/b', 'a b', 'u@x', 'x:y', 'x:80:80', '[::1', 'x?y', '<x>', 'x\\y', 'x,y z', 'é'].map(
    (name): [string, string, number, string] => [
      `a Host header of ${name}`,
      bytes(get('/health', `Host: ${name}`)),
      400,
      'Host header must be a name and a port',
    ],
  ),
  ...['', 'x', 'x:', 'x:8080', '127.0.0.1:80', '[::1]:80', 'a-b.example', 'xn--a.example.'].map(
    (name): [string, string, number, string] => [
      `a Host header of "${name}"`,
      bytes(get('/health', `Host: ${name}`)),
      200,
      '{"status":"ok"}',
    ],
  ),
  ['HTTP/1.0 without Host', bytes(get('/health'), 'HTTP/1.0'), 200, '{"status":"ok"}'],
  ['an expectation', bytes(get('/health', host, 'Expect: foo')), 400, 'Nothing but 100-continue'],
  [
    'an expectation of a body',
    bytes(post('/api/Link/Upsert', [host, 'Expect: foo', 'Content-Length: 2'], '{}')),
    400,
    'Nothing but 100-continue can be expected',
  ],
  ['too many headers', bytes(get('/health', host, ...Array(300).fill('a: b'))), 400, 'more than 200 headers'],
  ['more than Node keeps', bytes(get('/health', host, ...Array(3_000).fill('a:b'))), 400, 'more than 200'],
  ['headers past the limit', bytes(get('/health', host, `X: ${'x'.repeat(50_000)}`)), 431, 'too large'],
  ['a path that is no percent-encoding', bytes(get('/%zz', host)), 400, 'percent-encoding'],
  ['TRACE', bytes(['TRACE', '/health', [host], '']), 404, 'nothing at this path'],
  ['PROPFIND', bytes(['PROPFIND', '/api/Domains', [host], '']), 401, 'Authentication is required'],
  ['CONNECT', bytes(['CONNECT', 'evil:443', [host], '']), 405, 'no proxy'],
  ['a method of nobody', bytes(['FOO', '/health', [host], '']), 400, 'not valid HTTP'],
  ['an upgrade', bytes(get('/health', host, 'Connection: Upgrade', 'Upgrade: h2c')), 200, 'ok'],
  ['HTTP/2 from the start', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'not valid HTTP'],
  ['a version of nobody', bytes(get('/health', host), 'HTTP/9.9'), 400, 'not valid HTTP'],
  ['a folded header', bytes(get('/health', host, 'A: b', ' c')), 400, 'not valid HTTP'],
  ['a space before the colon', bytes(get('/health', 'Host : x')), 400, 'not valid HTTP'],
  ['lines without CR', `GET /health HTTP/1.1\n${host}\n\n`, 400, 'not valid HTTP'],
  ['a zero byte', bytes(get('/hea\0lth', host)), 400, 'not valid HTTP'],
  [
    'two ways to say where a body ends',
    bytes(post('/health', [host, 'Transfer-Encoding: chunked', 'Content-Length: 5'], '0\r\n\r\n')),
    400,
    'not valid HTTP',
  ],
  [
    'two lengths',
    bytes(post('/health', [host, 'Content-Length: 5', 'Content-Length: 6'], 'hello')),
    400,
    'not valid HTTP',
  ],
  ['a negative length', bytes(post('/health', [host, 'Content-Length: -5'], 'hello')), 400, 'not valid HTTP'],
  [
    'a broken piece of a body',
    bytes(
      post(
        '/api/Link/Upsert',
        [host, `Token: ${token}`, 'Content-Type: application/json'].concat('Transfer-Encoding: chunked'),
        'zz\r\n',
      ),
    ),
    400,
    'not valid HTTP',
  ],
  ['no HTTP', '\x16\x03\x01\x02\x00\x01\r\n\r\n', 400, 'not valid HTTP'],
])('%s', async (_, text, status, words) => {
  const answers = answersIn(await sendRaw(server.address, Buffer.from(text, 'latin1')));
  expect(answers).toHaveLength(1);
  const { headers, body, ...answer } = required(answers[0]);
  expect({ status: answer.status, body }).toEqual({ status, body: expect.stringContaining(words) });
  expect(headers).toMatchObject({
    'x-request-id': expect.stringMatching(/^[\w-]+-\w+$/),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'content-type': 'application/json; charset=utf-8',
  });
  if (status >= 400) {
    expect(headers['error-code']).toMatch(/^[a-z_]+$/);
    expect(JSON.parse(body)).toMatch(/^(Unable to execute|Authentication is required)\. /);
  }
});

test('a target that names a host leads to the same path, and the host does not come back', async () => {
  const path = '/api/Claim/Query?pageSize=1';
  for (const target of [path, `http://evil.example${path}`, `HTTP://u:p@evil.example:99${path}`]) {
    const sent = bytes(get(target, host, `Token: ${token}`));
    const answer = required(answersIn(await sendRaw(server.address, sent))[0]);
    expect(answer.status).toBe(200);
    expect(answer.headers.link).toMatch(/^<\/api\/Claim\/Query\?/);
    expect(nextOf({ headers: new Headers({ Link: required(answer.headers.link) }) })).toMatch(/^\/api\//);
  }
  const [answer] = answersIn(
    await sendRaw(server.address, bytes(get('http://evil.example/api/Domains', host))),
  );
  expect(answer?.status).toBe(401);
});

test.each<[string, string, string[], number, number]>([
  ['without a token', '/api/Link/Upsert', [], 100, 401],
  ['too large', '/api/Link/Upsert', [`Token: ${token}`], 200_000_000, 413],
  ['for nothing', '/nothing', [], 100, 404],
  ['for a path without such a method', '/health', [], 100, 405],
])('a body that is held back is not asked for %s', async (_, path, lines, length, status) => {
  const head = [host, 'Expect: 100-continue', 'Content-Type: application/json', `Content-Length: ${length}`];
  const text = await sendRaw(server.address, bytes(post(path, [...head, ...lines])));
  expect(answersIn(text).map((answer) => answer.status)).toEqual([status]);
});

test('a body that is held back is asked for where it is read', async () => {
  const head = [host, 'Expect: 100-continue', 'Content-Type: application/json', `Token: ${token}`];
  const connection = open(server.address);
  connection.socket.write(bytes(post('/api/Link/Upsert', [...head, `Content-Length: ${link.length}`])));
  await expect.poll(() => connection.text).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  connection.socket.write(link);
  expect(answersIn(await connection.ended).map(({ status }) => status)).toEqual([100, 200]);
});

test("the server's name for a request is its own, and a caller's comes back beside it", async () => {
  const call = (id: string) =>
    server.call('POST', '/api/Link/Upsert', { token, body: link, headers: { 'X-Request-Id': id } });
  const ids = new Set();
  for (const sent of ['order-7', 'order-7', 'a'.repeat(64)]) {
    const { headers } = await call(sent);
    expect(headers.get('X-Caller-Request-Id')).toBe(sent);
    expect(headers.get('X-Request-Id')).not.toBe(sent);
    ids.add(headers.get('X-Request-Id'));
  }
  expect(ids.size).toBe(3);
  for (const sent of ['a b', 'a'.repeat(65), '<x>', '']) {
    expect((await call(sent)).headers.get('X-Caller-Request-Id')).toBeNull();
  }
  const { body } = await server.call('GET', '/api/RecentRequests', { token });
  expect(body.map(({ RequestID }) => RequestID)).toEqual(expect.arrayContaining([...ids]));
  const [change] = (await server.call('GET', '/api/Link/History?linkID=1', { token })).body;
  expect(change?.RequestID).not.toBe('order-7');
});

const without = operations.filter(({ method, body }) => method !== 'GET' && body === undefined);
test.each(
  without.map(({ method, path }): [string, string] => [method, path.replaceAll(/\{\w+\}/g, 'Nothing')]),
)(
  'whatever type a body is said to have that is not wanted, it is passed over: %s %s',
  async (method, path) => {
    for (const type of ['bytes=0-0,0-0', 'x', ';', 'a/b; c', '']) {
      const head = [host, `Token: ${token}`, `Content-Type: ${type}`, 'Content-Length: 2'];
      const [answer] = answersIn(await sendRaw(server.address, bytes([method, path, head, '{}'])));
      expect(required(answer).status).not.toBe(415);
    }
  },
);
