import type { Sql } from '../schema.js';
import { inSlices } from '../slices.js';
import type { WriteTransaction } from '../store.js';
import { type Bound, nextId } from './bound.js';

type AccessWrites = Pick<
  WriteTransaction,
  | 'saveUser'
  | 'deleteUser'
  | 'saveRole'
  | 'deleteRole'
  | 'noteAddress'
  | 'insertToken'
  | 'deleteToken'
  | 'deleteEndedSessions'
  | 'deleteSessions'
  | 'noteTokenUse'
>;

export function accessWrites(sql: Sql, bound: Bound): AccessWrites {
  const roleByName = (name: string) =>
    sql.selectFrom('role').select('id').where('client_id', '=', bound.client).where('name', '=', name);

  async function roleId(name: string): Promise<number> {
    return (await roleByName(name).executeTakeFirstOrThrow()).id;
  }

  async function leaveRoles(user: number): Promise<void> {
    await sql
      .deleteFrom('user_role')
      .where('client_id', '=', bound.client)
      .where('user_id', '=', user)
      .execute();
  }

  const sessionsOf = (user: number) =>
    sql
      .deleteFrom('token')
      .where('client_id', '=', bound.client)
      .where('user_id', '=', user)
      .where('kind', '=', 'session');

  const addressesOf = (user: number) =>
    sql
      .selectFrom('known_address')
      .select('address')
      .where('client_id', '=', bound.client)
      .where('user_id', '=', user);

  const forgetAddresses = (user: number) =>
    sql.deleteFrom('known_address').where('client_id', '=', bound.client).where('user_id', '=', user);

  async function deleteGrants(role: number): Promise<void> {
    await sql
      .deleteFrom('role_grant')
      .where('client_id', '=', bound.client)
      .where('role_id', '=', role)
      .execute();
  }

  return {
    async saveUser({ name, passwordHash, administrator, roles }, now) {
      const user = await sql
        .insertInto('app_user')
        .values({
          client_id: bound.client,
          id: await nextId(sql, 'app_user', bound.client),
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
      await leaveRoles(user.id);
      for (const role of new Set(roles)) {
        await sql
          .insertInto('user_role')
          .values({ client_id: bound.client, user_id: user.id, role_id: await roleId(role) })
          .execute();
      }
      return user.id;
    },

    async deleteUser(user, now) {
      await leaveRoles(user);
      await forgetAddresses(user).execute();
      await sql
        .deleteFrom('token')
        .where('client_id', '=', bound.client)
        .where('user_id', '=', user)
        .execute();
      await sql
        .updateTable('app_user')
        .set({ password_hash: null, administrator: 0, deleted_at: now })
        .where('client_id', '=', bound.client)
        .where('id', '=', user)
        .execute();
    },

    async saveRole({ name, grants }) {
      await sql
        .insertInto('role')
        .values({ client_id: bound.client, id: await nextId(sql, 'role', bound.client), name })
        .onConflict((conflict) => conflict.columns(['client_id', 'name']).doNothing())
        .execute();
      const id = await roleId(name);
      await deleteGrants(id);
      for (const { domain, permission } of grants) {
        await sql
          .insertInto('role_grant')
          .values({ client_id: bound.client, role_id: id, domain_id: domain, permission })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    },

    async deleteRole(name) {
      const role = await roleByName(name).executeTakeFirst();
      if (role === undefined) return false;
      await deleteGrants(role.id);
      await sql.deleteFrom('role').where('client_id', '=', bound.client).where('id', '=', role.id).execute();
      return true;
    },

    async noteAddress(user, address, at, most) {
      await sql
        .insertInto('known_address')
        .values({ client_id: bound.client, user_id: user, address, seen_at: at })
        .onConflict((conflict) =>
          conflict.columns(['client_id', 'user_id', 'address']).doUpdateSet({ seen_at: at }),
        )
        .execute();
      const known = await addressesOf(user).orderBy('seen_at', 'desc').execute();
      const earlier = known.slice(most).map((row) => row.address);
      if (earlier.length > 0) await forgetAddresses(user).where('address', 'in', earlier).execute();
    },

    async insertToken({ user, hash, name, kind, createdAt, expiresAt }) {
      // From a counter, so that the id of a token that is gone never names another.
      const { next } = await sql
        .updateTable('client_state')
        .set((set) => ({ next_token_id: set('next_token_id', '+', 1) }))
        .where('client_id', '=', bound.client)
        .returning('next_token_id as next')
        .executeTakeFirstOrThrow();
      const id = next - 1;
      await sql
        .insertInto('token')
        .values({
          client_id: bound.client,
          id,
          user_id: user,
          hash,
          name,
          kind,
          created_at: createdAt,
          expires_at: expiresAt,
        })
        .execute();
      return id;
    },

    async deleteToken(token, user) {
      let asked = sql.deleteFrom('token').where('client_id', '=', bound.client).where('id', '=', token);
      if (user !== undefined) asked = asked.where('user_id', '=', user);
      const { numDeletedRows } = await asked.executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },

    async deleteEndedSessions(user, now) {
      await sessionsOf(user).where('expires_at', '<=', now).execute();
    },

    async deleteSessions(user, except = 0) {
      await sessionsOf(user).where('id', '!=', except).execute();
    },

    async noteTokenUse(tokens, at) {
      for (const slice of inSlices(tokens)) {
        await sql
          .updateTable('token')
          .set({ last_used_at: at })
          .where('client_id', '=', bound.client)
          .where('id', 'in', slice)
          .execute();
      }
    },
  };
}
