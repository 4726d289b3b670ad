/** What the tests of users, roles, tokens and settings begin with: a client, its administrator, and a reader. */
import type { components } from '#linkwright/client/openapi.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { startServer } from './server.js';
import type { TestStore } from './stores.js';

export const password = 'correct horse';

export const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  roles: [
    { name: 'readers', grants: { '*': ['View'] } },
    { name: 'chiefs', grants: { '*': ['Administer'] } },
  ],
  users: [
    { user: 'ada', password, administrator: true },
    { user: 'ben', password, roles: ['readers'] },
  ],
  records: {
    Claim: [{ id: 1, ClaimNumber: 'CLM-1' }],
    Contact: [{ id: 1, ContactNumber: 'C-1' }],
  },
};

export async function startAdministration(store: TestStore) {
  // Sign-ins are limited for each address, so each comes from another.
  const server = await startServer(store, [fixture], { trustProxy: ['loopback'] });
  let signIns = 0;
  const ada = await server.token('ada');
  const ben = await server.token('ben');
  const call = (method: string, path: string, body?: object, token = ada, headers?: Record<string, string>) =>
    server.call(method, path, { token, body, headers });
  const signIn = (name: string, secret = password) =>
    server.call<components['schemas']['Session']>('POST', '/Authentication/Authenticate', {
      headers: { 'X-Forwarded-For': `10.0.0.${++signIns}` },
      body: { Account: 'Acme', ClientName: 'Main', User: name, Password: secret },
    });
  return {
    server,
    ada,
    ben,
    call,
    user: (name: string, body: object, token?: string) =>
      call('PUT', `/api/Users/${encodeURIComponent(name)}`, body, token),
    role: (name: string, Grants: object) => call('PUT', `/api/Roles/${name}`, { Grants }),
    signIn,
    /** The token of a new session. */
    session: async (name: string) => (await signIn(name)).body.token,
    works: async (token: string) => (await call('GET', '/api/Me', undefined, token)).status === 200,
  };
}
