/** What a call that writes records shares with others: who sends it, reading it anew, running its program. */
import { Refusal } from '../contract/errors.js';
import type { Caller } from '../contract/permissions.js';
import { limits } from '../limits/limits.js';
import { type Store, StoreFault, type WriteItem } from '../store/store.js';
import type { MetadataCache } from './metadata-cache.js';
import type { MetadataIndex } from './metadata-index.js';

export interface CallServices {
  store: Store;
  metadata: MetadataCache;
}

/** Who sends a call that writes, and who that is now, asked where rights may have changed under it. */
export interface Sender {
  caller: Caller;
  requestId: string;
  renewCaller(): Promise<Caller>;
  /** Bytes of the body that the call came in. */
  bodyBytes: number;
}

/** Who sends a call, and what its names mean; both are renewed where a write finds them out of date. */
export class Reading {
  caller: Caller;
  metadata: MetadataIndex;
  private readonly cache: MetadataCache;
  private readonly sender: Sender;
  private readings = 1;

  private constructor(cache: MetadataCache, sender: Sender, metadata: MetadataIndex) {
    this.cache = cache;
    this.sender = sender;
    this.caller = sender.caller;
    this.metadata = metadata;
  }

  static async begin(cache: MetadataCache, sender: Sender): Promise<Reading> {
    return new Reading(cache, sender, await cache.get(sender.caller.client));
  }

  /** Looks both up again. Answers false, and does not, where metadata change faster than the work is done. */
  async renew(): Promise<boolean> {
    if (this.readings++ >= limits.readings) return false;
    this.metadata = await this.cache.renew(this.caller.client, this.metadata.version);
    this.caller = await this.sender.renewCaller();
    return true;
  }

  /**
   * Does the work, and does it again with what is known by then while it answers `stale`.
   *
   * @throws Refusal what the work throws, and `unavailable` where metadata change faster than it is done
   */
  async settle<Value>(
    work: (caller: Caller, metadata: MetadataIndex) => Promise<Value | 'stale'>,
  ): Promise<Value> {
    for (;;) {
      const value = await work(this.caller, this.metadata);
      if (value !== 'stale') return value;
      if (!(await this.renew())) throw new Refusal('unavailable');
    }
  }
}

/**
 * Runs a write program and answers what it answers.
 *
 * @throws Refusal what the program refuses, and `unavailable` where the store cannot be written
 */
export async function runProgram<Input, Output>(
  store: Store,
  item: WriteItem<Input, Output>,
): Promise<Output> {
  try {
    return await store.write(item);
  } catch (error) {
    if (!(error instanceof StoreFault) || error.kind === 'unexpected') throw error;
    throw new Refusal('unavailable');
  }
}
