import { sql as raw } from 'kysely';
import type { Sql } from '../schema.js';
import type { StoreQueries } from '../store.js';

type RecordQueries = Pick<
  StoreQueries,
  'records' | 'recordPage' | 'recordTotal' | 'nearKeys' | 'matchKeyTotal'
>;

export function recordQueries(sql: Sql): RecordQueries {
  const recordsOf = (client: number, domain: number) =>
    sql
      .selectFrom('record')
      .select(['id', 'fields'])
      .where('client_id', '=', client)
      .where('domain_id', '=', domain)
      .orderBy('id');
  const parsed = (rows: { id: number; fields: string }[]) =>
    rows.map(({ id, fields }) => ({ id, fields: JSON.parse(fields) as Record<string, unknown> }));

  return {
    records: async (client, domain, ids) =>
      ids.length === 0 ? [] : parsed(await recordsOf(client, domain).where('id', 'in', ids).execute()),

    recordPage: async (client, domain, after, limit) =>
      parsed(await recordsOf(client, domain).where('id', '>', after).limit(limit).execute()),

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

    async recordTotal(client, domain) {
      const { total } = await sql
        .selectFrom('record')
        .select(raw<number>`count(*)`.as('total'))
        .where('client_id', '=', client)
        .where('domain_id', '=', domain)
        .executeTakeFirstOrThrow();
      return Number(total);
    },

    async matchKeyTotal(client, domain, field, value) {
      let keys = sql
        .selectFrom('match_key')
        .select(raw<number>`count(*)`.as('total'))
        .where('client_id', '=', client)
        .where('domain_id', '=', domain);
      if (field !== undefined) keys = keys.where('field_id', '=', field);
      if (value !== undefined) keys = keys.where('value', '=', value);
      const { total } = await keys.executeTakeFirstOrThrow();
      return Number(total);
    },
  };
}
