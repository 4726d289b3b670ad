/** A server that is told to end answers what it has accepted, and ends. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { beforeAll, describe, expect, test } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import { limits } from '#linkwright/limits/limits.js';
import { call } from '../support/call.js';
import { start, stop } from '../support/command.js';
import { databases, linkOf } from '../support/served-client.js';

type UpsertAnswer = components['schemas']['UpsertAnswer'];

const { loaded } = databases();

describe('SIGTERM', () => {
  let database: string;
  let token: string;
  beforeAll(async () => {
    ({ database, token } = await loaded('term'));
  });

  test('a call whose body is still coming is answered', async () => {
    const server = await start(['serve', '--database', database]);
    const { hostname, port } = new URL(server.address);
    const body = JSON.stringify(linkOf(999, 2));
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.setEncoding('utf8').on('data', (data: string) => {
      answer += data;
    });
    const ended = once(socket, 'close');
    const begun = once(socket, 'data');
    socket.write(
      `POST /api/Link/Upsert HTTP/1.1\r\nHost: x\r\nToken: ${token}\r\nContent-Type: application/json\r\n` +
        `Expect: 100-continue\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body.slice(0, 20)}`,
    );
    // The server has the head, and waits for the rest.
    await begun;
    expect(answer).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    const exit = stop(server);
    // It has been told once it takes no new call.
    const ping = () =>
      call(server.address, 'GET', '/Authentication/Ping').then(
        ({ status }) => status,
        () => 0,
      );
    await expect.poll(ping).not.toBe(200);
    socket.write(body.slice(20));
    await ended;
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
    expect(answer).toContain('"IsSuccessful":true');
    expect(await exit).toBe(0);
    expect(server.stderr).toBe('');
  });

  test('what it has done it has answered, and the connections that it closes were idle', async () => {
    const server = await start(['serve', '--database', database]);
    const upsert = (body: object) => call(server.address, 'POST', '/api/Link/Upsert', { token, body });
    const acknowledged: number[] = [];
    const failures: unknown[] = [];
    let stopping = false;
    const worker = async (from: number) => {
      for (let contact = from; contact <= 990; contact += 20) {
        try {
          const { status } = await upsert(linkOf(contact));
          if (status === 200) acknowledged.push(contact);
          else if (status !== 503 || !stopping) failures.push(status);
        } catch (error) {
          // A call may meet a connection that is just being closed; it has not been accepted then.
          if (!stopping) failures.push(error);
          return;
        }
      }
    };
    const bulk = call<UpsertAnswer[]>(server.address, 'POST', '/api/Link/BulkUpsert', {
      token,
      body: Array.from({ length: 1_000 }, (_, at) => linkOf(at + 1, 2)),
    });
    const workers = Array.from({ length: 20 }, (_, at) => worker(at + 1));
    await expect.poll(() => acknowledged.length).toBeGreaterThanOrEqual(40);
    stopping = true;
    const exit = stop(server);
    const { status, body: bulkAnswers } = await bulk;
    expect(status).toBe(200);
    expect(bulkAnswers.every(({ IsSuccessful }) => IsSuccessful)).toBe(true);
    await Promise.all(workers);
    expect(await exit).toBe(0);
    expect(failures).toEqual([]);
    expect(acknowledged.length).toBeGreaterThanOrEqual(40);

    const again = await start(['serve', '--database', database]);
    try {
      const count = async (claim: number) =>
        (
          await call(
            again.address,
            'GET',
            `/api/Link/Count?parentDomain=Claim&parentRecordID=${claim}&childDomain=Contact`,
            { token },
          )
        ).body.Count;
      expect(await count(1)).toBe(acknowledged.length);
      expect(await count(2)).toBe(1_000);
    } finally {
      await stop(again);
    }
  });

  test('an idle keep-alive connection does not hold it up', async () => {
    const server = await start(['serve', '--database', database]);
    const { hostname, port } = new URL(server.address);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    const answered = new Promise((resolve) => socket.once('data', resolve));
    socket.write('GET /Authentication/Ping HTTP/1.1\r\nHost: x\r\n\r\n');
    await answered;
    const began = Date.now();
    expect(await stop(server)).toBe(0);
    // Where it did, it would be cut off after that time.
    expect(Date.now() - began).toBeLessThan(limits.closeMilliseconds);
    socket.destroy();
  });

  test('as soon as it says that it listens, it ends with 0', async () => {
    for (let attempt = 1; attempt <= 5; attempt++) {
      const server = await start(['serve', '--database', database]);
      expect(await stop(server)).toBe(0);
    }
  });

  test('SIGINT ends it likewise', async () => {
    const server = await start(['serve', '--database', database]);
    expect((await call(server.address, 'GET', '/Authentication/Ping')).status).toBe(200);
    expect(await stop(server, 'SIGINT')).toBe(0);
  });
});
