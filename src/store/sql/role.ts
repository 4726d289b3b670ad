import type { Grant, RoleQueries, RoleTransaction } from '../store.js';
import type { Bound } from './bound.js';
import { nextId } from './next-id.js';
import type { Sql } from './schema.js';
import { unbindTokens } from './token.js';

/** Which role each user has, by their names. */
export function userRolesOf(sql: Sql, client: number) {
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

export function roleQueries(sql: Sql): RoleQueries {
  return {
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

    rolesOfUser: (client, user) =>
      userRolesOf(sql, client)
        .select(['role.id', 'role.name'])
        .where('user_role.user_id', '=', user)
        .orderBy('role.name')
        .execute(),

    async usersOfRole(client, role) {
      const users = await userRolesOf(sql, client)
        .select('app_user.name')
        .where('role.name', '=', role)
        .orderBy('app_user.name')
        .execute();
      return users.map(({ name }) => name);
    },
  };
}

function roleNamed(bound: Bound, name: string) {
  return bound
    .sql()
    .selectFrom('role')
    .select('id')
    .where('client_id', '=', bound.client)
    .where('name', '=', name);
}

/** The id of the role with this name, which is there. */
export async function roleId(bound: Bound, name: string): Promise<number> {
  return (await roleNamed(bound, name).executeTakeFirstOrThrow()).id;
}

export function roleWrites(bound: Bound): RoleTransaction {
  async function deleteGrants(role: number): Promise<void> {
    await bound
      .sql()
      .deleteFrom('role_grant')
      .where('client_id', '=', bound.client)
      .where('role_id', '=', role)
      .execute();
  }

  return {
    async saveRole({ name, grants }) {
      await bound
        .sql()
        .insertInto('role')
        .values({ client_id: bound.client, id: await nextId(bound, 'role'), name })
        .onConflict((conflict) => conflict.columns(['client_id', 'name']).doNothing())
        .execute();
      const id = await roleId(bound, name);
      await deleteGrants(id);
      for (const { domain, permission } of grants) {
        await bound
          .sql()
          .insertInto('role_grant')
          .values({ client_id: bound.client, role_id: id, domain_id: domain, permission })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    },

    async deleteRole(name) {
      const role = await roleNamed(bound, name).executeTakeFirst();
      if (role === undefined) return false;
      await deleteGrants(role.id);
      await unbindTokens(bound, role.id);
      await bound
        .sql()
        .deleteFrom('role')
        .where('client_id', '=', bound.client)
        .where('id', '=', role.id)
        .execute();
      return true;
    },
  };
}
