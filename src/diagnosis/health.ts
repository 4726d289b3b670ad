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
    // On a full disk reading goes on, and of a database in a file there is no other server that could write.
    await this.find();
  }

  /** @throws Refusal `unavailable`, which says what works and what fails or does not answer in time */
  async require(): Promise<void> {
    if (await this.find())
      throw new Refusal('unavailable', 'Reading works. Writing does not work: the disk is full.');
  }

  /** Answers whether the disk is full. @throws Refusal `unavailable` where reading or writing does not work */
  private async find(): Promise<boolean> {
    const inTime = new AbortController();
    const late = pause(limits.healthWaitMilliseconds, undefined, { ref: false, signal: inTime.signal });
    const found = await Promise.race([this.ask(), late.catch(() => undefined)]);
    inTime.abort();
    if (found?.reading && found.writing) return found.full === true;
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
