import type { Sql } from '../schema.js';
import type { Grant, StoreQueries } from '../store.js';

type AccessQueries = Pick<
  StoreQueries,
  'userByName' | 'users' | 'userAccess' | 'roles' | 'tokenByHash' | 'tokens'
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

export function accessQueries(sql: Sql): AccessQueries {
  return {
    async userByName(client, name) {
      const user = await sql
        .selectFrom('app_user')
        .select(['id', 'name', 'password_hash as passwordHash', 'administrator'])
        .where('client_id', '=', client)
        .where('name', '=', name)
        .executeTakeFirst();
      return user && { ...user, administrator: user.administrator === 1 };
    },

    async users(client) {
      const users = await sql
        .selectFrom('app_user')
        .select(['id', 'name', 'administrator'])
        .where('client_id', '=', client)
        .orderBy('name')
        .execute();
      const roles = await sql
        .selectFrom('user_role')
        .innerJoin('role', (join) =>
          join.onRef('role.client_id', '=', 'user_role.client_id').onRef('role.id', '=', 'user_role.role_id'),
        )
        .select(['user_role.user_id', 'role.name'])
        .where('user_role.client_id', '=', client)
        .orderBy('role.name')
        .execute();
      const found = [];
      for (const user of users) {
        found.push({
          ...user,
          administrator: user.administrator === 1,
          grants: await grantsOf(sql, client, user.id),
          roles: roles.filter((role) => role.user_id === user.id).map((role) => role.name),
        });
      }
      return found;
    },

    async userAccess(client, id) {
      const user = await sql
        .selectFrom('app_user')
        .select(['id', 'name', 'administrator'])
        .where('client_id', '=', client)
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
      return roles.map(({ id, name }) => ({
        name,
        grants: grants
          .filter((grant) => grant.role_id === id)
          .map(({ domain, permission }) => ({ domain, permission })),
      }));
    },

    tokenByHash: (client, hash, now) =>
      sql
        .selectFrom('token')
        .select(['user_id as user', 'expires_at as expiresAt'])
        .where('client_id', '=', client)
        .where('hash', '=', hash)
        .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
        .executeTakeFirst(),

    tokens: (client) =>
      sql
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
        ])
        .where('token.client_id', '=', client)
        .orderBy('token.id')
        .execute(),
  };
}
