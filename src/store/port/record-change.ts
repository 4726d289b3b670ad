/** Changes of records. Their numbers are from the same counter as those of links. */
import type { RecordAction } from '../../contract/words.js';
import type { StoredRecord } from './record.js';

/** What became of one record, with the fields that differ: one without a value before, or after, is not named there. */
export interface RecordChange {
  id: number;
  record: number;
  action: RecordAction;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
  /** The record that was merged into this one. */
  merged: number | null;
  user: number;
  requestId: string;
}

export interface StoredRecordChange extends Omit<RecordChange, 'user'> {
  at: number;
  user: string;
}

export interface RecordChangePage {
  client: number;
  /** The domains whose changes are wanted: mostly one. */
  domains: number[];
  /** The one record whose changes are wanted; those of all, where it is left out. */
  record?: number;
  order: 'asc' | 'desc';
  /** The numbers that are wanted: those above `above`, up to and with `through`. */
  above: number;
  through: number;
  limit: number;
  /** The most bytes of the fields of all of them; `recordBytesAtOnce`, where nothing is said. */
  bytes?: number;
}

export interface RecordChangeQueries {
  /** Changes by number. `isCut` where fewer were read than there are, for their bytes; one is read whatever its size. */
  recordChangePage(page: RecordChangePage): Promise<{ changes: StoredRecordChange[]; isCut: boolean }>;
  /** A record with the number of its newest change, as they were at one moment; `undefined` where it is not there. */
  recordWithChange(
    client: number,
    domain: number,
    id: number,
  ): Promise<(StoredRecord & { newestChange: number }) | undefined>;
  /** The number of a record's newest change; 0 where there is none. */
  newestRecordChange(client: number, domain: number, record: number): Promise<number>;
}
