/** How many pages of records are in memory at once (docs/reference/limits.md#waiting-in-line). */
import { LRUCache } from 'lru-cache';
import { Refusal } from '../../contract/errors.js';
import type { Caller } from '../../contract/permissions.js';
import { limits } from '../../limits/limits.js';
import { FairTurns } from '../../store/fair-turns.js';

/**
 * Makes pages of records, each of which may be megabytes: a few of each client at once, by turns of its users. Other
 * clients do not wait for them.
 */
export class PageTurns {
  private readonly ofClient = new LRUCache<number, FairTurns>({ max: limits.clientsWithPages });

  /**
   * Makes a page when its turn has come; for a caller who has gone away meanwhile it is not made.
   *
   * @throws Refusal `unavailable` where its turn does not come in time
   */
  run<Page>(
    { client, user }: Pick<Caller, 'client' | 'user'>,
    hasGone: () => boolean,
    make: () => Promise<Page>,
  ): Promise<Page> {
    return this.turnsOf(client).run({ name: String(user) }, async () => {
      if (hasGone()) throw new Refusal('unavailable');
      return make();
    });
  }

  private turnsOf(client: number): FairTurns {
    const present = this.ofClient.get(client);
    if (present !== undefined) return present;
    const turns = new FairTurns({
      atOnce: limits.pagesAtOnce,
      waiting: limits.waitingPages,
      waitMilliseconds: limits.readWaitMilliseconds,
    });
    this.ofClient.set(client, turns);
    return turns;
  }
}
