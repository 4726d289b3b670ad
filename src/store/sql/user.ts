import { limits } from '../../limits/limits.js';
import type { Grant, ListedUser, UserQueries, UserTransaction } from '../store.js';
import type { Bound } from './bound.js';
import { nextId } from './next-id.js';
import { roleId, userRolesOf } from './role.js';
import type { Sql } from './schema.js';

async function grantsOf(sql: Sql, client: number, user: number, bound: number[] | null): Promise<Grant[]> {
  const grants = await sql
    .selectFrom('user_role')
    .innerJoin('role_grant', (join) =>
      join
        .onRef('role_grant.client_id', '=', 'user_role.client_id')
        .onRef('role_grant.role_id', '=', 'user_role.role_id'),
    )
    .select(['user_role.role_id as role', 'role_grant.domain_id as domain', 'role_grant.permission'])
    .where('user_role.client_id', '=', client)
    .where('user_role.user_id', '=', user)
    .execute();
  const counts = bound === null ? undefined : new Set(bound);
  return grants.filter(({ role }) => counts?.has(role) !== false).map(({ role: _, ...grant }) => grant);
}

/** The client's users, without those that are there for history alone. */
function usersOf(sql: Sql, client: number) {
  return sql.selectFrom('app_user').where('client_id', '=', client).where('deleted_at', 'is', null);
}

interface UserRow {
  id: number;
  name: string;
  administrator: number;
  passwordHash: string | null;
  createdAt: number;
}

/** Users as a list shows them, each with its roles. */
function listed(users: UserRow[], roles: { user: number; name: string }[]): ListedUser[] {
  const ofUser = new Map<number, string[]>(users.map(({ id }) => [id, []]));
  for (const { user, name } of roles) ofUser.get(user)?.push(name);
  return users.map(({ passwordHash, ...user }) => ({
    ...user,
    administrator: user.administrator === 1,
    hasPassword: passwordHash !== null,
    roles: ofUser.get(user.id) ?? [],
  }));
}

function listedUsers(sql: Sql, client: number) {
  return usersOf(sql, client)
    .select(['id', 'name', 'administrator', 'password_hash as passwordHash', 'created_at as createdAt'])
    .orderBy('id');
}

function rolesByUser(sql: Sql, client: number) {
  return userRolesOf(sql, client)
    .select(['user_role.user_id as user', 'role.name'])
    .orderBy('user_role.user_id')
    .orderBy('role.name');
}

async function userPage(
  sql: Sql,
  client: number,
  { after, limit }: Parameters<UserQueries['userPage']>[1],
): ReturnType<UserQueries['userPage']> {
  const users = await listedUsers(sql, client).where('id', '>', after).limit(limit).execute();
  const roles = await rolesByUser(sql, client)
    .where('user_role.user_id', '>', after)
    .where('user_role.user_id', '<=', users.at(-1)?.id ?? 0)
    .limit(limits.rolesOfUserPage + 1)
    .execute();
  // Where there are more roles, those of the last user are perhaps not all here.
  const end = roles[limits.rolesOfUserPage]?.user;
  const shown = end === undefined ? users : users.filter(({ id }) => id < end);
  const isLast = end === undefined && users.length < limit;
  return { users: listed(shown, roles), reached: isLast ? undefined : shown.at(-1)?.id };
}

async function administrators(sql: Sql, client: number): Promise<string[]> {
  const named = await usersOf(sql, client).select('name').where('administrator', '=', 1).execute();
  const throughRoles = await sql
    .selectFrom('role_grant')
    .innerJoin('user_role', (join) =>
      join
        .onRef('user_role.client_id', '=', 'role_grant.client_id')
        .onRef('user_role.role_id', '=', 'role_grant.role_id'),
    )
    .innerJoin('app_user', (join) =>
      join
        .onRef('app_user.client_id', '=', 'user_role.client_id')
        .onRef('app_user.id', '=', 'user_role.user_id'),
    )
    .select('app_user.name')
    .where('role_grant.client_id', '=', client)
    .where('role_grant.permission', '=', 'Administer')
    .execute();
  return [...new Set([...named, ...throughRoles].map(({ name }) => name))].sort();
}

export function userQueries(sql: Sql): UserQueries {
  return {
    async userByName(client, name) {
      const user = await usersOf(sql, client)
        .select(['id', 'name', 'password_hash as passwordHash', 'administrator'])
        .where('name', '=', name)
        .executeTakeFirst();
      return user && { ...user, administrator: user.administrator === 1 };
    },

    async users(client) {
      return listed(await listedUsers(sql, client).execute(), await rolesByUser(sql, client).execute());
    },

    userPage: (client, page) => userPage(sql, client, page),

    async userAccess(client, id, bound = null) {
      const user = await usersOf(sql, client)
        .select(['id', 'name', 'administrator'])
        .where('id', '=', id)
        .executeTakeFirst();
      return (
        user && {
          ...user,
          administrator: user.administrator === 1 && bound === null,
          grants: await grantsOf(sql, client, id, bound),
        }
      );
    },

    administrators: (client) => administrators(sql, client),

    async knowsAddress(client, user, address) {
      const row = await sql
        .selectFrom('known_address')
        .select('seen_at')
        .where('client_id', '=', client)
        .where('user_id', '=', user)
        .where('address', '=', address)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

async function leaveRoles(bound: Bound, user: number): Promise<void> {
  await bound
    .sql()
    .deleteFrom('user_role')
    .where('client_id', '=', bound.client)
    .where('user_id', '=', user)
    .execute();
}

async function saveUser(
  bound: Bound,
  { name, passwordHash, administrator, roles }: Parameters<UserTransaction['saveUser']>[0],
  now: number,
): Promise<number> {
  const user = await bound
    .sql()
    .insertInto('app_user')
    .values({
      client_id: bound.client,
      id: await nextId(bound, 'app_user'),
      name,
      password_hash: passwordHash,
      administrator: administrator ? 1 : 0,
      created_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['client_id', 'name']).doUpdateSet({
        password_hash: passwordHash,
        administrator: administrator ? 1 : 0,
        deleted_at: null,
      }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  if (roles === undefined) return user.id;
  await leaveRoles(bound, user.id);
  for (const role of new Set(roles)) {
    await bound
      .sql()
      .insertInto('user_role')
      .values({
        client_id: bound.client,
        user_id: user.id,
        role_id: await roleId(bound, role),
      })
      .execute();
  }
  return user.id;
}

export function userWrites(bound: Bound): UserTransaction {
  const addressesOf = (user: number) =>
    bound
      .sql()
      .selectFrom('known_address')
      .select('address')
      .where('client_id', '=', bound.client)
      .where('user_id', '=', user);

  const forgetAddresses = (user: number) =>
    bound.sql().deleteFrom('known_address').where('client_id', '=', bound.client).where('user_id', '=', user);

  return {
    saveUser: (user, now) => saveUser(bound, user, now),

    async deleteUser(user, now) {
      await leaveRoles(bound, user);
      await forgetAddresses(user).execute();
      await bound
        .sql()
        .deleteFrom('token')
        .where('client_id', '=', bound.client)
        .where('user_id', '=', user)
        .execute();
      await bound
        .sql()
        .updateTable('app_user')
        .set({ password_hash: null, administrator: 0, deleted_at: now })
        .where('client_id', '=', bound.client)
        .where('id', '=', user)
        .execute();
    },

    async noteAddress(user, address, at, max) {
      await bound
        .sql()
        .insertInto('known_address')
        .values({ client_id: bound.client, user_id: user, address, seen_at: at })
        .onConflict((conflict) =>
          conflict.columns(['client_id', 'user_id', 'address']).doUpdateSet({ seen_at: at }),
        )
        .execute();
      const known = await addressesOf(user).orderBy('seen_at', 'desc').execute();
      const earlier = known.slice(max).map((row) => row.address);
      if (earlier.length > 0) await forgetAddresses(user).where('address', 'in', earlier).execute();
    },
  };
}
