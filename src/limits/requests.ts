/** What a request, its connection and its answer may take of a server. */
export const requestLimits = {
  /** Bytes of a request's body: of many links or records, and of one (docs/reference/limits.md#size-of-a-request). */
  bodyBytes: 10_000_000,
  bodyBytesOfOne: 1_000_000,
  /** Bytes of a body that is short, as those of one link or record mostly are: thousands at once are no burden. */
  shortBodyBytes: 4_096,
  /** Bytes of longer ones that a server takes in at once: it holds them outside the heap, until they are answered. */
  longBodyBytes: 250_000_000,
  /** Of these, the most of one client, so that it cannot shut out the others. */
  longBodyBytesOfClient: 150_000_000,
  /** Of these, the most of one user, so that it cannot shut out the others of its client: ten of the largest. */
  longBodyBytesOfUser: 100_000_000,
  /** Levels of arrays and objects in a body: the deepest that means something has four. */
  bodyDepth: 32,
  /** Properties of one object in a body: twice the fields of a domain, so that those that are unknown are named. */
  bodyProperties: 1_000,
  /**
   * Values of a body in all: a bulk call's entries with 200 fields each, which take a tenth of a second to parse
   * and read.
   */
  bodyValues: 200_000,
  /** Bytes of a request's line and headers: Node's usual 16 KiB, and a page of ids as long as they may be. */
  headerBytes: 36_864,
  /**
   * Connections of a server, unless it is started with another number: one that is busy with a small call takes some
   * 30 kB, so that all of them together leave most of 512 MB.
   */
  connections: 4_000,
  /** Of these, the most of one address, unless it is started with another number: a program's thousand, twice over. */
  connectionsOfAddress: 2_000,
  /** Connections beyond these that get an answer before they are closed; any more are closed at once. */
  connectionsTurnedAway: 256,
  /** Milliseconds that such a connection has for its first request, and for taking the answer. */
  turnedAwayMilliseconds: 1_000,
  /** Milliseconds without a request after which a connection makes room for another, where there is none left. */
  idleMilliseconds: 1_000,
  /** Milliseconds that a connection is kept for the next request: those that leave an answer to the system lose it too. */
  keptConnectionMilliseconds: 60_000,
  /** Milliseconds in which a request's line and headers must have arrived. */
  headersMilliseconds: 30_000,
  /** Milliseconds between checks for requests that are late, and for callers that take nothing. */
  connectionSweepMilliseconds: 1_000,
  /**
   * Milliseconds after which a caller who takes nothing of an answer loses the connection
   * (docs/reference/limits.md#answers-that-nobody-takes).
   */
  answerStallMilliseconds: 60_000,
  /** Bytes of an answer that are handed to a connection at a time: taking less in the time above counts as nothing. */
  answerPieceBytes: 65_536,
  /** Bytes of longer answers that a server keeps for those who have not taken them yet: 16 of the largest pages. */
  heldAnswerBytes: 128_000_000,
  /**
   * Requests that a connection may carry before their answers: hardly any client sends ahead at all, and all that come
   * in one piece are begun at once.
   */
  requestsOfConnection: 32,
  /** Requests before their answers at which a connection is ended without a word. */
  requestsBeforeEnd: 128,
  /** Headers of one request: browsers and proxies send some dozens. Node passes over what comes after 2,000. */
  requestHeaders: 200,
  /**
   * Bytes of an unread body that are passed over, so that its sender gets to reading the answer: more than most bodies
   * have, and few enough to cost nothing.
   */
  unreadBodyBytes: 1_000_000,
  /** Milliseconds that the sender of a longer one has to take the answer. */
  unreadBodyMilliseconds: 2_000,
  /** Characters of the id that a caller gives a request. */
  callerRequestIdCharacters: 64,
  /** Open streams of one client: each holds a connection and looks its caller up now and then. */
  openStreams: 100,
  /** Of these, the most of one user, so that it cannot shut out the others of its client. */
  openStreamsOfUser: 50,
  /** Milliseconds after which a silent stream says that it is there; proxies cut what is silent for 30 s. */
  streamHeartbeatMilliseconds: 15_000,
  /** Milliseconds after which a stream looks again when the store was away. */
  streamRetryMilliseconds: 1_000,
  /** Milliseconds that a stream's reader gets to take what it was sent when the server closes. */
  streamCloseMilliseconds: 1_000,
  /** Milliseconds in which a request must have arrived whole. */
  requestMilliseconds: 60_000,
  /** Connections of those who watch over the server, on the port that is theirs, and milliseconds for one request. */
  monitorConnections: 64,
  monitorMilliseconds: 10_000,
  /** Milliseconds that open connections get to finish their calls when the server closes. */
  closeMilliseconds: 10_000,
} as const;
