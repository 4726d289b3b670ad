import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { limits } from '../contract/limits.js';

interface Budget {
  left: number;
  /** When it was last counted, in milliseconds since 1970. */
  at: number;
}

const digest = (user: string[]) => hash('sha256', JSON.stringify(user), 'base64url');

/**
 * How often one user's password may be tried, from however many addresses (docs/decisions/0022). Each failure
 * takes one of a few attempts, which come back one by one: so guessing is slow, and a user whom others lock
 * out waits seconds once they stop. An address from which the user has signed in has attempts of its own,
 * which nobody elsewhere can use up.
 *
 * Users that do not exist are counted like those that do.
 */
export class Attempts {
  private readonly budgets = new LRUCache<string, Budget>({ max: limits.watchedUsers });
  private readonly knownAddresses = new LRUCache<string, true>({ max: limits.watchedUsers });
  private readonly now: () => number;

  constructor(now: () => number = Date.now) {
    this.now = now;
  }

  /**
   * Takes an attempt for a user, named by account, client and user, before its password is looked at: many
   * at once are counted as many. Answers 0, or the seconds until there is one.
   */
  take(user: string[], address: string): number {
    const { name, budget } = this.budgetOf(user, address);
    if (budget.left < 1) {
      const milliseconds = (1 - budget.left) * limits.attemptReturnMilliseconds;
      return Math.max(1, Math.ceil(milliseconds / 1_000));
    }
    this.budgets.set(name, { ...budget, left: budget.left - 1 });
    return 0;
  }

  /** Gives the attempt back, since it was the user's own, and knows the address from then on. */
  succeeded(user: string[], address: string): void {
    const { name, budget } = this.budgetOf(user, address);
    this.budgets.set(name, { ...budget, left: Math.min(limits.attemptsOfUser, budget.left + 1) });
    this.knownAddresses.set(`${digest(user)} ${address}`, true);
  }

  private budgetOf(user: string[], address: string): { name: string; budget: Budget } {
    const [anywhere, here] = [digest(user), `${digest(user)} ${address}`];
    const name = this.knownAddresses.has(here) ? here : anywhere;
    const now = this.now();
    const { left, at } = this.budgets.get(name) ?? { left: limits.attemptsOfUser, at: now };
    const returned = Math.max(0, now - at) / limits.attemptReturnMilliseconds;
    return { name, budget: { left: Math.min(limits.attemptsOfUser, left + returned), at: now } };
  }
}
