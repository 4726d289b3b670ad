/** How clients, users, roles and tokens are kept, whatever the store. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveUserProgram } from '#linkwright/access/users.js';
import type { DomainPermission } from '#linkwright/contract/permissions.js';
import { keyVersion } from '#linkwright/metadata/canonical.js';
import type { NewToken, Store, TokenKind } from '#linkwright/store/store.js';
import { temporaryFolder } from '../support/folder.js';
import { required } from '../support/required.js';
import { runSteps, type Step, type StepOf } from '../support/steps.js';
import { stores } from '../support/stores.js';
import { newClient } from '../support/world.js';

describe.each(stores)('access, on $name', (store) => {
  const folder = temporaryFolder();
  let opened: Store;
  beforeAll(async () => {
    opened = await store.open(folder, 'access');
  });
  afterAll(() => opened.close());
  const steps = <Wanted extends Step[]>(client: number, ...wanted: Wanted) =>
    runSteps(opened, client, ...wanted);

  test('clients are found by account and name', async () => {
    const { client, name } = await newClient(opened);
    expect(await opened.clientByName('Test', name)).toEqual({
      id: client,
      account: 'Test',
      name,
      linkIdentity: 'pair',
      keyVersion,
      auditDays: 400,
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
    const { id } = required(await opened.userByName(client, 'ben'));
    const access = required(await opened.userAccess(client, id));
    expect(access.administrator).toBe(false);
    expect(access.grants).toHaveLength(2);
    expect(access.grants).toContainEqual({ domain: claim, permission: 'AttachContacts' });
    expect((await opened.users(client)).find(({ name }) => name === 'ben')?.roles).toEqual([
      'linkers',
      'readers',
    ]);
  });

  describe('addresses that a user is known by', () => {
    const max = 3;
    const note = (user: number, address: string, at: number): Step => ['noteAddress', user, address, at, max];
    const known = async (client: number, user: number, addresses: string) => {
      const found: string[] = [];
      for (const address of addresses)
        if (await opened.knowsAddress(client, user, address)) found.push(address);
      return found.join('');
    };

    test('are the latest, each user’s and client’s own', async () => {
      const { client, user } = await newClient(opened);
      const other = await newClient(opened);
      expect(await known(client, user, 'abc')).toBe('');
      await steps(client, note(user, 'a', 1), note(user, 'b', 2), note(user, 'a', 3), note(user, 'c', 4));
      expect(await known(client, user, 'abcd')).toBe('abc');
      await steps(client, note(user, 'd', 5));
      expect(await known(client, user, 'abcd')).toBe('acd');
      expect(await known(client, user + 1, 'abcd')).toBe('');
      expect(await known(other.client, other.user, 'abcd')).toBe('');
    });

    test('go with the user', async () => {
      const { client, user } = await newClient(opened);
      await steps(client, note(user, 'a', 1));
      await steps(client, ['deleteUser', user, 1]);
      await opened.write({ client, program: saveUserProgram, input: { name: 'ada', passwordHash: null } });
      expect((await opened.userByName(client, 'ada'))?.id).toBe(user);
      expect(await known(client, user, 'a')).toBe('');
    });
  });

  test('saving again replaces: the grants of a role, the roles and the rights of a user', async () => {
    const { client } = await newClient(opened);
    const role = (permission: DomainPermission): Step => [
      'saveRole',
      { name: 'staff', grants: [{ domain: 0, permission }] },
    ];
    const user = (administrator: boolean, roles: string[]): Step => [
      'saveUser',
      { name: 'cleo', passwordHash: 'hash', administrator, roles },
      1,
    ];
    await steps(client, role('View'), user(false, ['staff']));
    const { id } = required(await opened.userByName(client, 'cleo'));
    await steps(client, role('Edit'));
    expect((await opened.userAccess(client, id))?.grants).toEqual([{ domain: 0, permission: 'Edit' }]);
    await steps(client, user(true, []));
    expect(await opened.userByName(client, 'cleo')).toEqual({
      id,
      name: 'cleo',
      passwordHash: 'hash',
      administrator: true,
    });
    expect((await opened.userAccess(client, id))?.grants).toEqual([]);
    expect(await opened.roles(client)).toEqual([
      { name: 'staff', grants: [{ domain: 0, permission: 'Edit' }] },
    ]);
  });

  test('a token is found by its hash until it expires or is deleted, by its own client alone', async () => {
    const { client, user } = await newClient(opened);
    const other = await newClient(opened);
    const token = { user, name: 'sync', kind: 'token' as const, createdAt: 100, expiresAt: 200, roles: null };
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
      roles: null,
    });
    expect(await opened.tokenByHash(client, 'one', 200)).toBeUndefined();
    expect(await opened.tokenByHash(client, 'two', 1e15)).toEqual({
      id: lasting,
      user,
      kind: 'token',
      expiresAt: null,
      roles: null,
    });
    expect(await opened.tokenByHash(other.client, 'two', 0)).toBeUndefined();
    expect(await steps(client, ['deleteToken', lasting], ['deleteToken', lasting])).toEqual([true, false]);
    expect(await opened.tokenByHash(client, 'two', 0)).toBeUndefined();
    expect((await opened.tokens(client, 100)).map((each) => each.id)).toEqual([id]);
  });

  test('ended sessions are forgotten, tokens and running sessions stay', async () => {
    const { client, user } = await newClient(opened);
    const token = (hash: string, kind: TokenKind, expiresAt: number): Step => [
      'insertToken',
      { user, hash, name: '', kind, createdAt: 1, expiresAt, roles: null },
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

  test('a user that is deleted is found by nothing; one of that name is the same again, with nothing', async () => {
    const { client, user } = await newClient(opened);
    const token: NewToken = {
      ...{ user, hash: 'hash', name: '', kind: 'token', createdAt: 1, expiresAt: null, roles: null },
    };
    await steps(
      client,
      ['saveRole', { name: 'staff', grants: [{ domain: 0, permission: 'View' }] }],
      ['saveUser', { name: 'ada', passwordHash: 'hash', administrator: true, roles: ['staff'] }, 1],
      ['insertToken', token],
      ['deleteUser', user, 5],
    );
    expect(await opened.userByName(client, 'ada')).toBeUndefined();
    expect(await opened.userAccess(client, user)).toBeUndefined();
    expect(await opened.tokenByHash(client, 'hash', 1)).toBeUndefined();
    expect(await opened.users(client)).toEqual([]);
    expect(await opened.usersOfRole(client, 'staff')).toEqual([]);
    expect(await opened.administrators(client)).toEqual([]);
    expect(await opened.tokens(client, 1)).toEqual([]);
    await steps(client, ['saveUser', { name: 'ada', passwordHash: null, administrator: false }, 9]);
    expect(await opened.users(client)).toEqual([
      {
        id: user,
        name: 'ada',
        administrator: false,
        hasPassword: false,
        createdAt: expect.any(Number),
        roles: [],
      },
    ]);
  });

  test('who may administer: by themselves, or through a role; of each client its own', async () => {
    const { client } = await newClient(opened);
    const other = await newClient(opened);
    await steps(
      client,
      ['saveRole', { name: 'chiefs', grants: [{ domain: 0, permission: 'Administer' }] }],
      ['saveRole', { name: 'readers', grants: [{ domain: 0, permission: 'View' }] }],
      ['saveUser', { name: 'zoe', passwordHash: null, administrator: false, roles: ['chiefs'] }, 1],
      ['saveUser', { name: 'ben', passwordHash: null, administrator: false, roles: ['readers'] }, 1],
      ['saveUser', { name: 'both', passwordHash: null, administrator: true, roles: ['chiefs'] }, 1],
    );
    expect(await opened.administrators(client)).toEqual(['ada', 'both', 'zoe']);
    expect(await opened.usersOfRole(client, 'chiefs')).toEqual(['both', 'zoe']);
    expect(await opened.administrators(other.client)).toEqual(['ada']);
    expect(await steps(client, ['deleteRole', 'nobody’s'])).toEqual([false]);
    expect(await steps(client, ['saveRole', { name: 'spare', grants: [] }], ['deleteRole', 'spare'])).toEqual(
      [undefined, true],
    );
    expect((await opened.roles(client)).map(({ name }) => name)).toEqual(['chiefs', 'readers']);
  });

  test('a token that is bound to roles has what they grant, while the user has them and they are there', async () => {
    const { client, user, domain } = await newClient(opened);
    const view = { domain: domain('Claim').id, permission: 'View' as const };
    const edit = { domain: domain('Claim').id, permission: 'Edit' as const };
    const has = (...roles: string[]): Step => [
      'saveUser',
      { name: 'ada', passwordHash: null, administrator: true, roles },
      1,
    ];
    await steps(
      client,
      ['saveRole', { name: 'viewers', grants: [view] }],
      ['saveRole', { name: 'editors', grants: [edit] }],
      has('viewers', 'editors'),
    );
    const [editors, viewers] = await opened.rolesOfUser(client, user);
    const roles = [required(viewers).id, required(editors).id];
    expect([editors?.name, viewers?.name]).toEqual(['editors', 'viewers']);
    const token = { user, hash: 'bound', name: '', kind: 'token' as const, createdAt: 1, expiresAt: null };
    await steps(client, ['insertToken', { ...token, roles }]);
    const accessOf = async (bound?: number[]) => {
      const { administrator, grants } = required(await opened.userAccess(client, user, bound));
      return { administrator, grants: grants.map(({ permission }) => permission).sort() };
    };
    const now = async () => {
      const [{ roles: named } = { roles: null }] = await opened.tokens(client, 1);
      const bound = (await opened.tokenByHash(client, 'bound', 1))?.roles ?? undefined;
      return { named, ...(await accessOf(bound)) };
    };
    expect(await accessOf()).toEqual({ administrator: true, grants: ['Edit', 'View'] });
    expect(await now()).toEqual({
      ...{ named: ['editors', 'viewers'], administrator: false, grants: ['Edit', 'View'] },
    });
    await steps(client, has('viewers'));
    expect(await now()).toMatchObject({ named: ['editors', 'viewers'], grants: ['View'] });
    await steps(client, ['deleteRole', 'editors']);
    expect(await now()).toMatchObject({ named: ['viewers'], grants: ['View'] });
    await steps(client, has(), ['deleteRole', 'viewers']);
    expect(await now()).toEqual({ named: [], administrator: false, grants: [] });
    // A role that gets the id of one that is gone is another.
    await steps(client, ['saveRole', { name: 'anew', grants: [edit] }], has('anew'));
    expect(await now()).toEqual({ named: [], administrator: false, grants: [] });
    expect(await opened.tokens(client, 1, { token: 99 })).toEqual([]);
  });

  test('users and tokens come by pages, in order of id', async () => {
    const { client, user } = await newClient(opened);
    const saved = ['ben', 'cleo', 'dora'].map(
      (name): StepOf<'saveUser'> => ['saveUser', { name, passwordHash: null, administrator: false }, 1],
    );
    const ids = [user, ...(await steps(client, ...saved))];
    const page = async (after: number, limit: number) =>
      (await opened.userPage(client, { after, limit })).users.map(({ id }) => id);
    expect(await page(0, 2)).toEqual(ids.slice(0, 2));
    expect(await page(required(ids[1]), 9)).toEqual(ids.slice(2));
    expect(await page(required(ids[3]), 9)).toEqual([]);
    const made = await steps(
      client,
      ...ids.map(
        (each): StepOf<'insertToken'> => [
          'insertToken',
          {
            user: each,
            hash: `hash ${each}`,
            name: '',
            kind: 'token',
            createdAt: 1,
            expiresAt: null,
            roles: null,
          },
        ],
      ),
    );
    const tokens = async (filter: Parameters<Store['tokens']>[2]) =>
      (await opened.tokens(client, 1, filter)).map(({ id }) => id);
    expect(await tokens({ after: made[0], limit: 2 })).toEqual(made.slice(1, 3));
    expect(await tokens({ user: ids[2] })).toEqual([made[2]]);
  });

  test('the use of tokens is noted, many at once; sessions end but for one', async () => {
    const { client, user } = await newClient(opened);
    const session = { user, name: '', kind: 'session' as const, createdAt: 1, expiresAt: 1_000, roles: null };
    const [first, second, third] = await steps(
      client,
      ...Array.from(
        { length: 3 },
        (_, at): StepOf<'insertToken'> => ['insertToken', { ...session, hash: `session ${at}` }],
      ),
    );
    const gone = Array.from({ length: 1_200 }, (_, at) => 5_000 + at);
    await steps(client, ['noteTokenUse', [required(first), ...gone, required(third)], 77]);
    expect((await opened.tokens(client, 1)).map(({ lastUsedAt }) => lastUsedAt)).toEqual([77, null, 77]);
    expect(
      await steps(client, ['deleteToken', required(first), user + 1], ['deleteSessions', user, second]),
    ).toEqual([false, undefined]);
    expect((await opened.tokens(client, 1)).map(({ id }) => id)).toEqual([second]);
    await steps(client, ['deleteSessions', user]);
    expect(await opened.tokens(client, 1)).toEqual([]);
  });
});
