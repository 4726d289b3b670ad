import { setTimeout as pause } from 'node:timers/promises';
import { Refusal } from '../contract/errors.js';
import { limits } from '../limits/limits.js';
import type { Store } from '../store/store.js';

type Found = Awaited<ReturnType<Store['works']>>;

const words = (part: string, works: boolean) => `${part} ${works ? 'works' : 'does not work'}.`;

/** What callers are told of a server that is about to end. */
export const shuttingDown = 'The server is shutting down.';

/** Checks the health of a server: one check at a time, and one a second at most, however many callers ask. */
export class Health {
  private readonly store: Pick<Store, 'works'>;
  private asked: Promise<Found> | undefined;
  private isEnding = false;

  constructor(store: Pick<Store, 'works'>) {
    this.store = store;
  }

  /** Says from now on that calls are to be sent elsewhere: the server is about to end. */
  drain(): void {
    this.isEnding = true;
  }

  /** Whether calls may be sent here. @throws Refusal `unavailable`, which says why not */
  async requireReady(): Promise<void> {
    if (this.isEnding) throw new Refusal('unavailable', shuttingDown);
    await this.require();
  }

  /** @throws Refusal `unavailable`, which says what works and what fails or does not answer in time */
  async require(): Promise<void> {
    const inTime = new AbortController();
    const late = pause(limits.healthWaitMilliseconds, undefined, { ref: false, signal: inTime.signal });
    const found = await Promise.race([this.ask(), late.catch(() => undefined)]);
    inTime.abort();
    if (found?.reading && found.writing) return;
    const why = found === undefined ? 'The database does not answer.' : undefined;
    const { reading = false, writing = false } = found ?? {};
    throw new Refusal('unavailable', why ?? `${words('Reading', reading)} ${words('Writing', writing)}`);
  }

  private ask(): Promise<Found> {
    this.asked ??= this.store.works().finally(() => {
      setTimeout(() => {
        this.asked = undefined;
      }, limits.healthMilliseconds).unref();
    });
    return this.asked;
  }
}
