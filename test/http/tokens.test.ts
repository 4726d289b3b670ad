/** docs/reference/signing-in.md#tokens: tokens, and signing out. */

import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '#linkwright/contract/errors.js';
import { StoreFault } from '#linkwright/store/store.js';
import { password, startAdministration } from '../support/administration-world.js';
import { required } from '../support/required.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

describe.each(stores)('tokens, on $name', async (store) => {
  const { server, ada, ben, call, user, session, works } = await startAdministration(store);

  describe('tokens', () => {
    const list = async (query = '', token = ada) =>
      (await call('GET', `/api/Tokens${query}`, undefined, token)).body;

    test('are made for a user, shown once, listed without their text, and revoked', async () => {
      const ExpiresAt = '2999-01-31T13:45:00.000Z';
      const { body } = await call('POST', '/api/Tokens', { User: 'ben', Name: 'nightly sync', ExpiresAt });
      const { Token, ...listed } = body;
      expect(listed).toEqual({
        ID: expect.any(Number),
        User: 'ben',
        Name: 'nightly sync',
        Kind: 'token',
        Roles: null,
        CreatedAt: expect.stringMatching(/Z$/),
        ExpiresAt,
        LastUsedAt: null,
      });
      expect(await list()).toContainEqual(listed);
      expect(JSON.stringify(await list())).not.toContain(Token.slice(-20));
      expect((await call('GET', '/api/Me', undefined, Token)).body).toMatchObject({
        User: 'ben',
        TokenKind: 'token',
        TokenID: listed.ID,
        TokenExpiresAt: ExpiresAt,
      });
      expect((await call('DELETE', `/api/Tokens/${listed.ID}`)).body.Message).toBe(
        `Revoked token ${listed.ID}.`,
      );
      expect(await works(Token)).toBe(false);
      expectRefusal(await call('DELETE', `/api/Tokens/${listed.ID}`), 404, 'not_found');
    });

    test.each([null, '', undefined])('without an end, where ExpiresAt is %j', async (ExpiresAt) => {
      const { body } = await call('POST', '/api/Tokens', { User: 'ben', ExpiresAt });
      expect(body.ExpiresAt).toBeNull();
      expect(await works(body.Token)).toBe(true);
    });

    test.each<[name: string, body: object, status: number, code: ErrorCode]>([
      ['User', { User: 'benn' }, 404, 'not_found'],
      ['User', {}, 400, 'invalid_request'],
      ['ExpiresAt', { User: 'ben', ExpiresAt: '2001-01-01T00:00:00Z' }, 400, 'invalid_request'],
      ['ExpiresAt', { User: 'ben', ExpiresAt: '2999-02-30T00:00:00Z' }, 400, 'invalid_request'],
      ['ExpiresAt', { User: 'ben', ExpiresAt: 'tomorrow' }, 400, 'invalid_request'],
      ['ExpiresAt', { User: 'ben', ExpiresAt: '2027-12-31T23:59:60Z' }, 400, 'invalid_request'],
      ['Name', { User: 'ben', Name: 'x'.repeat(201) }, 400, 'invalid_request'],
      ['Roles', { User: 'ben', Roles: ['chiefs'] }, 400, 'invalid_request'],
    ])('what is wrong with %s is said: %j', async (name, body, status, code) => {
      const message = expectRefusal(await call('POST', '/api/Tokens', body), status, code);
      expect(message.toLowerCase()).toContain(name.toLowerCase());
    });

    test('one’s own are everybody’s to see and to end, others’ an administrator’s', async () => {
      const own = await server.token('ben');
      const { TokenID } = (await call('GET', '/api/Me', undefined, own)).body;
      const adas = (await call('GET', '/api/Me')).body.TokenID;
      expect(new Set((await list('', ben)).map(({ User }) => User))).toEqual(new Set(['ben']));
      expect(await list('?user=ben', ben)).toEqual(await list('', ben));
      expect(await list('?user=ben')).toEqual(await list('', ben));
      expectRefusal(await call('GET', '/api/Tokens?user=ada', undefined, ben), 403, 'permission_denied');
      expectRefusal(await call('GET', '/api/Tokens?user=adda'), 404, 'not_found');
      expectRefusal(await call('DELETE', `/api/Tokens/${adas}`, undefined, ben), 404, 'not_found');
      expect(await works(ada)).toBe(true);
      expect((await call('DELETE', `/api/Tokens/${TokenID}`, undefined, ben)).status).toBe(200);
      expect(await works(own)).toBe(false);
    });

    test.each(['0', '-1', 'x', '1.5', '9'.repeat(30)])('%s is no number of one', async (id) => {
      expectRefusal(await call('DELETE', `/api/Tokens/${id}`), 400, 'invalid_request');
    });

    test('when one was used is noted, without a write for each request', async () => {
      const token = await server.token('ben');
      const { body } = await call('GET', '/api/Me', undefined, token);
      const before = Date.now();
      for (let count = 0; count < 20; count++) await works(token);
      const lastUsed = async () =>
        required((await list('?user=ben')).find(({ ID }) => ID === body.TokenID)).LastUsedAt;
      await expect.poll(lastUsed).not.toBeNull();
      const first = await lastUsed();
      expect(Math.abs(Date.parse(first) - before)).toBeLessThan(60_000);
      for (let count = 0; count < 20; count++) await works(token);
      await server.app.services.tokenUse.close();
      expect(await lastUsed()).toBe(first);
    });
  });

  describe('signing out', () => {
    const signOut = (token: string, options: object = {}) =>
      server.call('POST', '/Authentication/SignOut', { token, ...options });

    test.each([
      ['nothing', {}],
      ['a content type alone', { headers: { 'Content-Type': 'application/json' } }],
      ['an empty object', { body: {} }],
      ['no JSON', { body: '{"' }],
      ['a form', { body: 'a=b', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }],
    ])('ends the session, and no other, with %s sent', async (_, options) => {
      await user('quinn', { Password: password });
      const [own, other] = [await session('quinn'), await session('quinn')];
      expect((await signOut(own, options)).body).toEqual({ IsSuccessful: true, Message: 'Signed out.' });
      expect([await works(own), await works(other)]).toEqual([false, true]);
      expectRefusal(await signOut(own), 401, 'unauthenticated', '');
      const expired = await call('GET', '/Authentication/HasTokenExpired', undefined, own);
      expect(expired.body).toBe(true);
    });

    test('leaves a token that was made for a program', async () => {
      expect(expectRefusal(await signOut(ada), 400, 'invalid_request')).toContain('no session');
      expect(await works(ada)).toBe(true);
    });
  });

  test('what is written is answered, though what it changed cannot be read just then, and holds', async () => {
    await user('rhea', { Password: password });
    const rhea = await session('rhea');
    const { TokenID } = (await call('GET', '/api/Me', undefined, rhea)).body;
    const { metadata } = server.store;
    const sendBlind = async (...request: Parameters<typeof call>) => {
      server.store.metadata = async () => {
        throw new StoreFault('unavailable', 'away');
      };
      const { status } = await call(...request);
      server.store.metadata = metadata;
      return status;
    };
    expect(await sendBlind('DELETE', `/api/Tokens/${TokenID}`)).toBe(200);
    expect(await works(ada)).toBe(true);
    expect(await sendBlind('POST', '/api/Contact/Codes/ContactType', { Code: 'Skipper' })).toBe(200);
    expect(await works(rhea)).toBe(false);
    const codes = (await call('GET', '/api/Contact/Codes/ContactType')).body.map(({ Code }) => Code);
    expect(codes).toContain('Skipper');
  });
});
