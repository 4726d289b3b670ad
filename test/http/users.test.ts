/** docs/reference/signing-in.md#passwords: who is asking, the users of a client, and one’s own password. */

import { describe, expect, test } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import { limits } from '#linkwright/limits/limits.js';
import { password, startAdministration } from '../support/administration-world.js';
import { nextOf } from '../support/page.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

describe.each(stores)('users, on $name', async (store) => {
  const { server, ada, call, user, role, signIn, session, works } = await startAdministration(store);

  describe('who is asking', () => {
    test('an administrator may do everything', async () => {
      const { body } = await server.call<components['schemas']['Me']>('GET', '/api/Me', { token: ada });
      const { Permissions, ...rest } = body;
      expect(rest).toEqual({
        Account: 'Acme',
        Client: 'Main',
        User: 'ada',
        Administrator: true,
        LinkIdentity: 'pair',
        TokenID: expect.any(Number),
        TokenKind: 'token',
        TokenExpiresAt: null,
      });
      const domains = (await call('GET', '/api/Domains')).body.map(({ Name }) => Name);
      expect(Object.keys(Permissions)).toEqual(domains);
      expect(Permissions.Claim).toEqual([
        'View',
        'Edit',
        'AttachContacts',
        'DetachContacts',
        'AttachFiles',
        'ModifyFiles',
      ]);
    });

    test('others what their roles grant; a session ends', async () => {
      const { body } = await call('GET', '/api/Me', undefined, await session('ben'));
      expect(body).toMatchObject({ User: 'ben', Administrator: false, TokenKind: 'session' });
      expect(new Set(Object.values(body.Permissions).flat())).toEqual(new Set(['View']));
      expect(Date.parse(body.TokenExpiresAt)).toBeGreaterThan(Date.now());
      await role('claimants', { Claim: ['Edit', 'View'] });
      await user('cleo', { Roles: ['claimants'] });
      const cleo = await call('GET', '/api/Me', undefined, await server.token('cleo'));
      expect(cleo.body.Permissions).toEqual({ Claim: ['View', 'Edit'] });
      await user('nobody', {});
      const nobody = await call('GET', '/api/Me', undefined, await server.token('nobody'));
      expect(nobody.body.Permissions).toEqual({});
    });
  });

  describe('users', () => {
    test('are made, changed in what is named alone, and listed', async () => {
      const made = await user('dora', { Password: password, Roles: ['readers'] });
      expect(made.body).toEqual({
        ID: expect.any(Number),
        Name: 'dora',
        Administrator: false,
        Roles: ['readers'],
        HasPassword: true,
        CreatedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      });
      expect((await user('dora', {})).body).toEqual(made.body);
      const changed = await user('dora', { Administrator: true });
      expect(changed.body).toEqual({ ...made.body, Administrator: true });
      expect((await user('dora', { Roles: [], Administrator: false })).body).toEqual({
        ...made.body,
        Roles: [],
      });
      expect((await signIn('dora')).status).toBe(200);
      expect((await user('dora', { Password: null })).body.HasPassword).toBe(false);
      expectRefusal(await signIn('dora'), 401, 'unauthenticated', '');
      const { body: all } = await call('GET', '/api/Users');
      expect(all.find(({ Name }) => Name === 'dora')).toEqual({
        ...made.body,
        Roles: [],
        HasPassword: false,
      });
      expect(JSON.stringify(all)).not.toContain('argon2');
    });

    test('are listed by pages', async () => {
      const { body: all } = await call('GET', '/api/Users');
      const paged: unknown[] = [];
      let path: string | undefined = '/api/Users?pageSize=2';
      while (path !== undefined) {
        const page = await call('GET', path);
        expect(page.body.length).toBeLessThanOrEqual(2);
        paged.push(...page.body);
        path = nextOf(page);
      }
      expect(paged).toEqual(all);
    });

    test.each(['Zoë O’Neil / ops', 'a:b:c', 'x'.repeat(limits.nameCharacters), '用户'.repeat(100), '100%'])(
      'may be called %s',
      async (name) => {
        expect((await user(name, { Password: password })).body.Name).toBe(name);
        expect((await signIn(name)).status).toBe(200);
        expect((await call('DELETE', `/api/Users/${encodeURIComponent(name)}`)).status).toBe(200);
        expect((await signIn(name)).status).toBe(401);
      },
    );

    test.each([
      ['a control character', 'a\u0000b'],
      ['a line break', 'a\nb'],
    ])('may not be called with %s', async (_, name) => {
      expect(expectRefusal(await user(name, {}), 400, 'invalid_request')).toContain('control character');
    });

    test('a name that is too long is none', async () => {
      expect((await user('x'.repeat(limits.nameCharacters + 1), {})).status).toBe(404);
    });

    test.each([
      ['Password', { Password: 'short' }, '8 to 1000 characters'],
      ['Password', { Password: 'x'.repeat(1_001) }, '8 to 1000 characters'],
      ['Password', { Password: 12345678 }, '8 to 1000 characters'],
      ['Password', { Password: 'Erin12345678' }, 'not be the name of the user'],
      ['Password', { Password: 'short   ' }, 'without the white space'],
      ['Roles', { Roles: 'readers' }, 'an array of names of roles'],
      ['Roles[0]', { Roles: [5] }, 'a string'],
      ['readers', { Roles: ['raeders'] }, "Did you mean 'readers'?"],
      ['Administrator', { Administrator: 'yes' }, 'true or false'],
      ['Pasword', { Pasword: password }, "Did you mean 'Password'?"],
    ])('what is wrong with %s is said, and nothing is made', async (name, body, words) => {
      const message = expectRefusal(await user('erin', body), 400, 'invalid_request');
      expect(message).toContain(name);
      expect(message).toContain(words);
      for (const secret of ['short', 'xxxx', '12345678', password]) expect(message).not.toContain(secret);
      const { body: all } = await call('GET', '/api/Users');
      expect(all.map(({ Name }) => Name)).not.toContain('erin');
    });

    test('a password that changes ends sessions, but not the one that changes it, nor tokens', async () => {
      await user('fred', { Password: password, Administrator: true });
      const token = await server.token('fred');
      const [own, other] = [await session('fred'), await session('fred')];
      expect((await user('fred', { Password: 'another horse' }, own)).status).toBe(200);
      expect([await works(own), await works(other), await works(token)]).toEqual([true, false, true]);
      expect((await signIn('fred')).status).toBe(401);
      expect((await signIn('fred', 'another horse')).status).toBe(200);
    });

    test('one that is deleted is gone at once, but history names it', async () => {
      await user('gwen', { Password: password, Administrator: true });
      const [token, signedIn] = [await server.token('gwen'), await session('gwen')];
      const link = { ParentDomain: 'Claim', ParentRecordID: 1, ChildDomain: 'Contact', ChildRecordID: 1 };
      const { body } = await call('POST', '/api/Link/Upsert', link, token);
      const first = (await call('GET', '/api/Users')).body.find(({ Name }) => Name === 'gwen');
      expect((await call('DELETE', '/api/Users/gwen')).body).toEqual({
        IsSuccessful: true,
        Message: "Deleted user 'gwen'.",
      });
      expect([await works(token), await works(signedIn)]).toEqual([false, false]);
      const expired = await call('GET', '/Authentication/HasTokenExpired', undefined, token);
      expect(expired.body).toBe(true);
      expectRefusal(await signIn('gwen'), 401, 'unauthenticated', '');
      expectRefusal(await call('DELETE', '/api/Users/gwen'), 404, 'not_found');
      const { body: all } = await call('GET', '/api/Users');
      expect(all.map(({ Name }) => Name)).not.toContain('gwen');
      const history = await call('GET', `/api/Link/History?linkID=${body.RecordID}`);
      expect(history.body.map(({ User }) => User)).toEqual(['gwen']);
      expect((await call('POST', '/api/Tokens', { User: 'gwen' })).status).toBe(404);
      // One of that name is the same to history, and begins without rights.
      expect((await user('gwen', {})).body).toEqual({
        ...first,
        Administrator: false,
        HasPassword: false,
        CreatedAt: expect.any(String),
      });
      expect([await works(token), await works(signedIn)]).toEqual([false, false]);
    });
  });

  describe('one’s own password', () => {
    const change = (OldPassword: string, NewPassword: string, token: string) =>
      call('PUT', '/api/Me/Password', { OldPassword, NewPassword }, token);

    test('is changed by who knows it, and ends the other sessions', async () => {
      await user('mona', { Password: password });
      const [own, other, token] = [await session('mona'), await session('mona'), await server.token('mona')];
      expect((await change(password, 'another horse', own)).body).toEqual({
        IsSuccessful: true,
        Message: 'Changed the password.',
      });
      expect([await works(own), await works(other), await works(token)]).toEqual([true, false, true]);
      expect((await signIn('mona')).status).toBe(401);
      expect((await signIn('mona', 'another horse')).status).toBe(200);
    });

    test('is not, by who does not', async () => {
      await user('nils', { Password: password });
      const nils = await session('nils');
      const message = expectRefusal(
        await change('wrong horse', 'another horse', nils),
        400,
        'invalid_request',
      );
      expect(message).toBe('Unable to execute. OldPassword is not your password.');
      expectRefusal(await change(password, 'short', nils), 400, 'invalid_request');
      await user('olga', {});
      expectRefusal(
        await change('anything', 'another horse', await server.token('olga')),
        400,
        'invalid_request',
      );
      expect((await signIn('nils')).status).toBe(200);
    });

    test('cannot be guessed by who has a token', async () => {
      await user('petra', { Password: password });
      const petra = await session('petra');
      for (let count = 0; count < limits.attemptsOfUser; count++) {
        expect((await change(`wrong ${count}`, 'another horse', petra)).status).toBe(400);
      }
      const turned = await change(password, 'another horse', petra);
      expectRefusal(turned, 429, 'rate_limited');
      expect(Number(turned.headers.get('Retry-After'))).toBeGreaterThan(0);
    });
  });
});
