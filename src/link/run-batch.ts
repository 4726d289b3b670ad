/** A batch of commands in one transaction: identify, decide, write (docs/architecture.md#a-calls-way). */
import type { LinkIdentity } from '../contract/words.js';
import { limits } from '../limits/limits.js';
import { LinkDraft } from '../record/write/link-draft.js';
import { bytesOfFields, givenFields } from '../record/write/link-fields.js';
import type { Transfer } from '../store/flat-rows.js';
import {
  defineProgram,
  type LimitScope,
  type LinkFields,
  type Pair,
  type WriteTransaction,
} from '../store/store.js';
import {
  type BatchOptions,
  commandRows,
  failed,
  type LinkCommand,
  type Outcome,
  outcomeRows,
  relationshipGiven,
  unknownRelationship,
  wasDone,
  wasWritten,
} from './command.js';
import { decide, decideRemoval, withinLimit } from './decide.js';
import { type Identified, identify } from './identify.js';

export interface LinkBatch {
  commands: LinkCommand[];
  options: BatchOptions;
}

function pairOf(command: LinkCommand, { parent, child }: Identified): Pair {
  return { parentDomain: command.parent.domain, parent, childDomain: command.child.domain, child };
}

/** What a limit is counted for in the call; `undefined` where what it gives has none. */
function limitScope(
  command: LinkCommand,
  { parentDomain, parent, childDomain }: Pair,
): LimitScope | undefined {
  const relationship = relationshipGiven(command);
  if (command.max === null || relationship === null) return undefined;
  return { parentDomain, parent, childDomain, relationship };
}

/** The scopes that limits are counted for, each once; none where no call gives a relationship that is limited. */
function limitScopes(
  commands: LinkCommand[],
  pairs: Pair[],
  isIdentified: (at: number) => boolean,
): LimitScope[] {
  const scopes: LimitScope[] = [];
  for (const [at, command] of commands.entries()) {
    const scope = isIdentified(at) ? limitScope(command, pairs[at] as Pair) : undefined;
    if (scope !== undefined) scopes.push(scope);
  }
  return LinkDraft.distinctScopes(scopes);
}

/** A link that has more from earlier days may keep it, or have less. */
function isTooLarge(fields: LinkFields | undefined, before: LinkFields | undefined): boolean {
  if (fields === before) return false;
  const bytes = bytesOfFields(fields);
  return bytes > limits.linkBytes && bytes > bytesOfFields(before);
}

function upsert(command: LinkCommand, pair: Pair, clientIdentity: LinkIdentity, draft: LinkDraft): Outcome {
  const { relationship, newRelationship, carriesRelationship, max } = command;
  const { parent, child } = pair;
  const identity = carriesRelationship ? clientIdentity : 'pair';
  const links = draft.linksOf(pair);
  const byTable = decide(links, relationship, newRelationship, identity);
  const scope = limitScope(command, pair);
  const decision =
    max === null || scope === undefined ? byTable : withinLimit(byTable, max, draft.carryingOf(scope));
  const { row } = decision;
  if (decision.action === 'refuse') {
    const refused = { ...failed(decision.code, parent, child), row };
    if (decision.code === 'relationship_limit') return refused;
    return { ...refused, relationships: links.map((link) => link.relationship) };
  }
  const carried = decision.relationship;
  const slot = identity === 'relationship' ? (carried ?? 0) : 0;
  const outcome = { parent, child, relationship: carried, row };
  const present = decision.action === 'insert' ? undefined : decision.link.fields;
  const fields = command.fields === undefined ? present : givenFields(present, command.fields);
  if (isTooLarge(fields, present)) return { ...failed('fields_too_large', parent, child), row };
  const state = { relationship: carried, slot, ...(fields === undefined ? {} : { fields }) };
  if (decision.action === 'insert') {
    return { kind: 'inserted', link: draft.insert(pair, state, command), ...outcome };
  }
  draft.update(pair, decision.link, state, command);
  return { kind: 'updated', link: decision.link.id, ...outcome };
}

function remove(command: LinkCommand, pair: Pair, draft: LinkDraft): Outcome {
  const { parent, child } = pair;
  const removed = decideRemoval(draft.linksOf(pair), command.relationship);
  const [lowest] = removed;
  if (lowest === undefined) return failed('nothing_removed', parent, child);
  for (const link of removed) draft.remove(pair, link, command);
  const outcome = { link: lowest.id, parent, child, relationship: lowest.relationship };
  if (removed.length === 1) return { kind: 'removed', ...outcome };
  return { kind: 'removed', ...outcome, links: removed.map(({ id }) => id) };
}

function runCommand(
  command: LinkCommand,
  pair: Pair,
  clientIdentity: LinkIdentity,
  draft: LinkDraft,
): Outcome {
  const { relationship, newRelationship, removes } = command;
  if (relationship === unknownRelationship || newRelationship === unknownRelationship) {
    return failed('relationship_not_found', pair.parent, pair.child);
  }
  return removes ? remove(command, pair, draft) : upsert(command, pair, clientIdentity, draft);
}

/** An atomic call in which one entry is refused: the others are not applied, or all are read again. */
function withhold(outcomes: Outcome[]): Outcome[] {
  if (outcomes.some(({ kind }) => kind === 'stale')) return outcomes.map(() => failed('stale'));
  return outcomes.map((outcome) => (wasDone(outcome) ? failed('not_applied') : outcome));
}

/** What becomes of commands between records that were found, decided in their order under the client's lock. */
async function decideAll(transaction: WriteTransaction, commands: LinkCommand[], identified: Identified[]) {
  const pairs = commands.map((command, at) => pairOf(command, identified[at] as Identified));
  const isIdentified = (at: number) => identified[at]?.refused === undefined;
  const wanted = LinkDraft.distinct(pairs.filter((_, at) => isIdentified(at)));
  const limited = limitScopes(commands, pairs, isIdentified);
  const [state, links, carrying] = await Promise.all([
    transaction.lock(),
    transaction.linksOfPairs(wanted),
    limited.length === 0 ? [] : transaction.linksCarrying(limited),
  ]);
  const draft = new LinkDraft(state);
  for (const [at, pair] of wanted.entries()) draft.know(pair, links[at] ?? []);
  for (const [at, scope] of limited.entries()) draft.knowCarrying(scope, carrying[at] ?? 0);

  const outcomes = commands.map((command, at) => {
    if (command.version !== state.version) return failed('stale');
    const { refused, parent, child, matches } = identified[at] as Identified;
    if (refused !== undefined) {
      return { ...failed(refused, parent, child), ...(matches === undefined ? {} : { matches }) };
    }
    return runCommand(command, pairs[at] as Pair, state.linkIdentity, draft);
  });
  return { state, draft, outcomes };
}

/**
 * The records of all commands, where some of those that would write nothing have others by now: one may have been merged
 * into another between finding and locking. A link to a record that is gone is written by nobody, so all else is tried
 * again by itself. `undefined` where nothing has changed.
 */
async function identifiedAnew(
  transaction: WriteTransaction,
  commands: LinkCommand[],
  identified: Identified[],
  outcomes: Outcome[],
): Promise<Identified[] | undefined> {
  const doubtful = [...commands.keys()].filter((at) => {
    const outcome = outcomes[at] as Outcome;
    return identified[at]?.refused === undefined && outcome.kind !== 'stale' && !wasWritten(outcome);
  });
  if (doubtful.length === 0) return undefined;
  const looked = doubtful.map((at) => commands[at] as LinkCommand);
  const found = await identify(transaction, transaction.client, looked);
  const isSame = (at: number, { parent, child }: Identified) =>
    identified[at]?.parent === parent && identified[at]?.child === child;
  if (found.every((each, index) => isSame(doubtful[index] as number, each))) return undefined;
  const anew = [...identified];
  for (const [index, at] of doubtful.entries()) anew[at] = found[index] as Identified;
  return anew;
}

/** The write program of every upsert and removal of links: single, bulk and import. */
export async function runLinkBatch(
  transaction: WriteTransaction,
  { commands, options }: LinkBatch,
): Promise<Outcome[]> {
  // Without the lock, records are found while the last batch commits, and may be deleted before they are linked.
  if (transaction.isRepeated) await transaction.lock();
  const identified = await identify(transaction, transaction.client, commands);
  const first = await decideAll(transaction, commands, identified);
  const anew = await identifiedAnew(transaction, commands, identified, first.outcomes);
  const { state, draft, outcomes } =
    anew === undefined ? first : await decideAll(transaction, commands, anew);
  if (options.atomic && !outcomes.every(wasDone)) return withhold(outcomes);
  if (options.dryRun) return withoutNewIds(outcomes, state.nextLinkId);
  if (!outcomes.some(wasWritten)) return outcomes;
  await transaction.writeLinks(draft.writes(Date.now()));
  await transaction.saveState({ ...state, ...draft.next });
  return outcomes;
}

const batchTransfer: Transfer<LinkBatch, { commands: unknown[]; options: BatchOptions }> = {
  pack: ({ commands, options }) => ({ commands: commandRows.pack(commands), options }),
  unpack: ({ commands, options }) => ({ commands: commandRows.unpack(commands), options }),
};

export const runLinkBatchProgram = defineProgram('runLinkBatch', runLinkBatch, {
  sizeOf: ({ commands }) => commands.length,
  input: batchTransfer,
  output: outcomeRows,
});

/** A dry run gives out no ids: what it would insert has none yet. */
function withoutNewIds(outcomes: Outcome[], nextLinkId: number): Outcome[] {
  return outcomes.map((outcome) => (outcome.link >= nextLinkId ? { ...outcome, link: 0 } : outcome));
}
