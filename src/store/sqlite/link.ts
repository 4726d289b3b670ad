/** The statements of a batch of links. Each runs once a row: in the same process that costs 2 µs. */
import { linkActions } from '../../contract/words.js';
import type { LinkChange } from '../port/change.js';
import type { LinkTransaction, LinkWrites, NewLink } from '../port/link.js';
import type { Bound } from '../sql/bound.js';
import { fieldsText } from '../sql/link-fields.js';
import type { Connection } from './connection.js';

export const linkStatements = {
  ofPair: `SELECT id, relationship_id, fields FROM link
    WHERE client_id = ? AND parent_domain_id = ? AND parent_id = ? AND child_domain_id = ? AND child_id = ?
    ORDER BY id`,
  carrying: `SELECT count(*) FROM link
    WHERE client_id = ? AND parent_domain_id = ? AND parent_id = ? AND child_domain_id = ?
      AND relationship_id = ?`,
  insert: `INSERT INTO link (client_id, id, parent_domain_id, parent_id, child_domain_id, child_id, slot,
      relationship_id, fields, created_at, created_by, modified_at, modified_by)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  touch: `UPDATE link SET modified_at = ?, modified_by = ?
    WHERE client_id = ? AND parent_domain_id = ? AND child_domain_id = ? AND id = ?`,
  park: `UPDATE link SET slot = -id
    WHERE client_id = ? AND parent_domain_id = ? AND child_domain_id = ? AND id = ?`,
  change: `UPDATE link SET relationship_id = ?, slot = ?, fields = ?, modified_at = ?, modified_by = ?
    WHERE client_id = ? AND parent_domain_id = ? AND child_domain_id = ? AND id = ?`,
  move: `UPDATE link SET parent_id = ?, child_id = ?
    WHERE client_id = ? AND parent_domain_id = ? AND child_domain_id = ? AND id = ?`,
  /** A fixture may have made a link anew under the id of one that was removed. */
  keep: `INSERT INTO removed_link (client_id, id, created_at, created_by, modified_at, modified_by)
    SELECT client_id, id, created_at, created_by, modified_at, modified_by FROM link
    WHERE client_id = ? AND parent_domain_id = ? AND child_domain_id = ? AND id = ?
    ON CONFLICT (client_id, id) DO UPDATE SET created_at = excluded.created_at, created_by = excluded.created_by,
      modified_at = excluded.modified_at, modified_by = excluded.modified_by`,
  restore: `INSERT INTO link (client_id, id, parent_domain_id, parent_id, child_domain_id, child_id, slot,
      relationship_id, fields, created_at, created_by, modified_at, modified_by)
    SELECT client_id, id, ?, ?, ?, ?, ?, ?, ?, created_at, created_by, modified_at, modified_by
    FROM removed_link WHERE client_id = ? AND id = ?`,
  forget: `DELETE FROM removed_link WHERE client_id = ? AND id = ?`,
  remove: `DELETE FROM link
    WHERE client_id = ? AND parent_domain_id = ? AND child_domain_id = ? AND id = ?`,
  insertChange: `INSERT INTO link_change (client_id, id, link_id, action, parent_domain_id, parent_id,
      child_domain_id, child_id, before_relationship_id, after_relationship_id, fields, at, user_id, request_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
};

type OwnWrites = Pick<LinkTransaction, 'linksOfPairs' | 'linksCarrying' | 'writeLinks'>;

function lookups(connection: Connection): (bound: Bound) => Omit<OwnWrites, 'writeLinks'> {
  const ofPair = connection.prepare(linkStatements.ofPair).raw();
  const carrying = connection.prepare(linkStatements.carrying).pluck();

  return (bound) => ({
    async linksOfPairs(pairs) {
      return pairs.map((pair) => {
        const rows = ofPair.all(bound.client, pair.parentDomain, pair.parent, pair.childDomain, pair.child);
        return (rows as [number, number | null, string | null][]).map(([id, relationship, fields]) =>
          fields === null ? { id, relationship } : { id, relationship, fields: JSON.parse(fields) },
        );
      });
    },

    async linksCarrying(scopes) {
      return scopes.map(
        ({ parentDomain, parent, childDomain, relationship }) =>
          carrying.get(bound.client, parentDomain, parent, childDomain, relationship) as number,
      );
    },
  });
}

function changeWriting(connection: Connection): (client: number, at: number, changes: LinkChange[]) => void {
  const insertChange = connection.prepare(linkStatements.insertChange);
  return (client, at, changes) => {
    for (const entry of changes) {
      insertChange.run(
        client,
        entry.id,
        entry.link,
        linkActions.indexOf(entry.action) + 1,
        entry.parentDomain,
        entry.parent,
        entry.childDomain,
        entry.child,
        entry.before,
        entry.after,
        fieldsText(entry.fields),
        at,
        entry.user,
        entry.requestId,
      );
    }
  };
}

function restoring(connection: Connection): (client: number, link: NewLink) => void {
  const restore = connection.prepare(linkStatements.restore);
  const forget = connection.prepare(linkStatements.forget);
  return (client, link) => {
    const { id, parentDomain, parent, childDomain, child, slot, relationship } = link;
    const fields = fieldsText(link.fields);
    restore.run(parentDomain, parent, childDomain, child, slot, relationship, fields, client, id);
    forget.run(client, id);
  };
}

function writing(connection: Connection): (bound: Bound, writes: LinkWrites) => void {
  const insert = connection.prepare(linkStatements.insert);
  const touch = connection.prepare(linkStatements.touch);
  const park = connection.prepare(linkStatements.park);
  const change = connection.prepare(linkStatements.change);
  const keep = connection.prepare(linkStatements.keep);
  const remove = connection.prepare(linkStatements.remove);
  const move = connection.prepare(linkStatements.move);
  const restore = restoring(connection);
  const writeChanges = changeWriting(connection);

  return ({ client }, { at, removals, inserts, restores = [], moves = [], updates, changes }) => {
    for (const { id, parentDomain, childDomain } of removals) {
      keep.run(client, parentDomain, childDomain, id);
      remove.run(client, parentDomain, childDomain, id);
    }
    for (const { id, parentDomain, parent, childDomain, child } of moves) {
      move.run(parent, child, client, parentDomain, childDomain, id);
    }
    // Two links of one pair may trade slots, so each slot is left before any is taken.
    const changed = updates.filter((update) => update.change !== undefined);
    if (changed.length > 1) {
      for (const link of changed) park.run(client, link.parentDomain, link.childDomain, link.id);
    }
    for (const { id, parentDomain, childDomain, change: to, user } of updates) {
      if (to === undefined) touch.run(at, user, client, parentDomain, childDomain, id);
      else
        change.run(
          to.relationship,
          to.slot,
          fieldsText(to.fields),
          at,
          user,
          client,
          parentDomain,
          childDomain,
          id,
        );
    }
    for (const link of inserts) {
      insert.run(
        client,
        link.id,
        link.parentDomain,
        link.parent,
        link.childDomain,
        link.child,
        link.slot,
        link.relationship,
        fieldsText(link.fields),
        at,
        link.user,
        at,
        link.modifiedBy,
      );
    }
    for (const link of restores) restore(client, link);
    writeChanges(client, at, changes);
  };
}

export function linkWriter(connection: Connection): (bound: Bound) => OwnWrites {
  const lookUp = lookups(connection);
  const write = writing(connection);
  return (bound) => ({ ...lookUp(bound), writeLinks: async (writes) => write(bound, writes) });
}
