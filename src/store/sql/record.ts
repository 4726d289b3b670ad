import type {
  RecordPage,
  RecordQueries,
  RecordStretch,
  RecordTransaction,
  StoredRecord,
} from '../port/record.js';
import { inSlices } from '../slices.js';
import type { Bound } from './bound.js';
import { fitting } from './fitting.js';
import { keptStatement } from './kept-statement.js';
import { sql as raw } from './kysely.js';
import { beyond } from './order.js';
import type { Sql } from './schema.js';

/** How many bytes a record's fields have; neither database reads a long text to know it. */
const fieldBytes = raw<number>`octet_length(fields)`.as('bytes');

function recordsOf(sql: Sql, client: number, domain: number) {
  return sql
    .selectFrom('record')
    .select(['id', 'fields'])
    .where('client_id', '=', client)
    .where('domain_id', '=', domain);
}

function pageOf(sql: Sql, { client, domain, order, after }: Omit<RecordPage, 'limit'>) {
  const page = recordsOf(sql, client, domain).orderBy('id', order);
  return after === undefined ? page : page.where('id', beyond[order], after);
}

const fieldsById = keptStatement(
  (sql, { client, domain, ids }: { client: number; domain: number; ids: number[] }) =>
    recordsOf(sql, client, domain).where('id', 'in', ids).orderBy('id'),
  // Of several, their order is another way to find them: through all records of the domain.
  ({ ids }) => ids.length === 1,
);

const sizesById = keptStatement(
  (sql, { client, domain, ids }: { client: number; domain: number; ids: number[] }) =>
    recordsOf(sql, client, domain).clearSelect().select(['id', fieldBytes]).where('id', 'in', ids),
);

interface PagePlace {
  client: number;
  domain: number;
  after: number | undefined;
  limit: number;
}

const sizesOfPage = keptStatement(
  (sql, { limit, after, ...place }: PagePlace, { order }: Pick<RecordPage, 'order'>) =>
    pageOf(sql, { ...place, order, ...(after === undefined ? {} : { after }) })
      .clearSelect()
      .select(['id', fieldBytes])
      .limit(limit),
);

async function recordsById(sql: Sql, client: number, domain: number, ids: number[]): Promise<StoredRecord[]> {
  if (ids.length === 0) return [];
  const rows = await fieldsById(sql, { client, domain, ids }, {});
  return rows.map(({ id, fields }) => ({ id, fields: JSON.parse(fields) as Record<string, unknown> }));
}

/**
 * Reads the records of a page that may be read at once: both databases know how large each is without reading it.
 *
 * @param sized all that are wanted, in the page's order
 */
async function stretchOf(
  sql: Sql,
  { client, domain, order, limit, bytes }: RecordPage,
  sized: { id: number; bytes: number }[],
): Promise<RecordStretch> {
  const first = sized.slice(0, fitting(sized, bytes));
  const bytesOf = new Map(first.map((each) => [each.id, each.bytes]));
  const found = await recordsById(sql, client, domain, [...bytesOf.keys()]);
  if (order === 'desc') found.reverse();
  return {
    records: found.map((record) => ({ ...record, bytes: bytesOf.get(record.id) ?? 0 })),
    reached: first.length < sized.length || sized.length === limit ? first.at(-1)?.id : undefined,
  };
}

async function recordsWithout(
  sql: Sql,
  { field, searched, searchedBytes, ...page }: Parameters<RecordQueries['recordsWithout']>[0],
): Promise<RecordStretch> {
  const looked = pageOf(sql, page).clearSelect().select(['id', fieldBytes]).limit(searched);
  const summed = sql
    .selectFrom(looked.as('found'))
    .select(['id', raw<number>`sum(bytes) OVER (ORDER BY id ${raw.raw(page.order)})`.as('total')]);
  // The first record, whatever its size, and as many more as are not too large together.
  const last = await sql
    .selectFrom(summed.as('found'))
    .select('id')
    .where('total', '<=', searchedBytes)
    .orderBy('id', page.order === 'asc' ? 'desc' : 'asc')
    .limit(1)
    .executeTakeFirst();
  const end = last?.id ?? (await looked.limit(1).executeTakeFirst())?.id;
  if (end === undefined) return { records: [], reached: undefined };
  // In the stored JSON a name in quotes with a colon behind it, and no backslash, can only be the name of a field.
  const without = await pageOf(sql, page)
    .where(raw`replace(fields, ${`"${field}":`}, '')`, '=', raw.ref('fields'))
    .where('id', page.order === 'asc' ? '<=' : '>=', end)
    .clearSelect()
    .select(['id', fieldBytes])
    .limit(page.limit)
    .execute();
  const stretch = await stretchOf(sql, page, without);
  if (stretch.reached !== undefined) return stretch;
  const next = await pageOf(sql, { ...page, after: end })
    .clearSelect()
    .select('id')
    .limit(1)
    .executeTakeFirst();
  return { ...stretch, reached: next === undefined ? undefined : end };
}

/** Records are found, for links, as each database is quick at. */
export function recordQueries(sql: Sql): Omit<RecordQueries, 'findRecords'> {
  return {
    records: (client, domain, ids) => recordsById(sql, client, domain, ids),

    async firstRecords(client, domain, ids, bytes) {
      const bytesOf = new Map<number, number>();
      for (const slice of inSlices(ids)) {
        const sized = await sizesById(sql, { client, domain, ids: slice }, {});
        for (const each of sized) bytesOf.set(each.id, each.bytes);
      }
      const taken = fitting(
        ids.map((id) => ({ bytes: bytesOf.get(id) ?? 0 })),
        bytes,
      );
      const found = await recordsById(sql, client, domain, ids.slice(0, taken));
      return { records: found.map((record) => ({ ...record, bytes: bytesOf.get(record.id) ?? 0 })), taken };
    },

    async recordPage(page) {
      const { client, domain, after, limit, order } = page;
      return stretchOf(sql, page, await sizesOfPage(sql, { client, domain, after, limit }, { order }));
    },

    recordsWithout: (page) => recordsWithout(sql, page),

    async recordTotal(client, domain, max) {
      let records = sql
        .selectFrom('record')
        .select('id')
        .where('client_id', '=', client)
        .where('domain_id', '=', domain);
      if (max !== undefined) records = records.limit(max);
      const { total } = await sql
        .selectFrom(records.as('found'))
        .select(raw<number>`count(*)`.as('total'))
        .executeTakeFirstOrThrow();
      return Number(total);
    },
  };
}

const idsTaken = keptStatement(
  (sql, { client, domain, count }: { client: number; domain: number; count: number }) =>
    sql
      .updateTable('domain')
      .set((set) => ({ next_record_id: set('next_record_id', '+', count) }))
      .where('client_id', '=', client)
      .where('id', '=', domain)
      .returning('next_record_id as next'),
);

/** Records are written, and found by several keys, as each database is quick at. */
type OwnWrites = 'writeRecords' | 'recordsByKeys';

export function recordWrites(bound: Bound): Omit<RecordTransaction, OwnWrites> {
  return {
    async takeRecordIds(domain, count) {
      const given = { client: bound.client, domain, count };
      const [taken] = await idsTaken(bound.sql(), given, {});
      if (taken === undefined) throw new Error(`there is no domain ${domain}`);
      return taken.next - count;
    },

    async raiseRecordIds(domain, highest) {
      await bound
        .sql()
        .updateTable('domain')
        .set({ next_record_id: highest + 1 })
        .where('client_id', '=', bound.client)
        .where('id', '=', domain)
        .where('next_record_id', '<=', highest)
        .execute();
    },
  };
}
