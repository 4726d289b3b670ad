import { sql as raw } from 'kysely';
import type { Sql } from '../schema.js';
import type { LinkFilter, StoreQueries } from '../store.js';

type LinkQueries = Pick<StoreQueries, 'linkPage' | 'linkCount' | 'linkCountByRelationship'>;

/** One select for each pair of domains, so that each is a search of one index. */
function linksOf(sql: Sql, filter: LinkFilter, domains: { parent: number; child: number }) {
  let query = sql
    .selectFrom('link')
    .where('link.client_id', '=', filter.client)
    .where('link.parent_domain_id', '=', domains.parent)
    .where('link.child_domain_id', '=', domains.child);
  if (filter.parent !== undefined) query = query.where('link.parent_id', '=', filter.parent);
  if (filter.child !== undefined) query = query.where('link.child_id', '=', filter.child);
  if (filter.relationship !== undefined) {
    query = query.where('link.relationship_id', '=', filter.relationship);
  }
  return query;
}

export function linkQueries(sql: Sql): LinkQueries {
  return {
    async linkPage(page) {
      const found = [];
      for (const domains of page.domains) {
        let query = linksOf(sql, page, domains)
          .innerJoin('app_user as creator', (join) =>
            join
              .onRef('creator.client_id', '=', 'link.client_id')
              .onRef('creator.id', '=', 'link.created_by'),
          )
          .innerJoin('app_user as modifier', (join) =>
            join
              .onRef('modifier.client_id', '=', 'link.client_id')
              .onRef('modifier.id', '=', 'link.modified_by'),
          )
          .select([
            'link.id',
            'link.parent_domain_id as parentDomain',
            'link.parent_id as parent',
            'link.child_domain_id as childDomain',
            'link.child_id as child',
            'link.relationship_id as relationship',
            'link.created_at as createdAt',
            'creator.name as createdBy',
            'link.modified_at as modifiedAt',
            'modifier.name as modifiedBy',
          ]);
        if (page.after !== undefined) {
          query = query.where('link.id', page.order === 'asc' ? '>' : '<', page.after);
        }
        found.push(...(await query.orderBy('link.id', page.order).limit(page.limit).execute()));
      }
      const sign = page.order === 'asc' ? 1 : -1;
      return found.sort((one, other) => sign * (one.id - other.id)).slice(0, page.limit);
    },

    async linkCount(filter) {
      let count = 0;
      for (const domains of filter.domains) {
        const row = await linksOf(sql, filter, domains)
          .select(raw<number>`count(*)`.as('count'))
          .executeTakeFirstOrThrow();
        count += Number(row.count);
      }
      return count;
    },

    async linkCountByRelationship(filter) {
      const counts = new Map<number | null, number>();
      for (const domains of filter.domains) {
        const rows = await linksOf(sql, filter, domains)
          .select(['link.relationship_id as relationship', raw<number>`count(*)`.as('count')])
          .groupBy('link.relationship_id')
          .execute();
        for (const { relationship, count } of rows) {
          counts.set(relationship, (counts.get(relationship) ?? 0) + Number(count));
        }
      }
      return [...counts].map(([relationship, count]) => ({ relationship, count }));
    },
  };
}
