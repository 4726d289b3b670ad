import type { TokenQueries, TokenTransaction } from '../port/token.js';
import { inSlices } from '../slices.js';
import type { Bound } from './bound.js';
import type { Sql } from './schema.js';

function roleIds(kept: string | null): number[] | null {
  return kept === null ? null : JSON.parse(kept);
}

/** The names of roles that tokens are bound to, by their ids. */
async function roleNames(sql: Sql, client: number, kept: (string | null)[]): Promise<Map<number, string>> {
  const names = new Map<number, string>();
  const ids = new Set(kept.flatMap((each) => roleIds(each) ?? []));
  for (const slice of inSlices([...ids])) {
    const found = await sql
      .selectFrom('role')
      .select(['id', 'name'])
      .where('client_id', '=', client)
      .where('id', 'in', slice)
      .execute();
    for (const { id, name } of found) names.set(id, name);
  }
  return names;
}

/** Unbinds every token from a role that is going: its id may become another's. A token that has no other then has none. */
export async function unbindTokens(bound: Bound, role: number): Promise<void> {
  const tokens = await bound
    .sql()
    .selectFrom('token')
    .select(['id', 'roles'])
    .where('client_id', '=', bound.client)
    .where('roles', 'is not', null)
    .execute();
  for (const { id, roles } of tokens) {
    const ids = roleIds(roles) ?? [];
    if (!ids.includes(role)) continue;
    await bound
      .sql()
      .updateTable('token')
      .set({ roles: JSON.stringify(ids.filter((each) => each !== role)) })
      .where('client_id', '=', bound.client)
      .where('id', '=', id)
      .execute();
  }
}

export function tokenQueries(sql: Sql): TokenQueries {
  return {
    async tokenByHash(client, hash, now) {
      const found = await sql
        .selectFrom('token')
        .select(['id', 'user_id as user', 'kind', 'expires_at as expiresAt', 'roles'])
        .where('client_id', '=', client)
        .where('hash', '=', hash)
        .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
        .executeTakeFirst();
      return found && { ...found, roles: roleIds(found.roles) };
    },

    async tokens(client, now, { user, token, after, limit } = {}) {
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
          'token.roles',
        ])
        .where('token.client_id', '=', client)
        .where((where) => where.or([where('token.kind', '=', 'token'), where('token.expires_at', '>', now)]))
        .orderBy('token.id');
      if (user !== undefined) asked = asked.where('token.user_id', '=', user);
      if (token !== undefined) asked = asked.where('token.id', '=', token);
      if (after !== undefined) asked = asked.where('token.id', '>', after);
      if (limit !== undefined) asked = asked.limit(limit);
      const found = await asked.execute();
      const nameOf = await roleNames(
        sql,
        client,
        found.map(({ roles }) => roles),
      );
      const namesOf = (ids: number[]) => ids.flatMap((id) => nameOf.get(id) ?? []).sort();
      return found.map((row) => {
        const ids = roleIds(row.roles);
        return { ...row, roles: ids && namesOf(ids) };
      });
    },
  };
}

export function tokenWrites(bound: Bound): TokenTransaction {
  const sessionsOf = (user: number) =>
    bound
      .sql()
      .deleteFrom('token')
      .where('client_id', '=', bound.client)
      .where('user_id', '=', user)
      .where('kind', '=', 'session');

  return {
    async insertToken({ user, hash, name, kind, createdAt, expiresAt, roles }) {
      // The id comes from a counter, so that the id of a token that is gone never names another.
      const { next } = await bound
        .sql()
        .updateTable('client_state')
        .set((set) => ({ next_token_id: set('next_token_id', '+', 1) }))
        .where('client_id', '=', bound.client)
        .returning('next_token_id as next')
        .executeTakeFirstOrThrow();
      const id = next - 1;
      await bound
        .sql()
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
          roles: roles === null ? null : JSON.stringify(roles),
        })
        .execute();
      return id;
    },

    async deleteToken(token, user) {
      let asked = bound
        .sql()
        .deleteFrom('token')
        .where('client_id', '=', bound.client)
        .where('id', '=', token);
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
        await bound
          .sql()
          .updateTable('token')
          .set({ last_used_at: at })
          .where('client_id', '=', bound.client)
          .where('id', 'in', slice)
          .execute();
      }
    },
  };
}
