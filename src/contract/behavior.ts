/**
 * The behaviour tables of an upsert, in words for readers (docs/reference/upsert.md#behavior-tables).
 * `link/decide.ts` does what they say, and names the row that applied.
 */
import type { LinkIdentity } from './words.js';

/** One row of a table: what the two records' links, R and N must be for it to apply, and what is then done. */
interface BehaviorRule {
  row: string;
  /** The links that the two records have before the call. R is `Relationship`, N is `NewRelationship`. */
  holds: string;
  relationship: string;
  newRelationship: string;
  result: string;
}

export const behavior = {
  pair: [
    {
      row: 'P1',
      holds: 'nothing',
      relationship: 'any',
      newRelationship: 'any',
      result: 'A link is inserted, with N, else with R, else without a relationship.',
    },
    {
      row: 'P2',
      holds: 'a link',
      relationship: 'omitted',
      newRelationship: 'omitted',
      result: 'The link is updated; its relationship stays as it is.',
    },
    {
      row: 'P3',
      holds: 'a link',
      relationship: 'given',
      newRelationship: 'omitted',
      result: 'The link is updated, and carries R.',
    },
    {
      row: 'P4',
      holds: 'a link',
      relationship: 'any',
      newRelationship: 'given',
      result:
        'The link is updated, and carries N; also where it carried neither R nor N, and where a change is sent twice.',
    },
  ],
  relationship: [
    {
      row: 'R1',
      holds: 'nothing',
      relationship: 'any',
      newRelationship: 'any',
      result: 'A link is inserted, with N, else with R, else without a relationship.',
    },
    {
      row: 'R2',
      holds: 'a link with R',
      relationship: 'given',
      newRelationship: 'omitted, or the same as R',
      result: 'That link is updated; its relationship stays as it is.',
    },
    {
      row: 'R3',
      holds: 'a link with R, none with N',
      relationship: 'given',
      newRelationship: 'given',
      result: "That link's relationship becomes N.",
    },
    {
      row: 'R4',
      holds: 'a link with R and another with N',
      relationship: 'given',
      newRelationship: 'given',
      result: 'Refused with `link_conflict`; nothing changes.',
    },
    {
      row: 'R5',
      holds: 'none with R, one with N',
      relationship: 'given',
      newRelationship: 'given',
      result: 'The link with N is updated, and stays as it is: a change that is sent twice inserts nothing.',
    },
    {
      row: 'R6',
      holds: 'none with R or N, one without a relationship',
      relationship: 'given',
      newRelationship: 'any',
      result: 'The link without a relationship becomes N, else R.',
    },
    {
      row: 'R7',
      holds: 'other relationships only',
      relationship: 'given',
      newRelationship: 'any',
      result: 'A link is inserted, with N, else with R.',
    },
    {
      row: 'R8',
      holds: 'a link with N',
      relationship: 'omitted',
      newRelationship: 'given',
      result: 'That link is updated; its relationship stays as it is.',
    },
    {
      row: 'R9',
      holds: 'exactly one link, not with N',
      relationship: 'omitted',
      newRelationship: 'given',
      result: "That link's relationship becomes N.",
    },
    {
      row: 'R10',
      holds: 'several links, none with N',
      relationship: 'omitted',
      newRelationship: 'given',
      result: 'Refused with `link_ambiguous`; nothing changes, and the message lists their relationships.',
    },
    {
      row: 'R11',
      holds: 'one link or more',
      relationship: 'omitted',
      newRelationship: 'omitted',
      result:
        'A link is updated: the one without a relationship, else the one with the lowest id. Its relationship stays as it is.',
    },
  ],
} as const satisfies Record<LinkIdentity, readonly BehaviorRule[]>;

/** The name of a row of one of the tables. */
export type BehaviorRow = (typeof behavior)[LinkIdentity][number]['row'];

/** Links to any other child follow the table of `pair`, whatever the client's link identity. */
export const behaviorOfOthers =
  'Two records whose child is no Contact have one link at most, under either link identity: rows P1 and P2 apply, ' +
  'and `Relationship` and `NewRelationship` are ignored, even where they name nothing.';

/** The header in which the answer of a dry run names the row that applied. */
export const behaviorRowHeader = 'Behavior-Row';
