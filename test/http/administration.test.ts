/** docs/reference/signing-in.md#roles: users, roles, tokens and the client's settings, over HTTP. */

import { describe, expect, test } from 'vitest';
import { saveUserProgram } from '#linkwright/access/users.js';
import { limits } from '#linkwright/limits/limits.js';
import { StoreFault } from '#linkwright/store/store.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const password = 'correct horse';
const problem = { Accept: 'application/problem+json' };

const fixture = {
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

describe.each(stores)('administration, on $name', async (store) => {
  // Sign-ins are limited for each address, so each comes from another.
  const server = await startServer(store, [fixture], { trustProxy: ['loopback'] });
  let signIns = 0;
  const ada = await server.token('ada');
  const ben = await server.token('ben');
  const call = (method, path, body, token = ada, headers) =>
    server.call(method, path, { token, body, headers });
  const user = (name, body, token) => call('PUT', `/api/Users/${encodeURIComponent(name)}`, body, token);
  const role = (name, Grants) => call('PUT', `/api/Roles/${name}`, { Grants });
  const signIn = async (name, secret = password) =>
    server.call('POST', '/Authentication/Authenticate', {
      headers: { 'X-Forwarded-For': `10.0.0.${++signIns}` },
      body: { Account: 'Acme', ClientName: 'Main', User: name, Password: secret },
    });
  const session = async (name, secret) => (await signIn(name, secret)).body.token;
  const works = async (token) => (await call('GET', '/api/Me', undefined, token)).status === 200;

  describe('who is asking', () => {
    test('an administrator may do everything', async () => {
      const { body } = await call('GET', '/api/Me');
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
      const paged = [];
      let path = '/api/Users?pageSize=2';
      while (path !== undefined) {
        const page = await call('GET', path);
        expect(page.body.length).toBeLessThanOrEqual(2);
        paged.push(...page.body);
        path = /<([^>]+)>/.exec(page.headers.get('Link') ?? '')?.[1];
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
      const answer = await call('PUT', '/api/Roles/odd', body, ada, problem);
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
    const put = (path, body) => lone.call('PUT', path, { token, body });
    const refused = (answer) =>
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
    const demoting = {
      ...store,
      open: async (...place) => {
        const opened = await store.open(...place);
        const write = async (item) => {
          if (item.input.asker !== undefined) {
            const input = { name: 'ben', administrator: false };
            await opened.write({ client: item.client, program: saveUserProgram, input });
          }
          return opened.write(item);
        };
        return new Proxy(opened, {
          get: (of, name) =>
            name === 'write' ? write : typeof of[name] === 'function' ? of[name].bind(of) : of[name],
        });
      },
    };
    const place = await startServer(demoting, [fixture]);
    const [administrator, other] = [await place.token('ada'), await place.token('ben')];
    const { body: tokens } = await place.call('GET', '/api/Tokens', { token: administrator });
    const { body: relationships } = await place.call('GET', '/api/Contact/Codes/ContactType', {
      token: administrator,
    });

    test.each([
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
      ['DELETE', `/api/Contact/Codes/ContactType/${relationships[0].ID}`],
    ])('%s %s', async (method, path, body) => {
      await place.call('PUT', '/api/Users/ben', { token: administrator, body: { Administrator: true } });
      const answer = await place.call(method, path, { token: other, body });
      expect(expectRefusal(answer, 403, 'permission_denied')).toContain(
        'You need the Administer permission.',
      );
    });

    test("DELETE /api/Tokens/{id} of somebody else's", async () => {
      await place.call('PUT', '/api/Users/ben', { token: administrator, body: { Administrator: true } });
      const { ID } = tokens.find(({ User }) => User === 'ada');
      expectRefusal(await place.call('DELETE', `/api/Tokens/${ID}`, { token: other }), 404, 'not_found');
      expect((await place.call('GET', '/api/Me', { token: administrator })).status).toBe(200);
    });
  });

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

    test.each([
      ['User', { User: 'benn' }, 404, 'not_found'],
      ['User', {}, 400, 'invalid_request'],
      ['ExpiresAt', { User: 'ben', ExpiresAt: '2001-01-01T00:00:00Z' }, 400, 'invalid_request'],
      ['ExpiresAt', { User: 'ben', ExpiresAt: '2999-02-30T00:00:00Z' }, 400, 'invalid_request'],
      ['ExpiresAt', { User: 'ben', ExpiresAt: 'tomorrow' }, 400, 'invalid_request'],
      ['ExpiresAt', { User: 'ben', ExpiresAt: '2027-12-31T23:59:60Z' }, 400, 'invalid_request'],
      ['Name', { User: 'ben', Name: 'x'.repeat(201) }, 400, 'invalid_request'],
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
      const lastUsed = async () => (await list('?user=ben')).find(({ ID }) => ID === body.TokenID).LastUsedAt;
      await expect.poll(lastUsed).not.toBeNull();
      const first = await lastUsed();
      expect(Math.abs(Date.parse(first) - before)).toBeLessThan(60_000);
      for (let count = 0; count < 20; count++) await works(token);
      await server.app.services.tokenUse.close();
      expect(await lastUsed()).toBe(first);
    });
  });

  describe('one’s own password', () => {
    const change = (OldPassword, NewPassword, token) =>
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

  describe('the client’s settings', () => {
    test('are read by all, and changed by administrators', async () => {
      const settings = { Account: 'Acme', Client: 'Main', LinkIdentity: 'pair', Limits: expect.any(Object) };
      expect((await call('GET', '/api/Client', undefined, ben)).body).toEqual(settings);
      expectRefusal(
        await call('PUT', '/api/Client', { LinkIdentity: 'relationship' }, ben),
        403,
        'permission_denied',
      );
      const changed = await call('PUT', '/api/Client', { LinkIdentity: 'relationship' });
      expect(changed.body).toEqual({ ...settings, LinkIdentity: 'relationship' });
      expect((await call('GET', '/api/Me')).body.LinkIdentity).toBe('relationship');
    });

    test('say what the server takes and keeps, and administrators how much there is', async () => {
      expect((await call('GET', '/api/Client', undefined, ben)).body.Limits).toEqual({
        BulkEntries: limits.bulkEntries,
        BodyBytes: limits.bodyBytes,
        FileBytes: limits.fileBytes,
        ContentBytes: limits.contentBytes,
        PageRows: limits.pageRows,
        SessionMinutes: 30,
        RecentRequestDays: 7,
        RecentRequests: 100_000,
      });
      const sizes = async () => (await call('GET', '/api/Client/Sizes')).body;
      const { Domains, ...rest } = await sizes();
      expect(rest).toEqual({ CountedTo: 100_000, Contents: 0, ContentBytes: 0 });
      expect(Domains).toContainEqual({ Domain: 'Contact', Records: 1, Links: 0 });
      await call('POST', '/api/Contact', { ContactNumber: 'C-sizes' });
      expect((await sizes()).Domains).toContainEqual({ Domain: 'Contact', Records: 2, Links: 0 });
      const { countedSizes } = limits;
      Object.assign(limits, { countedSizes: 1 });
      expect((await sizes()).Domains).toContainEqual({ Domain: 'Contact', Records: 1, Links: 0 });
      Object.assign(limits, { countedSizes });
      expectRefusal(await call('GET', '/api/Client/Sizes', undefined, ben), 403, 'permission_denied');
    });

    test('go back only while no pair has several links', async () => {
      const link = { ParentDomain: 'Claim', ParentRecordID: 1, ChildDomain: 'Contact', ChildRecordID: 1 };
      for (const Relationship of ['Witness', 'Claimant']) {
        await call('POST', '/api/Link/Upsert', { ...link, Relationship });
      }
      const refused = await call('PUT', '/api/Client', { LinkIdentity: 'pair' });
      expect(expectRefusal(refused, 409, 'link_conflict')).toContain(
        '1 pair has several links: Claim 1 with Contact 1.',
      );
      await call('POST', '/api/Link/Remove', { ...link, Relationship: 'Witness' });
      expect((await call('PUT', '/api/Client', { LinkIdentity: 'pair' })).status).toBe(200);
    });

    test('what they are not is said', async () => {
      const message = expectRefusal(
        await call('PUT', '/api/Client', { LinkIdentity: 'triple' }),
        400,
        'invalid_request',
      );
      expect(message).toContain('pair or relationship; "triple"');
    });
  });

  describe('signing out', () => {
    const signOut = (token, options = {}) =>
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
    const sendBlind = async (...request) => {
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
