/** docs/reference/signing-in.md#tokens-with-fewer-roles: a token that is bound to some of its user's roles. */
import { describe, expect, test } from 'vitest';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const password = 'correct horse';

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  roles: [
    { name: 'readers', grants: { Claim: ['View'] } },
    { name: 'editors', grants: { Claim: ['Edit'], Policy: ['View', 'Edit'] } },
    { name: 'chiefs', grants: { '*': ['Administer'] } },
    { name: 'others', grants: { Member: ['View'] } },
  ],
  users: [
    { user: 'ada', password, administrator: true },
    { user: 'ben', password, roles: ['readers', 'editors'] },
    { user: 'cleo', roles: ['readers', 'chiefs'] },
  ],
  records: { Claim: [{ id: 1, ClaimNumber: 'CLM-1' }], Policy: [{ id: 1, PolicyNumber: 'P-1' }] },
};

describe.each(stores)('tokens with fewer roles, on $name', async (store) => {
  const server = await startServer(store, [fixture]);
  const ada = await server.token('ada');
  const call = (method: string, path: string, token: string, body?: object) =>
    server.call(method, `/api/${path}`, { token, body });
  const make = async (User: string, Roles: string[] | null, as = ada) =>
    (await call('POST', 'Tokens', as, { User, Roles })).body;
  const tokenOf = async (user: string, ...roles: string[]): Promise<string> =>
    (await make(user, roles)).Token;
  const userHas = (user: string, ...Roles: string[]) => call('PUT', `Users/${user}`, ada, { Roles });
  const permissionsOf = async (token: string) => (await call('GET', 'Me', token)).body.Permissions;
  const mayCreate = (token: string) => call('POST', 'Claim', token, {});

  test('may do what these grant, and no more', async () => {
    const reader = await tokenOf('ben', 'readers');
    expect((await call('GET', 'Claim/1', reader)).status).toBe(200);
    expect(expectRefusal(await mayCreate(reader), 403, 'permission_denied')).toContain('Edit');
    // Of a domain that it may not know, it learns nothing, not even by a hint.
    expectRefusal(await call('GET', 'Policy/1', reader), 403, 'permission_denied');
    expect(expectRefusal(await call('GET', 'Policies/1', reader), 404, 'not_found')).not.toContain('mean');
    expect(await permissionsOf(reader)).toEqual({ Claim: ['View'] });
    expect(await permissionsOf(await tokenOf('ben', 'readers', 'editors'))).toEqual({
      ...{ Claim: ['View', 'Edit'], Policy: ['View', 'Edit'] },
    });
    expect(await permissionsOf((await make('ben', null)).Token)).toHaveProperty('Policy');
    const links = '?parentDomain=Claim&childDomain=Contact';
    expectRefusal(await call('GET', `Link/Query${links}`, reader), 403, 'permission_denied');
  });

  test('says and lists its roles, by name, once each', async () => {
    const made = await make('ben', ['readers', 'editors', 'readers']);
    expect(made.Roles).toEqual(['editors', 'readers']);
    const { Token, ...listed } = made;
    const list = (await call('GET', 'Tokens?user=ben', ada)).body;
    expect(list).toContainEqual(listed);
    expect((await call('GET', 'Tokens', Token)).body).toEqual([
      { ...listed, LastUsedAt: expect.toSatisfy(() => true) },
    ]);
  });

  test('a role that the user loses, or gains, or that changes', async () => {
    const token = await tokenOf('ben', 'readers', 'editors');
    await userHas('ben', 'readers', 'others');
    expect(await permissionsOf(token)).toEqual({ Claim: ['View'] });
    await userHas('ben', 'others');
    expect(await permissionsOf(token)).toEqual({});
    expect((await call('GET', 'Me', token)).status).toBe(200);
    await userHas('ben', 'readers', 'editors');
    expect(await permissionsOf(token)).toHaveProperty('Policy');
    await call('PUT', 'Roles/readers', ada, { Grants: { Claim: ['View'], Incident: ['View'] } });
    expect(await permissionsOf(token)).toHaveProperty('Incident');
    await call('PUT', 'Roles/readers', ada, { Grants: { Claim: ['View'] } });
  });

  test('a role that is deleted is gone from it; with none left it may do nothing', async () => {
    await call('PUT', 'Roles/brief', ada, { Grants: { Claim: ['View', 'Edit'] } });
    await userHas('ben', 'readers', 'editors', 'brief');
    const { Token: token, ID } = await make('ben', ['brief']);
    expect((await mayCreate(token)).status).toBe(200);
    await userHas('ben', 'readers', 'editors');
    expect((await call('DELETE', 'Roles/brief', ada)).status).toBe(200);
    // Another role may get the number of the one that is gone.
    await call('PUT', 'Roles/anew', ada, { Grants: { '*': ['View', 'Edit'] } });
    await userHas('ben', 'readers', 'editors', 'anew');
    expect(await permissionsOf(token)).toEqual({});
    expectRefusal(await mayCreate(token), 403, 'permission_denied');
    const list: { ID: number }[] = (await call('GET', 'Tokens?user=ben', ada)).body;
    expect(list.find((each) => each.ID === ID)).toMatchObject({ Roles: [] });
    await userHas('ben', 'readers', 'editors');
  });

  test('administers by a role that says so, and by nothing else', async () => {
    const [reader, chief] = [await tokenOf('cleo', 'readers'), await tokenOf('cleo', 'chiefs')];
    const deeds: [method: string, path: string, body?: object][] = [
      ['GET', 'Users'],
      ['PUT', 'Users/cleo', { Roles: ['chiefs', 'editors'] }],
      ['PUT', 'Roles/readers', { Grants: { '*': ['Administer'] } }],
      ['POST', 'Tokens', { User: 'cleo' }],
      ['POST', 'Tokens', { User: 'cleo', Roles: ['readers'] }],
      ['GET', 'Tokens?user=ben'],
      ['PUT', 'Metadata/Domains/Custom.X', {}],
      ['PUT', 'Client', { LinkIdentity: 'pair' }],
    ];
    for (const [method, path, body] of deeds) {
      expectRefusal(await call(method, path, reader, body), 403, 'permission_denied');
    }
    expect((await call('GET', 'Me', reader)).body.Administrator).toBe(false);
    expect((await call('GET', 'Me', chief)).body.Administrator).toBe(true);
    expect((await call('POST', 'Tokens', chief, { User: 'cleo' })).status).toBe(200);
    // What an administrator may do without a role is not of any.
    expect(
      expectRefusal(
        await call('POST', 'Tokens', ada, { User: 'ada', Roles: ['chiefs'] }),
        400,
        'invalid_request',
      ),
    ).toBe('Unable to execute. Roles must name roles that user \'ada\' has (none); "chiefs" was given.');
    await userHas('ada', 'readers');
    const small = await tokenOf('ada', 'readers');
    expectRefusal(await call('GET', 'Users', small), 403, 'permission_denied');
  });

  test('a right that is lost while a call is under way is not used by it', async () => {
    const chief = await tokenOf('cleo', 'chiefs');
    const { write } = server.store;
    // As another server would, which this one has not heard of yet.
    server.store.write = async (item) => {
      server.store.write = write;
      await server.store.write({ ...item, ...takeRole } as unknown as typeof item);
      return server.store.write(item);
    };
    const { saveUserProgram } = await import('#linkwright/access/users.js');
    const takeRole = { program: saveUserProgram, input: { name: 'cleo', roles: ['readers'] } };
    expectRefusal(await call('POST', 'Tokens', chief, { User: 'ben' }), 403, 'permission_denied');
    await userHas('cleo', 'readers', 'chiefs');
  });

  test('sees and ends itself alone, and changes no password', async () => {
    const { Token: token, ID } = await make('ben', ['readers']);
    const { ID: another } = await make('ben', null);
    expectRefusal(await call('DELETE', `Tokens/${another}`, token), 404, 'not_found');
    const change = { OldPassword: password, NewPassword: 'another correct horse' };
    const message = expectRefusal(await call('PUT', 'Me/Password', token, change), 400, 'invalid_request');
    expect(message).toContain('bound to some of your roles');
    expect((await call('DELETE', `Tokens/${ID}`, token)).status).toBe(200);
    expect((await call('DELETE', `Tokens/${another}`, ada)).status).toBe(200);
  });

  test.each<[Roles: unknown, words: string]>([
    [[], 'Roles'],
    ['readers', 'Roles'],
    [[7], 'Roles'],
    [['reader'], "(editors', 'readers'); \"reader\" was given. Did you mean 'readers'?"],
    [['chiefs'], "Roles must name roles that user 'ben' has ('editors', 'readers'); \"chiefs\" was given."],
    [['nothing of the kind'], '"nothing of the kind" was given.'],
  ])('%j are no roles of the user', async (Roles, words) => {
    await userHas('ben', 'readers', 'editors');
    const answer = await call('POST', 'Tokens', ada, { User: 'ben', Roles });
    expect(expectRefusal(answer, 400, 'invalid_request')).toContain(words.replace(/^\(/, "('"));
  });
});
