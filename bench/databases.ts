/** What a bench needs of the databases of one kind of store, however that keeps them. */

/** The rows that a statement finds: numbers, in the order of its columns. */
export type Rows = number[][];

export interface Databases {
  /** The kind of store, as a table shows it. */
  title: string;
  /** Its version and settings. */
  about: string;
  url(name: string): string;
  create(name: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Replaces the database `to` by a copy of `from`, written to the disk. */
  copy(from: string, to: string): Promise<void>;
  /** Microseconds of processor time that the connections of now have used, where they have processes of their own. */
  processor(name: string): Promise<number>;
  /** Runs a statement that selects only numbers. */
  rows(name: string, select: string): Promise<Rows>;
  /** Makes it a database that nobody has analysed, where that makes a difference. */
  forgetStatistics(name: string): Promise<void>;
  /** Fills tables with statements of `seed.ts`, which is faster than calls. */
  fill(name: string, statements: string[]): Promise<void>;
  /** The SQL of a table `n` whose column `i` has the numbers from 1 to `count`. */
  numbers(count: number): string;
  stop(): Promise<void>;
}
