/** docs/reference/signing-in.md#sign-in: signing in. */

import { describe, expect, test } from 'vitest';
import { hashToken, newToken } from '#linkwright/access/secrets.js';
import { createTokenProgram } from '#linkwright/access/tokens.js';
import { createApp } from '#linkwright/http/app.js';
import { limits } from '#linkwright/limits/limits.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const password = 'correct horse & battery=staple+ %41 ü';

const fixture = {
  account: 'Acme',
  client: 'Main',
  users: [{ user: 'ada', password, administrator: true }, { user: 'a:b:c', password }, { user: 'silent' }],
  records: { Claim: [{ id: 5001 }] },
};
const other = { account: 'Other', client: 'Second', users: [{ user: 'eve', password: 'of eve' }] };

const right = { Account: 'Acme', ClientName: 'Main', User: 'ada', Password: password };
const grant = { Grant_Type: 'client_credentials', Client_ID: 'Acme:Main:ada', Client_Secret: password };
/** Of a token, `lw_CLIENT_SECRET`, what nobody can guess. The secret has underscores of its own. */
const secretOf = (token) => token.replace(/^lw_\d+_/, '');
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

const wrongCredentials = [
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
  // Sign-ins are limited for each server, so each group has one of its own.
  const start = () => startServer(store, [fixture, other]);
  const authenticateOn = (server) => (body, headers) =>
    server.call('POST', '/Authentication/Authenticate', { body, headers });
  const grantOn = (server) => (body, headers) =>
    server.call('POST', '/Authentication/AuthenticateOAuth', { body, headers });
  const open = (server, headers) => server.call('GET', '/api/Domains', { headers });

  describe('Authenticate', async () => {
    const server = await start();
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

    test.each([
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
    const server = await start();
    const authenticate = authenticateOn(server);
    const answers = [];
    test.each(wrongCredentials)('a wrong %s', async (_, change) => {
      const answer = await authenticate({ ...right, ...change });
      expectRefusal(answer, 401, 'unauthenticated', 'Authentication is required');
      answers.push(answer);
      expect(answer.text).toBe(answers[0].text);
      expect([...answer.headers.keys()].sort()).toEqual([...answers[0].headers.keys()].sort());
    });

    test('a wrong user takes as long as a wrong password', async () => {
      // The processor's time, which passes only while this process works; the shortest of several.
      const shortest = async (change) => {
        const times = [];
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

  describe('AuthenticateOAuth', async () => {
    const server = await start();
    const ask = grantOn(server);
    /** Signs in, and tries what comes back. */
    const good = async (...sent) => {
      const before = Date.now();
      const { status, body } = await ask(...sent);
      const seconds = (Date.now() - before) / 1_000;
      expect(status).toBe(200);
      expect(Object.keys(body)).toEqual(['access_token', 'token_type', 'expires_in']);
      expect(body.token_type.toLowerCase()).toBe('bearer');
      expect(body.expires_in).toBeGreaterThanOrEqual(Math.floor(1_800 - seconds));
      expect(body.expires_in).toBeLessThanOrEqual(1_800);
      expect(Number.isInteger(body.expires_in)).toBe(true);
      expect((await open(server, { Authorization: `Bearer ${body.access_token}` })).status).toBe(200);
      expect((await open(server, { Token: body.access_token })).status).toBe(200);
    };

    test('takes JSON', async () => good(grant));
    test('takes a form', async () => good(`${new URLSearchParams(grant)}`, form));
    test('takes a form that names its charset', async () => {
      const type = { 'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8' };
      await good(`${new URLSearchParams(grant)}`, type);
    });
    test('takes the names as OAuth spells them', async () => {
      const spelled = Object.fromEntries(
        Object.entries(grant).map(([name, value]) => [name.toLowerCase(), value]),
      );
      await good(spelled);
      await good(`${new URLSearchParams(spelled)}`, form);
    });
    test('a user’s name may hold colons', async () => {
      await good({ ...grant, Client_ID: 'Acme:Main:a:b:c' });
    });

    test('a wrong user and a wrong secret answer alike', async () => {
      const answers = [
        await ask({ ...grant, Client_Secret: 'wrong' }),
        await ask({ ...grant, Client_ID: 'Acme:Main:nobody' }),
        await ask({ ...grant, Client_ID: 'Nowhere:Main:ada' }),
        await ask(`${new URLSearchParams({ ...grant, Client_Secret: 'wrong' })}`, form),
      ];
      for (const answer of answers) {
        expectRefusal(answer, 401, 'unauthenticated', 'Authentication is required');
        expect(answer.text).toBe(answers[0].text);
      }
    });

    test.each([
      ['Grant_Type', { Grant_Type: 'password' }],
      ['Grant_Type', { Grant_Type: undefined }],
      ['Client_ID', { Client_ID: 'ada' }],
      ['Client_ID', { Client_ID: 'Acme:ada' }],
      ['Client_ID', { Client_ID: undefined }],
      ['Client_Secret', { Client_Secret: '' }],
      ['Scopes', { Scopes: 'x' }],
    ])('what is wrong with %s is said', async (name, change) => {
      const message = expectRefusal(await ask({ ...grant, ...change }), 400, 'invalid_request');
      expect(message).toContain(name);
      expect(message).not.toContain('horse');
    });

    test('other content types are refused', async () => {
      expectRefusal(await ask('x', { 'Content-Type': 'text/plain' }), 415, 'unsupported_media_type');
    });
  });

  test('a form is not taken elsewhere', async () => {
    const server = await start();
    const token = await server.token('ada');
    const answer = await server.call('POST', '/api/Link/Upsert', {
      token,
      body: 'ParentDomain=Claim',
      headers: form,
    });
    expectRefusal(answer, 415, 'unsupported_media_type');
  });

  describe('HasTokenExpired and Ping', async () => {
    const server = await start();
    const expired = (headers = {}) => server.call('GET', '/Authentication/HasTokenExpired', { headers });

    test('a good token has not', async () => {
      const token = await server.token('ada');
      for (const headers of [{ Token: token }, { Authorization: `Bearer ${token}` }]) {
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
      expect(answers[0].slice(0, 2)).toEqual([true, 401]);
    });
    test('one that is over, unknown or missing has', async () => {
      const { id } = await server.store.clientByName('Acme', 'Main');
      const token = newToken(id);
      const input = {
        user: 'ada',
        hash: hashToken(token),
        name: '',
        kind: 'session',
        createdAt: 1,
        expiresAt: 2,
      };
      await server.store.write({ client: id, program: createTokenProgram, input });
      for (const headers of [{ Token: token }, { Token: newToken(id) }, { Token: 'nonsense' }, {}]) {
        const { status, body } = await expired(headers);
        expect([status, body]).toEqual([200, true]);
      }
    });
    test('Ping needs no token, and does not mind one', async () => {
      for (const headers of [{}, { Token: 'nonsense' }]) {
        expect((await server.call('GET', '/Authentication/Ping', { headers })).status).toBe(200);
      }
    });
    test.each(['/authentication/ping', '/AUTHENTICATION/PING/', '/Authentication/hastokenexpired'])(
      '%s is the same path',
      async (path) => {
        expect((await server.call('GET', path)).status).toBe(200);
      },
    );
  });

  describe('too many attempts', async () => {
    test('are turned away, right or wrong, whatever address they claim to come from', async () => {
      const server = await start();
      const token = await server.token('ada');
      const authenticate = authenticateOn(server);
      for (let count = 0; count < limits.signInsPerMinute; count++) {
        const answer = await authenticate(
          { ...right, Password: '' },
          { 'X-Forwarded-For': `10.0.0.${count}` },
        );
        expect(answer.status).toBe(400);
      }
      const turned = await authenticate(right, { 'X-Forwarded-For': '10.0.1.1' });
      expectRefusal(turned, 429, 'rate_limited', '');
      const seconds = Number(turned.headers.get('Retry-After'));
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(60);
      expect(turned.headers.get('X-Request-Id')).toMatch(/\S/);
      // Those who have signed in go on.
      expect((await open(server, { Token: token })).status).toBe(200);
      expect((await server.call('GET', '/Authentication/Ping')).status).toBe(200);
      expect((await server.call('GET', '/Authentication/HasTokenExpired', { token })).body).toBe(false);
    });

    test('are counted for both ways of signing in together', async () => {
      const server = await start();
      const [authenticate, ask] = [authenticateOn(server), grantOn(server)];
      for (let count = 0; count < limits.signInsPerMinute; count++) {
        const answer = await (count % 2 === 0 ? authenticate({}) : ask({}));
        expect(answer.status).toBe(400);
      }
      expect((await authenticate(right)).status).toBe(429);
      expect((await ask(grant)).status).toBe(429);
    });

    test('with a path in another spelling are the same attempts', async () => {
      const server = await start();
      const paths = [
        '/Authentication/Authenticate',
        '/authentication/authenticate',
        '/Authentication/Authenticate/',
      ];
      for (let count = 0; count < limits.signInsPerMinute; count++) {
        expect((await server.call('POST', paths[count % 3], { body: {} })).status).toBe(400);
      }
      for (const path of paths) expect((await server.call('POST', path, { body: right })).status).toBe(429);
    });
  });

  describe('a user that is guessed at', async () => {
    const server = await startServer(store, [fixture, other], { trustProxy: ['loopback'] });
    let guesses = 0;
    /** A sign-in from an address, as a proxy on this machine says. */
    const from = (address, body = right) =>
      server.call('POST', '/Authentication/Authenticate', { body, headers: { 'X-Forwarded-For': address } });
    const guess = (change) =>
      from(`10.1.${guesses >> 8}.${guesses++ & 255}`, { ...right, Password: 'wrong', ...change });

    test.each([
      ['that there is', {}],
      ['that there is not', { User: 'nobody' }],
      ['of a client that there is not', { ClientName: 'Nowhere' }],
    ])('from many addresses, one %s, is guessed at slowly', async (_, change) => {
      if (Object.keys(change).length === 0) await from('192.0.2.1');
      const answers = await Promise.all(
        Array.from({ length: 2 * limits.attemptsOfUser }, () => guess(change)),
      );
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([
        ...Array(limits.attemptsOfUser).fill(401),
        ...Array(limits.attemptsOfUser).fill(429),
      ]);
      const turned = answers.find(({ status }) => status === 429);
      expectRefusal(turned, 429, 'rate_limited', '');
      const seconds = Number(turned.headers.get('Retry-After'));
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(limits.attemptReturnMilliseconds / 1_000);
    });

    test('has to wait elsewhere, even with the right password, but not where it has signed in before', async () => {
      expect((await from('192.0.2.2')).status).toBe(429);
      expect((await from('192.0.2.1')).status).toBe(200);
    });

    test('does not have to there on another server, or after a restart', async () => {
      const { app, store: opened } = server;
      const other = await createApp({ store: opened, log: app.server.log, trustProxy: ['loopback'] });
      const ask = (address, Password) =>
        other.server.inject({
          method: 'POST',
          url: '/Authentication/Authenticate',
          payload: { ...right, Password },
          headers: { 'X-Forwarded-For': address },
        });
      const statuses = [];
      for (let count = 0; count <= limits.attemptsOfUser; count++) {
        statuses.push((await ask(`10.2.0.${count}`, 'wrong')).statusCode);
      }
      expect(statuses.at(-1)).toBe(429);
      expect((await ask('192.0.2.2', password)).statusCode).toBe(429);
      expect((await ask('192.0.2.1', password)).statusCode).toBe(200);
      await other.server.close();
    });

    test('of addresses digests are kept, of users that are there', async () => {
      const kept = await server.rows('SELECT user_id, address FROM known_address');
      expect(kept).toHaveLength(1);
      expect(kept[0].address).toMatch(/^[\w-]{43}$/);
    });

    test('others do not have to', async () => {
      expect((await from('192.0.2.2', { ...right, User: 'a:b:c' })).status).toBe(200);
    });
  });

  describe('behind a proxy', () => {
    const turnedAway = async (trustProxy, forwarded) => {
      const server = await startServer(store, [fixture], trustProxy === undefined ? {} : { trustProxy });
      const statuses = [];
      for (let count = 0; count <= limits.signInsPerMinute; count++) {
        const headers = { 'X-Forwarded-For': forwarded(count) };
        statuses.push((await authenticateOn(server)({}, headers)).status);
      }
      return statuses.at(-1) === 429;
    };
    const differing = (count) => `10.0.0.${count}`;

    test.each([
      ['without trust, its word is nothing', undefined, differing, true],
      ['trusted, it says who is asking', ['loopback'], differing, false],
      ['trusted, it says when it is one and the same', ['127.0.0.1'], () => '10.0.0.1', true],
      ['what the caller itself wrote is nothing', ['loopback'], (count) => `10.0.0.${count}, 10.9.9.9`, true],
      ['another proxy than this is not trusted', ['192.0.2.0/24'], differing, true],
      ['trusted, it is an address alone: no port', ['loopback'], (count) => `7.7.7.7:${1_000 + count}`, true],
      ['trusted, it is an address alone: no rubbish', ['loopback'], (count) => `caller-${count}`, true],
      ['what stands before rubbish is nothing', ['loopback'], (count) => `10.0.0.${count}, unknown`, true],
      ['one network is one caller', ['loopback'], (count) => `2001:db8:1:2::${count}`, true],
      ['two networks are two', ['loopback'], (count) => `2001:db8:1:${count}::1`, false],
    ])('%s', async (_, trustProxy, forwarded, expected) => {
      expect(await turnedAway(trustProxy, forwarded)).toBe(expected);
    });
  });

  test('a server may have sessions of another length', async () => {
    const server = await startServer(store, [fixture], { sessionMilliseconds: 90_000 });
    const before = Date.now();
    const { body } = await grantOn(server)(grant);
    const seconds = (Date.now() - before) / 1_000;
    expect(body.expires_in).toBeGreaterThanOrEqual(Math.floor(90 - seconds));
    expect(body.expires_in).toBeLessThanOrEqual(90);
    const short = await startServer(store, [fixture], { sessionMilliseconds: 2_000 });
    const { token, tokenExpiry } = (await authenticateOn(short)(right)).body;
    const { status } = await open(short, { Token: token });
    if (Date.now() < Date.parse(tokenExpiry)) expect(status).toBe(200);
    await expect.poll(async () => (await open(short, { Token: token })).status).toBe(401);
    const expired = await short.call('GET', '/Authentication/HasTokenExpired', { token });
    expect(expired.body).toBe(true);
  });

  test('a password is the same, whatever way its letters were composed', async () => {
    const server = await startServer(store, [fixture]);
    expect((await authenticateOn(server)({ ...right, Password: password.normalize('NFD') })).status).toBe(
      200,
    );
  });

  test('only hashes are kept', async () => {
    const server = await start();
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
    const users = await server.rows('SELECT name, password_hash FROM app_user ORDER BY name');
    const hashes = users
      .filter(({ name }) => ['ada', 'a:b:c'].includes(name))
      .map((user) => user.password_hash);
    for (const hash of hashes) expect(hash).toMatch(/^\$argon2id\$/);
    // Equal passwords are not to be seen as equal.
    expect(hashes[0]).not.toBe(hashes[1]);
  });
});
