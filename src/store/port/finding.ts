/** What is wrong with a client's data, or with the database. */

/** One thing that `doctor` found wrong. */
export interface Finding {
  /** What was counted, in words; complete with `count`. */
  problem: string;
  count: number;
  /** A few of them, as words. */
  examples: string[];
}

/** What `faultsOf` says of keys that are left of a record; named because a repair ends it. */
export const keysOfNoRecord = 'match keys of records that do not exist';

export interface FindingQueries {
  /** Every fault of the client's data that can be found without knowing a rule of the product. */
  faultsOf(client: number): Promise<Finding[]>;
  /** What the database itself finds wrong with its file or tables. */
  damage(): Promise<string[]>;
}
