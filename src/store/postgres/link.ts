/**
 * The statements of a batch of links. What most batches do takes the whole batch, in arrays; each must find
 * its rows by the whole of a key, whatever the planner believes (docs/decisions/0017-plans-on-postgresql.md,
 * 0043-kept-plans.md). What inserts takes the client from its state, so that a Citus cluster runs it where the
 * client's rows are, and not on the coordinator (docs/decisions/0044-citus-as-it-is.md).
 */
import { linkActions } from '../../contract/words.js';
import type { FieldChanges } from '../port/change.js';
import type { LimitScope, LinkFields, LinkTransaction, LinkWrites, PairLink } from '../port/link.js';
import type { Pair } from '../port/pair.js';
import { fieldsText } from '../sql/link-fields.js';
import { bigints, column } from './arrays.js';
import { insertChanges, insertLinks, type WithFields } from './link-inserts.js';
import type { Session, Statement } from './session.js';
import type { TransactionState } from './transaction-state.js';

const ofPairs: Statement = {
  name: 'links_of_pairs',
  ordered: true,
  text: `SELECT pair.position, found.id, found.relationship_id, found.fields
    FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
      AS pair (position, parent_domain_id, parent_id, child_domain_id, child_id)
    CROSS JOIN LATERAL (
      SELECT link.id, link.relationship_id, link.fields FROM link
      WHERE link.client_id = $1 AND link.parent_domain_id = pair.parent_domain_id
        AND link.parent_id = pair.parent_id AND link.child_domain_id = pair.child_domain_id
        AND link.child_id = pair.child_id
      ORDER BY link.slot OFFSET 0
    ) AS found`,
};

const carrying: Statement = {
  name: 'links_carrying',
  ordered: true,
  text: `SELECT scope.position, found.total
    FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
      AS scope (position, parent_domain_id, parent_id, child_domain_id, relationship_id)
    CROSS JOIN LATERAL (
      SELECT count(*) AS total FROM (
        SELECT 1 FROM link
        WHERE link.client_id = $1 AND link.parent_domain_id = scope.parent_domain_id
          AND link.parent_id = scope.parent_id AND link.child_domain_id = scope.child_domain_id
          AND link.relationship_id = scope.relationship_id
        ORDER BY link.child_id, link.slot OFFSET 0
      ) AS carried
    ) AS found`,
};

/** An update, written as an insert of rows that are there: it finds them by the primary key, whatever the plan. */
const touch: Statement = {
  name: 'links_touch',
  text: `INSERT INTO link (client_id, id, parent_domain_id, parent_id, child_domain_id, child_id, slot,
      created_at, created_by, modified_at, modified_by)
    SELECT state.client_id, present.id, present.parent_domain_id, present.parent_id, present.child_domain_id,
      present.child_id, 0, $2::bigint, present.modified_by, $2::bigint, present.modified_by
    FROM client_state AS state CROSS JOIN
      unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[])
      AS present (id, parent_domain_id, parent_id, child_domain_id, child_id, modified_by)
    WHERE state.client_id = $1
    ON CONFLICT (client_id, parent_domain_id, child_domain_id, id) DO UPDATE
      SET modified_at = excluded.modified_at, modified_by = excluded.modified_by`,
};

/** The same for links that come to stand between other records; all else of a row stays. */
const move: Statement = {
  name: 'links_move',
  text: `INSERT INTO link (client_id, id, parent_domain_id, parent_id, child_domain_id, child_id, slot,
      created_at, created_by, modified_at, modified_by)
    SELECT state.client_id, moved.id, moved.parent_domain_id, moved.parent_id, moved.child_domain_id, moved.child_id,
      0, 0, 0, 0, 0
    FROM client_state AS state CROSS JOIN
      unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
      AS moved (id, parent_domain_id, parent_id, child_domain_id, child_id)
    WHERE state.client_id = $1
    ON CONFLICT (client_id, parent_domain_id, child_domain_id, id) DO UPDATE
      SET parent_id = excluded.parent_id, child_id = excluded.child_id`,
};

/** One link, named by so many columns that every index leads to it. */
const isLink = `client_id = $1 AND parent_domain_id = $2 AND parent_id = $3 AND child_domain_id = $4
  AND child_id = $5 AND id = $6`;

const park: Statement = {
  name: 'link_park',
  text: `UPDATE link SET slot = -id WHERE ${isLink}`,
};

const change: Statement = {
  name: 'link_change',
  text: `UPDATE link SET relationship_id = $7, slot = $8, modified_at = $9, modified_by = $10, fields = $11
    WHERE ${isLink}`,
};

/** A fixture may have made a link anew under the id of one that was removed. */
const keep: Statement = {
  name: 'link_keep',
  text: `INSERT INTO removed_link (client_id, id, created_at, created_by, modified_at, modified_by)
    SELECT state.client_id, gone.id, gone.created_at, gone.created_by, gone.modified_at, gone.modified_by
    FROM client_state AS state JOIN link AS gone ON gone.client_id = state.client_id
    WHERE state.client_id = $1 AND gone.parent_domain_id = $2 AND gone.parent_id = $3
      AND gone.child_domain_id = $4 AND gone.child_id = $5 AND gone.id = $6
    ON CONFLICT (client_id, id) DO UPDATE SET created_at = excluded.created_at, created_by = excluded.created_by,
      modified_at = excluded.modified_at, modified_by = excluded.modified_by`,
};

const restore: Statement = {
  name: 'link_restore',
  text: `INSERT INTO link (client_id, id, parent_domain_id, parent_id, child_domain_id, child_id, slot,
      relationship_id, fields, created_at, created_by, modified_at, modified_by)
    SELECT state.client_id, kept.id, $2::bigint, $3::bigint, $4::bigint, $5::bigint, $7::bigint, $8::bigint,
      $9::text, kept.created_at, kept.created_by, kept.modified_at, kept.modified_by
    FROM client_state AS state JOIN removed_link AS kept ON kept.client_id = state.client_id
    WHERE state.client_id = $1 AND kept.id = $6`,
};

const forget: Statement = {
  name: 'link_forget',
  text: 'DELETE FROM removed_link WHERE client_id = $1 AND id = $2',
};

const remove: Statement = {
  name: 'link_remove',
  text: `DELETE FROM link WHERE ${isLink}`,
};

/** Array parameters of parent domain, parent, child domain and child. */
function columnsOfPairs(pairs: Pair[]): Buffer[] {
  return [
    column(pairs, (pair) => pair.parentDomain),
    column(pairs, (pair) => pair.parent),
    column(pairs, (pair) => pair.childDomain),
    column(pairs, (pair) => pair.child),
  ];
}

/** The links of each pair, in order of id. */
async function linksOfPairs(session: Session, client: number, pairs: Pair[]): Promise<PairLink[][]> {
  const found: PairLink[][] = pairs.map(() => []);
  if (pairs.length === 0) return found;
  const rows = await session.rows<[number, number, number | null, string | null]>(ofPairs, [
    client,
    bigints([...pairs.keys()]),
    ...columnsOfPairs(pairs),
  ]);
  for (const [position, id, relationship, fields] of rows) {
    found[position]?.push(
      fields === null ? { id, relationship } : { id, relationship, fields: JSON.parse(fields) },
    );
  }
  for (const links of found) links.sort((one, other) => one.id - other.id);
  return found;
}

/** For each scope how many links with the relationship the parent has. */
async function linksCarrying(session: Session, client: number, scopes: LimitScope[]): Promise<number[]> {
  const totals = scopes.map(() => 0);
  if (scopes.length === 0) return totals;
  const rows = await session.rows<[number, number]>(carrying, [
    client,
    bigints([...scopes.keys()]),
    column(scopes, (scope) => scope.parentDomain),
    column(scopes, (scope) => scope.parent),
    column(scopes, (scope) => scope.childDomain),
    column(scopes, (scope) => scope.relationship),
  ]);
  for (const [position, total] of rows) totals[position] = total;
  return totals;
}

/** Sends the statements of a batch, in order, without waiting between them. */
function writeLinks(
  session: Session,
  client: number,
  { at, removals, inserts, restores = [], moves = [], updates, changes }: LinkWrites,
): Promise<unknown>[] {
  const sent: Promise<unknown>[] = [];
  const send = (statement: Statement, values: unknown[]) =>
    sent.push(session.rows(statement, [client, ...values]));
  const sendRows = (
    { none, some }: WithFields,
    rows: { fields?: LinkFields | FieldChanges }[],
    values: unknown[],
  ) => {
    if (rows.every(({ fields }) => fields === undefined)) return send(none, values);
    return send(some, [...values, rows.map(({ fields }) => fieldsText(fields))]);
  };
  const ids = (links: { id: number }[]) => column(links, ({ id }) => id);
  const isLinkOf = ({ parentDomain, parent, childDomain, child, id }: Pair & { id: number }) => [
    parentDomain,
    parent,
    childDomain,
    child,
    id,
  ];

  for (const link of removals) {
    send(keep, isLinkOf(link));
    send(remove, isLinkOf(link));
  }
  if (moves.length > 0) send(move, [ids(moves), ...columnsOfPairs(moves)]);
  const changed = updates.filter((link) => link.change !== undefined);
  // Two links of one pair may trade slots, so each slot is left before any is taken.
  if (changed.length > 1) for (const link of changed) send(park, isLinkOf(link));
  for (const { change: to, user, ...link } of changed) {
    send(change, [...isLinkOf(link), to?.relationship, to?.slot, at, user, fieldsText(to?.fields)]);
  }
  const touched = updates.filter((link) => link.change === undefined);
  if (touched.length > 0) {
    send(touch, [at, ids(touched), ...columnsOfPairs(touched), column(touched, (link) => link.user)]);
  }
  if (inserts.length > 0) {
    sendRows(insertLinks, inserts, [
      at,
      ids(inserts),
      ...columnsOfPairs(inserts),
      column(inserts, (link) => link.slot),
      column(inserts, (link) => link.relationship),
      column(inserts, (link) => link.user),
      column(inserts, (link) => link.modifiedBy),
    ]);
  }
  for (const link of restores) {
    send(restore, [...isLinkOf(link), link.slot, link.relationship, fieldsText(link.fields)]);
    send(forget, [link.id]);
  }
  if (changes.length > 0) {
    sendRows(insertChanges, changes, [
      at,
      ids(changes),
      column(changes, (entry) => entry.link),
      column(changes, (entry) => linkActions.indexOf(entry.action) + 1),
      ...columnsOfPairs(changes),
      column(changes, (entry) => entry.before),
      column(changes, (entry) => entry.after),
      column(changes, (entry) => entry.user),
      changes.map((entry) => entry.requestId),
    ]);
  }
  return sent;
}

export function linkWrites(
  state: TransactionState,
): Pick<LinkTransaction, 'linksOfPairs' | 'linksCarrying' | 'writeLinks'> {
  const { session } = state;
  return {
    async linksOfPairs(pairs) {
      state.begin();
      return linksOfPairs(session, state.client, pairs);
    },
    async linksCarrying(scopes) {
      state.begin();
      return linksCarrying(session, state.client, scopes);
    },
    async writeLinks(writes) {
      state.begin();
      state.willBeAwaited(writeLinks(session, state.client, writes));
    },
  };
}
