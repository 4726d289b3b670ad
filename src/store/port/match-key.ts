/** Match keys: what records are found by. */

/** One row of `match_key`: how a record is found by a field, or by a word. */
export interface MatchKey {
  /** The field's id; 0, which no field has, for the words of a record's texts. */
  field: number;
  value: string;
  /** Of a Text what near ones share: letters and digits without case, accents and zeros; else `null`, also for words. */
  folded: string | null;
}

/** A position among the keys of one field: these are in order of value, by code point, and of record. */
export interface KeyPosition {
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
  after?: KeyPosition;
  limit: number;
}

/** A key of a record, wherever it stands. */
export interface StoredMatchKey extends KeyPosition {
  domain: number;
  field: number;
}

export interface MatchKeyQueries {
  /** Records whose folded key equals `folded`, in order of id, at most `limit`. */
  nearKeys(
    client: number,
    domain: number,
    field: number,
    folded: string,
    limit: number,
  ): Promise<{ id: number; key: string }[]>;
  /** Keys of one field in order of value and record. */
  keyPage(page: KeyPage): Promise<KeyPosition[]>;
  /** How many of these match keys are there. */
  countMatchKeys(
    client: number,
    domain: number,
    keys: { record: number; field: number; value: string }[],
  ): Promise<number>;
  /**
   * How many match keys the domain's records have: in all, of one field, or of one value of it; `max` where there
   * are as many or more.
   */
  matchKeyTotal(
    client: number,
    domain: number,
    field?: number,
    value?: string,
    max?: number,
  ): Promise<number>;
  /** One of these values of a field, which a record has; `undefined` where none is in use. */
  valueInUse(client: number, domain: number, field: number, values: string[]): Promise<string | undefined>;
  /** The client's match keys behind `after`, in order of domain, field, value and record. */
  allMatchKeys(client: number, after: StoredMatchKey | undefined, limit: number): Promise<StoredMatchKey[]>;
}

/** For keys that were written otherwise, or are wrong: a record is written with its keys. */
export interface MatchKeyTransaction {
  /** Adds match keys of records of the domain; one that is there already stays, and gets its `folded`. */
  addMatchKeys(domain: number, records: { id: number; keys: MatchKey[] }[]): Promise<void>;
  removeMatchKeys(keys: StoredMatchKey[]): Promise<void>;
}
