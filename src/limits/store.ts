/** SQLite's threads, and connections to PostgreSQL. */
export const storeLimits = {
  /** Milliseconds between looks for what another process changed in the settings. */
  settingsPollMilliseconds: 250,
  /**
   * Megabytes of memory of a server's thread that reads or writes SQLite: many times what a batch or a page takes. Past
   * that only the thread ends, and is started anew.
   */
  threadMegabytes: 512,
  /** Attempts to start such a thread anew, and milliseconds between them: 4 s in all, then the server ends. */
  threadStarts: 8,
  threadStartPauseMilliseconds: 400,
  /** Milliseconds for which a finding about the server's health is reused, and that anyone waits for a new one. */
  healthMilliseconds: 1_000,
  healthWaitMilliseconds: 3_000,
  /** Milliseconds for which a disk that had no room is called full, where nothing was written since. */
  fullMilliseconds: 10_000,
  /**
   * Questions that a thread that reads SQLite is sent at once: the one that it answers, and one more, so that it need not
   * wait for the event loop. The clients take turns with those that wait.
   */
  readsAtOnce: 2,
  /** Threads that read SQLite at most: as many as there are cores but one, and two at least; each has some megabytes. */
  mostReaders: 4,
  /** Milliseconds that a question waits for others before one more is started, and until one that idles is closed. */
  readerWaitMilliseconds: 25,
  idleReaderMilliseconds: 60_000,
  /** Threads that are left to a question that takes too long, until it ends: past that it is waited for. */
  leftThreads: 4,
  /** Messages of writes that SQLite's writing thread is sent at once: the one that it commits, and one that is ready. */
  writesUnderWay: 2,
  /** Questions that wait: some seconds of work. Past that, whoever has most waiting has its newest turned away. */
  waitingReads: 20_000,
  /** Milliseconds that one waits at most. */
  readWaitMilliseconds: 30_000,
  /** Statements that a connection to SQLite keeps prepared: several times those that requests lead to. */
  preparedStatements: 200,
  /** Forms of one statement whose text is kept: what is asked for, and how long its lists are. */
  keptForms: 50,
  /** Texts that a connection to PostgreSQL prepares, some 20 kB each, and the most parameters of one. */
  namedStatements: 150,
  namedParameters: 24,
  /** Clients for which a connection to SQLite keeps prepared transactions: some 50 kB each. */
  keptTransactions: 200,
  /** Domains, fields, codes and relationships that are kept for the next write of their client: some 20 MB. */
  keptMetadataParts: 100_000,
  /** Connections to PostgreSQL that one server opens at most, unless it is started with another number. */
  poolSize: 12,
  /**
   * Flights of short reads that are under way at once on PostgreSQL, each on a connection of its own, and the reads of one
   * at most: a few milliseconds of work.
   */
  readFlights: 2,
  readsInFlight: 32,
  /** Milliseconds in which a connection to PostgreSQL must stand, or one in use become free. */
  connectMilliseconds: 3_000,
  /** Milliseconds that a connection to PostgreSQL is kept without use. */
  idleConnectionMilliseconds: 60_000,
  /**
   * Milliseconds that a statement on PostgreSQL may take, unless the server is started with another number, and that
   * SQLite is asked for something.
   */
  statementMilliseconds: 30_000,
  /**
   * Milliseconds after which PostgreSQL ends a transaction whose server does nothing: a server that stalls
   * while it holds a client's lock blocks that client for no longer.
   */
  stalledTransactionMilliseconds: 4_000,
  /** Milliseconds that a piece of work waits for its client's lock: longer than a stalled server can hold it. */
  lockMilliseconds: 8_000,
  /** Of these, milliseconds on a connection at a time: longer than other servers' batches take. */
  lockWaitMilliseconds: 250,
  /** Milliseconds between checks whether a lock that is held for longer is free. */
  lockPollMilliseconds: 50,
  /** Milliseconds for which the server tries to learn the fate of an unanswered commit. */
  commitStatusMilliseconds: 5_000,
  /** Milliseconds between these attempts. */
  commitStatusPollMilliseconds: 100,
} as const;
