/** How clients, users, roles and tokens are kept, whatever the store (contract section 6). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/folder.mjs';
import { stores } from '../support/stores.mjs';
import { newClient } from '../support/world.mjs';

describe.each(stores)('access, on $name', (store) => {
  const folder = temporaryFolder();
  let opened;
  beforeAll(async () => {
    opened = await store.open(folder, 'access');
  });
  afterAll(() => opened.close());
  const steps = (client, ...wanted) => opened.write({ client, program: 'steps', input: { steps: wanted } });

  test('clients are found by account and name', async () => {
    const { client, name } = await newClient(opened);
    expect(await opened.clientByName('Test', name)).toEqual({
      id: client,
      account: 'Test',
      name,
      linkIdentity: 'pair',
    });
    expect(await opened.clientByName('Other', name)).toBeUndefined();
    expect((await opened.clients()).map(({ id }) => id)).toContain(client);
  });

  test('a user has what its roles grant, together', async () => {
    const { client, domain } = await newClient(opened);
    const claim = domain('Claim').id;
    await steps(
      client,
      ['saveRole', { name: 'readers', grants: [{ domain: 0, permission: 'View' }] }],
      ['saveRole', { name: 'linkers', grants: [{ domain: claim, permission: 'AttachContacts' }] }],
      [
        'saveUser',
        { name: 'ben', passwordHash: null, administrator: false, roles: ['readers', 'linkers'] },
        1,
      ],
    );
    const { id } = await opened.userByName(client, 'ben');
    const access = await opened.userAccess(client, id);
    expect(access.administrator).toBe(false);
    expect(access.grants).toHaveLength(2);
    expect(access.grants).toContainEqual({ domain: claim, permission: 'AttachContacts' });
    expect((await opened.users(client)).find(({ name }) => name === 'ben').roles).toEqual([
      'linkers',
      'readers',
    ]);
  });

  test('saving again replaces: the grants of a role, the roles and the rights of a user', async () => {
    const { client } = await newClient(opened);
    const role = (permission) => ['saveRole', { name: 'staff', grants: [{ domain: 0, permission }] }];
    const user = (administrator, roles) => [
      'saveUser',
      { name: 'cleo', passwordHash: 'hash', administrator, roles },
      1,
    ];
    await steps(client, role('View'), user(false, ['staff']));
    const { id } = await opened.userByName(client, 'cleo');
    await steps(client, role('Edit'));
    expect((await opened.userAccess(client, id)).grants).toEqual([{ domain: 0, permission: 'Edit' }]);
    await steps(client, user(true, []));
    expect(await opened.userByName(client, 'cleo')).toEqual({
      id,
      name: 'cleo',
      passwordHash: 'hash',
      administrator: true,
    });
    expect((await opened.userAccess(client, id)).grants).toEqual([]);
    expect(await opened.roles(client)).toEqual([
      { name: 'staff', grants: [{ domain: 0, permission: 'Edit' }] },
    ]);
  });

  test('a token is found by its hash until it expires or is deleted, by its own client alone', async () => {
    const { client, user } = await newClient(opened);
    const other = await newClient(opened);
    const token = { user, name: 'sync', kind: 'token', createdAt: 100, expiresAt: 200 };
    const [id, lasting] = await steps(
      client,
      ['insertToken', { ...token, hash: 'one' }],
      ['insertToken', { ...token, hash: 'two', expiresAt: null }],
    );
    expect(await opened.tokenByHash(client, 'one', 199)).toEqual({
      id,
      user,
      kind: 'token',
      expiresAt: 200,
    });
    expect(await opened.tokenByHash(client, 'one', 200)).toBeUndefined();
    expect(await opened.tokenByHash(client, 'two', 1e15)).toEqual({
      id: lasting,
      user,
      kind: 'token',
      expiresAt: null,
    });
    expect(await opened.tokenByHash(other.client, 'two', 0)).toBeUndefined();
    expect(await steps(client, ['deleteToken', lasting], ['deleteToken', lasting])).toEqual([true, false]);
    expect(await opened.tokenByHash(client, 'two', 0)).toBeUndefined();
    expect((await opened.tokens(client, 100)).map((each) => each.id)).toEqual([id]);
  });

  test('ended sessions are forgotten, tokens and running sessions stay', async () => {
    const { client, user } = await newClient(opened);
    const token = (hash, kind, expiresAt) => [
      'insertToken',
      { user, hash, name: '', kind, createdAt: 1, expiresAt },
    ];
    await steps(
      client,
      token('ended', 'session', 50),
      token('running', 'session', 500),
      token('expired', 'token', 50),
      ['deleteEndedSessions', user, 100],
    );
    expect((await opened.tokens(client, 100)).map(({ kind, expiresAt }) => [kind, expiresAt])).toEqual([
      ['session', 500],
      ['token', 50],
    ]);
  });
});
