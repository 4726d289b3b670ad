import type { Sql } from '../schema.js';
import type { WriteTransaction } from '../store.js';
import type { Bound } from './bound.js';

type LinkWriting = Pick<WriteTransaction, 'linksOfRecord'>;

export function linkWrites(sql: Sql, bound: Bound): LinkWriting {
  const links = () =>
    sql
      .selectFrom('link')
      .select([
        'id',
        'relationship_id as relationship',
        'parent_domain_id as parentDomain',
        'parent_id as parent',
        'child_domain_id as childDomain',
        'child_id as child',
      ])
      .where('client_id', '=', bound.client);

  return {
    async linksOfRecord(domain, record, limit) {
      const asParent = await links()
        .where('parent_domain_id', '=', domain)
        .where('parent_id', '=', record)
        .limit(limit)
        .execute();
      if (asParent.length > 0) return asParent;
      return links()
        .where('child_domain_id', '=', domain)
        .where('child_id', '=', record)
        .limit(limit)
        .execute();
    },
  };
}
