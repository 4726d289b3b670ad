/** Removes recent requests that are past keeping (docs/reference/recent-requests.md#how-long), a few blocks at a time. */
import { limits } from '../limits/limits.js';
import { dayMilliseconds } from '../limits/units.js';
import { ClientRetention } from '../store/client-retention.js';
import { idsFrom, type OldestBlocks, type RequestTotal, type Store } from '../store/store.js';
import { fairShare } from './fair-share.js';
import { deleteRequestsProgram } from './write.js';

/** Requests with ids below it are too old to be shown. */
export function oldestKept(): string {
  return idsFrom(Date.now() - limits.recentRequestDays * dayMilliseconds);
}

const sum = (totals: RequestTotal[]) => totals.reduce((all, { requests }) => all + requests, 0);

/** The totals above their share, where so many are kept of them together. */
function aboveShare(totals: RequestTotal[], max: number): { total: RequestTotal; share: number }[] {
  const share = fairShare(
    totals.map(({ requests }) => requests),
    max,
  );
  return totals.filter(({ requests }) => requests > share).map((total) => ({ total, share }));
}

export class Retention extends ClientRetention {
  constructor(store: Store) {
    super(store, limits.requestSweepMilliseconds);
  }

  /**
   * Removes what is too old; then, while there is too much, the oldest of the users that have more than their share.
   * What changes settings has a share of its own, which nothing else takes.
   */
  protected override async removeOldest(client: number): Promise<void> {
    const past = oldestKept();
    await this.remove(client, (oldest) => this.store.requestBlocksThrough(oldest, past));
    const totals = await this.store.requestTotals(client);
    const administrative = totals.filter((total) => total.administrative);
    const others = totals.filter((total) => !total.administrative);
    const ofTheirs = Math.min(sum(administrative), limits.administrativeRequestsOfClient);
    const tooMany = [
      ...aboveShare(administrative, limits.administrativeRequestsOfClient),
      ...aboveShare(others, limits.recentRequestsOfClient - ofTheirs),
    ];
    for (const { total, share } of tooMany) {
      await this.remove(client, (oldest) => this.store.requestBlocksPast(oldest, total, share));
    }
  }

  /** Removes what is found, until nothing is. */
  private async remove(client: number, find: (oldest: OldestBlocks) => Promise<string[]>): Promise<void> {
    for (let above = ''; !this.closed; ) {
      const blocks = await find({ client, above, limit: limits.requestBlocksTrimmedAtOnce });
      const last = blocks.at(-1);
      if (last === undefined) return;
      above = last;
      await this.store.write({ client, program: deleteRequestsProgram, input: blocks });
    }
  }
}
