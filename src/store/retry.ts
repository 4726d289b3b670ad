import { setTimeout as pause } from 'node:timers/promises';
import { limits } from '../limits/limits.js';
import { StoreFault } from './store.js';

/** Runs what may be run again until it succeeds, fails for a reason that stays, or has failed too often. */
export async function persist<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const passing = error instanceof StoreFault && error.kind === 'passing';
      if (!passing || attempt === limits.attempts) throw error;
    }
    // Where one connection was cut others often were: time to notice, before the next attempt takes one.
    await pause(limits.attemptPauseMilliseconds);
  }
}
