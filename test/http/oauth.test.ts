/** OAuth's own manners at the token endpoint (docs/reference/signing-in.md#sign-in). */

import { describe, expect, test } from 'vitest';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const password = 'correct horse & battery=staple+ %41 ü';
const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  users: [
    { user: 'ada', password },
    { user: 'a:b:c', password },
  ],
};
const grant = { Grant_Type: 'client_credentials', Client_ID: 'Acme:Main:ada', Client_Secret: password };
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

describe.each(stores)('OAuth, on $name', async (store) => {
  const server = await startServer(store, [fixture]);
  const ask = (body: unknown, headers?: Record<string, string>) =>
    server.call('POST', '/Authentication/AuthenticateOAuth', { body, headers });

  test('takes id and secret from Authorization: Basic, as libraries write them and as people do', async () => {
    const basic = (id: string, secret: string) =>
      `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
    const asked = (
      authorization: string,
      body: Record<string, string> = { grant_type: 'client_credentials' },
    ) => ask(`${new URLSearchParams(body)}`, { ...form, Authorization: authorization });
    const signedIn = async (authorization: string) => {
      const { access_token: token } = (await asked(authorization)).body;
      return (await server.call('GET', '/api/Me', { token })).status === 200;
    };
    const encoded = (text: string) => `${new URLSearchParams({ text })}`.slice('text='.length);
    expect(await signedIn(basic(encoded('Acme:Main:ada'), encoded(password)))).toBe(true);
    expect(await signedIn(basic(encodeURIComponent('Acme:Main:a:b:c'), encodeURIComponent(password)))).toBe(
      true,
    );
    expect(await signedIn(basic('Acme:Main:ada', password))).toBe(true);
    for (const wrong of [basic('Acme:Main:ada', 'wrong'), basic('Acme%3AMain%3Anobody', 'wrong')]) {
      const answer = await asked(wrong);
      expectRefusal(answer, 401, 'unauthenticated', 'Authentication is required');
      expect(answer.headers.get('WWW-Authenticate')).toBe('Basic realm="Linkwright", charset="UTF-8"');
    }
    for (const odd of ['Basic !', 'Basic', basic('', ''), basic('%', '%')]) {
      expect((await asked(odd)).status).toBe(400);
    }
    const twice = await asked(basic('Acme:Main:ada', password), grant);
    expect(expectRefusal(twice, 400, 'invalid_request')).toContain('Client_ID must not be given beside');
  });

  test('the answer is kept by nobody on the way, as OAuth asks', async () => {
    const { headers } = await ask(grant);
    expect(headers.get('Cache-Control')).toMatch(/no-store/);
    expect(headers.get('Pragma')).toBe('no-cache');
  });

  test.each([
    ['invalid_client', 401, { ...grant, Client_Secret: 'wrong' }],
    ['invalid_request', 400, { ...grant, Client_ID: 'ada' }],
    ['invalid_request', 400, { ...grant, Grant_Type: undefined }],
    ['invalid_request', 400, '{'],
    ['unsupported_grant_type', 400, { ...grant, Grant_Type: 'password' }],
    ['unsupported_grant_type', 400, { grant_type: 'authorization_code', code: 'x' }],
  ])('a problem says %s in OAuth’s own words too', async (error, status, body) => {
    const answer = await ask(body, { Accept: 'application/problem+json' });
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ error, error_description: answer.body.detail, status });
    // The plain form is one string, whatever OAuth would have.
    expect(typeof (await ask(body)).body).toBe('string');
  });
});
