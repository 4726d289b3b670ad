/** Removes recent requests that are past keeping (docs/reference/recent-requests.md#how-long), a few at a time. */
import { limits } from '../limits/limits.js';
import type { RequestStretch, Store } from '../store/store.js';
import { fairShare } from './fair-share.js';
import { idsFrom } from './request-id.js';
import { deleteRequestsProgram } from './write.js';

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

  /** Removes what is too old; then, while there is too much, the oldest of the users that have more than their share. */
  private async removeOldest(client: number): Promise<void> {
    await this.remove(client, { above: '', through: oldestKept() });
    const max = limits.recentRequestsOfClient;
    if (!(await this.store.hasMoreRequests(client, max))) return;
    const totals = await this.store.requestTotals(client);
    const share = fairShare(
      totals.map(({ count }) => count),
      max,
    );
    const users = totals.filter(({ count }) => count > share).map(({ user }) => user);
    for (const { user, id } of await this.store.requestsBehind(client, users, share)) {
      await this.remove(client, { above: '', through: id, user });
    }
  }

  private async remove(client: number, stretch: RequestStretch): Promise<void> {
    for (let { above } = stretch; !this.closed; ) {
      const rest = { ...stretch, above };
      const through = await this.store.oldestRequests(client, rest, limits.requestsTrimmedAtOnce);
      if (through === undefined) return;
      const input: RequestStretch = { ...rest, through };
      await this.store.write({ client, program: deleteRequestsProgram, input });
      above = through;
    }
  }
}
