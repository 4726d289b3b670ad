import type { Store } from './store.js';

/** Removes what is past keeping of clients: of all of them from time to time, and of one where that is asked for. */
export abstract class ClientRetention {
  protected readonly store: Store;
  protected closed = false;
  private readonly timer: NodeJS.Timeout;
  private readonly trimming = new Map<number, Promise<void>>();

  constructor(store: Store, sweepMilliseconds: number) {
    this.store = store;
    this.timer = setInterval(() => void this.sweep(), sweepMilliseconds).unref();
  }

  /** Removes what is past keeping of a client. Where the store is away, the next time does it. */
  trim(client: number): Promise<void> {
    const under = this.trimming.get(client) ?? this.removeOldest(client).catch(() => undefined);
    this.trimming.set(client, under);
    return under.finally(() => this.trimming.delete(client));
  }

  /** Looks at every client, also at those that send nothing any more. */
  async sweep(): Promise<void> {
    const clients = await this.store.clients().catch(() => []);
    for (const { id } of clients) if (!this.closed) await this.trim(id);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await Promise.all(this.trimming.values());
  }

  /** Removes it a piece at a time, and ends early where this is closed. */
  protected abstract removeOldest(client: number): Promise<void>;
}
