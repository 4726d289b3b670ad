import type { FileContentQueries, FileContentTransaction } from '../port/file-content.js';
import type { Bound } from './bound.js';
import { sql as raw } from './kysely.js';
import type { Sql } from './schema.js';

export function fileContentQueries(sql: Sql): FileContentQueries {
  const contentOf = (client: number) =>
    sql
      .selectFrom('file_content')
      .select(['sha256', 'size', 'claimed_at as claimedAt', 'removed_at as removedAt'])
      .where('client_id', '=', client);

  return {
    fileContent: (client, sha256) => contentOf(client).where('sha256', '=', sha256).executeTakeFirst(),

    fileContentPage: (client, after, limit) =>
      contentOf(client).where('sha256', '>', after).orderBy('sha256').limit(limit).execute(),

    async fileContentTotal(client, max) {
      const there = contentOf(client).where('sha256', '>', '').where('removed_at', 'is', null).limit(max);
      const { count, bytes } = await sql
        .selectFrom(there.as('found'))
        .select([raw<number>`count(*)`.as('count'), raw<number>`coalesce(sum(size), 0)`.as('bytes')])
        .executeTakeFirstOrThrow();
      return { count: Number(count), bytes: Number(bytes) };
    },
  };
}

export function fileContentWrites(bound: Bound): FileContentTransaction {
  return {
    async saveFileContent({ sha256, size, claimedAt, removedAt }) {
      const state = { size, claimed_at: claimedAt, removed_at: removedAt };
      await bound
        .sql()
        .insertInto('file_content')
        .values({ client_id: bound.client, sha256, ...state })
        .onConflict((conflict) => conflict.columns(['client_id', 'sha256']).doUpdateSet(state))
        .execute();
    },

    async deleteFileContent(sha256) {
      await bound
        .sql()
        .deleteFrom('file_content')
        .where('client_id', '=', bound.client)
        .where('sha256', '=', sha256)
        .execute();
    },
  };
}
