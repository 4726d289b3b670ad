/**
 * The port between Linkwright's rules and where the content of files is kept
 * (docs/reference/files.md#where-content-is-kept). Two adapters, a folder and an S3-compatible bucket, are
 * held to the same suite.
 *
 * Content is named by its client and its SHA-256, so equal content of one client is kept once, and nothing is
 * shared between clients. Which content there is to be, and who may see it, is the database's to say.
 */
import type { Readable } from 'node:stream';

/** What content is kept under. */
export interface ContentName {
  client: number;
  /** 64 hexadecimal digits, in lower case. */
  sha256: string;
}

/** Content that has come in whole, and that nobody else sees until it is kept. */
export interface ReceivedContent {
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  /**
   * Keeps it for the client, in place of what is there under the name; to be called once. Durable when it
   * answers, and never seen in parts. @throws ContentFault
   */
  keep(client: number): Promise<void>;
  /** Forgets what came in, if it was not kept. Never rejects. */
  discard(): Promise<void>;
}

/** Content that is kept, as a look into the store finds it. */
export interface KeptContent {
  sha256: string;
  size: number;
  /** When it was kept last, in milliseconds since 1970. */
  keptAt: number;
}

/** The first and the last byte that are wanted, from 0. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Each method throws ContentFault where the place cannot be reached, read or written. */
export interface ContentStore {
  /** The place as it may be printed: without secrets. */
  readonly shown: string;
  /**
   * Takes in a stream to its end, a piece at a time, with its digest.
   *
   * @throws also what the stream fails with; nothing is left of it then
   */
  receive(source: Readable): Promise<ReceivedContent>;
  /** How many bytes are kept under the name; `undefined` where nothing is. */
  sizeOf(name: ContentName): Promise<number | undefined>;
  /** What is kept under the name, or a part of it; `undefined` where nothing is. */
  read(name: ContentName, range: ByteRange | undefined): Promise<Readable | undefined>;
  /** All that is kept for a client, in no order. */
  list(client: number): AsyncIterable<KeptContent>;
  /** Removes what is kept under the name, if there is any. A reader that has begun reads on. */
  remove(name: ContentName): Promise<void>;
  /** What the place says of itself; `undefined` where it was never told. */
  readMark(): Promise<string | undefined>;
  /** Sets that. Durable when it answers, and never seen in parts. */
  writeMark(text: string): Promise<void>;
  /** Gives back what is open. */
  close(): Promise<void>;
}

/** A failure of the place. The message is for the log, never for a caller. */
export class ContentFault extends Error {
  constructor(cause: unknown) {
    const { name, message } = cause as Error;
    super(message.startsWith(name) ? message : `${name}: ${message}`, { cause });
    this.name = 'ContentFault';
  }
}

/** The name by which a folder, or a bucket, has content: alike in both, so that one can be copied to the other. */
export function relativePathOf({ client, sha256 }: ContentName): string {
  return `${client}/${sha256.slice(0, 2)}/${sha256.slice(2)}`;
}

/** The name of what a place says of itself: no client's. */
export const markName = 'database.json';

/** The SHA-256 that the end of a path stands for; `undefined` where it is nobody's. */
export function sha256Of(path: string): string | undefined {
  const [, first, rest] = /(?:^|\/)([0-9a-f]{2})\/([0-9a-f]{62})$/.exec(path) ?? [];
  return first === undefined ? undefined : first + rest;
}
