/** docs/reference/signing-in.md#without-a-token: whether a token has expired, and Ping. */
import { describe, expect, test } from 'vitest';
import { hashToken, newToken } from '#linkwright/access/secrets.js';
import { createTokenProgram } from '#linkwright/access/tokens.js';
import { required } from '../support/required.js';
import { startSignIns } from '../support/sign-ins.js';
import { stores } from '../support/stores.js';

describe.each(stores)('HasTokenExpired and Ping, on $name', async (store) => {
  const server = await startSignIns(store);
  const expired = (headers: Record<string, string> = {}) =>
    server.call('GET', '/Authentication/HasTokenExpired', { headers });

  test('a good token has not', async () => {
    const token = await server.token('ada');
    const ways: Record<string, string>[] = [{ Token: token }, { Authorization: `Bearer ${token}` }];
    for (const headers of ways) {
      const { status, body } = await expired(headers);
      expect([status, body]).toEqual([200, false]);
    }
  });
  test('one of a client that is not there is like any other that is unknown', async () => {
    const answers = await Promise.all(
      [1, 999].map(async (client) => {
        const token = newToken(client);
        const refusal = await server.call('GET', '/api/Me', { token });
        return [(await expired({ Token: token })).body, refusal.status, refusal.body];
      }),
    );
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[0]?.slice(0, 2)).toEqual([true, 401]);
  });
  test('one that is over, unknown or missing has', async () => {
    const { id } = required(await server.store.clientByName('Acme', 'Main'));
    const token = newToken(id);
    const input = {
      user: 'ada',
      hash: hashToken(token),
      name: '',
      kind: 'session' as const,
      createdAt: 1,
      expiresAt: 2,
    };
    await server.store.write({ client: id, program: createTokenProgram, input });
    const each: Record<string, string>[] = [
      { Token: token },
      { Token: newToken(id) },
      { Token: 'nonsense' },
      {},
    ];
    for (const headers of each) {
      const { status, body } = await expired(headers);
      expect([status, body]).toEqual([200, true]);
    }
  });
  test('Ping needs no token, and does not mind one', async () => {
    for (const token of [undefined, 'nonsense']) {
      expect((await server.call('GET', '/Authentication/Ping', { token })).status).toBe(200);
    }
  });
  test.each(['/authentication/ping', '/AUTHENTICATION/PING/', '/Authentication/hastokenexpired'])(
    '%s is the same path',
    async (path) => {
      expect((await server.call('GET', path)).status).toBe(200);
    },
  );
});
