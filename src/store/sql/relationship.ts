import type { RelationshipQueries, RelationshipTransaction } from '../port/relationship.js';
import { inSlices } from '../slices.js';
import type { Bound } from './bound.js';
import { sql as raw } from './kysely.js';
import type { Sql } from './schema.js';

export function relationshipQueries(sql: Sql): RelationshipQueries {
  return {
    async recordsPastLimit(client, { relationship, parentDomain, max }, shown) {
      const past = sql
        .selectFrom('link')
        .select('parent_id as record')
        .where('client_id', '=', client)
        .where('parent_domain_id', '=', parentDomain)
        .where('relationship_id', '=', relationship)
        .groupBy('parent_id')
        .having(raw<number>`count(*)`, '>', max);
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

export function relationshipWrites(bound: Bound): RelationshipTransaction {
  return {
    async saveRelationships(relationships) {
      for (const slice of inSlices(relationships)) {
        await bound
          .sql()
          .insertInto('relationship')
          .values(slice.map((relationship) => ({ client_id: bound.client, ...relationship })))
          .onConflict((conflict) =>
            conflict.columns(['client_id', 'id']).doUpdateSet(({ ref }) => ({
              code: ref('excluded.code'),
              description: ref('excluded.description'),
            })),
          )
          .execute();
      }
    },

    async saveRelationshipLimit({ relationship, parentDomain, max }) {
      if (max === null) {
        await bound
          .sql()
          .deleteFrom('relationship_limit')
          .where('client_id', '=', bound.client)
          .where('relationship_id', '=', relationship)
          .where('parent_domain_id', '=', parentDomain)
          .execute();
        return;
      }
      await bound
        .sql()
        .insertInto('relationship_limit')
        .values({
          client_id: bound.client,
          relationship_id: relationship,
          parent_domain_id: parentDomain,
          most: max,
        })
        .onConflict((conflict) =>
          conflict.columns(['client_id', 'relationship_id', 'parent_domain_id']).doUpdateSet({ most: max }),
        )
        .execute();
    },

    async deleteRelationship(relationship) {
      await bound
        .sql()
        .deleteFrom('relationship_limit')
        .where('client_id', '=', bound.client)
        .where('relationship_id', '=', relationship)
        .execute();
      await bound
        .sql()
        .deleteFrom('relationship')
        .where('client_id', '=', bound.client)
        .where('id', '=', relationship)
        .execute();
    },
  };
}
