import { limits } from '../../limits/limits.js';
import type { Sql } from '../schema.js';
import type { Grant, ListedUser, StoreQueries } from '../store.js';

type AccessQueries = Pick<
  StoreQueries,
  | 'userByName'
  | 'users'
  | 'userPage'
  | 'userAccess'
  | 'usersOfRole'
  | 'administrators'
  | 'roles'
  | 'knowsAddress'
  | 'tokenByHash'
  | 'tokens'
>;

function grantsOf(sql: Sql, client: number, user: number): Promise<Grant[]> {
  return sql
    .selectFrom('user_role')
    .innerJoin('role_grant', (join) =>
      join
        .onRef('role_grant.client_id', '=', 'user_role.client_id')
        .onRef('role_grant.role_id', '=', 'user_role.role_id'),
    )
    .select(['role_grant.domain_id as domain', 'role_grant.permission'])
    .where('user_role.client_id', '=', client)
    .where('user_role.user_id', '=', user)
    .execute();
}

/** The client's users, without those that are there for history alone. */
function usersOf(sql: Sql, client: number) {
  return sql.selectFrom('app_user').where('client_id', '=', client).where('deleted_at', 'is', null);
}

/** Which role each user has, by their names. */
function userRolesOf(sql: Sql, client: number) {
  return sql
    .selectFrom('user_role')
    .innerJoin('role', (join) =>
      join.onRef('role.client_id', '=', 'user_role.client_id').onRef('role.id', '=', 'user_role.role_id'),
    )
    .innerJoin('app_user', (join) =>
      join
        .onRef('app_user.client_id', '=', 'user_role.client_id')
        .onRef('app_user.id', '=', 'user_role.user_id'),
    )
    .where('user_role.client_id', '=', client);
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

export function accessQueries(sql: Sql): AccessQueries {
  const listedUsers = (client: number) =>
    usersOf(sql, client)
      .select(['id', 'name', 'administrator', 'password_hash as passwordHash', 'created_at as createdAt'])
      .orderBy('id');
  const rolesByUser = (client: number) =>
    userRolesOf(sql, client)
      .select(['user_role.user_id as user', 'role.name'])
      .orderBy('user_role.user_id')
      .orderBy('role.name');

  return {
    async userByName(client, name) {
      const user = await usersOf(sql, client)
        .select(['id', 'name', 'password_hash as passwordHash', 'administrator'])
        .where('name', '=', name)
        .executeTakeFirst();
      return user && { ...user, administrator: user.administrator === 1 };
    },

    async users(client) {
      return listed(await listedUsers(client).execute(), await rolesByUser(client).execute());
    },

    async userPage(client, { after, limit }) {
      const users = await listedUsers(client).where('id', '>', after).limit(limit).execute();
      const roles = await rolesByUser(client)
        .where('user_role.user_id', '>', after)
        .where('user_role.user_id', '<=', users.at(-1)?.id ?? 0)
        .limit(limits.rolesOfUserPage + 1)
        .execute();
      // Where there are more roles, those of the last user are perhaps not all here.
      const end = roles[limits.rolesOfUserPage]?.user;
      const shown = end === undefined ? users : users.filter(({ id }) => id < end);
      const isLast = end === undefined && users.length < limit;
      return { users: listed(shown, roles), reached: isLast ? undefined : shown.at(-1)?.id };
    },

    async userAccess(client, id) {
      const user = await usersOf(sql, client)
        .select(['id', 'name', 'administrator'])
        .where('id', '=', id)
        .executeTakeFirst();
      return (
        user && {
          ...user,
          administrator: user.administrator === 1,
          grants: await grantsOf(sql, client, id),
        }
      );
    },

    async usersOfRole(client, role) {
      const users = await userRolesOf(sql, client)
        .select('app_user.name')
        .where('role.name', '=', role)
        .orderBy('app_user.name')
        .execute();
      return users.map(({ name }) => name);
    },

    async administrators(client) {
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
    },

    async roles(client) {
      const roles = await sql
        .selectFrom('role')
        .select(['id', 'name'])
        .where('client_id', '=', client)
        .orderBy('name')
        .execute();
      const grants = await sql
        .selectFrom('role_grant')
        .select(['role_id', 'domain_id as domain', 'permission'])
        .where('client_id', '=', client)
        .execute();
      const ofRole = new Map<number, Grant[]>(roles.map(({ id }) => [id, []]));
      for (const { role_id, ...grant } of grants) ofRole.get(role_id)?.push(grant);
      return roles.map(({ id, name }) => ({ name, grants: ofRole.get(id) ?? [] }));
    },

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

    tokenByHash: (client, hash, now) =>
      sql
        .selectFrom('token')
        .select(['id', 'user_id as user', 'kind', 'expires_at as expiresAt'])
        .where('client_id', '=', client)
        .where('hash', '=', hash)
        .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
        .executeTakeFirst(),

    tokens(client, now, { user, after, limit } = {}) {
      let asked = sql
        .selectFrom('token')
        .innerJoin('app_user', (join) =>
          join.onRef('app_user.client_id', '=', 'token.client_id').onRef('app_user.id', '=', 'token.user_id'),
        )
        .select([
          'token.id',
          'app_user.name as user',
          'token.name',
          'token.kind',
          'token.created_at as createdAt',
          'token.expires_at as expiresAt',
          'token.last_used_at as lastUsedAt',
        ])
        .where('token.client_id', '=', client)
        .where((where) => where.or([where('token.kind', '=', 'token'), where('token.expires_at', '>', now)]))
        .orderBy('token.id');
      if (user !== undefined) asked = asked.where('token.user_id', '=', user);
      if (after !== undefined) asked = asked.where('token.id', '>', after);
      if (limit !== undefined) asked = asked.limit(limit);
      return asked.execute();
    },
  };
}
