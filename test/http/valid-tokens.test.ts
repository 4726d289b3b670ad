/** docs/reference/signing-in.md#tokens: which tokens are none, when one ends, and that every route asks for one. */

import { describe, expect, test } from 'vitest';
import { saveRoleProgram } from '#linkwright/access/roles.js';
import { hashToken, newToken } from '#linkwright/access/secrets.js';
import { createTokenProgram, revokeTokenProgram } from '#linkwright/access/tokens.js';
import type { App } from '#linkwright/http/app.js';
import { startPermissionsServer } from '../support/permissions-world.js';
import { required } from '../support/required.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

/** Every route of the server, as its own map of them says. */
function routesOf(app: App): [method: string, path: string][] {
  const routes: [string, string][] = [];
  const prefixes: string[] = [];
  for (const line of app.server.printRoutes({ commonPrefix: false }).split('\n')) {
    const match = /^([│ ]*)(?:├──|└──) (\S*)(?: \(([^)]*)\))?$/.exec(line);
    if (match === null) continue;
    const [, indent = '', part = '', methods] = match;
    const depth = indent.length / 4;
    prefixes.length = depth;
    prefixes[depth] = part;
    const path = prefixes.join('');
    for (const method of methods?.split(', ') ?? []) routes.push([method, path]);
  }
  return routes;
}

describe.each(stores)('which tokens are taken, on $name', async (store) => {
  const { server, call } = await startPermissionsServer(store);

  describe('a token', () => {
    const clientOf = async (account: string, name: string) =>
      required(await server.store.clientByName(account, name)).id;
    const open = (token: string) => server.call('GET', '/api/Domains', { token });
    /** A token that ends at `expiresAt`. */
    const ending = async (expiresAt: number) => {
      const client = await clientOf('Acme', 'Main');
      const token = newToken(client);
      const input = {
        user: 'ada',
        hash: hashToken(token),
        name: 'ending',
        kind: 'token' as const,
        createdAt: Date.now() - 10_000,
        expiresAt,
      };
      await server.store.write({ client, program: createTokenProgram, input });
      return token;
    };

    test('one of a client is none of another', async () => {
      const token = await server.token('ada', 'Main');
      const [mainId, otherId] = [await clientOf('Acme', 'Main'), await clientOf('Other', 'Other')];
      expect((await open(token)).status).toBe(200);
      const moved = token.replace(`_${mainId}_`, `_${otherId}_`);
      expect(moved).not.toBe(token);
      expectRefusal(await open(moved), 401, 'unauthenticated', 'Authentication is required');
    });

    test.each<[string, (token: string) => string]>([
      ['cut', (token) => token.slice(0, -1)],
      ['longer', (token) => `${token}A`],
      ['in another case', (token) => token.toUpperCase()],
      ['with another end', (token) => token.slice(0, -2) + (token.endsWith('AA') ? 'BB' : 'AA')],
      ['without its beginning', (token) => token.split('_').slice(2).join('_')],
    ])('one that is %s is none', async (_, change) => {
      const token = await server.token('ada', 'Main');
      expect((await open(change(token))).status).toBe(401);
    });

    test('an expired one is none', async () => {
      expectRefusal(
        await open(await ending(Date.now() - 1)),
        401,
        'unauthenticated',
        'Authentication is required',
      );
    });

    test('one that expires while it is in use ends on time', async () => {
      const end = Date.now() + 2_000;
      const token = await ending(end);
      const { status } = await open(token);
      if (Date.now() < end) expect(status).toBe(200);
      await expect.poll(async () => (await open(token)).status).toBe(401);
    });

    test('a revoked one ends, though it was in use', async () => {
      const client = await clientOf('Acme', 'Main');
      const known = new Set((await server.store.tokens(client, Date.now())).map(({ id }) => id));
      const token = await server.token('ada', 'Main');
      const tokens = await server.store.tokens(client, Date.now());
      const { id } = required(tokens.find((each) => !known.has(each.id)));
      expect((await open(token)).status).toBe(200);
      await server.store.write({ client, program: revokeTokenProgram, input: { id } });
      await expect.poll(async () => (await open(token)).status).toBe(401);
    });

    test('a role that changes counts for tokens that are in use', async () => {
      const client = await clientOf('Acme', 'Main');
      expect((await call('GET', '/api/Claim/5001', { as: 'Empty' })).status).toBe(403);
      const grants = { Claim: ['View'] };
      await server.store.write({ client, program: saveRoleProgram, input: { name: 'Empty', grants } });
      await expect.poll(async () => (await call('GET', '/api/Claim/5001', { as: 'Empty' })).status).toBe(200);
      await server.store.write({ client, program: saveRoleProgram, input: { name: 'Empty', grants: {} } });
      await expect.poll(async () => (await call('GET', '/api/Claim/5001', { as: 'Empty' })).status).toBe(403);
    });
  });

  describe('without a token', () => {
    const open =
      /^\/(health(\/live|\/ready)?|openapi\.json|Authentication\/(Authenticate|AuthenticateOAuth|FirstAdministrator|HasTokenExpired|Ping))$/i;
    const routes = routesOf(server.app);
    test('the routes are known', () => {
      const paths = new Set(routes.map(([, path]) => path.toLowerCase()));
      for (const known of [
        '/health',
        '/Authentication/Ping',
        '/api/Link/Upsert',
        '/api/Link/Query',
        '/api/Domains',
      ]) {
        expect(paths).toContain(known.toLowerCase());
      }
    });
    test.each(routes)('%s %s', async (method, path) => {
      const real = path.replace(':domain', 'Claim').replace(':id', '5001').replaceAll(/:\w+/g, 'x');
      for (const address of [real, real.toLowerCase(), `${real}/`]) {
        const response = await fetch(server.address + address, { method });
        if (open.test(path)) expect(response.status).not.toBe(401);
        else {
          expect(response.status).toBe(401);
          expect(response.headers.get('Error-Code')).toBe('unauthenticated');
        }
        await response.arrayBuffer();
      }
    });
  });
});
