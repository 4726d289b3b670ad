/** What the routes work with, made once for a server. */
import type { FastifyBaseLogger } from 'fastify';
import { Callers } from '../access/callers.js';
import type { ContentStore } from '../content/content.js';
import { limits } from '../contract/limits.js';
import { ChangeFeed } from '../link/change-feed.js';
import { Gather } from '../link/gather.js';
import { MetadataCache } from '../record/metadata-cache.js';
import type { Store } from '../store/store.js';
import { EventStreams } from './event-streams.js';

export interface Services {
  store: Store;
  metadata: MetadataCache;
  gather: Gather;
  callers: Callers;
  feed: ChangeFeed;
  streams: EventStreams;
  /** Where the server stands behind a prefix, else empty. */
  basePath: string;
  /** Entries of one bulk call. */
  bulkEntries: number;
  /** Where the content of files is kept; none, where the server was not told. */
  content: ContentStore | undefined;
  /** Bytes of one file's content. */
  fileBytes: number;
}

/** What a server may be told of itself. */
export interface ServiceOptions {
  /** Where the server stands behind a prefix: `/linkwright`. */
  basePath: string;
  bulkEntries?: number | undefined;
  content?: ContentStore | undefined;
  fileBytes?: number | undefined;
}

export function createServices(
  store: Store,
  log: FastifyBaseLogger,
  { basePath, bulkEntries = limits.bulkEntries, content, fileBytes = limits.fileBytes }: ServiceOptions,
): Services {
  const metadata = new MetadataCache(store);
  const gather = new Gather(store, (message, fault) => log.error({ err: fault }, message));
  const callers = new Callers(store, metadata);
  const feed = new ChangeFeed(store);
  // After the callers, which forget what they knew: a stream that wakes asks them again.
  metadata.onChange((client) => feed.wake(client));
  return {
    store,
    metadata,
    gather,
    callers,
    feed,
    streams: new EventStreams(),
    basePath,
    bulkEntries,
    content,
    fileBytes,
  };
}
