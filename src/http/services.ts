/** What the routes work with, made once for a server. */
import type { FastifyBaseLogger } from 'fastify';
import { Callers } from '../access/callers.js';
import { limits } from '../contract/limits.js';
import { Gather } from '../link/gather.js';
import { MetadataCache } from '../record/metadata-cache.js';
import type { Store } from '../store/store.js';

export interface Services {
  store: Store;
  metadata: MetadataCache;
  gather: Gather;
  callers: Callers;
  /** Entries of one bulk call. */
  bulkEntries: number;
}

export function createServices(
  store: Store,
  log: FastifyBaseLogger,
  bulkEntries: number = limits.bulkEntries,
): Services {
  const metadata = new MetadataCache(store);
  const gather = new Gather(store, (message, fault) => log.error({ err: fault }, message));
  return { store, metadata, gather, callers: new Callers(store, metadata), bulkEntries };
}
