import type { Sql } from '../schema.js';
import { inSlices } from '../slices.js';
import type { WriteTransaction } from '../store.js';
import type { Bound } from './bound.js';

type RelationshipWrites = Pick<
  WriteTransaction,
  'saveRelationships' | 'saveRelationshipLimit' | 'deleteRelationship'
>;

export function relationshipWrites(sql: Sql, bound: Bound): RelationshipWrites {
  return {
    async saveRelationships(relationships) {
      for (const slice of inSlices(relationships)) {
        await sql
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

    async saveRelationshipLimit({ relationship, parentDomain, most }) {
      if (most === null) {
        await sql
          .deleteFrom('relationship_limit')
          .where('client_id', '=', bound.client)
          .where('relationship_id', '=', relationship)
          .where('parent_domain_id', '=', parentDomain)
          .execute();
        return;
      }
      await sql
        .insertInto('relationship_limit')
        .values({
          client_id: bound.client,
          relationship_id: relationship,
          parent_domain_id: parentDomain,
          most,
        })
        .onConflict((conflict) =>
          conflict.columns(['client_id', 'relationship_id', 'parent_domain_id']).doUpdateSet({ most }),
        )
        .execute();
    },

    async deleteRelationship(relationship) {
      await sql
        .deleteFrom('relationship_limit')
        .where('client_id', '=', bound.client)
        .where('relationship_id', '=', relationship)
        .execute();
      await sql
        .deleteFrom('relationship')
        .where('client_id', '=', bound.client)
        .where('id', '=', relationship)
        .execute();
    },
  };
}
