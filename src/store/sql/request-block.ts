/** Blocks of recent requests as rows: what retention goes by, and what both databases write in the same way. */
import type {
  RecentRequestQueries,
  RecentRequestTransaction,
  RequestKind,
  RequestTotal,
} from '../port/recent-request.js';
import type { Bound } from './bound.js';
import type { Sql } from './schema.js';

type Retention = 'requestTotals' | 'requestBlocksThrough' | 'requestBlocksPast';

/** What a row says of the kind of its requests. */
export function kindOf({
  user_id,
  administrative,
}: {
  user_id: number;
  administrative: number;
}): RequestKind {
  return { user: user_id, administrative: administrative === 1 };
}

/** How many requests rows hold together, by kind, each once and in an order that all who write keep to. */
export function totalsOf(
  rows: { user_id: number; administrative: number; requests: number }[],
): RequestTotal[] {
  const totals = new Map<string, RequestTotal>();
  for (const row of rows) {
    const key = `${row.user_id}/${row.administrative}`;
    const total = totals.get(key) ?? { ...kindOf(row), requests: 0 };
    total.requests += row.requests;
    totals.set(key, total);
  }
  return [...totals.values()].sort(
    (one, other) => one.user - other.user || Number(one.administrative) - Number(other.administrative),
  );
}

export function requestBlockQueries(sql: Sql): Pick<RecentRequestQueries, Retention> {
  return {
    async requestTotals(client) {
      const rows = await sql
        .selectFrom('request_total')
        .select(['user_id', 'administrative', 'requests'])
        .where('client_id', '=', client)
        .where('requests', '>', 0)
        .execute();
      return rows.map((row) => ({ ...kindOf(row), requests: row.requests }));
    },

    async requestBlocksThrough({ client, above, limit }, id) {
      const rows = await sql
        .selectFrom('request_block')
        .select('id')
        .where('client_id', '=', client)
        .where('id', '>', above)
        .where('id', '<=', id)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map((row) => row.id);
    },

    async requestBlocksPast({ client, above, limit }, { user, administrative }, share) {
      // Total and blocks are of one moment, so that what others remove meanwhile is not removed twice over.
      const rows = await sql
        .selectFrom('request_total')
        .innerJoin('request_block', (join) =>
          join
            .onRef('request_block.client_id', '=', 'request_total.client_id')
            .onRef('request_block.user_id', '=', 'request_total.user_id')
            .onRef('request_block.administrative', '=', 'request_total.administrative'),
        )
        .select(['request_block.id', 'request_block.requests', 'request_total.requests as total'])
        .where('request_total.client_id', '=', client)
        .where('request_total.user_id', '=', user)
        .where('request_total.administrative', '=', Number(administrative))
        .where('request_block.id', '>', above)
        .orderBy('request_block.id')
        .limit(limit)
        .execute();
      let gone = 0;
      const past = rows.findIndex(({ requests, total }) => {
        gone += requests;
        return total - gone < share;
      });
      return rows.slice(0, past === -1 ? rows.length : past).map(({ id }) => id);
    },
  };
}

/** Blocks are written as each database is quick at. */
export function requestBlockWrites(bound: Bound): Pick<RecentRequestTransaction, 'deleteRequestBlocks'> {
  return {
    async deleteRequestBlocks(ids) {
      const deleted = await bound
        .sql()
        .deleteFrom('request_block')
        .where('client_id', '=', bound.client)
        .where('id', 'in', ids)
        .returning(['user_id', 'administrative', 'requests'])
        .execute();
      for (const { user, administrative, requests } of totalsOf(deleted)) {
        await bound
          .sql()
          .updateTable('request_total')
          .set((set) => ({ requests: set('requests', '-', requests) }))
          .where('client_id', '=', bound.client)
          .where('user_id', '=', user)
          .where('administrative', '=', Number(administrative))
          .execute();
      }
    },
  };
}
