/** Recent requests. */
export const activityLimits = {
  /** Rows of recent requests in one answer, where the caller names no limit. */
  recentRequests: 100,
  /**
   * Days that a request is shown for, and requests of a client that are kept at least
   * (docs/reference/recent-requests.md#how-long).
   */
  recentRequestDays: 7,
  recentRequestsOfClient: 100_000,
  /** Minutes that a summary of recent requests may go back: as long as they are kept. */
  summaryMinutes: 7 * 1_440,
  /** Milliseconds between writings of what was answered: as much of recent requests as a crash may lose. */
  requestWriteMilliseconds: 1_000,
  /** Requests written in one transaction: a millisecond of SQLite's writer, which links wait for. */
  requestsWrittenAtOnce: 500,
  /** Clients whose requests are written at the same time: they share a commit, or take a connection each. */
  requestWritesUnderWay: 3,
  /** Answered requests that wait to be written, some 300 bytes each; seconds of work. What comes on top is dropped. */
  waitingRequests: 100_000,
  /** Of these, the most of one client. */
  waitingRequestsOfClient: 50_000,
  /** Of these, the most of one user, so that colleagues' requests keep their place. */
  waitingRequestsOfUser: 10_000,
  /** Requests of a client that a server writes before it looks for what is past keeping: a look costs 40 ms. */
  requestsBetweenTrims: 20_000,
  /** Milliseconds between looks for what has become too old, also of clients that send nothing any more. */
  requestSweepMilliseconds: 3_600_000,
  /** Requests that are removed by one transaction: likewise a millisecond. */
  requestsTrimmedAtOnce: 1_000,
  /** Requests that are kept in memory for the streams of a client, and the most that a stream sends at once. */
  streamedRequests: 1_000,
  /** Milliseconds between what a stream of requests sends: a reader sees thousands a second, and no more. */
  requestStreamMilliseconds: 250,
  /** Milliseconds between looks for requests that other servers have written, while a stream is open. */
  requestPollMilliseconds: 1_000,
  /** Milliseconds that such a look goes back: others' clocks may be behind, and their writing takes its time. */
  requestPollBackMilliseconds: 10_000,
  /** Characters of a path and of a user agent that are kept. */
  recentPathCharacters: 300,
  recentUserAgentCharacters: 200,
} as const;
