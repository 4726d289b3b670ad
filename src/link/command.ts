/** A call on its way through the pipeline: what was asked, as numbers, and what became of it. */
import type { ErrorCode } from '../contract/errors.js';
import type { RecordReference } from '../store/store.js';

/** A relationship that was named and does not exist; refused once both records are found. */
export const unknownRelationship = -1;

export interface UpsertCommand {
  /** The version of the metadata that the names were looked up in. */
  version: number;
  parent: RecordReference;
  child: RecordReference;
  /** Whether links to the child carry relationships: the child is a Contact. */
  carriesRelationship: boolean;
  /** 0 for none, `unknownRelationship`, else the id. */
  relationship: number;
  newRelationship: number;
  user: number;
  requestId: string;
}

/** What becomes of a command. `stale`: read it again with the client's present metadata. */
export const outcomeKinds = [
  'inserted',
  'updated',
  'stale',
  'not_applied',
  'parent_not_found',
  'child_not_found',
  'parent_ambiguous',
  'child_ambiguous',
  'relationship_not_found',
  'link_conflict',
  'link_ambiguous',
  'unavailable',
  'internal',
] as const satisfies ('inserted' | 'updated' | 'stale' | ErrorCode)[];
export type OutcomeKind = (typeof outcomeKinds)[number];

export interface Outcome {
  kind: OutcomeKind;
  /** 0 where a dry run would insert, or where there is none. */
  link: number;
  parent: number;
  child: number;
  /** What the link carries after the call; 0 for none. */
  relationship: number;
  /** Of `link_conflict` and `link_ambiguous`: what the pair's links carry. */
  relationships?: number[];
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
export function packCommands(commands: UpsertCommand[]): Flat {
  const flat: Flat = [];
  for (const { version, parent, child, ...rest } of commands) {
    flat.push(version, parent.domain, parent.id, parent.field, parent.key);
    flat.push(child.domain, child.id, child.field, child.key);
    flat.push(rest.carriesRelationship, rest.relationship, rest.newRelationship, rest.user, rest.requestId);
  }
  return flat;
}

export function unpackCommands(flat: Flat): UpsertCommand[] {
  const commands: UpsertCommand[] = [];
  let at = 0;
  const next = <Value>() => flat[at++] as Value;
  const reference = (): RecordReference => ({ domain: next(), id: next(), field: next(), key: next() });
  while (at < flat.length) {
    commands.push({
      version: next(),
      parent: reference(),
      child: reference(),
      carriesRelationship: next(),
      relationship: next(),
      newRelationship: next(),
      user: next(),
      requestId: next(),
    });
  }
  return commands;
}

/** Outcomes as one flat array, and apart the few that carry more. */
export interface PackedOutcomes {
  flat: number[];
  relationships: [index: number, ids: number[]][];
}

export function packOutcomes(outcomes: Outcome[]): PackedOutcomes {
  const packed: PackedOutcomes = { flat: [], relationships: [] };
  outcomes.forEach(({ kind, link, parent, child, relationship, relationships }, index) => {
    packed.flat.push(outcomeKinds.indexOf(kind), link, parent, child, relationship);
    if (relationships !== undefined) packed.relationships.push([index, relationships]);
  });
  return packed;
}

export function unpackOutcomes({ flat, relationships }: PackedOutcomes): Outcome[] {
  const outcomes: Outcome[] = [];
  for (let at = 0; at < flat.length; at += 5) {
    const [kind, link, parent, child, relationship] = flat.slice(at, at + 5) as [
      number,
      number,
      number,
      number,
      number,
    ];
    outcomes.push({ kind: outcomeKinds[kind] as OutcomeKind, link, parent, child, relationship });
  }
  for (const [index, ids] of relationships) (outcomes[index] as Outcome).relationships = ids;
  return outcomes;
}

/** An outcome that found or wrote nothing. */
export function failed(kind: OutcomeKind, parent = 0, child = 0): Outcome {
  return { kind, link: 0, parent, child, relationship: 0 };
}
