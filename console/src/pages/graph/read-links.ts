import type { LinkRow, LinkwrightClient } from 'linkwright/client';
import { limits } from './limits.js';
import type { GraphLink, RecordRef } from './record-ref.js';

const columns = ['LinkID', 'ParentDomain', 'ParentID', 'ChildDomain', 'ChildID', 'ContactType'] as const;

function linkOf(row: Pick<LinkRow, (typeof columns)[number]>): GraphLink {
  return {
    id: row.LinkID,
    parent: { domain: row.ParentDomain, id: row.ParentID },
    child: { domain: row.ChildDomain, id: row.ChildID },
    relationship: row.ContactType,
  };
}

const asParent = ({ domain, id }: RecordRef) => ({ parentDomain: domain, parentRecordID: id });
const asChild = ({ domain, id }: RecordRef) => ({ childDomain: domain, childRecordID: id });

/** Links of a record: those that were asked for, and how many there are. */
export interface LinksOfRecord {
  links: GraphLink[];
  total: number;
}

interface Wanted {
  /** Whether records of its domain may be children of links. */
  linkable: boolean;
  max: number;
}

/** The links of a record in both directions, at most `max`, in the order in which they were made. */
export async function readLinks(
  client: LinkwrightClient,
  record: RecordRef,
  { linkable, max }: Wanted,
  signal: AbortSignal,
): Promise<LinksOfRecord> {
  const sides = [asParent(record), ...(linkable ? [asChild(record)] : [])];
  const read = await Promise.all(
    sides.map(async (side) => {
      const rows: GraphLink[] = [];
      const pageSize = Math.min(max, limits.path.linksOfOne);
      for await (const page of client.links.query({ ...side, columns, pageSize }, { signal }).pages()) {
        rows.push(...page.rows.map(linkOf));
        if (page.after === undefined) return { rows, total: rows.length };
        if (rows.length >= max) break;
      }
      return { rows, total: await client.links.count(side, { signal }) };
    }),
  );
  // A record that is linked with itself is found in both directions.
  const links = new Map(read.flatMap(({ rows }) => rows).map((link) => [link.id, link]));
  const twice = read.reduce((sum, { rows }) => sum + rows.length, 0) - links.size;
  return {
    links: [...links.values()].slice(0, max),
    total: read.reduce((sum, { total }) => sum + total, 0) - twice,
  };
}

/** The links between two records. */
export async function readLinksBetween(
  client: LinkwrightClient,
  { parent, child }: Pick<GraphLink, 'parent' | 'child'>,
  signal: AbortSignal,
): Promise<GraphLink[]> {
  const { rows } = await client.links
    .query({ ...asParent(parent), ...asChild(child), columns }, { signal })
    .page();
  return rows.map(linkOf);
}
