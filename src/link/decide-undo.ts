/** What taking back a change of a link does, as a pure function (docs/reference/link-operations.md#undo). */
import type { LinkIdentity } from '../contract/words.js';
import type { LinkState } from '../record/write/link-draft.js';
import { type GivenField, givenFields } from '../record/write/link-fields.js';
import type { FieldChanges, LinkChange, PairLink } from '../store/store.js';

export type UndoRefusal = 'undo_conflict' | 'link_conflict' | 'relationship_limit';

/** `link` is the one that is there now. */
export type UndoDecision =
  | { action: 'remove'; link: PairLink }
  | { action: 'update'; link: PairLink; state: LinkState }
  | { action: 'restore'; state: LinkState }
  | { action: 'refuse'; code: UndoRefusal };

export interface UndoCase {
  change: Pick<LinkChange, 'id' | 'link' | 'action' | 'before' | 'after' | 'fields'>;
  /** The number of the link's newest change. */
  newest: number;
  /** The links that the pair has now. */
  links: PairLink[];
  /** What makes two links of the pair the same: `pair` for a child that is no contact. */
  identity: LinkIdentity;
  /** Whether a field is still one of links to the child's domain. */
  isKnown(field: number): boolean;
  /** How many links of the parent carry the relationship from before the change, and may; `null` for any number. */
  carrying: number;
  max: number | null;
}

const refuse = (code: UndoRefusal): UndoDecision => ({ action: 'refuse', code });

/** The values from before the change, of the fields that there still are. */
function formerValues(fields: FieldChanges | undefined, isKnown: (field: number) => boolean): GivenField[] {
  return Object.entries(fields ?? {})
    .map(([id, [value]]): GivenField => [Number(id), value])
    .filter(([id]) => isKnown(id));
}

/** Nothing has changed the link since, so that it is what the change made of it, or is not there. */
export function decideUndo({
  change,
  newest,
  links,
  identity,
  isKnown,
  carrying,
  max,
}: UndoCase): UndoDecision {
  const { id, link: linkId, action, before, after } = change;
  if (newest !== id) return refuse('undo_conflict');
  const link = links.find((each) => each.id === linkId);
  if (action === 'inserted' || action === 'restored') {
    return link === undefined ? refuse('undo_conflict') : { action: 'remove', link };
  }
  const slot = identity === 'relationship' ? (before ?? 0) : 0;
  const fields = givenFields(link?.fields, formerValues(change.fields, isKnown));
  const state = { relationship: before, slot, ...(fields === undefined ? {} : { fields }) };
  const others = links.filter((each) => each !== link);
  if (others.some((each) => identity === 'pair' || each.relationship === before)) {
    return refuse('link_conflict');
  }
  const carriesMore = before !== null && (action === 'removed' || before !== after);
  if (max !== null && carriesMore && carrying >= max) return refuse('relationship_limit');
  if (action === 'removed') return { action: 'restore', state };
  return link === undefined ? refuse('undo_conflict') : { action: 'update', link, state };
}
