/** docs/reference/signing-in.md#roles: roles, the last administrator, and rights that are taken away. */
import { describe, expect, test } from 'vitest';
import { saveUserProgram } from '#linkwright/access/users.js';
import type { Store } from '#linkwright/store/store.js';
import { fixture, startAdministration } from '../support/administration-world.js';
import type { Answer } from '../support/answers.js';
import { replaced } from '../support/replaced.js';
import { required } from '../support/required.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores, type TestStore } from '../support/stores.js';

describe.each(stores)('roles, on $name', async (store) => {
  const { server, ada, call, user, role } = await startAdministration(store);

  describe('roles', () => {
    test('are made, set and listed', async () => {
      const Grants = { '*': ['View'], Claim: ['Edit', 'AttachContacts'] };
      expect((await role('adjusters', Grants)).body).toEqual({ Name: 'adjusters', Grants });
      const { body } = await call('GET', '/api/Roles');
      expect(body.find(({ Name }) => Name === 'adjusters')).toEqual({ Name: 'adjusters', Grants });
      expect((await role('adjusters', {})).body).toEqual({ Name: 'adjusters', Grants: {} });
    });

    test('a change holds for the next call of a token that is in use', async () => {
      await role('viewers', {});
      await user('hugo', { Roles: ['viewers'] });
      const hugo = await server.token('hugo');
      const read = async () => (await call('GET', '/api/Claim/1', undefined, hugo)).status;
      expect(await read()).toBe(403);
      await role('viewers', { Claim: ['View'] });
      expect(await read()).toBe(200);
      await user('hugo', { Roles: [] });
      expect(await read()).toBe(403);
    });

    test.each([
      [{ Grants: { Claim: ['Veiw'] } }, ['Grants.Claim[0]', 'View, Edit', '"Veiw"'], '/Grants/Claim/0'],
      [{ Grants: { Clam: ['View'] } }, ["Did you mean 'Claim'?", '"Clam"'], '/Grants/Clam'],
      [{ Grants: { Claim: ['Administer'] } }, ['whole client'], '/Grants/Claim'],
      [{ Grants: { Claim: 'View' } }, ['Grants.Claim', 'array'], '/Grants/Claim'],
      [{ Grants: ['View'] }, ['Grants', 'an object'], '/Grants'],
      [{}, ['Grants is required'], '/Grants'],
    ])('%j is refused', async (body, words, pointer) => {
      const message = expectRefusal(await call('PUT', '/api/Roles/odd', body), 400, 'invalid_request');
      for (const word of words) expect(message).toContain(word);
      const answer = await call('PUT', '/api/Roles/odd', body, ada, { Accept: 'application/problem+json' });
      expect(answer.body.errors.map((error) => error.pointer)).toEqual([pointer]);
    });

    test('one that users have is not deleted', async () => {
      await role('held', { Claim: ['View'] });
      for (const name of ['iris', 'jack', 'kate', 'liam']) await user(name, { Roles: ['held'] });
      const message = expectRefusal(await call('DELETE', '/api/Roles/held'), 409, 'in_use');
      expect(message).toContain("4 users have the role 'held': 'iris', 'jack', 'kate', …");
      for (const name of ['iris', 'jack', 'kate']) await call('DELETE', `/api/Users/${name}`);
      expect((await call('DELETE', '/api/Roles/held')).status).toBe(409);
      await user('liam', { Roles: [] });
      expect((await call('DELETE', '/api/Roles/held')).body.Message).toBe("Deleted role 'held'.");
      expectRefusal(await call('DELETE', '/api/Roles/held'), 404, 'not_found');
    });
  });

  describe('the last administrator', async () => {
    const lone = await startServer(store, [
      { ...fixture, users: [{ user: 'ada', administrator: true }, { user: 'ben' }] },
    ]);
    const token = await lone.token('ada');
    const put = (path: string, body: object) => lone.call('PUT', path, { token, body });
    const refused = (answer: Answer) =>
      expect(expectRefusal(answer, 409, 'in_use')).toContain("'ada' is the last user that may administer");

    test('is not deleted and keeps the right', async () => {
      refused(await lone.call('DELETE', '/api/Users/ada', { token }));
      refused(await put('/api/Users/ada', { Administrator: false }));
      expect((await lone.call('GET', '/api/Me', { token })).body.Administrator).toBe(true);
    });

    test('may have it through a role, which keeps it then', async () => {
      expect((await put('/api/Users/ada', { Administrator: false, Roles: ['chiefs'] })).status).toBe(200);
      refused(await put('/api/Users/ada', { Roles: [] }));
      refused(await put('/api/Roles/chiefs', { Grants: { '*': ['View'] } }));
      refused(await lone.call('DELETE', '/api/Users/ada', { token }));
      expect((await lone.call('GET', '/api/Roles', { token })).body).toContainEqual({
        Name: 'chiefs',
        Grants: { '*': ['Administer'] },
      });
    });

    test('are several, where a role is what they have it by', async () => {
      for (const name of ['bea', 'cal', 'dan']) await put(`/api/Users/${name}`, { Roles: ['chiefs'] });
      const answer = await put('/api/Roles/chiefs', { Grants: {} });
      expect(expectRefusal(answer, 409, 'in_use')).toContain(
        "'ada', 'bea', 'cal', … are the last users that may administer the client.",
      );
      for (const name of ['bea', 'cal', 'dan']) await lone.call('DELETE', `/api/Users/${name}`, { token });
    });

    test('may go when there is another', async () => {
      expect((await put('/api/Users/ben', { Administrator: true })).status).toBe(200);
      expect((await lone.call('DELETE', '/api/Users/ada', { token })).status).toBe(200);
      expectRefusal(await lone.call('GET', '/api/Me', { token }), 401, 'unauthenticated', '');
    });
  });

  describe('a right that is taken away while its holder is being answered', async () => {
    /** The store, in which every program finds the user that asks for it demoted. */
    const demoting: TestStore = {
      ...store,
      open: async (...place) => {
        const opened = await store.open(...place);
        const write: Store['write'] = async (item) => {
          const { input } = item;
          if (input instanceof Object && 'asker' in input && input.asker !== undefined) {
            const demoted = { name: 'ben', administrator: false };
            await opened.write({ client: item.client, program: saveUserProgram, input: demoted });
          }
          return opened.write(item);
        };
        return replaced(opened, { write });
      },
    };
    const place = await startServer(demoting, [fixture]);
    const [administrator, other] = [await place.token('ada'), await place.token('ben')];
    const { body: tokens } = await place.call('GET', '/api/Tokens', { token: administrator });
    const { body: relationships } = await place.call('GET', '/api/Contact/Codes/ContactType', {
      token: administrator,
    });

    test.each<[method: string, path: string, body?: object]>([
      ['PUT', '/api/Users/nina', {}],
      ['DELETE', '/api/Users/ada'],
      ['PUT', '/api/Roles/readers', { Grants: {} }],
      ['DELETE', '/api/Roles/readers'],
      ['PUT', '/api/Client', { LinkIdentity: 'relationship' }],
      ['POST', '/api/Tokens', { User: 'ada' }],
      ['PUT', '/api/Metadata/Domains/Custom.Late', {}],
      ['DELETE', '/api/Metadata/Domains/Claim'],
      ['DELETE', '/api/Metadata/Domains/Claim/Fields/ClaimNumber'],
      ['POST', '/api/Contact/Codes/ContactType', { Code: 'Late' }],
      ['DELETE', `/api/Contact/Codes/ContactType/${required(relationships[0]).ID}`],
    ])('%s %s', async (method, path, body) => {
      await place.call('PUT', '/api/Users/ben', { token: administrator, body: { Administrator: true } });
      const answer = await place.call(method, path, { token: other, body });
      expect(expectRefusal(answer, 403, 'permission_denied')).toContain(
        'You need the Administer permission.',
      );
    });

    test("DELETE /api/Tokens/{id} of somebody else's", async () => {
      await place.call('PUT', '/api/Users/ben', { token: administrator, body: { Administrator: true } });
      const { ID } = required(tokens.find(({ User }) => User === 'ada'));
      expectRefusal(await place.call('DELETE', `/api/Tokens/${ID}`, { token: other }), 404, 'not_found');
      expect((await place.call('GET', '/api/Me', { token: administrator })).status).toBe(200);
    });
  });
});
