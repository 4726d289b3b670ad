/** The part of the port that is about records and the keys that they are found by. */

/** A record by id, or by the canonical key of one field; `id` 0 means by key. */
export interface RecordReference {
  domain: number;
  id: number;
  field: number;
  key: string;
}

/** One row of `match_key`: how a record is found by a field, or by a word. */
export interface MatchKey {
  /** The field's id; 0, which no field has, for the words of a record's texts. */
  field: number;
  value: string;
  /** Of a Text what near ones share: letters and digits without case, accents and zeros; else `null`, also for words. */
  folded: string | null;
}

/** A place among the keys of one field: these are in order of value, by code point, and of record. */
export interface KeyPlace {
  value: string;
  record: number;
}

/** Keys of one field that are wanted: those of one value, of a range, or all. */
export interface KeyPage {
  client: number;
  domain: number;
  field: number;
  /** The values wanted: from `from`, and below `before`. */
  from?: string;
  before?: string;
  order: 'asc' | 'desc';
  /** The last key of the page before. */
  after?: KeyPlace;
  limit: number;
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

/** A key of a record, wherever it stands. */
export interface PlacedKey extends KeyPlace {
  domain: number;
  field: number;
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
}

/** How records are found and read. */
export interface RecordQueries {
  /**
   * For each reference the ids of the records that fit it: none, one, or (by key) several in order, of which the lowest
   * `namedMatches` are read, however many fit.
   */
  findRecords(client: number, references: RecordReference[]): Promise<number[][]>;
  /** Records whose folded key equals `folded`, in order of id, at most `limit`. */
  nearKeys(
    client: number,
    domain: number,
    field: number,
    folded: string,
    limit: number,
  ): Promise<{ id: number; key: string }[]>;
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
  /** Keys of one field in order of value and record. */
  keyPage(page: KeyPage): Promise<KeyPlace[]>;

  /** How many of these match keys are there. */
  countMatchKeys(
    client: number,
    domain: number,
    keys: { record: number; field: number; value: string }[],
  ): Promise<number>;
  /**
   * How many match keys the domain's records have: in all, of one field, or of one value of it; `most` where there
   * are as many or more.
   */
  matchKeyTotal(
    client: number,
    domain: number,
    field?: number,
    value?: string,
    most?: number,
  ): Promise<number>;
  /** One of these values of a field, which a record has; `undefined` where none is in use. */
  valueInUse(client: number, domain: number, field: number, values: string[]): Promise<string | undefined>;
  /** How many records the domain has; `most` where there are as many or more. */
  recordTotal(client: number, domain: number, most?: number): Promise<number>;
  /** The client's match keys behind `after`, in order of domain, field, value and record. */
  allMatchKeys(client: number, after: PlacedKey | undefined, limit: number): Promise<PlacedKey[]>;
}

/** How records are written, in a transaction of one client. */
export interface RecordChanges {
  /**
   * For each tuple of canonical keys, one a field, the ids of the records that carry all of them, in order: the lowest
   * `namedMatches`.
   */
  recordsByKeys(domain: number, fields: number[], tuples: string[][]): Promise<number[][]>;
  /** Takes `count` ids, which may be 0, for new records of the domain and answers the first. Needs `lock`. */
  takeRecordIds(domain: number, count: number): Promise<number>;
  /** Makes sure that the next id given out is above `highest`. Needs `lock`. */
  raiseRecordIds(domain: number, highest: number): Promise<void>;
  /** Writes records and their match keys. A removal of a record that links refer to fails the transaction. */
  writeRecords(writes: RecordWrites): Promise<void>;
  /** Adds match keys of records of the domain; one that is there already stays, and gets its `folded`. */
  addMatchKeys(domain: number, records: { id: number; keys: MatchKey[] }[]): Promise<void>;
  removeMatchKeys(keys: PlacedKey[]): Promise<void>;
  /** Notes which way of writing match keys all of the client's records have. */
  saveKeyVersion(version: number): Promise<void>;
}
