/** docs/reference/errors.md#codes: what is answered where the server's database fails, or the server shuts down. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { createApp } from '#linkwright/http/app.js';
import { type Store, StoreFault } from '#linkwright/store/store.js';
import type { Answer } from '../support/answers.js';
import { byId, fixture, leaks } from '../support/errors-world.js';
import { replaced } from '../support/replaced.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

describe.each(stores)('errors of the server, on $name', async (store) => {
  const server = await startServer(store, [fixture]);
  const token = await server.token('ada');

  describe('when the database fails', () => {
    const secret = 'SQLITE_ERROR: SELECT secret FROM app_user; at /work/data/linkwright.db (store.js:1)';
    const start = async (methods: (keyof Store)[], error: Error) => {
      const fail = () => Promise.reject(error);
      const app = await createApp({
        store: replaced(server.store, Object.fromEntries(methods.map((name) => [name, fail]))),
        log: pino({ level: 'silent' }),
      });
      const address = await app.server.listen({ host: '127.0.0.1', port: 0 });
      afterAll(() => app.server.close());
      return async (
        path: string,
        { body, accept }: { body?: object; accept?: string } = {},
      ): Promise<Answer> => {
        const response = await fetch(address + path, {
          method: body === undefined ? 'GET' : 'POST',
          headers: {
            Token: token,
            ...(accept === undefined ? {} : { Accept: accept }),
            ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
      };
    };
    const pair = { ...byId, Relationship: 'Claimant' };

    test.each(['unavailable', 'passing', 'cut'] as const)(
      '%s: 503, with Retry-After, in both forms',
      async (kind) => {
        const call = await start(['write'], new StoreFault(kind, secret));
        const plain = await call('/api/Link/Upsert', { body: pair });
        expectRefusal(plain, 503, 'unavailable', '');
        expect(plain.headers.get('Retry-After')).toMatch(/^\d+$/);
        expect(plain.headers.get('X-Request-Id')).toMatch(/\S/);
        const problem = await call('/api/Link/Upsert', { body: pair, accept: 'application/problem+json' });
        expect(problem.status).toBe(503);
        expect(problem.headers.get('Retry-After')).toMatch(/^\d+$/);
        expect(problem.body).toMatchObject({ status: 503, code: 'unavailable', detail: plain.body });
        for (const { text } of [plain, problem]) expect(text).not.toMatch(leaks);
      },
    );

    test('anything else: 500, in both forms', async () => {
      const call = await start(['write', 'linkPage'], new Error(secret));
      const plain = await call('/api/Link/Upsert', { body: pair });
      expectRefusal(plain, 500, 'internal', 'An unexpected error occurred.');
      const problem = await call('/api/Link/Upsert', { body: pair, accept: 'application/problem+json' });
      expect(problem.status).toBe(500);
      expect(problem.body).toMatchObject({ status: 500, code: 'internal', detail: plain.body });
      const query = await call('/api/Link/Query?parentDomain=Claim');
      expectRefusal(query, 500, 'internal', 'An unexpected error occurred.');
      for (const { text, headers } of [plain, problem, query]) {
        expect(text).not.toMatch(leaks);
        expect(text).not.toContain('secret');
        expect(headers.get('X-Request-Id')).toMatch(/\S/);
      }
    });

    test('it is not said that a token is wrong', async () => {
      const call = await start(['tokenByHash'], new StoreFault('unavailable', secret));
      expectRefusal(await call('/api/Domains'), 503, 'unavailable', '');
    });

    test('entries of a bulk call say so', async () => {
      const call = await start(['write'], new StoreFault('unavailable', secret));
      const answer = await call('/api/Link/BulkUpsert', { body: [pair] });
      expect(answer.text).not.toMatch(leaks);
      if (answer.status === 200) {
        expect(answer.body).toMatchObject([{ IsSuccessful: false, ErrorCode: 'unavailable' }]);
      } else expectRefusal(answer, 503, 'unavailable', '');
    });

    test('health says so', async () => {
      const call = await start(['works'], new StoreFault('unavailable', secret));
      const answer = await call('/health');
      expect(answer.status).toBe(503);
      expect(answer.text).not.toMatch(leaks);
    });
  });

  test('shutting down: what was accepted is answered, what comes after is turned away', async () => {
    const other = await startServer(store, [fixture]);
    const token = await other.token('ada');
    const body = JSON.stringify({ ...byId, Relationship: 'Claimant' });
    const request = `POST /api/Link/Upsert HTTP/1.1\r\nHost: x\r\nToken: ${token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    const { hostname, port } = new URL(other.address);
    const socket = connect(Number(port), hostname);
    let received = '';
    socket.on('data', (data) => {
      received += data;
    });
    socket.on('error', () => undefined);
    const begun = once(other.app.server.server, 'request');
    socket.write(request);
    await begun;
    const closed = other.app.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.write(body + request + body);
    await once(socket, 'close');
    await closed;
    const answers = received.split(/(?=HTTP\/1\.1 \d)/);
    expect(answers[0]).toMatch(/^HTTP\/1\.1 200 /);
    expect(answers[0]).toContain('"IsSuccessful":true');
    if (answers[1] !== undefined) {
      expect(answers[1]).toMatch(/^HTTP\/1\.1 503 /);
      expect(answers[1]).toMatch(/\r\nRetry-After: \d+/i);
    }
  });
});
