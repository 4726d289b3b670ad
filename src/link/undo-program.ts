/** The write program that takes back a change of a link (docs/reference/link-operations.md#undo). */
import type { LinkAction } from '../contract/words.js';
import { type Author, LinkDraft } from '../record/write/link-draft.js';
import { defineProgram, type LinkChange, type Pair, type WriteTransaction } from '../store/store.js';
import { decideUndo, type UndoRefusal } from './decide-undo.js';

export interface UndoInput extends Author {
  version: number;
  /** The change that is to be taken back; what a change says never changes. */
  change: Omit<LinkChange, 'user' | 'requestId'>;
  /** Whether links to the child carry relationships. */
  carriesRelationship: boolean;
  /** The fields that links to the child's domain have. */
  knownFields: number[];
  /** How many links of the parent may carry the relationship from before the change; `null` for any number. */
  max: number | null;
  dryRun: boolean;
}

/** What became of it. `stale`: read the call again with the client's present metadata. */
export type UndoOutput =
  | 'stale'
  | { kind: UndoRefusal | 'parent_not_found' | 'child_not_found' | 'not_kept'; newest: number }
  | { kind: 'done'; action: LinkAction; change: number; relationship: number | null };

/** Why the link of a removal cannot be there again, whatever else the pair has. */
async function obstacle(
  transaction: WriteTransaction,
  { parentDomain, parent, childDomain, child, link }: Pair & { link: number },
): Promise<'parent_not_found' | 'child_not_found' | 'not_kept' | undefined> {
  const sides = [
    { domain: parentDomain, id: parent },
    { domain: childDomain, id: child },
  ];
  const references = sides.map((side) => ({ ...side, field: 0, key: '' }));
  const [parents = [], children = []] = await transaction.findRecords(transaction.client, references);
  // An id may stand for another record by now, which is not the one that was linked.
  if (parents[0] !== parent) return 'parent_not_found';
  if (children[0] !== child) return 'child_not_found';
  return (await transaction.canRestore(link)) ? undefined : 'not_kept';
}

async function carryingBefore(
  transaction: WriteTransaction,
  { change, max }: Pick<UndoInput, 'change' | 'max'>,
): Promise<number> {
  const { before, parentDomain, parent, childDomain } = change;
  if (max === null || before === null) return 0;
  const [carrying = 0] = await transaction.linksCarrying([
    { parentDomain, parent, childDomain, relationship: before },
  ]);
  return carrying;
}

async function undo(transaction: WriteTransaction, input: UndoInput): Promise<UndoOutput> {
  const { change, carriesRelationship, knownFields, max } = input;
  const { client } = transaction;
  const state = await transaction.lock();
  if (state.version !== input.version) return 'stale';
  const range = { order: 'desc', above: 0, through: Number.MAX_SAFE_INTEGER, limit: 1 } as const;
  const [last] = await transaction.changePage({ client, links: [change.link], ...range });
  const newest = last?.id ?? 0;
  const [links = []] = await transaction.linksOfPairs([change]);
  const known = new Set(knownFields);
  const decision = decideUndo({
    change,
    newest,
    links,
    identity: carriesRelationship ? state.linkIdentity : 'pair',
    isKnown: (field) => known.has(field),
    carrying: await carryingBefore(transaction, input),
    max,
  });
  if (newest === change.id && change.action === 'removed') {
    const kind = await obstacle(transaction, change);
    if (kind !== undefined) return { kind, newest };
  }
  if (decision.action === 'refuse') return { kind: decision.code, newest };

  const draft = new LinkDraft(state);
  draft.know(change, links);
  const done = { kind: 'done', change: state.nextChangeId } as const;
  if (decision.action === 'remove') draft.remove(change, decision.link, input);
  else if (decision.action === 'update') draft.update(change, decision.link, decision.state, input);
  else draft.restore(change, change.link, decision.state, input);
  if (!input.dryRun) {
    await transaction.writeLinks(draft.writes(Date.now()));
    await transaction.saveState({ ...state, ...draft.next });
  }
  if (decision.action === 'remove') return { ...done, action: 'removed', relationship: null };
  const action = decision.action === 'update' ? 'changed' : 'restored';
  return { ...done, action, relationship: decision.state.relationship };
}

export const undoProgram = defineProgram('undo', undo);
