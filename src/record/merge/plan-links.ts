/**
 * What becomes of the links of a record that is merged into another (docs/reference/merge.md#links), as a pure
 * function.
 */
import type { LinkIdentity } from '../../contract/words.js';
import type { Pair, PairLink } from '../../store/store.js';
import { differs, type LinkState } from '../write/link-draft.js';

/** Whose relationship stays where one of two must be lost. */
export type Precedence = 'keep' | 'merged';

/** Two records of one domain, of which the one goes and the other stays. */
export interface Merging {
  domain: number;
  keep: number;
  merged: number;
}

/** A link of the record that goes, and the records that it would be between. */
export interface LinkToMove {
  link: PairLink;
  from: Pair;
  to: Pair;
}

/** A link that has to give way, and the one that stands in its place. */
export interface Standing {
  link: PairLink;
  /** What it is from now on, where that is something else. */
  state: LinkState | undefined;
  /** Whether the two carry different relationships. */
  differs: boolean;
}

/** `standing` is left out where the kept record would be linked to itself. */
export type LinkFate =
  | (LinkToMove & { kind: 'moved' })
  | (LinkToMove & { kind: 'removed'; standing?: Standing })
  | (LinkToMove & { kind: 'conflict'; standing: PairLink });

/** The same pair of records, with the one that stays in place of the one that goes. */
export function movedPair({ domain, keep, merged }: Merging, pair: Pair): Pair {
  const moved = (of: number, id: number) => (of === domain && id === merged ? keep : id);
  return {
    ...pair,
    parent: moved(pair.parentDomain, pair.parent),
    child: moved(pair.childDomain, pair.child),
  };
}

const linksItself = ({ parentDomain, parent, childDomain, child }: Pair) =>
  parentDomain === childDomain && parent === child;

/**
 * @param present the links that the kept record has with the same record
 * @param identity what makes two links of this pair the same
 * @param precedence `undefined` where nobody has said
 * @param fill whether fields that the standing link lacks get the other's values
 */
export function fateOf(
  move: LinkToMove,
  present: PairLink[],
  {
    identity,
    precedence,
    fill,
  }: { identity: LinkIdentity; precedence: Precedence | undefined; fill: boolean },
): LinkFate {
  const { link, to } = move;
  const slotOf = (relationship: number | null) => (identity === 'relationship' ? (relationship ?? 0) : 0);
  if (linksItself(to)) return { kind: 'removed', ...move };
  const standing = present.find((each) => slotOf(each.relationship) === slotOf(link.relationship));
  if (standing === undefined) return { kind: 'moved', ...move };
  // A link without a relationship has none to lose.
  const isLost = link.relationship !== null && link.relationship !== standing.relationship;
  if (isLost && precedence === undefined) return { kind: 'conflict', ...move, standing };
  const relationship = isLost && precedence === 'merged' ? link.relationship : standing.relationship;
  const fields = fill && link.fields !== undefined ? { ...link.fields, ...standing.fields } : standing.fields;
  const state = {
    relationship,
    slot: slotOf(relationship),
    ...(fields === undefined ? {} : { fields }),
  };
  const changed = differs(standing, state) ? state : undefined;
  return { kind: 'removed', ...move, standing: { link: standing, state: changed, differs: isLost } };
}
