import {
  type NamedRequest,
  type RecentRequestQueries,
  type RecentRequestTransaction,
  type RequestPage,
  type RequestScope,
  type RequestStretch,
  requestIdParts,
} from '../port/recent-request.js';
import type { Bound } from './bound.js';
import { type Expression, expressionBuilder, sql as raw, type SqlBool } from './kysely.js';
import type { Schema, Sql } from './schema.js';

/** Whether a row is within the scope; every search begins with the client and a bound of the id. */
function within({ client, user, above, below }: RequestScope): Expression<SqlBool> {
  const where = expressionBuilder<Schema, 'recent_request'>();
  const conditions = [
    where('recent_request.client_id', '=', client),
    where('recent_request.id', '>', above),
    ...(below === undefined ? [] : [where('recent_request.id', '<', below)]),
    ...(user === undefined ? [] : [where('recent_request.user_id', '=', user)]),
  ];
  return where.and(conditions);
}

function withinStretch(client: number, { above, through, user }: RequestStretch): Expression<SqlBool> {
  const where = expressionBuilder<Schema, 'recent_request'>();
  return where.and([
    within({ client, above, ...(user === undefined ? {} : { user }) }),
    where('recent_request.id', '<=', through),
  ]);
}

/** The ordinal of a percentile among so many, the smallest being the first. */
const ordinalOf = (percent: number) => raw.raw(`(total * ${percent} + 99) / 100`);

/** Users whose requests are looked through one by one: of more, all are put in order at once. */
const usersSoughtAlone = 3;

async function requestPage(sql: Sql, page: RequestPage): Promise<NamedRequest[]> {
  let query = sql
    .selectFrom('recent_request')
    .leftJoin('app_user', (join) =>
      join.on('app_user.client_id', '=', page.client).onRef('app_user.id', '=', 'recent_request.user_id'),
    )
    .select([
      'recent_request.id',
      'recent_request.at',
      'recent_request.user_id as user',
      'recent_request.operation',
      'recent_request.method',
      'recent_request.path',
      'recent_request.user_agent as userAgent',
      'recent_request.status',
      'recent_request.duration',
      'recent_request.error_code as errorCode',
      'recent_request.request_id as requestId',
      'app_user.name as userName',
    ])
    .where(within(page));
  const { operation, statuses, exceptServer } = page;
  if (operation !== undefined) query = query.where('recent_request.operation', '=', operation);
  if (statuses !== undefined) {
    query = query
      .where('recent_request.status', '>=', statuses[0])
      .where('recent_request.status', '<=', statuses[1]);
  }
  if (exceptServer !== undefined) {
    const { time, server } = requestIdParts;
    query = query.where(
      raw<string>`substr(recent_request.id, ${raw.lit(time + 1)}, ${raw.lit(server)})`,
      '<>',
      exceptServer,
    );
  }
  const rows = await query.orderBy('recent_request.id', 'desc').limit(page.limit).execute();
  return rows.map((row) => ({ ...row, userName: row.userName ?? '' }));
}

type Summary = 'requestCounts' | 'requestTimes' | 'requestErrors';

/** What the requests of a scope come to, in numbers. */
function summaryQueries(sql: Sql): Pick<RecentRequestQueries, Summary> {
  return {
    async requestCounts(scope) {
      const rows = await sql
        .selectFrom('recent_request')
        .select([
          raw<number>`at / 60000`.as('minute'),
          raw<number>`status / 100`.as('statusClass'),
          raw<number>`count(*)`.as('count'),
        ])
        .where(within(scope))
        .groupBy([raw`at / 60000`, raw`status / 100`])
        .execute();
      return rows.map(({ minute, statusClass, count }) => ({ minute, statusClass, count: Number(count) }));
    },

    async requestTimes(scope) {
      const timed = sql
        .selectFrom('recent_request')
        .select([
          'operation',
          'duration',
          raw<number>`row_number() OVER (PARTITION BY operation ORDER BY duration)`.as('ordinal'),
          raw<number>`count(*) OVER (PARTITION BY operation)`.as('total'),
        ])
        .where(within(scope))
        .where('operation', 'is not', null);
      return sql
        .selectFrom(timed.as('timed'))
        .select([
          raw<string>`operation`.as('operation'),
          raw<number>`max(total)`.as('count'),
          raw<number>`max(CASE WHEN ordinal = ${ordinalOf(50)} THEN duration END)`.as('median'),
          raw<number>`max(CASE WHEN ordinal = ${ordinalOf(95)} THEN duration END)`.as('percentile95'),
          raw<number>`max(duration)`.as('longest'),
        ])
        .groupBy('operation')
        .execute();
    },

    async requestErrors(scope) {
      const rows = await sql
        .selectFrom('recent_request')
        .select([raw<string>`error_code`.as('errorCode'), raw<number>`count(*)`.as('count')])
        .where(within(scope))
        .where('error_code', 'is not', null)
        .groupBy('error_code')
        .execute();
      return rows.map(({ errorCode, count }) => ({ errorCode, count: Number(count) }));
    },
  };
}

/** The id of the request that so many of the scope are newer than. */
async function behind(sql: Sql, scope: RequestScope, newer: number): Promise<string | undefined> {
  const row = await sql
    .selectFrom('recent_request')
    .select('id')
    .where(within(scope))
    .orderBy('id', 'desc')
    .limit(1)
    .offset(newer)
    .executeTakeFirst();
  return row?.id;
}

/** What retention goes by. */
function retentionQueries(sql: Sql): Omit<RecentRequestQueries, Summary | 'requestPage'> {
  return {
    async hasMoreRequests(client, max) {
      return (await behind(sql, { client, above: '' }, max)) !== undefined;
    },

    async requestTotals(client) {
      const rows = await sql
        .selectFrom('recent_request')
        .select(['user_id as user', raw<number>`count(*)`.as('count')])
        .where(within({ client, above: '' }))
        .groupBy('user_id')
        .execute();
      return rows.map(({ user, count }) => ({ user, count: Number(count) }));
    },

    async requestsBehind(client, users, newer) {
      if (users.length <= usersSoughtAlone) {
        const found = await Promise.all(
          users.map(async (user) => ({ user, id: await behind(sql, { client, user, above: '' }, newer) })),
        );
        return found.flatMap(({ user, id }) => (id === undefined ? [] : [{ user, id }]));
      }
      const numbered = sql
        .selectFrom('recent_request')
        .select([
          'user_id as user',
          'id',
          raw<number>`row_number() OVER (PARTITION BY user_id ORDER BY id DESC)`.as('ordinal'),
        ])
        .where(within({ client, above: '' }));
      const rows = await sql
        .selectFrom(numbered.as('numbered'))
        .select(['user', 'id'])
        .where('ordinal', '=', newer + 1)
        .execute();
      const wanted = new Set(users);
      return rows.filter(({ user }) => wanted.has(user));
    },

    async oldestRequests(client, stretch, limit) {
      const oldest = sql
        .selectFrom('recent_request')
        .select('id')
        .where(withinStretch(client, stretch))
        .orderBy('id')
        .limit(limit);
      const row = await sql
        .selectFrom(oldest.as('oldest'))
        .select(raw<string | null>`max(id)`.as('id'))
        .executeTakeFirstOrThrow();
      return row.id ?? undefined;
    },
  };
}

export function recentRequestQueries(sql: Sql): RecentRequestQueries {
  return {
    requestPage: (page) => requestPage(sql, page),
    ...summaryQueries(sql),
    ...retentionQueries(sql),
  };
}

/** Requests are written as each database is quick at. */
export function recentRequestWrites(bound: Bound): Omit<RecentRequestTransaction, 'insertRequests'> {
  return {
    async deleteRequests(stretch) {
      await bound.sql().deleteFrom('recent_request').where(withinStretch(bound.client, stretch)).execute();
    },
  };
}
