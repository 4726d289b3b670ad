/** The audit log. */
export const auditLimits = {
  /** Days that an entry is kept where the client has not set another number, and the fewest and most that it may set. */
  auditDays: 400,
  fewestAuditDays: 90,
  mostAuditDays: 3_650,
  /** Things of one kind that a call changes, above which they share an entry: an import makes thousands of relationships. */
  auditEntriesOfCall: 20,
  /** Items of a list and properties of an object that an entry shows, those that stand deeper inside, and characters of a text. */
  auditItems: 100,
  auditInnerItems: 10,
  auditTextCharacters: 500,
  /** Characters of a user's name as a sign-in gave it, and of a user agent. */
  auditUserCharacters: 200,
  auditUserAgentCharacters: 200,
  /**
   * Failed sign-ins of a client that a server writes one by one, and the milliseconds after which another may be: 2,880 a
   * day, some 300 bytes each, whoever tries from wherever. Those beyond are counted.
   */
  failedSignInsWritten: 1_000,
  failedSignInReturnMilliseconds: 30_000,
  /** Milliseconds that failed sign-ins gather before they are written, and between entries that count others. */
  failedSignInBatchMilliseconds: 200,
  failedSignInCountMilliseconds: 60_000,
  /** Milliseconds for which a user at an address that is refused for trying too often is not written again. */
  limitedSignInMilliseconds: 600_000,
  /** Milliseconds between looks for entries that are past keeping. */
  auditSweepMilliseconds: 3_600_000,
  /** Entries that one transaction removes: a millisecond of SQLite's writer. */
  auditEntriesRemovedAtOnce: 200,
} as const;
