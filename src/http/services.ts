/** What the routes work with, made once for a server. */
import type { FastifyBaseLogger } from 'fastify';
import { Attempts } from '../access/attempts.js';
import { FailedSignIns } from '../access/audit/failed-sign-ins.js';
import { AuditRetention } from '../access/audit/retention.js';
import { Callers } from '../access/callers.js';
import { FirstAdministrator } from '../access/first-administrator.js';
import { Passwords } from '../access/passwords.js';
import { TokenUse } from '../access/token-use.js';
import { Recorder } from '../activity/recorder.js';
import { RequestFeed } from '../activity/request-feed.js';
import { ChangeFeed } from '../change/feed.js';
import type { ContentStore } from '../content/content.js';
import { Health } from '../diagnosis/health.js';
import { limits } from '../limits/limits.js';
import { Gather } from '../link/gather.js';
import { MetadataCache } from '../metadata/metadata-cache.js';
import { PageTurns } from '../record/query/page-turns.js';
import type { Store } from '../store/store.js';
import { EventStreams } from './event-streams.js';
import { KeyedCalls } from './keyed-calls.js';

export interface Services {
  store: Store;
  health: Health;
  metadata: MetadataCache;
  gather: Gather;
  keyedCalls: KeyedCalls;
  callers: Callers;
  tokenUse: TokenUse;
  attempts: Attempts;
  passwords: Passwords;
  failedSignIns: FailedSignIns;
  auditRetention: AuditRetention;
  firstAdministrator: FirstAdministrator;
  feed: ChangeFeed;
  streams: EventStreams;
  /** Pages of records and of their changes, as they are made. */
  pages: PageTurns;
  recorder: Recorder;
  requestFeed: RequestFeed;
  /** Where the server stands behind a prefix, else empty. */
  basePath: string;
  /** Entries of one bulk call. */
  bulkEntries: number;
  /** Milliseconds that a session lasts. */
  sessionMilliseconds: number;
  /** Where the content of files is kept; none, where the server was not told. */
  content: ContentStore | undefined;
  /** Bytes of one file's content, and of all content that a client keeps. */
  fileBytes: number;
  contentBytes: number;
}

/** What a server may be told of itself. */
export interface ServiceOptions {
  /** Where the server stands behind a prefix: `/linkwright`. */
  basePath: string;
  bulkEntries?: number | undefined;
  sessionMilliseconds?: number | undefined;
  content?: ContentStore | undefined;
  fileBytes?: number | undefined;
  contentBytes?: number | undefined;
  /** The secret by which the first client of the database may be made over HTTP; none, where it has one. */
  firstSecret?: string | undefined;
}

export function createServices(
  store: Store,
  log: FastifyBaseLogger,
  {
    basePath,
    bulkEntries = limits.bulkEntries,
    sessionMilliseconds = limits.sessionMilliseconds,
    content,
    fileBytes = limits.fileBytes,
    contentBytes = limits.contentBytes,
    firstSecret,
  }: ServiceOptions,
): Services {
  const metadata = new MetadataCache(store);
  const gather = new Gather(store, (message, fault) => log.error({ err: fault }, message));
  const tokenUse = new TokenUse(store);
  const callers = new Callers(store, metadata, tokenUse);
  const feed = new ChangeFeed(store);
  const recorder = new Recorder(store, (message, fault) => log.warn({ err: fault }, message));
  const requestFeed = new RequestFeed(store, recorder);
  // This comes after the callers have forgotten what they knew: a stream that wakes asks them again.
  metadata.onChange((client) => feed.wake(client));
  return {
    store,
    health: new Health(store),
    metadata,
    gather,
    keyedCalls: new KeyedCalls(store),
    callers,
    tokenUse,
    attempts: new Attempts(),
    passwords: new Passwords(),
    failedSignIns: new FailedSignIns(store),
    auditRetention: new AuditRetention(store),
    firstAdministrator: new FirstAdministrator(firstSecret),
    feed,
    streams: new EventStreams(),
    pages: new PageTurns(),
    recorder,
    requestFeed,
    basePath,
    bulkEntries,
    sessionMilliseconds,
    content,
    fileBytes,
    contentBytes,
  };
}
