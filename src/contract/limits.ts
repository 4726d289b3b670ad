/**
 * Every limit of the server, each with its reason. A limit that a caller can run into has a message
 * that names it.
 */
export const limits = {
  /** Bytes of a request's body: of many links or records, and of one (contract section 15). */
  bodyBytes: 10_000_000,
  bodyBytesOfOne: 1_000_000,
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
   * Bytes of a file's content, unless the server is started with another number: videos and scans of claims, and
   * some minutes on a slow line. Content is never whole in memory.
   */
  fileBytes: 1_000_000_000,
  /** The most that a server can be told: an upload to a bucket has 10,000 parts of 5 MB. */
  fileBytesMost: 50_000_000_000,
  /** Bytes of one text part of an upload; the longest value of a field in any script. */
  uploadTextBytes: 4 * 65_536,
  /** Parts of an upload: those that there are, and some so that a wrong one is named. */
  uploadParts: 12,
  /** Uploads that a server has under way: each has a file open, and in front of a bucket 10 MB in memory. */
  uploadsUnderWay: 64,
  /** Of these, the most of one client, so that it cannot shut out the others. */
  uploadsUnderWayOfClient: 32,
  /** Of these, the most of one user, so that it cannot shut out the others of its client. */
  uploadsUnderWayOfUser: 16,
  /** Milliseconds in which an upload must have arrived whole: 1 GB at 280 kB/s. */
  uploadMilliseconds: 3_600_000,
  /** Milliseconds after which content of which nothing more comes loses its connection. */
  contentStallMilliseconds: 60_000,
  /**
   * Connections of a server, unless it is started with another number: one that is busy with a small call takes some
   * 30 kB, so that all of them together leave most of 512 MB.
   */
  connections: 4_000,
  /** Of these, the most of one address, unless it is started with another number: a program's thousand, twice over. */
  connectionsOfAddress: 2_000,
  /** Connections beyond these that are told so before they are closed; what comes on top is closed at once. */
  connectionsTurnedAway: 256,
  /** Milliseconds that such a connection has for its first request, and for taking the answer. */
  turnedAwayMilliseconds: 1_000,
  /** Milliseconds without a request after which a connection makes room for another, where there is none left. */
  idleMilliseconds: 1_000,
  /** Milliseconds that a connection is kept for the next request: those that leave an answer to the system lose it too. */
  keptConnectionMilliseconds: 60_000,
  /** Milliseconds in which a request's line and headers must have arrived. */
  headersMilliseconds: 30_000,
  /** Milliseconds between looks at what is late, and at who takes nothing. */
  connectionSweepMilliseconds: 1_000,
  /** Milliseconds after which a caller who takes nothing of an answer loses the connection (contract section 15). */
  answerStallMilliseconds: 60_000,
  /** Bytes of an answer that are handed to a connection at a time: who takes less in the time above takes nothing. */
  answerPieceBytes: 65_536,
  /** Bytes of longer answers that a server keeps for those who have not taken them yet: 16 of the largest pages. */
  heldAnswerBytes: 128_000_000,
  /**
   * Requests that a connection may carry before their answers: hardly any client sends ahead at all, and all that come
   * in one piece are begun at once.
   */
  requestsOfConnection: 32,
  /** Headers of one request: browsers and proxies send some dozens. Node passes over what comes after 2,000. */
  requestHeaders: 200,
  /**
   * Bytes of a body that nobody reads which are passed over, so that its sender comes to reading the answer: what most
   * bodies have, and not what costs anybody something.
   */
  unreadBodyBytes: 1_000_000,
  /** Milliseconds that the sender of a longer one has to take the answer. */
  unreadBodyMilliseconds: 2_000,
  /** Characters of a request's name that its caller has given it. */
  callerRequestIdCharacters: 64,
  /**
   * Milliseconds for which content that an upload has laid claim to is left alone, though no file names it yet:
   * far longer than any upload takes.
   */
  claimMilliseconds: 24 * 3_600_000,
  /**
   * Milliseconds for which content that was given up cannot be uploaded again: longer than its removal can take
   * (in a bucket three attempts of a minute), and clocks of servers may differ by the rest.
   */
  removalMilliseconds: 300_000,
  /** Of these, milliseconds within which the removal must begin, or is left to the next time. */
  removalStartMilliseconds: 30_000,
  /** Contents that are looked at together when a database is checked. */
  contentPage: 1_000,
  /** Characters of a file's name: what file systems take. */
  fileNameCharacters: 255,
  /** Entries of one bulk call, unless the server is started with another (contract section 4). */
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
  /** How often a write or a query is tried, where its fault passes, before a call is told `unavailable`. */
  attempts: 3,
  /** Milliseconds between these attempts. */
  attemptPauseMilliseconds: 25,
  /**
   * How often a call is read because the metadata changes under it, before it is told `unavailable`: some
   * seconds of changes without a pause between them.
   */
  readings: 100,
  /** Rows of one page of a query (contract section 4). */
  pageRows: 1_000,
  pageRowsDefault: 100,
  /** Bytes at which a page ends, whatever its rows (contract section 15). */
  pageBytes: 8_000_000,
  /** Bytes of records that are read at once, of which a page is made; one record is read whatever its size. */
  recordBytesAtOnce: 8_000_000,
  /** Likewise where their words are looked at: others' are in memory at the same time, for as long as that takes. */
  searchedBytesAtOnce: 1_000_000,
  /**
   * Links of one record whose changes are found link by link: a probe of the index each, on every page, some
   * tens of milliseconds for so many. The history of a record with more is found by number.
   */
  historyLinks: 10_000,
  /** Changes that a page looks through for those that fit: ten to twenty milliseconds. */
  searchedChanges: 100_000,
  /** Open streams of one client: each holds a connection and looks its caller up now and then. */
  openStreams: 100,
  /** Of these, the most of one user, so that it cannot shut out the others of its client. */
  openStreamsOfUser: 50,
  /** Milliseconds after which a silent stream says that it is there; proxies cut what is silent for 30 s. */
  streamBeatMilliseconds: 15_000,
  /** Milliseconds after which a stream looks again, where the store was away. */
  streamRetryMilliseconds: 1_000,
  /** Milliseconds that a stream's reader gets to take what it was sent when the server closes. */
  streamCloseMilliseconds: 1_000,
  /** Characters of a key, or of one field's value (contract section 15). */
  valueCharacters: 65_536,
  /** Bytes of a record's fields as they are stored (contract section 15). */
  recordBytes: 1_000_000,
  /** What one call stores, for each byte that it sent; as much as one record has may always be (section 15). */
  storedForEachSent: 10,
  /** Bytes of a bulk call's records that are read and written together: others' writes come between. */
  sliceBytes: 1_000_000,
  /** Milliseconds of work on many things, after which others get their turn. */
  turnMilliseconds: 10,
  /** Decimal digits of a number written out (contract section 15). */
  numberDigits: 1_000,
  /**
   * Combining marks in a row, as many as Unicode's Stream-Safe format has (UAX 15): languages use a few, and to
   * normalise more takes quadratic time.
   */
  combiningMarks: 30,
  /** Bytes of a canonical key that are stored as they are; of a longer one the first, and its digest. */
  keyBytes: 256,
  /**
   * Distinct words of one Text field that a record is found by, and of one record: each is a row of its own, so
   * that a record of many costs its writer a millisecond. A text of more is one for a search engine.
   */
  wordsOfField: 50,
  wordsOfRecord: 200,
  /** Characters of a key to which near ones are looked for: what is longer is no key that somebody has typed. */
  nearKeyCharacters: 256,
  /**
   * Characters that a text may have for each of its own once it is folded: a syllable of Korean becomes three. A short
   * one may have more, since there are characters that stand for a sentence.
   */
  foldedCharacters: 4,
  foldedCharactersOfShort: 64,
  /** Characters of a word that count: more than nearly every word of a language has. */
  wordCharacters: 32,
  /** Words of one search, and filters of one query: each is held against every record that is looked at. */
  searchedWords: 10,
  recordFilters: 20,
  /**
   * Records that fit a filter or a word, up to which all of them are read and sorted for each page: ten
   * milliseconds or so. More are read in the order asked for, until the page is full.
   */
  sortedRecords: 1_000,
  /** Records that a page of a query looks at for those that fit: some hundredths of a second, in a search a tenth. */
  searchedRecords: 10_000,
  /** Records read at once of these, so that others get their turn between. */
  recordsAtOnce: 1_000,
  /** Bytes of records that a page of a query looks at: a second or two of one processor, in turns with others. */
  searchedBytes: 8_000_000,
  /**
   * Characters whose words are looked at before others get their turn: a millisecond or two, ten where each is one
   * that becomes many. To look at a record otherwise counts as so many.
   */
  charactersOfTurn: 4_096,
  charactersOfRecord: 80,
  /**
   * Records that a page looks through in the database for those without a value of the field it is sorted
   * by: likewise a tenth of a second.
   */
  searchedForNoValue: 100_000,
  /** Of these, bytes. */
  searchedBytesForNoValue: 32_000_000,
  /** Characters of a name: a domain, field, user, role, relationship. */
  nameCharacters: 200,
  /** Characters of a label or a description. */
  labelCharacters: 1_000,
  /** Domains of one client: a query of links that names one domain searches once for each of the others. */
  domains: 500,
  /** Fields of one domain. */
  domainFields: 500,
  /** Values that one Coded field accepts: they are read with the client's metadata, and looked through. */
  fieldCodes: 10_000,
  /**
   * Bytes of all that describes a client's records: domains, fields, codes, relationships and their limits. With every
   * change it is read, copied between threads and indexed whole, for some 25 ms a megabyte; five lists of 10,000 codes
   * and a hundred domains of fifty fields are half of it.
   */
  metadataBytes: 4_000_000,
  /** Relationships of one client, which are read with its metadata. */
  relationships: 10_000,
  /** Fields that a record is matched by in one call: each costs a probe of the index. */
  matchFields: 10,
  /** Near matches that a dry run names (contract section 2). */
  candidates: 3,
  /** Keys that are alike without their zeros, of which the near ones are picked. */
  alikeKeys: 50,
  /**
   * Records and links that use what is to be dropped, as far as a message counts them: they are counted while their
   * client is locked.
   */
  countedUses: 1_000,
  /** Records and links of a domain, and files, as far as a client's sizes count them: some milliseconds each. */
  countedSizes: 100_000,
  /** Records that an error message names as examples. */
  namedRecords: 3,
  /** Records that an ambiguous key is said to fit, of more that it may fit (contract section 13). */
  namedMatches: 5,
  /** Users that an error message names as examples, and pairs of records. */
  namedUsers: 3,
  namedPairs: 3,
  /** Properties of one body that an error message names as wrong. */
  namedErrors: 20,
  /** Characters of what was sent that an error message repeats of one value. */
  quotedCharacters: 60,
  /** Characters of the way to a property that an error names: what a message may quote (section 15). */
  pointerCharacters: 200,
  /** Characters of a message about several properties: a bulk call's answers have a thousand of them. */
  messageCharacters: 2_000,
  /** Names that a message lists of those that are accepted. */
  namedNames: 20,
  /** Names among which the one is looked for that a misspelt one may mean: a millisecond or two. */
  hintedNames: 1_000,
  /** The same of all entries of a bulk call: a tenth of a second at most. */
  hintedNamesOfCall: 20_000,
  /** Milliseconds that a session lasts (contract section 6). */
  sessionMilliseconds: 30 * 60_000,
  /** Milliseconds for which a checked token is believed without asking the store (design section 3). */
  tokenCacheMilliseconds: 60_000,
  tokenCacheEntries: 10_000,
  /** Milliseconds for which a token's use is not noted again: lists show it to the minute. */
  tokenUseMilliseconds: 60_000,
  /** Milliseconds for which noted uses gather before they are written. */
  tokenUseBatchMilliseconds: 2_000,
  /** Roles of one client, and permissions that these grant: a list of them is one answer. */
  roles: 1_000,
  roleGrants: 50_000,
  /** Roles of all users of one page, more than one user can have: names that fit into it. */
  rolesOfUserPage: 8_000,
  /** Users that a client has ever had: history names those that were deleted. */
  users: 100_000,
  /** Tokens of one user, also those that have ended, until they are revoked: far more than it has programs. */
  tokensOfUser: 1_000,
  /**
   * Sessions of one user at once, past which the earliest ends: a program that signs in for each call from one address
   * cannot begin as many while they last.
   */
  sessionsOfUser: 1_000,
  /** Characters of a password that is set; a longer one would only cost time to hash. */
  passwordCharacters: 8,
  passwordCharactersMost: 1_000,
  /** Characters of the name by which OAuth has a user: account, client and user, each as long as a password may be. */
  clientIdCharacters: 3_000,
  /** Bytes of a sign-in's body, which anyone may send. */
  signInBytes: 16_000,
  /** Milliseconds in which a request must have arrived whole. */
  requestMilliseconds: 60_000,
  /**
   * Passwords hashed at once: one takes a processor of perhaps two for some 20 ms, 19 MiB, and one of the four threads
   * that files are read with. That is 40 sign-ins in a second.
   */
  passwordsHashedAtOnce: 1,
  /** Passwords that wait for it, of all callers: two or three seconds of work. */
  waitingPasswords: 100,
  /** Milliseconds that one waits at most, on a machine that is busier. */
  passwordWaitMilliseconds: 5_000,
  /** Sign-in attempts from one address in a minute: enough for people, too few for guessing. */
  signInsPerMinute: 30,
  /** Failed attempts on one user, from anywhere, before the next has to wait. */
  attemptsOfUser: 10,
  /** Milliseconds after which one of them comes back: at most 2,880 guesses a day. */
  attemptReturnMilliseconds: 30_000,
  /** Users, and addresses of users, whose attempts a server remembers. */
  watchedUsers: 20_000,
  /** Addresses that a user is known to sign in from, the latest: home, work, a telephone's, and those of programs. */
  knownAddressesOfUser: 20,
  /** Milliseconds between looks for what another process changed in the settings. */
  settingsPollMilliseconds: 250,
  /**
   * Megabytes of memory of a server's thread that reads or writes SQLite: many times what a batch or a page takes. At
   * more it ends alone, and is started anew.
   */
  threadMegabytes: 512,
  /** How often it is tried to start such a thread anew, and milliseconds between: 4 s in all, then the server ends. */
  threadStarts: 8,
  threadStartPauseMilliseconds: 400,
  /** Milliseconds for which what was found of the server's health is told again, and that anyone waits for it. */
  healthMilliseconds: 1_000,
  healthWaitMilliseconds: 3_000,
  /** Statements that a connection to SQLite keeps prepared: several times those that requests lead to. */
  preparedStatements: 200,
  /** Connections to PostgreSQL that one server opens at most, unless it is started with another number. */
  poolSize: 12,
  /** Milliseconds in which a connection to PostgreSQL must stand, or one in use become free. */
  connectMilliseconds: 3_000,
  /** Milliseconds that a connection to PostgreSQL is kept without use. */
  idleConnectionMilliseconds: 60_000,
  /** Milliseconds that a statement on PostgreSQL may take, unless the server is started with another number. */
  statementMilliseconds: 30_000,
  /**
   * Milliseconds after which PostgreSQL ends a transaction whose server does nothing: a server that stalls
   * with a client's lock in hand blocks that client for no longer.
   */
  stalledTransactionMilliseconds: 4_000,
  /** Milliseconds that a piece of work waits for its client's lock: longer than a stalled server can hold it. */
  lockMilliseconds: 8_000,
  /** Of these, milliseconds on a connection at a time: longer than other servers' batches take. */
  lockWaitMilliseconds: 250,
  /** Milliseconds between looks whether a lock that is held for longer is free. */
  lockPollMilliseconds: 50,
  /** Milliseconds for which the fate of a commit that was not answered is looked for. */
  commitStatusMilliseconds: 5_000,
  /** Milliseconds between looks for it. */
  commitStatusPollMilliseconds: 100,
  /** Rows of recent requests in one answer, where the caller names no limit. */
  recentRequests: 100,
  /** Days that a request is shown for, and requests of a client that are kept at least (contract section 7). */
  recentRequestDays: 7,
  recentRequestsOfClient: 100_000,
  /** Minutes that a summary of recent requests may go back: as long as they are kept. */
  summaryMinutes: 7 * 1_440,
  /** Milliseconds between writings of what was answered: what a crash may take from recent requests. */
  requestWriteMilliseconds: 1_000,
  /** Requests written in one transaction: a millisecond of SQLite's writer, which links wait for. */
  requestsWrittenAtOnce: 500,
  /** Clients whose requests are written at the same time: they share a commit, or take a connection each. */
  requestWritesUnderWay: 3,
  /** Answered requests that wait to be written, some 300 bytes each; seconds of work. What comes on top is dropped. */
  waitingRequests: 100_000,
  /** Of these, the most of one client. */
  waitingRequestsOfClient: 50_000,
  /** And of one user, so that it does not take the place of its colleagues'. */
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
  /** Milliseconds that open connections get to finish their calls when the server closes. */
  closeMilliseconds: 10_000,
} as const;
