import type { Sql } from '../schema.js';
import type { WriteTransaction } from '../store.js';
import { type Bound, nextId } from './bound.js';

type AccessWrites = Pick<
  WriteTransaction,
  'saveUser' | 'saveRole' | 'insertToken' | 'deleteToken' | 'deleteEndedSessions'
>;

export function accessWrites(sql: Sql, bound: Bound): AccessWrites {
  async function roleId(name: string): Promise<number> {
    const { id } = await sql
      .selectFrom('role')
      .select('id')
      .where('client_id', '=', bound.client)
      .where('name', '=', name)
      .executeTakeFirstOrThrow();
    return id;
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
          }),
        )
        .returning('id')
        .executeTakeFirstOrThrow();
      if (roles === undefined) return user.id;
      await sql
        .deleteFrom('user_role')
        .where('client_id', '=', bound.client)
        .where('user_id', '=', user.id)
        .execute();
      for (const role of new Set(roles)) {
        await sql
          .insertInto('user_role')
          .values({ client_id: bound.client, user_id: user.id, role_id: await roleId(role) })
          .execute();
      }
      return user.id;
    },

    async saveRole({ name, grants }) {
      await sql
        .insertInto('role')
        .values({ client_id: bound.client, id: await nextId(sql, 'role', bound.client), name })
        .onConflict((conflict) => conflict.columns(['client_id', 'name']).doNothing())
        .execute();
      const id = await roleId(name);
      await sql
        .deleteFrom('role_grant')
        .where('client_id', '=', bound.client)
        .where('role_id', '=', id)
        .execute();
      for (const { domain, permission } of grants) {
        await sql
          .insertInto('role_grant')
          .values({ client_id: bound.client, role_id: id, domain_id: domain, permission })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
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

    async deleteToken(token) {
      const { numDeletedRows } = await sql
        .deleteFrom('token')
        .where('client_id', '=', bound.client)
        .where('id', '=', token)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },

    async deleteEndedSessions(user, now) {
      await sql
        .deleteFrom('token')
        .where('client_id', '=', bound.client)
        .where('user_id', '=', user)
        .where('kind', '=', 'session')
        .where('expires_at', '<=', now)
        .execute();
    },
  };
}
