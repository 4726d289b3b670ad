/** Bodies that are long and come slowly (docs/reference/limits.md#shares-of-a-user). */
import { afterEach, describe, expect, test } from 'vitest';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { limits } from '#linkwright/limits/limits.js';
import { answersIn, type Connection, open } from '../support/raw.js';
import { required } from '../support/required.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const password = 'correct horse battery';
const fixtureOf = (client: string): Fixture => ({
  account: 'Acme',
  client,
  users: ['ada', 'ben'].map((user) => ({ user, password, administrator: true })),
  records: { Claim: [{ id: 1, ClaimNumber: 'CLM-1' }], Contact: [{ id: 1, ContactNumber: 'C-1' }] },
});

const announced = 1_000_000;
/** Bodies that one user may have under way here, one client, and all together. */
const most = { ofUser: 3, ofClient: 4, inAll: 6 };

describe('long bodies that are under way', async () => {
  // Whatever the store.
  const server = await startServer(required(stores[0]), [fixtureOf('Main'), fixtureOf('Other')]);
  const token = await server.token('ada');
  const changed = {
    longBodyBytes: limits.longBodyBytes,
    longBodyBytesOfClient: limits.longBodyBytesOfClient,
    longBodyBytesOfUser: limits.longBodyBytesOfUser,
  };
  Object.assign(limits, {
    longBodyBytes: most.inAll * announced,
    longBodyBytesOfClient: most.ofClient * announced,
    longBodyBytesOfUser: most.ofUser * announced,
  });
  const connections: Connection[] = [];
  afterEach(async () => {
    for (const { socket } of connections) socket.destroy();
    await Promise.all(connections.splice(0).map(({ ended }) => ended));
    // The server sees a little later that they have gone.
    await expect.poll(() => send(token, (most.ofUser - 0.1) * announced)).toBe(200);
  });

  /** Announces a body, and sends nothing of it; answers once the server has seen the request. */
  async function announce(of: string, headers = `Content-Length: ${announced}`): Promise<Connection> {
    const connection = open(server.address);
    connections.push(connection);
    connection.socket.write(
      `POST /api/Link/BulkUpsert HTTP/1.1\r\nHost: a\r\nToken: ${of}\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n${headers}\r\n\r\n`,
    );
    await expect.poll(() => connection.text).toContain('HTTP/1.1');
    return connection;
  }
  const statusOf = ({ text }: Connection) => answersIn(text)[0]?.status;
  const statusesOf = async (of: string, count: number, headers?: string) => {
    const statuses = [];
    for (let at = 0; at < count; at++) statuses.push(statusOf(await announce(of, headers)));
    return statuses;
  };
  const bulk = (length: number) => [{ ParentDomain: 'x'.repeat(length) }];
  const send = async (of: string, length: number) =>
    (await server.call('POST', '/api/Link/BulkUpsert', { token: of, body: bulk(length) })).status;

  test('take so much of a user; one more is told so, and others go on', async () => {
    expect(await statusesOf(token, most.ofUser + 1)).toEqual([100, 100, 100, 503]);
    const refused = await server.call('POST', '/api/Link/BulkUpsert', { token, body: bulk(announced / 2) });
    expect(expectRefusal(refused, 503, 'unavailable')).toBe(
      'Unable to execute. The service is not available at the moment; try again. A server takes in at most 3 MB of long bodies of one user at once.',
    );
    expect(refused.headers.get('Retry-After')).not.toBeNull();
    expect(await send(await server.token('ben'), announced / 2)).toBe(200);
  });

  test('take so much of a client, and so much in all', async () => {
    expect(await statusesOf(token, most.ofUser)).toEqual([100, 100, 100]);
    expect(await statusesOf(await server.token('ben'), 2)).toEqual([100, 503]);
    expect(await statusesOf(await server.token('ada', 'Other'), 3)).toEqual([100, 100, 503]);
  });

  test('count as much as may come, where they do not say how much will', async () => {
    const chunked = 'Transfer-Encoding: chunked';
    expect(await statusesOf(token, 1, chunked)).toEqual([503]);
  });

  test('do not stand before short ones', async () => {
    expect(await statusesOf(token, most.ofUser)).toEqual([100, 100, 100]);
    expect(await send(token, 1_000)).toBe(200);
  });

  test('make room when they are answered, and when their sender goes', async () => {
    for (let at = 0; at < 2 * most.inAll; at++) {
      expect(await send(token, announced / 2)).toBe(200);
    }
    const gone = await Promise.all(Array.from({ length: most.ofUser }, () => announce(token)));
    expect(statusOf(await announce(token))).toBe(503);
    for (const { socket } of gone) socket.destroy();
    await expect.poll(async () => statusOf(await announce(token))).toBe(100);
  });

  test('that are longer than may be are refused for that', async () => {
    expect(await statusesOf(token, 1, `Content-Length: ${limits.bodyBytes + 1}`)).toEqual([413]);
  });

  test('the limits are set back', () => {
    Object.assign(limits, changed);
    expect(limits.longBodyBytes).toBeGreaterThan(limits.longBodyBytesOfClient);
    expect(limits.longBodyBytesOfClient).toBeGreaterThan(limits.longBodyBytesOfUser);
    expect(limits.longBodyBytesOfUser).toBeGreaterThanOrEqual(limits.bodyBytes);
  });
});
