/** Which content there is for the files of a client. */

/** Content that is there for the files of a client, or was. */
export interface FileContent {
  /** 64 hexadecimal digits, in lower case. */
  sha256: string;
  size: number;
  /** When an upload last laid claim to it. */
  claimedAt: number;
  /** When it was given up; `null` while it is there. */
  removedAt: number | null;
}

export interface FileContentQueries {
  /** What is known of the content with this SHA-256. */
  fileContent(client: number, sha256: string): Promise<FileContent | undefined>;
  /** What is known of content, in order of its SHA-256, from behind `after` on. */
  fileContentPage(client: number, after: string, limit: number): Promise<FileContent[]>;
  /** How many contents are there, and their bytes together, of the first `max` alone where there are more. */
  fileContentTotal(client: number, max: number): Promise<{ count: number; bytes: number }>;
}

export interface FileContentTransaction {
  /** Sets what is known of some content. */
  saveFileContent(content: FileContent): Promise<void>;
  deleteFileContent(sha256: string): Promise<void>;
}
