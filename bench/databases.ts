/** What a bench needs of the databases of one kind of store, whose own way of keeping them it does not know. */

/** What a statement finds: rows of numbers, in the order of its columns. */
export type Rows = number[][];

export interface Databases {
  /** The kind of store, as a table shows it. */
  title: string;
  /** Its version, and what is set on it. */
  about: string;
  url(name: string): string;
  create(name: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Replaces the database `to` by a copy of `from`, written to the disk. */
  copy(from: string, to: string): Promise<void>;
  /** Answers a statement that selects numbers alone. */
  rows(name: string, select: string): Promise<Rows>;
  /** Fills tables by statements of `seed.ts`, faster than calls would. */
  fill(name: string, statements: string[]): Promise<void>;
  /** In SQL, a table of the numbers from 1 to `count`, called `n`, in its column `i`. */
  numbers(count: number): string;
  stop(): Promise<void>;
}
