/** What the page and its worker tell one another. */

import type { LinkField } from 'linkwright/client';
import type { ImportCounts } from 'linkwright/import/counts';
import type { Body, Mapping } from 'linkwright/import/mapping';
import type { RecordTarget } from 'linkwright/import/records';
import type { RowValues } from 'linkwright/import/row';
import type { RowSource } from 'linkwright/import/rows';

/** How a file is to be read, where that is said. */
export type Reading = Pick<RowSource, 'encoding' | 'delimiter' | 'sheet'>;

/** How values are written in it, where that is said; what the worker is told passes through JSON too. */
export interface Written {
  dateFormat?: string | undefined;
  decimal?: '.' | ',' | undefined;
}

/** What becomes of the rows of a file. */
export type Plan = { mapping: Mapping; reading: Reading; written: Written } & (
  | { kind: 'links'; fields: LinkField[]; createRelationships: boolean }
  | { kind: 'records'; target: RecordTarget }
);

/** What a file says of itself, or seems to. */
export interface Recognized {
  /** Absent of a workbook. */
  encoding?: string | undefined;
  /** The sheets of a workbook. */
  sheets?: string[] | undefined;
}

/** A row of the beginning. A value of JSON that is no text stands in it as `{ json }`. */
export interface LookedRow extends RowValues {
  line: number;
}

/** The beginning of a file. */
export interface Look {
  columns: string[];
  /** What divides the cells; absent where rows are JSON. */
  delimiter: string | undefined;
  /** The first rows, those that are broken too. */
  rows: LookedRow[];
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
  | { kind: 'look'; file: File; reading: Reading }
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
  | { kind: 'recognized'; recognized: Recognized }
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
