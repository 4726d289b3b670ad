/** What a call that writes records shares with others: who sends it, reading it anew, running its program. */
import { Refusal } from '../contract/errors.js';
import type { Caller } from '../contract/permissions.js';
import { limits } from '../limits/limits.js';
import { isAway, type KeyedCall, type Store, type WriteItem } from '../store/store.js';
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
  /** How the call is known, where its caller gave it a key. */
  keyed: KeyedCall | undefined;
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

  /** Looks both up again. Answers false, and looks nothing up, where metadata change faster than the work is done. */
  private async renew(): Promise<boolean> {
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
    const settled = await this.settleEach(1, async (_, caller, metadata) => [await work(caller, metadata)]);
    // One was asked for, so one is settled.
    const value = settled[0] as Value | 'stale';
    if (value === 'stale') throw new Refusal('unavailable');
    return value;
  }

  /**
   * Does the work for each of so many, and again, with what is known by then, for those that it answers `stale` for.
   *
   * @param work is given the indexes of those that are to be done, from 0, and answers for each in their order
   * @returns what was answered for each; `stale` where metadata change faster than it is done
   * @throws Refusal what the work throws
   */
  async settleEach<Value>(
    count: number,
    work: (indexes: number[], caller: Caller, metadata: MetadataIndex) => Promise<(Value | 'stale')[]>,
  ): Promise<(Value | 'stale')[]> {
    const settled: (Value | 'stale')[] = new Array(count).fill('stale');
    let indexes = [...settled.keys()];
    do {
      const values = await work(indexes, this.caller, this.metadata);
      for (const [at, value] of values.entries()) settled[indexes[at] ?? 0] = value;
      indexes = indexes.filter((index) => settled[index] === 'stale');
    } while (indexes.length > 0 && (await this.renew()));
    return settled;
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
    if (!isAway(error)) throw error;
    throw new Refusal('unavailable');
  }
}
