import { setTimeout as pause } from 'node:timers/promises';
import { limits } from '../limits/limits.js';
import { idsFrom, type NamedRequest, type Store } from '../store/store.js';
import { newestByShare } from './fair-share.js';
import type { Recorder } from './recorder.js';

/** What is known of a client with open streams. */
interface ClientFeed {
  streams: number;
  /** The newest requests, in the order in which this server came to know them, each with its number in that. */
  recent: { number: number; user: number; request: NamedRequest }[];
  /** How many there were. */
  end: number;
  /** The number of the newest that is not kept any more. */
  left: number;
  /** Requests of other servers that were read, and may be read again. */
  read: Set<string>;
  waiting: Set<() => void>;
  polling: NodeJS.Timeout | undefined;
}

/** What a stream gets next. */
export interface NextRequests {
  requests: NamedRequest[];
  /** Whether there were more than are kept. */
  gap: boolean;
  position: number;
}

/**
 * What the streams of requests of one server share. Its own requests come from memory; where other servers work on
 * the database, theirs are looked for while a stream is open. Both are bounded: a stream shows what a reader can take.
 */
export class RequestFeed {
  private readonly store: Store;
  private readonly recorder: Recorder;
  private readonly clients = new Map<number, ClientFeed>();

  constructor(store: Store, recorder: Recorder) {
    this.store = store;
    this.recorder = recorder;
    recorder.onRequest((client, request) => {
      const feed = this.clients.get(client);
      if (feed !== undefined) this.add(feed, request);
    });
  }

  /** Follows the client's requests from now on; answers the position to `take` from. Whoever joins must leave. */
  join(client: number): number {
    let feed = this.clients.get(client);
    if (feed === undefined) {
      feed = {
        streams: 0,
        recent: [],
        end: 0,
        left: 0,
        read: new Set(),
        waiting: new Set(),
        polling: undefined,
      };
      this.clients.set(client, feed);
      if (this.store.shared) this.pollAfterAWhile(client, feed);
    }
    feed.streams += 1;
    return feed.end;
  }

  leave(client: number): void {
    const feed = this.clients.get(client);
    if (feed === undefined) return;
    feed.streams -= 1;
    if (feed.streams > 0) return;
    clearTimeout(feed.polling);
    this.clients.delete(client);
  }

  /** Waits until there is something past the position, or for so long. */
  async wait(client: number, position: number, milliseconds: number, signal: AbortSignal): Promise<void> {
    const feed = this.clients.get(client);
    if (feed === undefined || feed.end > position || signal.aborted) return;
    const done = new AbortController();
    const resume = () => done.abort();
    feed.waiting.add(resume);
    signal.addEventListener('abort', resume);
    await pause(milliseconds, undefined, { signal: done.signal }).catch(() => undefined);
    feed.waiting.delete(resume);
    signal.removeEventListener('abort', resume);
  }

  /** What has come past the position, as far as it is kept. */
  take(client: number, position: number): NextRequests {
    const feed = this.clients.get(client);
    if (feed === undefined) return { requests: [], gap: false, position };
    const next = feed.recent.filter(({ number }) => number > position);
    const kept = newestByShare(next, limits.streamedRequests);
    const gap = feed.left > position || kept.length < next.length;
    return { requests: kept.map(({ request }) => request), gap, position: feed.end };
  }

  private add(feed: ClientFeed, request: NamedRequest): void {
    feed.end += 1;
    feed.recent.push({ number: feed.end, user: request.user, request });
    if (feed.recent.length > 2 * limits.streamedRequests) {
      const kept = newestByShare(feed.recent, limits.streamedRequests);
      const isKept = new Set(kept);
      feed.left = feed.recent.findLast((each) => !isKept.has(each))?.number ?? feed.left;
      feed.recent = kept;
    }
    for (const resume of feed.waiting) resume();
  }

  private pollAfterAWhile(client: number, feed: ClientFeed): void {
    feed.polling = setTimeout(async () => {
      // While the store is away this finds nothing; the next look finds it.
      await this.poll(client, feed).catch(() => undefined);
      if (this.clients.get(client) === feed) this.pollAfterAWhile(client, feed);
    }, limits.requestPollMilliseconds).unref();
  }

  /** Adds what other servers have written. Their rows turn up late, so each look goes back and skips what it knows. */
  private async poll(client: number, feed: ClientFeed): Promise<void> {
    const found = await this.store.requestPage({
      client,
      above: idsFrom(Date.now() - limits.requestPollBackMilliseconds),
      exceptServer: this.recorder.ids.server,
      limit: limits.streamedRequests,
    });
    const known = feed.read;
    feed.read = new Set(found.map(({ id }) => id));
    for (const request of found.reverse()) if (!known.has(request.id)) this.add(feed, request);
  }
}
