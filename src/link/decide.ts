/**
 * decide: the behavior tables of an upsert (docs/reference/upsert.md#behavior-tables), the limits of relationships
 * (docs/reference/metadata.md#limits-of-relationships) and removal
 * (docs/reference/link-operations.md#remove), as pure functions.
 */
import type { BehaviorRow } from '../contract/behavior.js';
import type { LinkIdentity } from '../contract/words.js';
import type { PairLink } from '../store/store.js';

/**
 * What is to be done with the pair's links, and the row of the table that says so. `relationship` is what the link
 * carries afterwards.
 */
export type Decision =
  | { row: BehaviorRow; action: 'insert'; relationship: number | null }
  | { row: BehaviorRow; action: 'update'; link: PairLink; relationship: number | null }
  | { row: BehaviorRow; action: 'refuse'; code: 'link_conflict' | 'link_ambiguous' | 'relationship_limit' };

const insert = (row: BehaviorRow, relationship: number | null): Decision => ({
  row,
  action: 'insert',
  relationship,
});

const update = (row: BehaviorRow, link: PairLink, relationship = link.relationship): Decision => ({
  row,
  action: 'update',
  link,
  relationship,
});

function decidePair(links: PairLink[], named: number | null, wanted: number | null): Decision {
  const [link] = links;
  if (link === undefined) return insert('P1', wanted ?? named);
  if (wanted !== null) return update('P4', link, wanted);
  if (named !== null) return update('P3', link, named);
  return update('P2', link);
}

function decideRelationship(links: PairLink[], named: number | null, wanted: number | null): Decision {
  const [first] = links;
  if (first === undefined) return insert('R1', wanted ?? named);
  const carrying = (relationship: number | null) => links.find((link) => link.relationship === relationship);
  const untyped = carrying(null);
  const withWanted = wanted === null ? undefined : carrying(wanted);

  if (named !== null) {
    const withNamed = carrying(named);
    if (withNamed !== undefined) {
      if (wanted === null || wanted === named) return update('R2', withNamed);
      if (withWanted !== undefined) return { row: 'R4', action: 'refuse', code: 'link_conflict' };
      return update('R3', withNamed, wanted);
    }
    // The change was made already, by this same call sent before.
    if (withWanted !== undefined) return update('R5', withWanted);
    if (untyped !== undefined) return update('R6', untyped, wanted ?? named);
    return insert('R7', wanted ?? named);
  }
  if (wanted !== null) {
    if (withWanted !== undefined) return update('R8', withWanted);
    if (links.length === 1) return update('R9', first, wanted);
    return { row: 'R10', action: 'refuse', code: 'link_ambiguous' };
  }
  return update('R11', untyped ?? first);
}

/**
 * @param links the links that the pair has now, in order of id
 * @param named `Relationship`
 * @param wanted `NewRelationship`
 */
export function decide(
  links: PairLink[],
  named: number | null,
  wanted: number | null,
  identity: LinkIdentity,
): Decision {
  return identity === 'pair' ? decidePair(links, named, wanted) : decideRelationship(links, named, wanted);
}

/**
 * A decision of `decide` as it stands where the relationship has a limit on the parent. What the table refuses
 * stays refused as it is; a link that carries the relationship already does not count again. A refusal names the row
 * that would have applied.
 *
 * @param max how many of the parent's links may carry the relationship that the call gives
 * @param carrying how many do now
 */
export function withinLimit(decision: Decision, max: number, carrying: number): Decision {
  if (decision.action === 'refuse' || carrying < max) return decision;
  const stays = decision.action === 'update' && decision.link.relationship === decision.relationship;
  return stays ? decision : { row: decision.row, action: 'refuse', code: 'relationship_limit' };
}

/**
 * The links that a removal takes, in order of id.
 *
 * @param links the links that the pair has now, in order of id
 * @param named `Relationship`; where none is, every link of the pair goes
 */
export function decideRemoval(links: PairLink[], named: number | null): PairLink[] {
  return named === null ? links : links.filter(({ relationship }) => relationship === named);
}
