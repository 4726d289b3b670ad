/** Records. */
import type { MatchKey } from './match-key.js';
import type { RecordChange } from './record-change.js';

/** A record by id, or by the canonical key of one field; `id` 0 means by key. */
export interface RecordReference {
  domain: number;
  id: number;
  field: number;
  key: string;
}

/** Records that are wanted in order of id. */
export interface RecordPage {
  client: number;
  domain: number;
  order: 'asc' | 'desc';
  /** The id of the last record of the page before. */
  after?: number;
  limit: number;
  /** The most bytes of all of them; `recordBytesAtOnce`, where nothing is said. */
  bytes?: number;
}

export interface StoredRecord {
  id: number;
  fields: Record<string, unknown>;
}

/** A record, and the bytes that its fields take as they are stored. */
export interface SizedRecord extends StoredRecord {
  bytes: number;
}

/** As many of the records that were asked for as may be read at once; one, whatever its size. */
export interface RecordStretch {
  records: SizedRecord[];
  /** The id up to which, in the order asked for, all were read; `undefined` where there are no more. */
  reached: number | undefined;
}

export interface RecordWrites {
  domain: number;
  at: number;
  user: number;
  /** Records that go, with all their match keys. */
  removals: { id: number; keys: MatchKey[] }[];
  inserts: (StoredRecord & { keys: MatchKey[] })[];
  /** `added` and `removed` are the differences of the record's match keys. */
  updates: (StoredRecord & { added: MatchKey[]; removed: MatchKey[] })[];
  changes: RecordChange[];
}

export interface RecordQueries {
  /**
   * For each reference the ids of the records that fit it: none, one, or (by key) several in order, of which the lowest
   * `namedMatches` are read, however many fit. The id of a record that was merged into another is that one's.
   */
  findRecords(client: number, references: RecordReference[]): Promise<number[][]>;
  /** The records of these ids that exist, in order of id; for a few, since all are in memory at once. */
  records(client: number, domain: number, ids: number[]): Promise<StoredRecord[]>;
  /**
   * The records of the first of these ids, in no order, as many as have `bytes` together, one at least: those of the
   * first `taken`.
   */
  firstRecords(
    client: number,
    domain: number,
    ids: number[],
    bytes?: number,
  ): Promise<{ records: SizedRecord[]; taken: number }>;
  /** Records of a domain in order of id. */
  recordPage(page: RecordPage): Promise<RecordStretch>;
  /**
   * Likewise those without a value of the field of this name. Of the domain's records behind `after` the first are
   * looked through, at most `searched`, and of more than one record at most `searchedBytes`.
   */
  recordsWithout(
    page: RecordPage & { field: string; searched: number; searchedBytes: number },
  ): Promise<RecordStretch>;
  /** How many records the domain has; `max` where there are as many or more. */
  recordTotal(client: number, domain: number, max?: number): Promise<number>;
}

export interface RecordTransaction {
  /**
   * For each tuple of canonical keys, one a field, the ids of the records that carry all of them, in order: the lowest
   * `namedMatches`.
   */
  recordsByKeys(domain: number, fields: number[], tuples: string[][]): Promise<number[][]>;
  /** Takes `count` ids, which may be 0, for new records of the domain and answers the first. Needs `lock`. */
  takeRecordIds(domain: number, count: number): Promise<number>;
  /** Makes sure that the next id given out is above `highest`. Needs `lock`. */
  raiseRecordIds(domain: number, highest: number): Promise<void>;
  /** Writes records, their match keys and their history. A removal of a record that links refer to fails the transaction. */
  writeRecords(writes: RecordWrites): Promise<void>;
}
