import { setTimeout as pause } from 'node:timers/promises';
import { limits } from '../limits/limits.js';
import type { ChangeFilter, Store, StoredLinkChange } from '../store/store.js';
import type { NextChanges } from './changes.js';

/** What is known of a client with open streams. */
interface ClientFeed {
  streams: number;
  /** The changes that were read last: all those above `above`, up to and with `through`. */
  recent: StoredLinkChange[];
  above: number;
  through: number;
  /** What wakes the streams that wait. */
  waiting: Set<() => void>;
}

/** Whether a change fits: what `changePage` asks of the store, asked of a change that has been read. */
function fits(change: StoredLinkChange, filter: ChangeFilter, link: number | undefined): boolean {
  const { parentDomains, childDomains, parent, child, relationship } = filter;
  return (
    (parentDomains?.includes(change.parentDomain) ?? true) &&
    (childDomains?.includes(change.childDomain) ?? true) &&
    (parent === undefined || change.parent === parent) &&
    (child === undefined || change.child === child) &&
    (link === undefined || change.link === link) &&
    (relationship === undefined || change.before === relationship || change.after === relationship)
  );
}

/**
 * What the streams of changes of one server share: it watches the store once, and reads new changes once for
 * each client with open streams. It keeps the changes of the last reading alone; a stream that has fallen
 * behind reads for itself.
 */
export class ChangeFeed {
  private readonly store: Store;
  private readonly clients = new Map<number, ClientFeed>();
  private watching = false;
  private looking = false;
  private lookAgain = false;

  constructor(store: Store) {
    this.store = store;
  }

  /** Follows the client's changes from `newest` on, or an earlier one. Whoever joins must leave. */
  join(client: number, newest: number): void {
    const feed = this.clients.get(client) ?? {
      streams: 0,
      recent: [],
      above: newest,
      through: newest,
      waiting: new Set(),
    };
    feed.streams += 1;
    this.clients.set(client, feed);
    if (!this.watching) {
      this.watching = true;
      this.store.watch(() => void this.look());
    }
    // There may have been a commit after `newest` was read and before there was anyone to tell.
    void this.look();
  }

  leave(client: number): void {
    const feed = this.clients.get(client);
    if (feed === undefined) return;
    feed.streams -= 1;
    if (feed.streams === 0) this.clients.delete(client);
  }

  /** Wakes the client's waiting streams, though there may be no change. */
  wake(client: number): void {
    for (const resume of this.clients.get(client)?.waiting ?? []) resume();
  }

  /** Waits until there are changes past the cursor, or for so long, or until the client is woken. */
  async wait(client: number, cursor: number, milliseconds: number, signal: AbortSignal): Promise<void> {
    const feed = this.clients.get(client);
    if (feed === undefined || feed.through > cursor || signal.aborted) return;
    const done = new AbortController();
    const resume = () => done.abort();
    feed.waiting.add(resume);
    signal.addEventListener('abort', resume);
    await pause(milliseconds, undefined, { signal: done.signal }).catch(() => undefined);
    feed.waiting.delete(resume);
    signal.removeEventListener('abort', resume);
  }

  /** The next changes past the cursor that fit, of at most `limit`; `undefined` where the feed has not kept them. */
  take(
    filter: ChangeFilter,
    link: number | undefined,
    cursor: number,
    limit: number,
  ): NextChanges | undefined {
    const feed = this.clients.get(filter.client);
    if (feed === undefined || cursor < feed.above) return undefined;
    const next = feed.recent.filter(({ id }) => id > cursor).slice(0, limit);
    return {
      changes: next.filter((change) => fits(change, filter, link)),
      reached: next.at(-1)?.id ?? Math.max(cursor, feed.through),
    };
  }

  private async look(): Promise<void> {
    this.lookAgain = true;
    if (this.looking) return;
    this.looking = true;
    try {
      while (this.lookAgain) {
        this.lookAgain = false;
        for (const [client, feed] of this.clients) await this.read(client, feed);
      }
    } catch {
      // The store is away, or closing. Commits need not be announced once it is back.
      setTimeout(() => this.clients.size > 0 && void this.look(), limits.streamRetryMilliseconds).unref();
    } finally {
      this.looking = false;
    }
  }

  private async read(client: number, feed: ClientFeed): Promise<void> {
    const recent = await this.store.changePage({
      client,
      order: 'asc',
      above: feed.through,
      through: Number.MAX_SAFE_INTEGER,
      limit: limits.pageRows,
    });
    const last = recent.at(-1);
    if (last === undefined) return;
    feed.above = feed.through;
    feed.through = last.id;
    feed.recent = recent;
    if (recent.length === limits.pageRows) this.lookAgain = true;
    this.wake(client);
  }
}
