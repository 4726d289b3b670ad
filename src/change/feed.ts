import { setTimeout as pause } from 'node:timers/promises';
import { limits } from '../limits/limits.js';
import type { Store } from '../store/store.js';
import type { NextChanges, Numbered } from './page.js';

/** Changes that streams follow together, such as those of all links of a client. */
export interface ChangeSource<Change extends Numbered> {
  client: number;
  /** Tells it from the client's other sources. */
  name: string;
  /** The next changes above a number, and whether there may be more of them already. */
  read(above: number): Promise<{ changes: Change[]; hasMore: boolean }>;
}

/** What is known of a source with open streams. */
interface Followed {
  source: ChangeSource<Numbered>;
  streams: number;
  /** The changes that were read last: all those above `above`, up to and with `through`. */
  recent: Numbered[];
  above: number;
  through: number;
  /** What wakes the streams that wait. */
  waiting: Set<() => void>;
}

/** A stream's place among those that follow the same source. Whoever has one must leave. */
export interface Following<Change extends Numbered> {
  /** Waits until there are changes past the cursor, or for so long, or until the client is woken. */
  wait(cursor: number, milliseconds: number, signal: AbortSignal): Promise<void>;
  /** Of the next changes past the cursor, at most `limit`, those that fit; `undefined` where the feed has not kept them. */
  take(fits: (change: Change) => boolean, cursor: number, limit: number): NextChanges<Change> | undefined;
  leave(): void;
}

async function waitFor(
  followed: Followed,
  cursor: number,
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  if (followed.through > cursor || signal.aborted) return;
  const done = new AbortController();
  const resume = () => done.abort();
  followed.waiting.add(resume);
  signal.addEventListener('abort', resume);
  await pause(milliseconds, undefined, { signal: done.signal }).catch(() => undefined);
  followed.waiting.delete(resume);
  signal.removeEventListener('abort', resume);
}

/**
 * What the streams of changes of one server share: it watches the store once, and reads new changes once for
 * each source with open streams. It keeps the changes of the last reading alone; a stream that has fallen
 * behind reads for itself.
 */
export class ChangeFeed {
  private readonly store: Pick<Store, 'watch'>;
  private readonly followed = new Map<string, Followed>();
  private watching = false;
  private looking = false;
  private lookAgain = false;

  constructor(store: Pick<Store, 'watch'>) {
    this.store = store;
  }

  /** Follows the source's changes from `newest` on, or an earlier one. */
  join<Change extends Numbered>(source: ChangeSource<Change>, newest: number): Following<Change> {
    const name = `${source.client} ${source.name}`;
    const fresh: Followed = {
      source,
      streams: 0,
      recent: [],
      above: newest,
      through: newest,
      waiting: new Set(),
    };
    const followed = this.followed.get(name) ?? fresh;
    followed.streams += 1;
    this.followed.set(name, followed);
    if (!this.watching) {
      this.watching = true;
      this.store.watch(() => void this.look());
    }
    // There may have been a commit after `newest` was read and before there was anyone to tell.
    void this.look();
    return {
      wait: (cursor, milliseconds, signal) => waitFor(followed, cursor, milliseconds, signal),
      take(fits, cursor, limit) {
        if (cursor < followed.above) return undefined;
        // Sources of one name read changes of one kind.
        const next = (followed.recent as Change[]).filter(({ id }) => id > cursor).slice(0, limit);
        return { changes: next.filter(fits), reached: next.at(-1)?.id ?? Math.max(cursor, followed.through) };
      },
      leave: () => {
        followed.streams -= 1;
        if (followed.streams === 0) this.followed.delete(name);
      },
    };
  }

  /** Wakes the client's waiting streams, though there may be no change. */
  wake(client: number): void {
    for (const { source, waiting } of this.followed.values()) {
      if (source.client === client) for (const resume of waiting) resume();
    }
  }

  private async look(): Promise<void> {
    this.lookAgain = true;
    if (this.looking) return;
    this.looking = true;
    try {
      while (this.lookAgain) {
        this.lookAgain = false;
        for (const followed of this.followed.values()) await this.read(followed);
      }
    } catch {
      // The store is away, or closing. Commits need not be announced once it is back.
      setTimeout(() => this.followed.size > 0 && void this.look(), limits.streamRetryMilliseconds).unref();
    } finally {
      this.looking = false;
    }
  }

  private async read(followed: Followed): Promise<void> {
    const { changes, hasMore } = await followed.source.read(followed.through);
    const last = changes.at(-1);
    if (last === undefined) return;
    followed.above = followed.through;
    followed.through = last.id;
    followed.recent = changes;
    if (hasMore) this.lookAgain = true;
    for (const resume of followed.waiting) resume();
  }
}
