/** Files and their content. */
export const fileLimits = {
  /**
   * Bytes of a file's content, unless the server is started with another number: videos and scans of claims, and
   * some minutes on a slow line. Content is never whole in memory.
   */
  fileBytes: 1_000_000_000,
  /** The most that a server can be told: an upload to a bucket has 10,000 parts of 5 MB. */
  maxFileBytes: 50_000_000_000,
  /** Bytes of content that one client keeps, unless the server is started with another number: a large disk. */
  contentBytes: 1_000_000_000_000,
  /** The most that a server can be told. */
  maxContentBytes: 1_000_000_000_000_000,
  /** Contents that one client keeps: they are added up at every upload, for a tenth of a second at most. */
  contents: 1_000_000,
  /** Bytes of one text part of an upload; the longest value of a field in any script. */
  uploadTextBytes: 4 * 65_536,
  /** Parts of an upload: those that exist, and a few more so that a message can name a wrong one. */
  uploadParts: 12,
  /** Uploads that a server has under way: each has a file open, and for a bucket 10 MB in memory. */
  uploadsUnderWay: 64,
  /** Of these, the most of one client, so that it cannot shut out the others. */
  uploadsUnderWayOfClient: 32,
  /** Of these, the most of one user, so that it cannot shut out the others of its client. */
  uploadsUnderWayOfUser: 16,
  /** Milliseconds in which an upload must have arrived whole: 1 GB at 280 kB/s. */
  uploadMilliseconds: 3_600_000,
  /** Milliseconds without further bytes of an upload's content after which the connection is closed. */
  contentStallMilliseconds: 60_000,
  /**
   * Milliseconds for which content that an upload has claimed is left alone, though no file names it yet:
   * far longer than any upload takes.
   */
  claimMilliseconds: 24 * 3_600_000,
  /**
   * Milliseconds for which content that was given up cannot be uploaded again: longer than its removal can take
   * (in a bucket three attempts of a minute), and clocks of servers may differ by the rest.
   */
  removalMilliseconds: 300_000,
  /** Of these, milliseconds within which the removal must begin; otherwise it is left to the next time. */
  removalStartMilliseconds: 30_000,
  /** Contents that are looked at together when a database is checked. */
  contentPage: 1_000,
  /** Characters of a file's name: what file systems take. */
  fileNameCharacters: 255,
} as const;
