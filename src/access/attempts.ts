import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { limits } from '../limits/limits.js';

interface Budget {
  left: number;
  /** When it was last counted, in milliseconds since 1970. */
  at: number;
}

/** An attempt at a user's password. */
export interface Attempt {
  /** Seconds until there is one; 0 where this is one. */
  wait: number;
  /** To be called where the password was the user's own, or was not looked at. */
  giveBack(): void;
}

const digest = (names: string[]) => hash('sha256', JSON.stringify(names), 'base64url');

/** What is kept of an address that a user, named by account, client and user, has signed in from. */
export function addressDigest(user: string[], address: string): string {
  return digest([...user, address]);
}

/**
 * How often one user's password may be tried, from however many addresses (docs/decisions/0022). Each failure
 * takes one of a few attempts, which come back one by one: so guessing is slow, and a user whom others lock
 * out waits seconds once they stop. An address from which the user is known to have signed in has attempts of its
 * own, which nobody elsewhere can use up.
 *
 * Users that do not exist are counted like those that do.
 */
export class Attempts {
  private readonly budgets = new LRUCache<string, Budget>({ max: limits.watchedUsers });
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /**
   * Takes an attempt for a user, named by account, client and user, before its password is looked at: many
   * at once are counted as many. `knownAddress` is where it comes from, if the user is known to sign in there.
   */
  take(user: string[], knownAddress?: string): Attempt {
    const name = knownAddress === undefined ? digest(user) : addressDigest(user, knownAddress);
    const budget = this.budgetOf(name);
    if (budget.left < 1) {
      const milliseconds = (1 - budget.left) * limits.attemptReturnMilliseconds;
      return { wait: Math.max(1, Math.ceil(milliseconds / 1_000)), giveBack: () => undefined };
    }
    this.budgets.set(name, { ...budget, left: budget.left - 1 });
    return { wait: 0, giveBack: () => this.giveBack(name) };
  }

  private giveBack(name: string): void {
    const budget = this.budgetOf(name);
    this.budgets.set(name, { ...budget, left: Math.min(limits.attemptsOfUser, budget.left + 1) });
  }

  private budgetOf(name: string): Budget {
    const now = this.now();
    const { left, at } = this.budgets.get(name) ?? { left: limits.attemptsOfUser, at: now };
    const returned = Math.max(0, now - at) / limits.attemptReturnMilliseconds;
    return { left: Math.min(limits.attemptsOfUser, left + returned), at: now };
  }
}
