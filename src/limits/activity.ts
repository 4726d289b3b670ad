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
  /** Of these, the most that is kept for what changes settings, whatever else there is. */
  administrativeRequestsOfClient: 10_000,
  /**
   * Requests in a block: so few that removing a whole one takes little more than a user's share, and so many that a block
   * costs each of them nearly nothing.
   */
  requestsInBlock: 128,
  /** Minutes that a summary of recent requests may go back: as long as they are kept. */
  summaryMinutes: 7 * 1_440,
  /** Milliseconds between writings of what was answered: as much of recent requests as a crash may lose. */
  requestWriteMilliseconds: 1_000,
  /** Requests of a client that wait no longer than for those before them: at 14,000 a second they would soon be too many. */
  requestsWrittenEarly: 2_000,
  /** Requests, and blocks, written in one transaction: a millisecond of SQLite's writer, which links wait for. */
  requestsWrittenAtOnce: 1_000,
  requestBlocksWrittenAtOnce: 64,
  /** Clients whose requests are written at the same time: they share a commit, or take a connection each. */
  requestWritesUnderWay: 3,
  /** Answered requests that wait to be written, some 300 bytes each; seconds of work. What comes on top is dropped. */
  waitingRequests: 100_000,
  /** Of these, the most of one client. */
  waitingRequestsOfClient: 50_000,
  /** Of these, the most of one user, so that colleagues' requests keep their place. */
  waitingRequestsOfUser: 20_000,
  /** What changes settings waits apart: the most of a client, and of one user. */
  waitingAdministrativeRequests: 2_000,
  waitingAdministrativeRequestsOfUser: 500,
  /** Requests of a client that a server writes before it looks for what is past keeping. */
  requestsBetweenTrims: 10_000,
  /** Milliseconds between looks for what has become too old, also of clients that send nothing any more. */
  requestSweepMilliseconds: 3_600_000,
  /** Blocks that are removed by one transaction: likewise a millisecond. */
  requestBlocksTrimmedAtOnce: 32,
  /** Requests that one statement takes apart to find what a page asks for: a twentieth of a second of a thread that reads. */
  requestsTakenApartAtOnce: 16_000,
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
