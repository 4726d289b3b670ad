/** A call on its way through the pipeline: what was asked, as numbers, and what became of it. */
import type { BehaviorRow } from '../contract/behavior.js';
import type { ErrorCode } from '../contract/errors.js';
import type { GivenField } from '../record/write/link-fields.js';
import { flatRows } from '../store/flat-rows.js';
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
  /** The id, or `unknownRelationship`; `null` where none is named. */
  relationship: number | null;
  /** Of an upsert; `null` for a removal. */
  newRelationship: number | null;
  /** How many links of the parent may carry the relationship that the call gives; `null` for any number. */
  max: number | null;
  /** What the call says of fields; left out where it says nothing. */
  fields?: GivenField[];
  user: number;
  requestId: string;
}

/** The relationship that an upsert gives a link, where it does not leave the link's own. */
export function relationshipGiven({
  relationship,
  newRelationship,
}: Pick<LinkCommand, 'relationship' | 'newRelationship'>): number | null {
  return newRelationship ?? relationship;
}

/** What becomes of a command. `stale`: read it again with the client's present metadata. */
export type OutcomeKind =
  | 'inserted'
  | 'updated'
  | 'removed'
  | 'nothing_removed'
  | 'stale'
  | 'fields_too_large'
  | Extract<
      ErrorCode,
      | 'not_applied'
      | 'parent_not_found'
      | 'child_not_found'
      | 'parent_ambiguous'
      | 'child_ambiguous'
      | 'relationship_not_found'
      | 'link_conflict'
      | 'link_ambiguous'
      | 'relationship_limit'
      | 'unavailable'
      | 'internal'
    >;

export interface Outcome {
  kind: OutcomeKind;
  /** 0 where a dry run would insert, or where there is none; the lowest of several that were removed. */
  link: number;
  parent: number;
  child: number;
  /** What the link carries after the call, or carried before it was removed. */
  relationship: number | null;
  /** What the pair's links carry: set for `link_conflict` and `link_ambiguous`. */
  relationships?: (number | null)[];
  /** The ids of the links that `removed` removed, in order, where they were several. */
  links?: number[];
  /** The lowest ids of the records that fit: set for `parent_ambiguous` and `child_ambiguous`. */
  matches?: number[];
  /** The row of the behaviour table that decided an upsert. */
  row?: BehaviorRow;
}

/** How commands are run together. */
export interface BatchOptions {
  /** All or nothing. */
  atomic: boolean;
  /** Decide, but write nothing. */
  dryRun: boolean;
}

const reference = { domain: true, id: true, field: true, key: true } as const;

export const commandRows = flatRows<LinkCommand>({
  version: true,
  parent: reference,
  child: reference,
  carriesRelationship: true,
  removes: true,
  relationship: true,
  newRelationship: true,
  max: true,
  fields: true,
  user: true,
  requestId: true,
});

export const outcomeRows = flatRows<Outcome>({
  kind: true,
  link: true,
  parent: true,
  child: true,
  relationship: true,
  relationships: true,
  links: true,
  matches: true,
  row: true,
});

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
  return { kind, link: 0, parent, child, relationship: null };
}
