/** What the log of a server says, and what it never does (docs/guide/monitor.md#logs). */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call } from '../support/call.js';
import { type Started, start, stop } from '../support/command.js';
import { fillDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/folder.js';
import { startProxy } from '../support/proxy.js';
import { linkOf, servedFixture } from '../support/served-client.js';
import { stores } from '../support/stores.js';

const folder = temporaryFolder();

type Line = Record<string, unknown>;

/** The lines of the log; all else that a server says on stderr begins with words. */
const linesOf = ({ stderr }: Started): Line[] =>
  stderr
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));

const right = { Account: 'Acme', ClientName: 'Main', User: 'ada', Password: 'correct horse' };
const basic = (text: string) => ({ Authorization: `Basic ${Buffer.from(text).toString('base64')}` });

/** Signs in, with what is right or something else. */
const signIn = (server: Started, more: object = {}) =>
  call(server.address, 'POST', '/Authentication/Authenticate', { body: { ...right, ...more } });

describe('failed sign-ins, without asking for more', () => {
  let server: Started;
  beforeAll(async () => {
    const database = `sqlite:${folder}/sign-ins.db`;
    await fillDatabase(database, servedFixture());
    server = await start(['serve', '--database', database]);
  });
  afterAll(() => stop(server));

  test.each([
    ['of a user', { Password: 'wrong-1' }, { user: 'ada', client: 'Main' }],
    ['of a user who is not there', { User: 'eve', Password: 'wrong-2' }, { user: 'eve' }],
    ['of a client that is not there', { ClientName: 'Nowhere' }, { client: 'Nowhere', user: 'ada' }],
    ['of a name that is long', { User: 'x'.repeat(900) }, { user: `${'x'.repeat(200)}…` }],
  ])('%s', async (_, more, found) => {
    const { status, headers } = await signIn(server, more);
    expect(status).toBe(401);
    const reqId = headers.get('X-Request-Id');
    await expect
      .poll(() => linesOf(server).find((line) => line.reqId === reqId))
      .toMatchObject({
        ...found,
        msg: 'a sign-in failed',
        address: '127.0.0.1',
        code: 'unauthenticated',
        level: 40,
      });
  });

  test('by OAuth, without what may be a part of a secret', async () => {
    const send = (headers: Record<string, string>, more: object = {}) =>
      call(server.address, 'POST', '/Authentication/AuthenticateOAuth', {
        body: { Grant_Type: 'client_credentials', ...more },
        headers,
      });
    const encoded = await send(basic('Acme%3AMain%3Abo:wrong-3'));
    const typed = await send(basic('some-id:part-one:part-two:part-three'));
    const body = await send({}, { Client_ID: 'Acme:Main:cy', Client_Secret: 'wrong-4' });
    expect([encoded, typed, body].map(({ status }) => status)).toEqual([401, 401, 401]);
    const lineOf = ({ headers }: { headers: Headers }) =>
      linesOf(server).find(({ reqId }) => reqId === headers.get('X-Request-Id'));
    await expect.poll(() => lineOf(body)).toMatchObject({ user: 'cy', client: 'Main' });
    expect(lineOf(encoded)).toMatchObject({ user: 'bo', client: 'Main' });
    expect(lineOf(typed)).toMatchObject({ msg: 'a sign-in failed', address: '127.0.0.1' });
    expect(server.stderr).not.toMatch(/part-(one|two|three)|wrong-\d/);
  });

  test('and nothing of one that succeeds, or of any other call', async () => {
    const before = linesOf(server).length;
    const { body } = await signIn(server);
    await call(server.address, 'POST', '/api/Link/Upsert', { token: body.token, body: linkOf(1) });
    await call(server.address, 'GET', '/api/Nothing/1', { token: body.token });
    await signIn(server, { User: 'last', Password: 'wrong-5' });
    await expect.poll(() => linesOf(server).length).toBe(before + 1);
  });
});

test('at the level info each request has a line, by which it is found', async () => {
  const database = `sqlite:${folder}/info.db`;
  const token = await fillDatabase(database, servedFixture());
  const server = await start(['serve', '--database', database, '--log-level', 'info']);
  const done = await call(server.address, 'POST', '/api/Link/Upsert', { token, body: linkOf(1) });
  const refused = await call(server.address, 'POST', '/api/Link/Upsert', { token, body: linkOf(4_000) });
  const nowhere = await call(server.address, 'GET', '/api/Claim/1/a/b/c/secret-path?x=secret-query', {
    token,
  });
  expect(await stop(server)).toBe(0);
  const lineOf = ({ headers }: { headers: Headers }) =>
    linesOf(server).filter(({ reqId }) => reqId === headers.get('X-Request-Id'));
  expect(lineOf(done)).toEqual([
    {
      ...{ level: 30, time: expect.any(Number), pid: expect.any(Number), hostname: expect.any(String) },
      ...{ reqId: done.headers.get('X-Request-Id'), operation: 'upsertLink', method: 'POST', status: 200 },
      ...{ milliseconds: expect.any(Number), address: '127.0.0.1', client: 1, user: 'ada' },
      msg: 'a request ended',
    },
  ]);
  expect(lineOf(refused)).toMatchObject([{ status: 500, code: 'child_not_found' }]);
  expect(lineOf(nowhere)).toMatchObject([{ status: 404, code: 'not_found', user: 'ada' }]);
  expect(server.stderr).not.toMatch(/secret-(path|query)/);
});

describe.each(stores)('no secret is in a log at any level, on $name', (store) => {
  const secrets = {
    password: 'pass-word-of-ada',
    next: 'next-pass-word-of-ada',
    wrong: 'wrong-pass-word',
    database: 'pass-word-of-the-database',
    forged: 'lw_1_forged-token-forged-token-forged-token-1',
  };

  test('whatever is sent, and whatever fails', { timeout: 120_000 }, async () => {
    const name = `secrets-${store.name}`;
    const direct = await store.urlOf(folder, name);
    const fixture = servedFixture();
    const users = [{ user: 'ada', password: secrets.password, administrator: true }, { user: 'rita' }];
    const token = await fillDatabase(direct, { ...fixture, users });
    const proxy = store.name === 'postgres' ? await startProxy(Number(new URL(direct).port)) : undefined;
    const url = proxy === undefined ? direct : withPassword(direct, proxy.url('any'), secrets.database);
    const server = await start(['serve', '--database', url, '--log-level', 'debug']);
    const { address } = server;
    const signedIn = await signIn(server, { Password: secrets.password });
    expect(signedIn.status).toBe(200);
    const own: string = signedIn.body.token;
    const made = await call(address, 'POST', '/api/Tokens', { token, body: { User: 'rita', Name: 'made' } });
    const tokens = [token, own, made.body.Token];
    expect(tokens.every((each) => typeof each === 'string' && each.length > 20)).toBe(true);

    const json = { 'Content-Type': 'application/json' };
    const raw = (path: string, body: string, headers: Record<string, string> = json, method = 'POST') =>
      fetch(address + path, { method, headers, body });
    const change = { OldPassword: secrets.wrong, NewPassword: secrets.next };
    await Promise.all([
      signIn(server, { Password: secrets.wrong }),
      signIn(server, { Pasword: secrets.wrong }),
      signIn(server, { User: 17 }),
      raw('/Authentication/Authenticate', `{"Password": "${secrets.password}", `),
      raw('/Authentication/Authenticate', `Password=${secrets.password}`, { 'Content-Type': 'text/x' }),
      raw('/Authentication/AuthenticateOAuth', '', basic(`Acme%3AMain%3Aada:${secrets.wrong}`)),
      raw('/Authentication/AuthenticateOAuth', '{}', { ...json, ...basic(`ada:${secrets.password}`) }),
      call(address, 'PUT', '/api/Me/Password', { token: own, body: change }),
      call(address, 'PUT', '/api/Users/bo', { token, body: { Password: secrets.next, Roles: ['none'] } }),
      call(address, 'GET', '/api/Domains', { token: secrets.forged }),
      call(address, 'GET', '/api/Domains', { headers: { Authorization: `Bearer ${secrets.forged}` } }),
      call(address, 'GET', `/api/Domains?token=${own}`),
      call(address, 'GET', `/api/Nothing/${own}`, { token: own }),
      call(address, 'POST', '/api/Link/Upsert', { token: own, body: { ...linkOf(1), Relationship: own } }),
      call(address, 'DELETE', `/Authentication/${secrets.forged}`, { token: own }),
    ]);
    // A caller who hangs up in the middle, and a database that goes away.
    const leaving = new AbortController();
    const left = fetch(`${address}/api/Link/Changes/Stream`, {
      headers: { Token: own },
      signal: leaving.signal,
    });
    await left;
    leaving.abort();
    if (proxy !== undefined) {
      proxy.refuses = true;
      proxy.cutAll();
    }
    await call(address, 'POST', '/api/Link/Upsert', { token: own, body: linkOf(2) });
    await signIn(server, { Password: secrets.password });
    if (proxy !== undefined) {
      await expect.poll(() => server.stderr, { timeout: 30_000 }).toMatch(/"level":50/);
      proxy.refuses = false;
      await pause(100);
    }
    await stop(server);
    await proxy?.close();

    const lines = linesOf(server);
    expect(lines.length).toBeGreaterThan(15);
    expect(lines.some(({ msg }) => msg === 'a sign-in failed')).toBe(true);
    const said = server.stdout + server.stderr;
    for (const secret of [...Object.values(secrets), ...tokens]) {
      expect(said).not.toContain(secret);
      expect(said).not.toContain(Buffer.from(secret).toString('base64').replace(/=+$/, ''));
    }
  });
});

/** The address of a database, through a proxy, with a password that the server does not ask for. */
function withPassword(direct: string, through: string, password: string): string {
  return Object.assign(new URL(direct), { port: new URL(through).port, password }).href;
}
