/** docs/reference/signing-in.md#sign-in: signing in as OAuth has it. */
import { describe, expect, test } from 'vitest';
import { expectRefusal } from '../support/server.js';
import { form, grant, grantOn, open, startSignIns } from '../support/sign-ins.js';
import { stores } from '../support/stores.js';

describe.each(stores)('signing in by OAuth, on $name', async (store) => {
  describe('AuthenticateOAuth', async () => {
    const server = await startSignIns(store);
    const ask = grantOn(server);
    /** Signs in, and tries what comes back. */
    const good = async (...sent: Parameters<typeof ask>) => {
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
        expect(answer.text).toBe(answers[0]?.text);
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
    const server = await startSignIns(store);
    const token = await server.token('ada');
    const answer = await server.call('POST', '/api/Link/Upsert', {
      token,
      body: 'ParentDomain=Claim',
      headers: form,
    });
    expectRefusal(answer, 415, 'unsupported_media_type');
  });
});
