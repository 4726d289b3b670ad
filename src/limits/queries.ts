/** How much one query looks at, and answers. */
export const queryLimits = {
  /** Rows of one page of a query (docs/reference/link-operations.md#pages). */
  pageRows: 1_000,
  pageRowsDefault: 100,
  /** Bytes at which a page ends, whatever its rows (docs/reference/limits.md#pages-of-answers). */
  pageBytes: 8_000_000,
  /** Pages of records that are made at once for one client: some tens of megabytes in memory, if they are large. */
  pagesAtOnce: 4,
  /** Pages of one client that wait for their turn: seconds of work. */
  waitingPages: 1_000,
  /** Clients whose pages are counted. */
  clientsWithPages: 1_000,
  /** Bytes of records that are read at once to make a page; one record is read whatever its size. */
  recordBytesAtOnce: 8_000_000,
  /** The same for a bulk dry run, which must have all in memory to see its entries' effects on one another. */
  dryRunBytes: 64_000_000,
  /** The same where their words are examined, since other callers' records are in memory for as long. */
  searchedBytesAtOnce: 1_000_000,
  /**
   * Links of one record whose changes are found link by link: a probe of the index each, on every page, some
   * tens of milliseconds for so many. The history of a record with more is found by number.
   */
  historyLinks: 10_000,
  /** Changes that a page looks through for those that fit: ten to twenty milliseconds. */
  searchedChanges: 100_000,
  /**
   * Bytes of records' changes that are kept for the streams of a domain, and read at once for one that has fallen
   * behind: a client may have a stream for each of a hundred domains.
   */
  streamedBytes: 1_000_000,
  /** Links of a record that a page looks through for those with values of fields: as many as records. */
  searchedLinks: 10_000,
  /** The same for a count, which has no pages: a hundred queries of the database, one after the other. */
  countedLinks: 100_000,
  /** Words of one search, and values of the filters of a query: each is compared with every record that is looked at. */
  searchedWords: 10,
  queryConditions: 100,
  /**
   * Records that fit a filter or a word, up to which all of them are read and sorted for each page: ten
   * milliseconds or so. More are read in the order asked for, until the page is full.
   */
  sortedRecords: 1_000,
  /** Records that a page of a query looks at for those that fit: some hundredths of a second, in a search a tenth. */
  searchedRecords: 10_000,
  /** Of these, records that are read at once, so that others get their turn in between. */
  recordsAtOnce: 1_000,
  /** Bytes of records that a page of a query looks at: a second or two of one processor, in turns with others. */
  searchedBytes: 8_000_000,
  /**
   * Characters whose words are examined before others get their turn: a millisecond or two, or ten where each character
   * folds to many. Any other look at a record counts as this many.
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
  /** Fields that a record is matched by in one call: each costs a probe of the index. */
  matchFields: 10,
  /** Changes that the refusal of a write to a record names: whoever wants more reads its history. */
  namedChanges: 10,
  /** Near matches that a dry run names (docs/reference/upsert.md#candidates). */
  candidates: 3,
  /** Keys of a bulk call whose near matches are named: each takes two queries. */
  candidateKeys: 100,
  /** Keys that are alike without their zeros, from which the near ones are picked. */
  alikeKeys: 50,
  /** Keys that are compared with one another at a time where a field is to compare loosely: some megabytes. */
  comparedKeys: 100_000,
  /**
   * Records and links that use what is to be dropped, as far as a message counts them: they are counted while their
   * client is locked.
   */
  countedUses: 1_000,
  /** Records and links of a domain, and files, as far as a client's sizes count them: some milliseconds each. */
  countedSizes: 100_000,
} as const;
