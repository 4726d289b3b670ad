import { linkActions } from '../../contract/words.js';
import type {
  ChangeFilter,
  ChangePage,
  ChangeQueries,
  ChangeTransaction,
  FieldChanges,
  StoredLinkChange,
} from '../port/change.js';
import { inSlices } from '../slices.js';
import type { Bound } from './bound.js';
import { type Expression, expressionBuilder, sql as raw, type SqlBool } from './kysely.js';
import { withFields } from './link-fields.js';
import type { Schema, Sql } from './schema.js';

/** A literal, since a partial index serves only where its condition is known before values are bound. */
const removed = raw.lit(linkActions.indexOf('removed') + 1);

/** What puts a link between two records: it may be there again between others. */
const placed = (['inserted', 'restored'] as const).map((action) => linkActions.indexOf(action) + 1);

/** Whether a row of `link` or of `link_change` is between the records and domains of the filter. */
function fitsRecords({
  parentDomains,
  childDomains,
  parent,
  child,
  mergedParent,
  mergedChild,
}: ChangeFilter): Expression<SqlBool> {
  const where = expressionBuilder<Schema, 'link'>();
  const conditions: Expression<SqlBool>[] = [];
  if (parentDomains !== undefined) conditions.push(where('parent_domain_id', 'in', parentDomains));
  const oneOf = (column: 'parent_id' | 'child_id', id: number, merged: number | undefined) =>
    merged === undefined ? where(column, '=', id) : where(column, 'in', [id, merged]);
  if (parent !== undefined) conditions.push(oneOf('parent_id', parent, mergedParent));
  if (childDomains !== undefined) conditions.push(where('child_domain_id', 'in', childDomains));
  if (child !== undefined) conditions.push(oneOf('child_id', child, mergedChild));
  return where.and(conditions);
}

/** Whether nothing can fit, so that no statement gets an empty list. */
function isEmpty({ parentDomains, childDomains }: ChangeFilter): boolean {
  return parentDomains?.length === 0 || childDomains?.length === 0;
}

async function changePage(sql: Sql, page: ChangePage): Promise<StoredLinkChange[]> {
  if (isEmpty(page)) return [];
  const { client, relationship, order } = page;
  const found = [];
  // Where no links are named there is one statement, without a list.
  for (const links of page.links === undefined ? [undefined] : inSlices(page.links)) {
    let query = sql
      .selectFrom('link_change')
      .innerJoin('app_user', (join) =>
        join.on('app_user.client_id', '=', client).onRef('app_user.id', '=', 'link_change.user_id'),
      )
      .select([
        'link_change.id',
        'link_change.link_id as link',
        'link_change.action',
        'link_change.parent_domain_id as parentDomain',
        'link_change.parent_id as parent',
        'link_change.child_domain_id as childDomain',
        'link_change.child_id as child',
        'link_change.before_relationship_id as before',
        'link_change.after_relationship_id as after',
        'link_change.fields',
        'link_change.at',
        'app_user.name as user',
        'link_change.request_id as requestId',
      ])
      .where('link_change.client_id', '=', client)
      .where('link_change.id', '>', page.above)
      .where('link_change.id', '<=', page.through)
      .where(fitsRecords(page));
    if (links !== undefined) query = query.where('link_change.link_id', 'in', links);
    if (relationship !== undefined) {
      query = query.where((where) =>
        where.or([
          where('before_relationship_id', '=', relationship),
          where('after_relationship_id', '=', relationship),
        ]),
      );
    }
    found.push(...(await query.orderBy('link_change.id', order).limit(page.limit).execute()));
  }
  const sign = order === 'asc' ? 1 : -1;
  return found
    .sort((one, other) => sign * (one.id - other.id))
    .slice(0, page.limit)
    .map(({ action, ...change }) => ({
      ...withFields<typeof change, FieldChanges>(change),
      action: linkActions[action - 1] as (typeof linkActions)[number],
    }));
}

export function changeQueries(sql: Sql): ChangeQueries {
  return {
    async lastChange(client) {
      const state = await sql
        .selectFrom('client_state')
        .select('next_change_id')
        .where('client_id', '=', client)
        .executeTakeFirst();
      return state === undefined ? 0 : state.next_change_id - 1;
    },

    async linksEver(filter, limit) {
      if (isEmpty(filter)) return [];
      const present = await sql
        .selectFrom('link')
        .select('id')
        .where('client_id', '=', filter.client)
        .where(fitsRecords(filter))
        .limit(limit)
        .execute();
      // Read after the present links, so that a link that is removed between the two is in one of them.
      const former = await sql
        .selectFrom('link_change')
        .select('link_id as id')
        .where('client_id', '=', filter.client)
        .where('action', '=', removed)
        .where(fitsRecords(filter))
        .limit(limit)
        .execute();
      return [...new Set([...present, ...former].map(({ id }) => id))].slice(0, limit);
    },

    changePage: (page) => changePage(sql, page),
  };
}

export function changeWrites(bound: Bound): ChangeTransaction {
  return {
    async pairsOfLinks(links) {
      const found = [];
      for (const slice of inSlices(links)) {
        const rows = await bound
          .sql()
          .selectFrom('link_change')
          .select([
            'link_id as link',
            'parent_domain_id as parentDomain',
            'parent_id as parent',
            'child_domain_id as childDomain',
            'child_id as child',
          ])
          .where('client_id', '=', bound.client)
          .where('link_id', 'in', slice)
          .where('action', 'in', placed)
          .orderBy('id')
          .execute();
        for (const { link, ...pair } of rows) found.push({ link, pair });
      }
      return found;
    },
  };
}
