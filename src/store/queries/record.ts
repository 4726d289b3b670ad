import { sql as raw } from '../kysely.js';
import type { Sql } from '../schema.js';
import { inSlices } from '../slices.js';
import type { RecordPage, StoreQueries } from '../store.js';

type RecordQueries = Pick<
  StoreQueries,
  | 'records'
  | 'recordPage'
  | 'recordsWithout'
  | 'recordTotal'
  | 'keyPage'
  | 'nearKeys'
  | 'matchKeyTotal'
  | 'valueInUse'
  | 'allMatchKeys'
>;

/** How a comparison goes on in an order. */
const beyond = { asc: '>', desc: '<' } as const;

export function recordQueries(sql: Sql): RecordQueries {
  const recordsOf = (client: number, domain: number) =>
    sql
      .selectFrom('record')
      .select(['id', 'fields'])
      .where('client_id', '=', client)
      .where('domain_id', '=', domain);
  const pageOf = ({ client, domain, order, after }: Omit<RecordPage, 'limit'>) => {
    const page = recordsOf(client, domain).orderBy('id', order);
    return after === undefined ? page : page.where('id', beyond[order], after);
  };
  const parsed = (rows: { id: number; fields: string }[]) =>
    rows.map(({ id, fields }) => ({ id, fields: JSON.parse(fields) as Record<string, unknown> }));

  return {
    records: async (client, domain, ids) =>
      ids.length === 0
        ? []
        : parsed(await recordsOf(client, domain).where('id', 'in', ids).orderBy('id').execute()),

    recordPage: async (page) => parsed(await pageOf(page).limit(page.limit).execute()),

    async recordsWithout({ field, searched, ...page }) {
      const last = await pageOf(page)
        .clearSelect()
        .select('id')
        .offset(searched - 1)
        .limit(1)
        .executeTakeFirst();
      // Of a name in quotes with a colon behind it only the name of a field is written without a backslash.
      const without = pageOf(page).where(raw`replace(fields, ${`"${field}":`}, '')`, '=', raw.ref('fields'));
      const within =
        last === undefined ? without : without.where('id', page.order === 'asc' ? '<=' : '>=', last.id);
      return { records: parsed(await within.limit(page.limit).execute()), reached: last?.id };
    },

    keyPage({ client, domain, field, from, before, order, after, limit }) {
      let keys = sql
        .selectFrom('match_key')
        .select(['value', 'record_id as record'])
        .where('client_id', '=', client)
        .where('domain_id', '=', domain)
        .where('field_id', '=', field)
        .orderBy('value', order)
        .orderBy('record_id', order)
        .limit(limit);
      // One bound at each end, since an index is searched by one: the place to go on from is within the range.
      if (from !== undefined && (after === undefined || order === 'desc'))
        keys = keys.where('value', '>=', from);
      if (before !== undefined && (after === undefined || order === 'asc'))
        keys = keys.where('value', '<', before);
      if (after !== undefined) {
        keys = keys.where(({ eb, refTuple, tuple }) =>
          eb(refTuple('value', 'record_id'), beyond[order], tuple(after.value, after.record)),
        );
      }
      return keys.execute();
    },

    nearKeys: (client, domain, field, folded, limit) =>
      sql
        .selectFrom('match_key')
        .select(['record_id as id', 'value as key'])
        .where('client_id', '=', client)
        .where('domain_id', '=', domain)
        .where('field_id', '=', field)
        .where('folded', '=', folded)
        .orderBy('record_id')
        .limit(limit)
        .execute(),

    async recordTotal(client, domain, most) {
      let records = sql
        .selectFrom('record')
        .select('id')
        .where('client_id', '=', client)
        .where('domain_id', '=', domain);
      if (most !== undefined) records = records.limit(most);
      const { total } = await sql
        .selectFrom(records.as('found'))
        .select(raw<number>`count(*)`.as('total'))
        .executeTakeFirstOrThrow();
      return Number(total);
    },

    allMatchKeys(client, after, limit) {
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
          eb(
            refTuple('domain_id', 'field_id', 'value', 'record_id'),
            '>',
            tuple(domain, field, value, record),
          ),
        )
        .execute();
    },

    async matchKeyTotal(client, domain, field, value, most) {
      let keys = sql
        .selectFrom('match_key')
        .select('record_id')
        .where('client_id', '=', client)
        .where('domain_id', '=', domain);
      if (field !== undefined) keys = keys.where('field_id', '=', field);
      if (value !== undefined) keys = keys.where('value', '=', value);
      if (most !== undefined) keys = keys.limit(most);
      const { total } = await sql
        .selectFrom(keys.as('found'))
        .select(raw<number>`count(*)`.as('total'))
        .executeTakeFirstOrThrow();
      return Number(total);
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
