/** How much is written at once, and how much may wait. */
export const writeLimits = {
  /** Entries of one bulk call, unless the server is started with another (docs/reference/link-operations.md#bulk). */
  bulkEntries: 1_000,
  /** Commands in one transaction: past this a batch gains little and makes the calls behind it wait. */
  batchCommands: 512,
  /**
   * Batches of one client that the store may hold: one that commits, and one that is ready, so that the
   * writer never waits for the event loop. With one alone, callers and writer take turns idling.
   */
  batchesUnderWay: 2,
  /** Records written in one transaction: a record costs several times a link, so a slice is smaller. */
  batchRecords: 256,
  /** Links that are removed by one statement while their record is deleted; all go in one transaction. */
  linksRemovedAtOnce: 1_000,
  /** Commands waiting for their transaction; about a second of work. Past it callers are turned away. */
  waitingCommands: 20_000,
  /** Of these, the most of one client, so that it cannot shut out the others. */
  waitingCommandsOfClient: 10_000,
  /**
   * Links and associations that go over in one merge of two records (docs/reference/merge.md#size-of-a-merge): all in
   * one transaction, while the client's other writes wait.
   */
  mergedReferences: 20_000,
  /** Links of two records that a refused merge names. */
  namedConflicts: 10,
  /** How often a write or a query with a passing fault is tried before the call is refused as `unavailable`. */
  attempts: 3,
  /**
   * How often where its connection was cut, which says nothing of the write: more often than a server has connections,
   * since each that it kept may have been cut as well, and so often that several cuts in a row turn nobody away.
   */
  cutAttempts: 30,
  /** Milliseconds between these attempts. */
  attemptPauseMilliseconds: 25,
  /**
   * How often a call is read anew because the metadata changes under it, before it is refused as `unavailable`: some
   * seconds of changes without a pause.
   */
  readings: 100,
  /** Bytes of a bulk call's records that are read and written together: other writes come in between. */
  sliceBytes: 1_000_000,
  /** Characters of a key under which a call is sent (docs/reference/records.md#sent-twice). */
  idempotencyKeyCharacters: 255,
  /** Milliseconds for which a call that comes again under its key is answered as the first time: a day of trying. */
  keptAnswerMilliseconds: 24 * 3_600_000,
  /**
   * Answers that are kept for one client, some 300 bytes each; past that the oldest go early. It is twelve calls in each
   * second of a day; whoever makes more at once has bulk calls.
   */
  keptAnswersOfClient: 1_000_000,
  /** Calls with a key of a client that a server takes before it looks for answers that are past keeping. */
  callsBetweenAnswerTrims: 10_000,
  /** Milliseconds between looks for them, also of clients that send nothing any more. */
  answerSweepMilliseconds: 3_600_000,
  /** Answers that one transaction forgets: a few milliseconds of the client's lock. */
  answersForgottenAtOnce: 500,
  /** Milliseconds of work on many items after which others get their turn. */
  turnMilliseconds: 10,
} as const;
