/** The statements of a batch of links: each takes the whole batch, in arrays. */
import { type LinkUpdate, type LinkWrites, linkActions, type Pair, type PairLink } from '../store.js';
import { column, integers, type Session, type Statement } from './session.js';

const ofPairs: Statement = {
  name: 'links_of_pairs',
  // A lateral join, so that each pair is a search of its own however large the tables are believed to be.
  text: `SELECT pair.position, found.id, found.relationship_id
    FROM unnest($2::integer[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
      AS pair (position, parent_domain_id, parent_id, child_domain_id, child_id)
    CROSS JOIN LATERAL (
      SELECT link.id, link.relationship_id FROM link
      WHERE link.client_id = $1 AND link.parent_domain_id = pair.parent_domain_id
        AND link.parent_id = pair.parent_id AND link.child_domain_id = pair.child_domain_id
        AND link.child_id = pair.child_id
    ) AS found`,
};

const touch: Statement = {
  name: 'links_touch',
  text: `UPDATE link SET modified_at = $2, modified_by = $3
    WHERE client_id = $1 AND parent_domain_id = $4 AND child_domain_id = $5 AND id = ANY ($6::bigint[])`,
};

const park: Statement = {
  name: 'links_park',
  text: `UPDATE link SET slot = -id
    WHERE client_id = $1 AND parent_domain_id = $2 AND child_domain_id = $3 AND id = ANY ($4::bigint[])`,
};

const remove: Statement = {
  name: 'links_remove',
  text: `DELETE FROM link
    WHERE client_id = $1 AND parent_domain_id = $2 AND child_domain_id = $3 AND id = ANY ($4::bigint[])`,
};

const change: Statement = {
  name: 'links_change',
  text: `UPDATE link SET relationship_id = $2, slot = $3, modified_at = $4, modified_by = $5
    WHERE client_id = $1 AND parent_domain_id = $6 AND child_domain_id = $7 AND id = ANY ($8::bigint[])`,
};

const insert: Statement = {
  name: 'links_insert',
  text: `INSERT INTO link (client_id, id, parent_domain_id, parent_id, child_domain_id, child_id, slot,
      relationship_id, created_at, created_by, modified_at, modified_by)
    SELECT $1::bigint, fresh.id, fresh.parent_domain_id, fresh.parent_id, fresh.child_domain_id,
      fresh.child_id, fresh.slot, fresh.relationship_id, $2::bigint, fresh.created_by, $2::bigint,
      fresh.modified_by
    FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[],
        $9::bigint[], $10::bigint[], $11::bigint[])
      AS fresh (id, parent_domain_id, parent_id, child_domain_id, child_id, slot, relationship_id,
        created_by, modified_by)`,
};

const insertChanges: Statement = {
  name: 'link_changes_insert',
  text: `INSERT INTO link_change (client_id, id, link_id, action, parent_domain_id, parent_id,
      child_domain_id, child_id, before_relationship_id, after_relationship_id, at, user_id, request_id)
    SELECT $1::bigint, fresh.id, fresh.link_id, fresh.action, fresh.parent_domain_id, fresh.parent_id,
      fresh.child_domain_id, fresh.child_id, fresh.before_relationship_id, fresh.after_relationship_id,
      $2::bigint, fresh.user_id, fresh.request_id
    FROM unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[],
        $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[], $13::text[])
      AS fresh (id, link_id, action, parent_domain_id, parent_id, child_domain_id, child_id,
        before_relationship_id, after_relationship_id, user_id, request_id)`,
};

/** The links of each pair, in order of id. */
export async function linksOfPairs(session: Session, client: number, pairs: Pair[]): Promise<PairLink[][]> {
  const found: PairLink[][] = pairs.map(() => []);
  if (pairs.length === 0) return found;
  const rows = await session.rows<[number, number, number | null]>(ofPairs, [
    client,
    integers([...pairs.keys()]),
    column(pairs, (pair) => pair.parentDomain),
    column(pairs, (pair) => pair.parent),
    column(pairs, (pair) => pair.childDomain),
    column(pairs, (pair) => pair.child),
  ]);
  for (const [position, id, relationship] of rows) found[position]?.push({ id, relationship });
  for (const links of found) links.sort((one, other) => one.id - other.id);
  return found;
}

/** Links of the same pair of domains that one statement writes alike. */
function alike<Link extends Pick<Pair, 'parentDomain' | 'childDomain'>>(
  links: Link[],
  valuesOf: (link: Link) => unknown[],
): Link[][] {
  const groups = new Map<string, Link[]>();
  for (const link of links) {
    const key = [link.parentDomain, link.childDomain, ...valuesOf(link)].join(':');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [link]);
    else group.push(link);
  }
  return [...groups.values()];
}

/** Sends the statements of a batch, in order, without waiting between them. */
export function writeLinks(
  session: Session,
  client: number,
  { at, removals, inserts, updates, changes }: LinkWrites,
): Promise<unknown>[] {
  const sent: Promise<unknown>[] = [];
  const send = (statement: Statement, values: unknown[]) =>
    sent.push(session.rows(statement, [client, ...values]));
  const ids = (links: { id: number }[]) => column(links, ({ id }) => id);
  const sendByDomains = <Link extends Pair & { id: number }>(statement: Statement, links: Link[]) => {
    for (const group of alike(links, () => [])) {
      const [{ parentDomain, childDomain }] = group as [Link];
      send(statement, [parentDomain, childDomain, ids(group)]);
    }
  };

  sendByDomains(remove, removals);
  // Two links of one pair may trade slots, so each slot is left before any is taken.
  const changed = updates.filter((update) => update.change !== undefined);
  if (changed.length > 1) sendByDomains(park, changed);
  const groups = alike(updates, ({ user, change: to }) => [
    user,
    to === undefined,
    to?.relationship,
    to?.slot,
  ]);
  for (const group of groups) {
    const [{ parentDomain, childDomain, user, change: to }] = group as [LinkUpdate];
    if (to === undefined) send(touch, [at, user, parentDomain, childDomain, ids(group)]);
    else send(change, [to.relationship, to.slot, at, user, parentDomain, childDomain, ids(group)]);
  }
  if (inserts.length > 0) {
    send(insert, [
      at,
      ids(inserts),
      column(inserts, (link) => link.parentDomain),
      column(inserts, (link) => link.parent),
      column(inserts, (link) => link.childDomain),
      column(inserts, (link) => link.child),
      column(inserts, (link) => link.slot),
      column(inserts, (link) => link.relationship),
      column(inserts, (link) => link.user),
      column(inserts, (link) => link.modifiedBy),
    ]);
  }
  if (changes.length > 0) {
    send(insertChanges, [
      at,
      ids(changes),
      column(changes, (entry) => entry.link),
      column(changes, (entry) => linkActions.indexOf(entry.action) + 1),
      column(changes, (entry) => entry.parentDomain),
      column(changes, (entry) => entry.parent),
      column(changes, (entry) => entry.childDomain),
      column(changes, (entry) => entry.child),
      column(changes, (entry) => entry.before),
      column(changes, (entry) => entry.after),
      column(changes, (entry) => entry.user),
      changes.map((entry) => entry.requestId),
    ]);
  }
  return sent;
}
