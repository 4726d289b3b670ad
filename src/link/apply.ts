/** apply: one batch of commands in one transaction of their client (docs/architecture.md#a-calls-way). */
import type { LinkIdentity } from '../contract/words.js';
import { Draft } from '../record/write/link-draft.js';
import { defineProgram, type Pair, type RelationshipPlace, type WriteTransaction } from '../store/store.js';
import {
  type BatchOptions,
  failed,
  type LinkCommand,
  type Outcome,
  type PackedOutcomes,
  type packCommands,
  packOutcomes,
  relationshipGiven,
  unknownRelationship,
  unpackCommands,
  wasDone,
  wasWritten,
} from './command.js';
import { decide, decideRemoval, withinLimit } from './decide.js';
import { type Identified, identify } from './identify.js';

/** What one transaction runs, packed for the way to the writing thread. */
export interface LinkBatch {
  commands: ReturnType<typeof packCommands>;
  options: BatchOptions;
  /** Whether records are found under the client's lock, and not while its last batch commits. */
  findsLocked: boolean;
}

function pairOf(command: LinkCommand, { parent, child }: Identified): Pair {
  return { parentDomain: command.parent.domain, parent, childDomain: command.child.domain, child };
}

function placeOf(command: LinkCommand, { parentDomain, parent, childDomain }: Pair): RelationshipPlace {
  return { parentDomain, parent, childDomain, relationship: relationshipGiven(command) };
}

/** The places that limits are counted for, each once; none where no call gives a relationship that is limited. */
function limitedPlaces(
  commands: LinkCommand[],
  pairs: Pair[],
  isIdentified: (at: number) => boolean,
): RelationshipPlace[] {
  const places: RelationshipPlace[] = [];
  for (const [at, command] of commands.entries()) {
    if (command.most > 0 && isIdentified(at)) places.push(placeOf(command, pairs[at] as Pair));
  }
  return Draft.distinctPlaces(places);
}

function upsert(command: LinkCommand, pair: Pair, clientIdentity: LinkIdentity, draft: Draft): Outcome {
  const { relationship, newRelationship, carriesRelationship, most } = command;
  const { parent, child } = pair;
  const identity = carriesRelationship ? clientIdentity : 'pair';
  const links = draft.linksOf(pair);
  const byTable = decide(links, relationship || null, newRelationship || null, identity);
  const decision =
    most === 0 ? byTable : withinLimit(byTable, most, draft.carryingOf(placeOf(command, pair)));
  const { row } = decision;
  if (decision.action === 'refuse') {
    const refused = { ...failed(decision.code, parent, child), row };
    if (decision.code === 'relationship_limit') return refused;
    return { ...refused, relationships: links.map((link) => link.relationship ?? 0) };
  }
  const carried = decision.relationship;
  const slot = identity === 'relationship' ? (carried ?? 0) : 0;
  const outcome = { parent, child, relationship: carried ?? 0, row };
  if (decision.action === 'insert') {
    return { kind: 'inserted', link: draft.insert(pair, carried, slot, command), ...outcome };
  }
  draft.update(pair, decision.link, carried, slot, command);
  return { kind: 'updated', link: decision.link.id, ...outcome };
}

function remove(command: LinkCommand, pair: Pair, draft: Draft): Outcome {
  const { parent, child } = pair;
  const removed = decideRemoval(draft.linksOf(pair), command.relationship || null);
  const [lowest] = removed;
  if (lowest === undefined) return failed('nothing_removed', parent, child);
  for (const link of removed) draft.remove(pair, link, command);
  const outcome = { link: lowest.id, parent, child, relationship: lowest.relationship ?? 0 };
  if (removed.length === 1) return { kind: 'removed', ...outcome };
  return { kind: 'removed', ...outcome, links: removed.map(({ id }) => id) };
}

function run(command: LinkCommand, pair: Pair, clientIdentity: LinkIdentity, draft: Draft): Outcome {
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

/** The write program of every upsert and removal of links: single, bulk and import. */
export async function applyLinkCommands(
  transaction: WriteTransaction,
  { commands: packed, options, findsLocked }: LinkBatch,
): Promise<PackedOutcomes> {
  const commands = unpackCommands(packed);
  if (findsLocked) await transaction.lock();
  const identified = await identify(transaction, transaction.client, commands);
  const pairs = commands.map((command, at) => pairOf(command, identified[at] as Identified));
  const isIdentified = (at: number) => identified[at]?.refused === undefined;
  const wanted = Draft.distinct(pairs.filter((_, at) => isIdentified(at)));
  const limited = limitedPlaces(commands, pairs, isIdentified);
  const [state, links, carrying] = await Promise.all([
    transaction.lock(),
    transaction.linksOfPairs(wanted),
    limited.length === 0 ? [] : transaction.linksCarrying(limited),
  ]);
  const draft = new Draft(state);
  for (const [at, pair] of wanted.entries()) draft.know(pair, links[at] ?? []);
  for (const [at, place] of limited.entries()) draft.knowCarrying(place, carrying[at] ?? 0);

  const outcomes = commands.map((command, at) => {
    if (command.version !== state.version) return failed('stale');
    const { refused, parent, child, matches } = identified[at] as Identified;
    if (refused !== undefined) {
      return { ...failed(refused, parent, child), ...(matches === undefined ? {} : { matches }) };
    }
    return run(command, pairs[at] as Pair, state.linkIdentity, draft);
  });
  if (options.atomic && !outcomes.every(wasDone)) return packOutcomes(withhold(outcomes));
  if (options.dryRun) return packOutcomes(withoutNewIds(outcomes, state.nextLinkId), { withRows: true });
  if (!outcomes.some(wasWritten)) return packOutcomes(outcomes);
  await transaction.writeLinks(draft.writes(Date.now()));
  await transaction.saveState({ ...state, ...draft.next });
  return packOutcomes(outcomes);
}

export const applyLinkCommandsProgram = defineProgram('applyLinkCommands', applyLinkCommands);

/** A dry run gives out no ids: what it would insert has none yet. */
function withoutNewIds(outcomes: Outcome[], nextLinkId: number): Outcome[] {
  return outcomes.map((outcome) => (outcome.link >= nextLinkId ? { ...outcome, link: 0 } : outcome));
}
