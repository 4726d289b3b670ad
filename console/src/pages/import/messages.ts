/** What the page and its worker tell one another. */

import type { ImportCounts } from 'linkwright/import/counts';
import type { Body, Mapping } from 'linkwright/import/mapping';
import type { RecordTarget } from 'linkwright/import/records';

/** What becomes of the rows of a file. */
export type Plan =
  | { kind: 'links'; mapping: Mapping; createRelationships: boolean }
  | { kind: 'records'; mapping: Mapping; target: RecordTarget };

/** The beginning of a file. */
export interface Look {
  columns: string[];
  /** The first rows, a cell for each column; of those that are broken none. */
  rows: string[][];
  hasRows: boolean;
}

export interface Job {
  file: File;
  plan: Plan;
  dryRun: boolean;
  server: string;
  token: string;
  /** Rows up to this byte are settled, and counted so. */
  settled: number;
  counts: ImportCounts;
  /** Rejected rows that are listed already, and their characters. */
  listed: { rows: number; characters: number };
}

export interface RejectedRow {
  line: number;
  code: string;
  reason: string;
  /** The row as it came. */
  text: string;
  /** What was sent; nothing, where the row is broken. */
  body: Body | undefined;
}

export type ToWorker =
  | { kind: 'look'; file: File }
  | { kind: 'run'; job: Job }
  | { kind: 'stop' }
  /** The token in the place of one that has ended. */
  | { kind: 'token'; token: string };

export interface Failed {
  code: string;
  message: string;
  requestId: string | undefined;
}

export type FromWorker =
  | { kind: 'looked'; look: Look }
  /** A chunk is settled, with what came of it. */
  | {
      kind: 'settled';
      settled: number;
      counts: ImportCounts;
      rejected: RejectedRow[];
      /** How often each code stands among all rows that the chunk rejected. */
      codes: Record<string, number>;
      /** The rejected rows as they are downloaded. */
      file: Blob | undefined;
      /** Relationships that a dry run would add for it. */
      lacking: string[];
    }
  /** What stands in front of the rejected rows that are downloaded. */
  | { kind: 'rejects head'; head: Blob }
  /** The token has ended; the worker waits for another. */
  | { kind: 'sign in' }
  | { kind: 'ended'; complete: boolean }
  | ({ kind: 'failed' } & Failed);
