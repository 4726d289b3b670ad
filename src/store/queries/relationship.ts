import { sql as raw } from '../kysely.js';
import type { Sql } from '../schema.js';
import type { StoreQueries } from '../store.js';

type RelationshipQueries = Pick<StoreQueries, 'recordsPastLimit' | 'relationshipTotal' | 'recordsGiven'>;

export function relationshipQueries(sql: Sql): RelationshipQueries {
  return {
    async recordsPastLimit(client, { relationship, parentDomain, most }, shown) {
      const past = sql
        .selectFrom('link')
        .select('parent_id as record')
        .where('client_id', '=', client)
        .where('parent_domain_id', '=', parentDomain)
        .where('relationship_id', '=', relationship)
        .groupBy('parent_id')
        .having(raw<number>`count(*)`, '>', most);
      const { count } = await sql
        .selectFrom(past.as('past'))
        .select(raw<number>`count(*)`.as('count'))
        .executeTakeFirstOrThrow();
      if (Number(count) === 0) return { count: 0, records: [] };
      const first = await past.orderBy('parent_id').limit(shown).execute();
      return { count: Number(count), records: first.map(({ record }) => record) };
    },

    async relationshipTotal(client, relationship) {
      const { total } = await sql
        .selectFrom('link')
        .select(raw<number>`count(*)`.as('total'))
        .where('client_id', '=', client)
        .where('relationship_id', '=', relationship)
        .executeTakeFirstOrThrow();
      return Number(total);
    },

    recordsGiven: (client, relationship, above) =>
      sql
        .selectFrom('link_change')
        .select(['parent_domain_id as domain', 'parent_id as record'])
        .distinct()
        .where('client_id', '=', client)
        .where('id', '>', above)
        .where('after_relationship_id', '=', relationship)
        .execute(),
  };
}
