import type {
  KeyPage,
  KeyPosition,
  MatchKeyQueries,
  MatchKeyTransaction,
  StoredMatchKey,
} from '../port/match-key.js';
import { inSlices } from '../slices.js';
import type { Bound } from './bound.js';
import { keptStatement } from './kept-statement.js';
import { sql as raw } from './kysely.js';
import { beyond } from './order.js';
import type { Sql } from './schema.js';

interface KeysSearched {
  client: number;
  domain: number;
  field: number;
  from: string | undefined;
  before: string | undefined;
  value: string | undefined;
  record: number | undefined;
  limit: number;
}

const pageOfKeys = keptStatement(
  (
    sql,
    { client, domain, field, from, before, value, record, limit }: KeysSearched,
    { order }: Pick<KeyPage, 'order'>,
  ) => {
    let keys = sql
      .selectFrom('match_key')
      .select(['value', 'record_id as record'])
      .where('client_id', '=', client)
      .where('domain_id', '=', domain)
      .where('field_id', '=', field)
      .orderBy('value', order)
      .orderBy('record_id', order)
      .limit(limit);
    if (from !== undefined) keys = keys.where('value', '>=', from);
    if (before !== undefined) keys = keys.where('value', '<', before);
    if (value === undefined || record === undefined) return keys;
    return keys.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('value', 'record_id'), beyond[order], tuple(value, record)),
    );
  },
);

function keyPage(sql: Sql, { from, before, order, after, ...page }: KeyPage): Promise<KeyPosition[]> {
  // One bound at each end, since an index is searched by one: the position to go on from is within the range.
  const bounds = {
    from: after === undefined || order === 'desc' ? from : undefined,
    before: after === undefined || order === 'asc' ? before : undefined,
  };
  return pageOfKeys(sql, { ...page, ...bounds, value: after?.value, record: after?.record }, { order });
}

const keysAlike = keptStatement(
  (sql, given: { client: number; domain: number; field: number; folded: string; limit: number }) =>
    sql
      .selectFrom('match_key')
      .select(['record_id as id', 'value as key'])
      .where('client_id', '=', given.client)
      .where('domain_id', '=', given.domain)
      .where('field_id', '=', given.field)
      .where('folded', '=', given.folded)
      .orderBy('record_id')
      .limit(given.limit),
);

interface KeysCounted {
  client: number;
  domain: number;
  field: number | undefined;
  value: string | undefined;
  max: number | undefined;
}

const countOfKeys = keptStatement((sql, { client, domain, field, value, max }: KeysCounted) => {
  let keys = sql
    .selectFrom('match_key')
    .select('record_id')
    .where('client_id', '=', client)
    .where('domain_id', '=', domain);
  if (field !== undefined) keys = keys.where('field_id', '=', field);
  if (value !== undefined) keys = keys.where('value', '=', value);
  if (max !== undefined) keys = keys.limit(max);
  return sql.selectFrom(keys.as('found')).select(raw<number>`count(*)`.as('total'));
});

function allMatchKeys(
  sql: Sql,
  client: number,
  after: StoredMatchKey | undefined,
  limit: number,
): Promise<StoredMatchKey[]> {
  const keys = sql
    .selectFrom('match_key')
    .select(['domain_id as domain', 'field_id as field', 'value', 'record_id as record'])
    .where('client_id', '=', client)
    .orderBy('domain_id')
    .orderBy('field_id')
    .orderBy('value')
    .orderBy('record_id')
    .limit(limit);
  if (after === undefined) return keys.execute();
  const { domain, field, value, record } = after;
  return keys
    .where(({ eb, refTuple, tuple }) =>
      eb(refTuple('domain_id', 'field_id', 'value', 'record_id'), '>', tuple(domain, field, value, record)),
    )
    .execute();
}

export function matchKeyQueries(sql: Sql): Omit<MatchKeyQueries, 'countMatchKeys'> {
  return {
    keyPage: (page) => keyPage(sql, page),

    nearKeys: (client, domain, field, folded, limit) =>
      keysAlike(sql, { client, domain, field, folded, limit }, {}),

    allMatchKeys: (client, after, limit) => allMatchKeys(sql, client, after, limit),

    async matchKeyTotal(client, domain, field, value, max) {
      const [found] = await countOfKeys(sql, { client, domain, field, value, max }, {});
      return Number(found?.total ?? 0);
    },

    async valueInUse(client, domain, field, values) {
      for (const slice of inSlices(values)) {
        const found = await sql
          .selectFrom('match_key')
          .select('value')
          .where('client_id', '=', client)
          .where('domain_id', '=', domain)
          .where('field_id', '=', field)
          .where('value', 'in', slice)
          .limit(1)
          .executeTakeFirst();
        if (found !== undefined) return found.value;
      }
      return undefined;
    },
  };
}

export function matchKeyWrites(bound: Bound): MatchKeyTransaction {
  return {
    async addMatchKeys(domain, records) {
      const rows = records.flatMap(({ id, keys }) =>
        keys.map(({ field, value, folded }) => ({
          client_id: bound.client,
          domain_id: domain,
          field_id: field,
          value,
          record_id: id,
          folded,
        })),
      );
      for (const slice of inSlices(rows)) {
        await bound
          .sql()
          .insertInto('match_key')
          .values(slice)
          .onConflict((conflict) =>
            conflict
              .columns(['client_id', 'domain_id', 'field_id', 'value', 'record_id'])
              .doUpdateSet((set) => ({ folded: set.ref('excluded.folded') })),
          )
          .execute();
      }
    },

    async removeMatchKeys(keys) {
      const removals = keys.map(({ domain, field, value, record }) =>
        bound
          .sql()
          .deleteFrom('match_key')
          .where('client_id', '=', bound.client)
          .where('domain_id', '=', domain)
          .where('field_id', '=', field)
          .where('value', '=', value)
          .where('record_id', '=', record)
          .execute(),
      );
      await Promise.all(removals);
    },
  };
}
