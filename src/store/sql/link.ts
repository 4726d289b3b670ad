import type {
  LinkFields,
  LinkFilter,
  LinkPage,
  LinkQueries,
  LinkTransaction,
  StoredLink,
} from '../port/link.js';
import type { Pair } from '../port/pair.js';
import type { Bound } from './bound.js';
import { setClientState } from './client.js';
import { keptStatement } from './kept-statement.js';
import { sql as raw } from './kysely.js';
import { linkFieldUses, withFields } from './link-fields.js';
import type { Sql } from './schema.js';

/** Domains that one statement looks in. */
interface Search {
  parents: number[];
  children: number[];
}

/**
 * Each is a search of one index. A record's links stand together there, whatever their other side: they
 * take one statement, where every domain of the client may be asked for.
 */
function searchesOf({ domains, parent, child }: LinkFilter): Search[] {
  const side = parent !== undefined ? 'parent' : child !== undefined ? 'child' : undefined;
  if (side === undefined) return domains.map((pair) => ({ parents: [pair.parent], children: [pair.child] }));
  return [...new Set(domains.map((pair) => pair[side]))].map((domain) => {
    const pairs = domains.filter((pair) => pair[side] === domain);
    return side === 'parent'
      ? { parents: [domain], children: pairs.map((pair) => pair.child) }
      : { parents: pairs.map((pair) => pair.parent), children: [domain] };
  });
}

/** What a statement on the links of a filter is given. */
interface Searched extends Search {
  client: number;
  parent: number | undefined;
  child: number | undefined;
  relationship: number | undefined;
}

function searchOf({ client, parent, child, relationship }: LinkFilter, search: Search): Searched {
  return { client, ...search, parent, child, relationship };
}

function linksOf(sql: Sql, { client, parents, children, parent, child, relationship }: Searched) {
  let query = sql
    .selectFrom('link')
    .where('link.client_id', '=', client)
    .where('link.parent_domain_id', 'in', parents)
    .where('link.child_domain_id', 'in', children);
  if (parent !== undefined) query = query.where('link.parent_id', '=', parent);
  if (child !== undefined) query = query.where('link.child_id', '=', child);
  if (relationship !== undefined) query = query.where('link.relationship_id', '=', relationship);
  return query;
}

interface SearchedPage extends Searched {
  after: number | undefined;
  before: number | undefined;
  limit: number;
}

const pageOfLinks = keptStatement(
  (sql, { after, before, limit, ...search }: SearchedPage, { order }: Pick<LinkPage, 'order'>) => {
    let query = linksOf(sql, search)
      .innerJoin('app_user as creator', (join) =>
        join.onRef('creator.client_id', '=', 'link.client_id').onRef('creator.id', '=', 'link.created_by'),
      )
      .innerJoin('app_user as modifier', (join) =>
        join.onRef('modifier.client_id', '=', 'link.client_id').onRef('modifier.id', '=', 'link.modified_by'),
      )
      .select([
        'link.id',
        'link.parent_domain_id as parentDomain',
        'link.parent_id as parent',
        'link.child_domain_id as childDomain',
        'link.child_id as child',
        'link.relationship_id as relationship',
        'link.fields',
        'link.created_at as createdAt',
        'creator.name as createdBy',
        'link.modified_at as modifiedAt',
        'modifier.name as modifiedBy',
      ]);
    if (after !== undefined) query = query.where('link.id', order === 'asc' ? '>' : '<', after);
    if (before !== undefined) query = query.where('link.id', order === 'asc' ? '<' : '>', before);
    return query.orderBy('link.id', order).limit(limit);
  },
);

async function linkPage(sql: Sql, page: LinkPage): Promise<StoredLink[]> {
  const { order, after, limit } = page;
  const sign = order === 'asc' ? 1 : -1;
  let found: StoredLink[] = [];
  for (const search of searchesOf(page)) {
    // Several hundred searches hold no more in memory than the page has.
    const before = found[limit - 1]?.id;
    const rows = await pageOfLinks(sql, { ...searchOf(page, search), after, before, limit }, { order });
    found.push(...rows.map((row) => withFields<typeof row, LinkFields>(row)));
    found = found.sort((one, other) => sign * (one.id - other.id)).slice(0, limit);
  }
  return found;
}

const countOfLinks = keptStatement((sql, { max, ...search }: Searched & { max: number | undefined }) => {
  let links = linksOf(sql, search).select('link.id');
  if (max !== undefined) links = links.limit(max);
  return sql.selectFrom(links.as('found')).select(raw<number>`count(*)`.as('count'));
});

const countsByRelationship = keptStatement((sql, search: Searched) =>
  linksOf(sql, search)
    .select(['link.relationship_id as relationship', raw<number>`count(*)`.as('count')])
    .groupBy('link.relationship_id'),
);

export function linkQueries(sql: Sql): LinkQueries {
  return {
    linkPage: (page) => linkPage(sql, page),

    async linkCount(filter, max) {
      let count = 0;
      for (const search of searchesOf(filter)) {
        const left = max === undefined ? undefined : max - count;
        const [found] = await countOfLinks(sql, { ...searchOf(filter, search), max: left }, {});
        count += Number(found?.count ?? 0);
        if (count === max) break;
      }
      return count;
    },

    async linkTotal(client, parentDomain, max) {
      const links = sql
        .selectFrom('link')
        .select('child_id')
        .where('client_id', '=', client)
        .where('parent_domain_id', '=', parentDomain)
        .limit(max);
      const { total } = await sql
        .selectFrom(links.as('found'))
        .select(raw<number>`count(*)`.as('total'))
        .executeTakeFirstOrThrow();
      return Number(total);
    },

    async linkCountByRelationship(filter) {
      const counts = new Map<number | null, number>();
      for (const search of searchesOf(filter)) {
        const rows = await countsByRelationship(sql, searchOf(filter, search), {});
        for (const { relationship, count } of rows) {
          counts.set(relationship, (counts.get(relationship) ?? 0) + Number(count));
        }
      }
      return [...counts].map(([relationship, count]) => ({ relationship, count }));
    },
  };
}

/** A batch of links is looked at and written as each database is quick at. */
type OwnWrites = 'linksOfPairs' | 'linksCarrying' | 'writeLinks';

async function pairsWithSeveralLinks(bound: Bound, limit: number): Promise<{ count: number; pairs: Pair[] }> {
  const pairs = bound
    .sql()
    .selectFrom('link')
    .select([
      'parent_domain_id as parentDomain',
      'parent_id as parent',
      'child_domain_id as childDomain',
      'child_id as child',
    ])
    .where('client_id', '=', bound.client)
    .groupBy(['parent_domain_id', 'parent_id', 'child_domain_id', 'child_id'])
    .having(raw<number>`count(*)`, '>', 1);
  const { count } = await bound
    .sql()
    .selectFrom(pairs.as('pair'))
    .select(raw<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow();
  const first = await pairs
    .orderBy('parent_domain_id')
    .orderBy('parent_id')
    .orderBy('child_domain_id')
    .orderBy('child_id')
    .limit(limit)
    .execute();
  return { count: Number(count), pairs: first };
}

const linkColumns = [
  'id',
  'relationship_id as relationship',
  'parent_domain_id as parentDomain',
  'parent_id as parent',
  'child_domain_id as childDomain',
  'child_id as child',
] as const;

const wholeLinksOfSide = keptStatement(
  (
    sql,
    { client, domain, record, limit }: { client: number; domain: number; record: number; limit: number },
    { side }: { side: 'parent' | 'child' },
  ) =>
    sql
      .selectFrom('link')
      .select([...linkColumns, 'fields'])
      .where('client_id', '=', client)
      .where(`${side}_domain_id`, '=', domain)
      .where(`${side}_id`, '=', record)
      .limit(limit),
);

export function linkWrites(bound: Bound): Omit<LinkTransaction, OwnWrites> {
  return {
    async linksOfRecord(domain, record, limit) {
      const given = { client: bound.client, domain, record, limit };
      const asParent = await wholeLinksOfSide(bound.sql(), given, { side: 'parent' });
      const found =
        asParent.length > 0 ? asParent : await wholeLinksOfSide(bound.sql(), given, { side: 'child' });
      return found.map((row) => withFields<typeof row, LinkFields>(row));
    },

    linksOfSide: (side, domain, record, limit) =>
      bound
        .sql()
        .selectFrom('link')
        .select(linkColumns)
        .where('client_id', '=', bound.client)
        .where(`${side}_domain_id`, '=', domain)
        .where(`${side}_id`, '=', record)
        .limit(limit)
        .execute(),

    ...linkFieldUses(bound),

    async canRestore(link) {
      const kept = await bound
        .sql()
        .selectFrom('removed_link')
        .select('id')
        .where('client_id', '=', bound.client)
        .where('id', '=', link)
        .executeTakeFirst();
      return kept !== undefined;
    },

    pairsWithSeveralLinks: (limit) => pairsWithSeveralLinks(bound, limit),

    async setLinkIdentity(identity, childDomain) {
      await setClientState(bound, { link_identity: identity });
      await bound
        .sql()
        .updateTable('link')
        .set({ slot: identity === 'pair' ? 0 : raw<number>`coalesce(relationship_id, 0)` })
        .where('client_id', '=', bound.client)
        .where('child_domain_id', '=', childDomain)
        .execute();
    },
  };
}
