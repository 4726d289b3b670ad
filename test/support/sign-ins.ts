/** What the tests of signing in begin with: users with passwords, and ways to sign in. */
import type { Fixture } from '#linkwright/fixture/shape.js';
import type { AppOptions } from '#linkwright/http/app.js';
import { startServer, type TestServer } from './server.js';
import type { TestStore } from './stores.js';

export const password = 'correct horse & battery=staple+ %41 ü';

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  users: [{ user: 'ada', password, administrator: true }, { user: 'a:b:c', password }, { user: 'silent' }],
  records: { Claim: [{ id: 5001 }] },
};
const other: Fixture = { account: 'Other', client: 'Second', users: [{ user: 'eve', password: 'of eve' }] };

export const right = { Account: 'Acme', ClientName: 'Main', User: 'ada', Password: password };
export const grant = {
  Grant_Type: 'client_credentials',
  Client_ID: 'Acme:Main:ada',
  Client_Secret: password,
};
export const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

/** A server of its own for a group of tests: sign-ins are limited for each server. */
export const startSignIns = (store: TestStore, options: Omit<Partial<AppOptions>, 'store'> = {}) =>
  startServer(store, [fixture, other], options);

type Headers = Record<string, string>;

export const authenticateOn = (server: TestServer) => (body: unknown, headers?: Headers) =>
  server.call('POST', '/Authentication/Authenticate', { body, headers });
export const grantOn = (server: TestServer) => (body: unknown, headers?: Headers) =>
  server.call('POST', '/Authentication/AuthenticateOAuth', { body, headers });

/** A call that takes a token. */
export const open = (server: TestServer, headers: Headers) => server.call('GET', '/api/Domains', { headers });
