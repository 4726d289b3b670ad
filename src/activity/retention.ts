/** Removes recent requests that are past keeping (contract section 7), a few at a time. */
import { limits } from '../contract/limits.js';
import type { Store } from '../store/store.js';
import { idsFrom } from './request-id.js';

const dayMilliseconds = 86_400_000;

/** Requests with ids below it are too old to be shown. */
export function oldestKept(): string {
  return idsFrom(Date.now() - limits.recentRequestDays * dayMilliseconds);
}

export class Retention {
  private readonly store: Store;
  private readonly timer: NodeJS.Timeout;
  private readonly trimming = new Map<number, Promise<void>>();
  private closed = false;

  constructor(store: Store) {
    this.store = store;
    this.timer = setInterval(() => void this.sweep(), limits.requestSweepMilliseconds).unref();
  }

  /** Removes what is past keeping of a client. Where the store is away, that is for the next time. */
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

  private async removeOldest(client: number): Promise<void> {
    const surplus = await this.store.requestBehind(client, limits.recentRequestsOfClient);
    const tooOld = oldestKept();
    const through = surplus !== undefined && surplus > tooOld ? surplus : tooOld;
    while (!this.closed) {
      const step = await this.store.oldestRequests(client, through, limits.requestsTrimmedAtOnce);
      if (step === undefined) return;
      const input = { through: step };
      await this.store.write({ client, program: 'deleteRequests', input, unlocked: true });
    }
  }
}
