import { setTimeout as pause } from 'node:timers/promises';
import { limits } from '../limits/limits.js';
import { faultKinds, StoreFault } from './fault.js';

/**
 * Tries until it succeeds, fails for a reason that stays, or has failed too often: the only place where a write or a
 * query is tried again.
 *
 * @param work is told whether it was tried before
 * @throws what the last attempt threw
 */
export async function retry<Value>(work: (isRepeated: boolean) => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt > 1);
    } catch (error) {
      const isTriedAgain = error instanceof StoreFault && faultKinds[error.kind].isTriedAgain;
      if (!isTriedAgain || attempt === limits.attempts) throw error;
    }
    // Where one connection was cut others often were: time to notice, before the next attempt takes one.
    await pause(limits.attemptPauseMilliseconds);
  }
}
