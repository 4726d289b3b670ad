/** What is found in a database file that was saved. */

/** Content of files that a database names. */
export interface NamedContent {
  client: number;
  /** 64 hexadecimal digits, in lower case. */
  sha256: string;
  size: number;
}

export interface SavedFile {
  /** What is wrong with it, in words; nothing else was looked at then. */
  damage: string[];
  contents: NamedContent[];
  /** What its place of content carries; none where it has had no content yet. */
  databaseId: string | undefined;
}
