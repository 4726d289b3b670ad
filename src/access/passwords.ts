import { limits } from '../limits/limits.js';
import { type Asker, FairTurns } from '../store/fair-turns.js';
import { hashPassword, verifyPassword } from './secrets.js';

/**
 * Passwords as a server hashes them for callers: a few at once, whoever asks. Hashing takes a processor and a thread
 * that files are read with, for tens of milliseconds, and anyone may ask for it.
 *
 * Each method throws a Refusal `unavailable` where there are too many before it.
 */
export class Passwords {
  private readonly turns = new FairTurns({
    atOnce: limits.passwordsHashedAtOnce,
    waiting: limits.waitingPasswords,
    waitMilliseconds: limits.passwordWaitMilliseconds,
  });

  hash(password: string, asker: Asker): Promise<string> {
    return this.turns.run(asker, () => hashPassword(password));
  }

  /** Whether the password fits. Without a hash it takes as long, and answers false. */
  verify(kept: string | null | undefined, password: string, asker: Asker): Promise<boolean> {
    return this.turns.run(asker, () => verifyPassword(kept, password));
  }
}
