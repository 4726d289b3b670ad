/** docs/reference/signing-in.md#sign-in: signing in. */
import { describe, expect, test } from 'vitest';
import type { Answer } from '../support/answers.js';
import { expectRefusal } from '../support/server.js';
import { authenticateOn, grant, grantOn, open, password, right, startSignIns } from '../support/sign-ins.js';
import { stores } from '../support/stores.js';

/** Of a token, `lw_CLIENT_SECRET`, what nobody can guess. The secret has underscores of its own. */
const secretOf = (token: string) => token.replace(/^lw_\d+_/, '');
const wrongCredentials: [string, object][] = [
  ['password', { Password: 'wrong' }],
  ['password, in another case', { Password: password.toUpperCase() }],
  ['password, with a space', { Password: `${password} ` }],
  ['user', { User: 'nobody' }],
  ['user, for one without a password', { User: 'silent', Password: 'null' }],
  ['user, for one that loads files', { User: 'linkwright load', Password: 'x' }],
  ['user, of another client', { User: 'eve', Password: 'of eve' }],
  ['client', { ClientName: 'Nowhere' }],
  ['account', { Account: 'Nowhere' }],
  ['account, of another client', { Account: 'Other' }],
  ['client, of another account', { ClientName: 'Second' }],
];

describe.each(stores)('signing in, on $name', async (store) => {
  describe('Authenticate', async () => {
    const server = await startSignIns(store);
    const authenticate = authenticateOn(server);

    test('gives a token for 30 minutes', async () => {
      const before = Date.now();
      const { status, headers, body } = await authenticate(right);
      const after = Date.now();
      expect(status).toBe(200);
      expect(headers.get('Content-Type')).toMatch(/^application\/json\b/);
      expect(Object.keys(body)).toEqual(['token', 'tokenExpiry']);
      const begun = Date.parse(body.tokenExpiry) - 30 * 60_000;
      expect(begun).toBeGreaterThanOrEqual(before - 1_000);
      expect(begun).toBeLessThanOrEqual(after);
      expect((await open(server, { Token: body.token })).status).toBe(200);
    });

    test('gives another token each time, and each is good', async () => {
      const tokens = [(await authenticate(right)).body.token, (await authenticate(right)).body.token];
      expect(tokens[0]).not.toBe(tokens[1]);
      for (const token of tokens) expect((await open(server, { Token: token })).status).toBe(200);
    });

    test('answers are not kept by anyone on the way', async () => {
      expect((await authenticate(right)).headers.get('Cache-Control')).toMatch(/no-store/);
    });

    test.each<[string, (token: string) => Record<string, string>]>([
      ['Token', (token) => ({ Token: token })],
      ['token', (token) => ({ token })],
      ['Authorization: Bearer', (token) => ({ Authorization: `Bearer ${token}` })],
      ['Authorization: bearer', (token) => ({ Authorization: `bearer ${token}` })],
    ])('the token goes in %s', async (_, headers) => {
      const { token } = (await authenticate(right)).body;
      expect((await open(server, headers(token))).status).toBe(200);
    });

    test('the token does not go in the query', async () => {
      const { token } = (await authenticate(right)).body;
      for (const name of ['token', 'Token', 'access_token']) {
        expect((await server.call('GET', `/api/Domains?${name}=${token}`)).status).toBe(401);
      }
    });

    test.each([
      ['Account', { ...right, Account: undefined }],
      ['ClientName', { ...right, ClientName: undefined }],
      ['User', { ...right, User: null }],
      ['Password', { ...right, Password: '' }],
      ['Password', { ...right, Password: 5 }],
      ['Pasword', { ...right, Pasword: 'x' }],
    ])('what is wrong with %s is said', async (name, body) => {
      const message = expectRefusal(await authenticate(body), 400, 'invalid_request');
      expect(message).toContain(name);
      expect(message).not.toContain('horse');
    });

    test.each(['Account', 'ClientName', 'User'])('%s with NUL is refused as such', async (name) => {
      const answer = await authenticate({ ...right, [name]: 'a\u0000b' });
      expect(expectRefusal(answer, 400, 'invalid_request')).toContain(name);
    });

    test('a password is the same, whatever way its letters were composed', async () => {
      const other = password.normalize('NFD');
      expect(other).not.toBe(password);
      expect((await authenticate({ ...right, Password: other })).status).toBe(200);
    });

    test('what is no JSON is refused', async () => {
      expectRefusal(await authenticate('{"Account":'), 400, 'invalid_json');
      expectRefusal(await authenticate('[]'), 400, 'invalid_request');
    });
  });

  describe('what is wrong is not said', async () => {
    const server = await startSignIns(store);
    const authenticate = authenticateOn(server);
    let first: Answer | undefined;
    test.each(wrongCredentials)('a wrong %s', async (_, change) => {
      const answer = await authenticate({ ...right, ...change });
      expectRefusal(answer, 401, 'unauthenticated', 'Authentication is required');
      first ??= answer;
      expect(answer.text).toBe(first.text);
      expect([...answer.headers.keys()].sort()).toEqual([...first.headers.keys()].sort());
    });

    test('a wrong user takes as long as a wrong password', async () => {
      // The processor's time, which passes only while this process works; the shortest of several.
      const shortest = async (change: object) => {
        const times: number[] = [];
        for (let count = 0; count < 5; count++) {
          const from = process.cpuUsage();
          await authenticate({ ...right, ...change });
          const { user, system } = process.cpuUsage(from);
          times.push(user + system);
        }
        return Math.min(...times);
      };
      const wrongPassword = await shortest({ Password: 'wrong' });
      const wrongUser = await shortest({ User: 'nobody' });
      const wrongAccount = await shortest({ Account: 'Nowhere' });
      // Checking a password takes tens of milliseconds, everything else about one.
      expect(wrongUser).toBeGreaterThan(wrongPassword / 4);
      expect(wrongAccount).toBeGreaterThan(wrongPassword / 4);
    });
  });

  test('a server may have sessions of another length', async () => {
    const server = await startSignIns(store, { sessionMilliseconds: 90_000 });
    const before = Date.now();
    const { body } = await grantOn(server)(grant);
    const seconds = (Date.now() - before) / 1_000;
    expect(body.expires_in).toBeGreaterThanOrEqual(Math.floor(90 - seconds));
    expect(body.expires_in).toBeLessThanOrEqual(90);
    const short = await startSignIns(store, { sessionMilliseconds: 2_000 });
    const { token, tokenExpiry } = (await authenticateOn(short)(right)).body;
    const { status } = await open(short, { Token: token });
    if (Date.now() < Date.parse(tokenExpiry)) expect(status).toBe(200);
    await expect.poll(async () => (await open(short, { Token: token })).status).toBe(401);
    const expired = await short.call('GET', '/Authentication/HasTokenExpired', { token });
    expect(expired.body).toBe(true);
  });

  test('a password is the same, whatever way its letters were composed', async () => {
    const server = await startSignIns(store);
    expect((await authenticateOn(server)({ ...right, Password: password.normalize('NFD') })).status).toBe(
      200,
    );
  });

  test('only hashes are kept', async () => {
    const server = await startSignIns(store);
    const session = (await authenticateOn(server)(right)).body.token;
    const longLived = await server.token('ada');
    const kept = JSON.stringify([
      await server.rows('SELECT * FROM token'),
      await server.rows('SELECT * FROM app_user'),
    ]);
    for (const token of [session, longLived]) {
      expect(kept).not.toContain(token);
      expect(kept).not.toContain(secretOf(token));
      expect(kept).not.toContain(token.slice(-20));
    }
    expect(kept).not.toContain('horse');
    const users = await server.rows<{ name: string; password_hash: string }>(
      'SELECT name, password_hash FROM app_user ORDER BY name',
    );
    const hashes = users
      .filter(({ name }) => ['ada', 'a:b:c'].includes(name))
      .map((user) => user.password_hash);
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$/);
    // Equal passwords are not to be seen as equal.
    expect(hashes[0]).not.toBe(hashes[1]);
  });
});
