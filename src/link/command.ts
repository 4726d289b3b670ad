/** A call on its way through the pipeline: what was asked, as numbers, and what became of it. */
import type { BehaviorRow } from '../contract/behavior.js';
import type { ErrorCode } from '../contract/errors.js';
import type { RecordReference } from '../store/store.js';

/** A relationship that was named and does not exist; refused once both records are found. */
export const unknownRelationship = -1;

export interface LinkCommand {
  /** The version of the metadata that the names were looked up in. */
  version: number;
  parent: RecordReference;
  child: RecordReference;
  /** Whether links to the child carry relationships: the child is a Contact. */
  carriesRelationship: boolean;
  /** Whether the call removes links; else it upserts one. */
  removes: boolean;
  /** 0 for none, `unknownRelationship`, else the id. */
  relationship: number;
  /** Of an upsert; 0 for a removal. */
  newRelationship: number;
  /** How many links of the parent may carry the relationship that the call gives; 0 for any number. */
  most: number;
  user: number;
  requestId: string;
}

/** The relationship that an upsert gives a link, where it does not leave the link's own; 0 for none. */
export function relationshipGiven({
  relationship,
  newRelationship,
}: Pick<LinkCommand, 'relationship' | 'newRelationship'>): number {
  return newRelationship || relationship;
}

/** What becomes of a command. `stale`: read it again with the client's present metadata. */
const outcomeKinds = [
  'inserted',
  'updated',
  'removed',
  'nothing_removed',
  'stale',
  'not_applied',
  'parent_not_found',
  'child_not_found',
  'parent_ambiguous',
  'child_ambiguous',
  'relationship_not_found',
  'link_conflict',
  'link_ambiguous',
  'relationship_limit',
  'unavailable',
  'internal',
] as const satisfies ('inserted' | 'updated' | 'removed' | 'nothing_removed' | 'stale' | ErrorCode)[];
export type OutcomeKind = (typeof outcomeKinds)[number];

/** What few outcomes carry. */
interface OutcomeDetails {
  /** Of `link_conflict` and `link_ambiguous`: what the pair's links carry. */
  relationships?: number[];
  /** Of `removed`, where several links were: their ids, in order. */
  links?: number[];
  /** Of `parent_ambiguous` and `child_ambiguous`: the lowest ids of the records that fit. */
  matches?: number[];
  /** Of an upsert: the row of the behaviour table that decided. It goes along with dry runs alone. */
  row?: BehaviorRow;
}

export interface Outcome extends OutcomeDetails {
  kind: OutcomeKind;
  /** 0 where a dry run would insert, or where there is none; the lowest of several that were removed. */
  link: number;
  parent: number;
  child: number;
  /** What the link carries after the call, or carried before it was removed; 0 for none. */
  relationship: number;
}

/** How commands are run together. */
export interface BatchOptions {
  /** All or nothing. */
  atomic: boolean;
  /** Decide, but write nothing. */
  dryRun: boolean;
}

type Flat = (number | string | boolean)[];

/**
 * Commands as one flat array, for the way between threads: copying an array of plain values costs a tenth
 * of copying objects.
 */
export function packCommands(commands: LinkCommand[]): Flat {
  const flat: Flat = [];
  for (const command of commands) {
    const { parent, child } = command;
    flat.push(command.version, parent.domain, parent.id, parent.field, parent.key);
    flat.push(child.domain, child.id, child.field, child.key);
    flat.push(command.carriesRelationship, command.removes, command.relationship, command.newRelationship);
    flat.push(command.most, command.user, command.requestId);
  }
  return flat;
}

export function unpackCommands(flat: Flat): LinkCommand[] {
  const commands: LinkCommand[] = [];
  let at = 0;
  const next = <Value>() => flat[at++] as Value;
  while (at < flat.length) {
    commands.push({
      version: next(),
      parent: { domain: next(), id: next(), field: next(), key: next() },
      child: { domain: next(), id: next(), field: next(), key: next() },
      carriesRelationship: next(),
      removes: next(),
      relationship: next(),
      newRelationship: next(),
      most: next(),
      user: next(),
      requestId: next(),
    });
  }
  return commands;
}

/** Outcomes as one flat array, and apart the few that carry more. */
export interface PackedOutcomes {
  flat: number[];
  details: [index: number, OutcomeDetails][];
}

export function packOutcomes(outcomes: Outcome[], { withRows = false } = {}): PackedOutcomes {
  const packed: PackedOutcomes = { flat: [], details: [] };
  for (const [index, outcome] of outcomes.entries()) {
    const { kind, link, parent, child, relationship, relationships, links, matches, row } = outcome;
    packed.flat.push(outcomeKinds.indexOf(kind), link, parent, child, relationship);
    if (relationships !== undefined) packed.details.push([index, { relationships }]);
    if (links !== undefined) packed.details.push([index, { links }]);
    if (matches !== undefined) packed.details.push([index, { matches }]);
    if (withRows && row !== undefined) packed.details.push([index, { row }]);
  }
  return packed;
}

export function unpackOutcomes({ flat, details }: PackedOutcomes): Outcome[] {
  const outcomes: Outcome[] = [];
  let at = 0;
  const next = () => flat[at++] as number;
  while (at < flat.length) {
    outcomes.push({
      kind: outcomeKinds[next()] as OutcomeKind,
      link: next(),
      parent: next(),
      child: next(),
      relationship: next(),
    });
  }
  for (const [index, each] of details) Object.assign(outcomes[index] as Outcome, each);
  return outcomes;
}

/** Whether the call wrote something, or in a dry run would. */
export function wasWritten({ kind }: Outcome): boolean {
  return kind === 'inserted' || kind === 'updated' || kind === 'removed';
}

/** Whether the call was done, or in a dry run would be; to remove what is not there is to do nothing. */
export function wasDone(outcome: Outcome): boolean {
  return wasWritten(outcome) || outcome.kind === 'nothing_removed';
}

/** An outcome that found or wrote nothing. */
export function failed(kind: OutcomeKind, parent = 0, child = 0): Outcome {
  return { kind, link: 0, parent, child, relationship: 0 };
}
