import { setTimeout as pause } from 'node:timers/promises';
import { limits } from '../limits/limits.js';
import { type FaultKind, faultKinds, StoreFault } from './fault.js';

/**
 * Tries until it succeeds, fails for a reason that stays, or has failed too often for one kind of reason: the only
 * place where a write or a query is tried again.
 *
 * @param work is told whether it was tried before
 * @throws what the last attempt threw
 */
export async function retry<Value>(work: (isRepeated: boolean) => Promise<Value>): Promise<Value> {
  const failed = new Map<FaultKind, number>();
  for (;;) {
    try {
      return await work(failed.size > 0);
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      const times = (failed.get(error.kind) ?? 0) + 1;
      if (times >= faultKinds[error.kind].attempts) throw error;
      failed.set(error.kind, times);
    }
    // Where one connection was cut others often were: time to notice, before the next attempt takes one.
    await pause(limits.attemptPauseMilliseconds);
  }
}
