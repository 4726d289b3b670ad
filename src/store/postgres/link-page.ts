/**
 * A page of the links of one record, where it has few: by a plan that is made once, since its links stand together in one
 * index, however many there are of others (docs/decisions/0088-reads-in-flights.md).
 */
import type { LinkFields, LinkPage, LinkQueries, StoredLink } from '../port/link.js';
import { keptStatement } from '../sql/kept-statement.js';
import { sql as raw } from '../sql/kysely.js';
import { linkQueries } from '../sql/link.js';
import { withFields } from '../sql/link-fields.js';
import type { Sql } from '../sql/schema.js';

/** Links that are sorted for a page: so many are read in the time that planning takes. */
const few = 200;

interface LinksOfRecord {
  client: number;
  parentDomain: number;
  childDomain: number;
  /** Of these two one is given. */
  parent: number | undefined;
  child: number | undefined;
}

interface PageOfFew extends LinksOfRecord {
  relationship: number | undefined;
  after: number | undefined;
  limit: number;
}

/** A few links in the order of the one index in which a record's links stand together, and how many these are. */
function fewLinks(sql: Sql, { client, parentDomain, childDomain, parent, child }: LinksOfRecord) {
  let links = sql
    .selectFrom('link')
    .selectAll()
    .where('client_id', '=', client)
    .where('parent_domain_id', '=', parentDomain)
    .where('child_domain_id', '=', childDomain);
  if (parent !== undefined) links = links.where('parent_id', '=', parent).orderBy('child_id').orderBy('slot');
  if (child !== undefined) links = links.where('child_id', '=', child).orderBy('parent_id');
  return sql
    .selectFrom(links.limit(raw.lit(few + 1)).as('found'))
    .selectAll()
    .select(raw<number>`count(*) OVER ()`.as('total'));
}

/**
 * A user's name, found by the order of the users' ids: no other index has that, and a plan that went by names would read
 * all of a client's users.
 */
function nameOf(column: 'link.created_by' | 'link.modified_by') {
  return raw<string>`(SELECT name FROM app_user WHERE app_user.client_id = link.client_id
    AND app_user.id BETWEEN ${raw.ref(column)} AND ${raw.ref(column)} ORDER BY app_user.id LIMIT 1)`;
}

const pageOfFew = keptStatement(
  (sql, { relationship, after, limit, ...record }: PageOfFew, { order }: Pick<LinkPage, 'order'>) => {
    let query = sql
      .selectFrom(fewLinks(sql, record).as('link'))
      .select([
        'link.id',
        'link.parent_id as parent',
        'link.child_id as child',
        'link.relationship_id as relationship',
        'link.fields',
        'link.created_at as createdAt',
        nameOf('link.created_by').as('createdBy'),
        'link.modified_at as modifiedAt',
        nameOf('link.modified_by').as('modifiedBy'),
        'link.total',
      ]);
    if (relationship !== undefined) query = query.where('link.relationship_id', '=', relationship);
    if (after !== undefined) query = query.where('link.id', order === 'asc' ? '>' : '<', after);
    return query.orderBy('link.id', order).limit(limit);
  },
  () => true,
);

/** The page, unless the record has more links than are sorted for it. */
async function fewOf(sql: Sql, page: LinkPage): Promise<StoredLink[] | undefined> {
  const { client, domains, parent, child, relationship, after, limit, order } = page;
  const [pair, ...others] = domains;
  const isOfOne = (parent === undefined) !== (child === undefined);
  if (pair === undefined || others.length > 0 || !isOfOne || limit > few) return undefined;
  const search = { client, parentDomain: pair.parent, childDomain: pair.child, parent, child };
  const rows = await pageOfFew(sql, { ...search, relationship, after, limit }, { order });
  const [first] = rows;
  // What fits is not all that was looked at, so that nothing says how much that was.
  const isUnknown = first === undefined && (relationship !== undefined || after !== undefined);
  if (isUnknown || (first !== undefined && first.total > few)) return undefined;
  return rows.map(({ total: _, ...row }) => ({
    parentDomain: pair.parent,
    childDomain: pair.child,
    ...withFields<typeof row, LinkFields>(row),
  }));
}

export function linkPageQueries(sql: Sql): Pick<LinkQueries, 'linkPage'> {
  const { linkPage } = linkQueries(sql);
  return { linkPage: async (page) => (await fewOf(sql, page)) ?? linkPage(page) };
}
