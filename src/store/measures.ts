/** What a store says of its work, for those who watch over a server. No client is named. */

/** What works of a store. `full`: its disk had no room for what was written just now, and reading goes on. */
export interface StoreHealth {
  reading: boolean;
  writing: boolean;
  full?: boolean;
}

/** A transaction that was committed. */
export interface TransactionMeasure {
  /** Writes that shared it. */
  writes: number;
  /** From its beginning until it was durable, and of these what the commit took. */
  seconds: number;
  commitSeconds: number;
}

/** The connections of a pool to a database. */
export interface PoolMeasure {
  pool: 'read' | 'write';
  /** The most that it may open. */
  limit: number;
  /** Open, and at work. */
  busy: number;
  /** Open, and free. */
  idle: number;
  /** Pieces of work that wait for one. */
  waiting: number;
}

/** Bytes of the files of a database, and what the disk has left for them. */
export interface FileMeasure {
  database: number;
  log: number;
  free: number;
}

export interface StoreMeasures {
  /** Writes and queries that are not answered yet. */
  writesWaiting: number;
  queriesWaiting: number;
  /** Of SQLite: threads that read, and its files, where they can be looked at. */
  readingThreads?: number;
  files?: FileMeasure | undefined;
  /** Of PostgreSQL. */
  pools?: PoolMeasure[];
}
