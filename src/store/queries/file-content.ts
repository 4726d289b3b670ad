import { sql as raw } from '../kysely.js';
import type { Sql } from '../schema.js';
import type { FileContentQueries } from '../store.js';

export function contentQueries(sql: Sql): FileContentQueries {
  const contentOf = (client: number) =>
    sql
      .selectFrom('file_content')
      .select(['sha256', 'size', 'claimed_at as claimedAt', 'removed_at as removedAt'])
      .where('client_id', '=', client);

  return {
    fileContent: (client, sha256) => contentOf(client).where('sha256', '=', sha256).executeTakeFirst(),

    fileContentPage: (client, after, limit) =>
      contentOf(client).where('sha256', '>', after).orderBy('sha256').limit(limit).execute(),

    async fileContentTotal(client, most) {
      const there = contentOf(client).where('sha256', '>', '').where('removed_at', 'is', null).limit(most);
      const { count, bytes } = await sql
        .selectFrom(there.as('found'))
        .select([raw<number>`count(*)`.as('count'), raw<number>`coalesce(sum(size), 0)`.as('bytes')])
        .executeTakeFirstOrThrow();
      return { count: Number(count), bytes: Number(bytes) };
    },

    async databaseId(client) {
      const state = await sql
        .selectFrom('client_state')
        .select('database_id')
        .where('client_id', '=', client)
        .executeTakeFirst();
      return state?.database_id ?? undefined;
    },
  };
}
