/**
 * decide: the behaviour tables of contract section 2, the limits of relationships (section 5), and removal
 * (section 4), as pure functions.
 */
import type { LinkIdentity } from '../contract/words.js';
import type { PairLink } from '../store/store.js';

/** What is to be done with the pair's links. `relationship` is what the link carries afterwards. */
export type Decision =
  | { action: 'insert'; relationship: number | null }
  | { action: 'update'; link: PairLink; relationship: number | null }
  | { action: 'refuse'; code: 'link_conflict' | 'link_ambiguous' | 'relationship_limit' };

const update = (link: PairLink, relationship = link.relationship): Decision => ({
  action: 'update',
  link,
  relationship,
});

function decidePair(links: PairLink[], named: number | null, wanted: number | null): Decision {
  const [link] = links;
  if (link === undefined) return { action: 'insert', relationship: wanted ?? named };
  return update(link, wanted ?? named ?? link.relationship);
}

function decideRelationship(links: PairLink[], named: number | null, wanted: number | null): Decision {
  const [first] = links;
  if (first === undefined) return { action: 'insert', relationship: wanted ?? named };
  const carrying = (relationship: number | null) => links.find((link) => link.relationship === relationship);
  const untyped = carrying(null);
  const withWanted = wanted === null ? undefined : carrying(wanted);

  if (named !== null) {
    const withNamed = carrying(named);
    if (withNamed !== undefined) {
      if (wanted === null || wanted === named) return update(withNamed);
      if (withWanted !== undefined) return { action: 'refuse', code: 'link_conflict' };
      return update(withNamed, wanted);
    }
    // The change was made already, by this same call sent before.
    if (withWanted !== undefined) return update(withWanted);
    if (untyped !== undefined) return update(untyped, wanted ?? named);
    return { action: 'insert', relationship: wanted ?? named };
  }
  if (wanted !== null) {
    if (withWanted !== undefined) return update(withWanted);
    if (links.length === 1) return update(first, wanted);
    return { action: 'refuse', code: 'link_ambiguous' };
  }
  return update(untyped ?? first);
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
 * stays refused as it is; a link that carries the relationship already needs no further place.
 *
 * @param most how many of the parent's links may carry the relationship that the call gives
 * @param carrying how many do now
 */
export function withinLimit(decision: Decision, most: number, carrying: number): Decision {
  if (decision.action === 'refuse' || carrying < most) return decision;
  const stays = decision.action === 'update' && decision.link.relationship === decision.relationship;
  return stays ? decision : { action: 'refuse', code: 'relationship_limit' };
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
