import { LRUCache } from 'lru-cache';
import { limits } from '../../limits/limits.js';
import type { Author } from '../../metadata/audit/tell.js';
import type { Store } from '../../store/store.js';
import { addressDigest } from '../attempts.js';
import { noteSignInsProgram, type SignInNote } from './sign-ins.js';

/** What waits to be written of a client, and how many more may be. */
interface Waiting {
  notes: SignInNote[];
  /** Failures that are counted, since too many came. */
  uncounted: number;
  /** How many may be written one by one, when that was counted, and when others were last written as a number. */
  left: number;
  at: number;
  countedAt: number;
  timer?: NodeJS.Timeout;
  writing?: Promise<void>;
}

/**
 * Failed sign-ins on their way into the audit log (docs/decisions/0075-audit-log.md). Nobody waits for the write, so a
 * sign-in to a client that there is fails in the time of one to a client that there is not. Anybody can make sign-ins
 * fail, so of each client so many are written one by one, and the others as a number once a minute.
 */
export class FailedSignIns {
  private readonly store: Store;
  private readonly now: () => number;
  private readonly waiting = new Map<number, Waiting>();
  /** Users at addresses that were written as refused for trying too often. */
  private readonly limited: LRUCache<string, true>;

  constructor(store: Store, now: () => number = Date.now) {
    this.store = store;
    this.now = now;
    this.limited = new LRUCache({ max: limits.watchedUsers, ttl: limits.limitedSignInMilliseconds });
  }

  /** Notes a wrong password, or a user who is not there. */
  failed(client: number, author: Author): void {
    this.note(client, { at: this.now(), action: 'failed', author });
  }

  /** Notes that a user is refused at an address, whatever the password; once, while it goes on. */
  refused(client: number, author: Author): void {
    const who = addressDigest([String(client), author.name], author.origin?.address ?? '');
    if (this.limited.has(who)) return;
    this.limited.set(who, true);
    this.note(client, { at: this.now(), action: 'limited', author });
  }

  /** Ends when what was noted of a client has been written, or could not be. */
  async settle(client: number): Promise<void> {
    const waiting = this.waiting.get(client);
    if (waiting !== undefined) await this.write(client, waiting);
  }

  async close(): Promise<void> {
    for (const [client, waiting] of this.waiting) {
      waiting.countedAt = 0;
      await this.write(client, waiting);
      clearTimeout(waiting.timer);
    }
  }

  private note(client: number, note: SignInNote): void {
    const waiting = this.waitingOf(client);
    if (waiting.left < 1) waiting.uncounted++;
    else {
      waiting.left--;
      waiting.notes.push(note);
    }
    this.writeSoon(client, waiting);
  }

  private waitingOf(client: number): Waiting {
    const at = this.now();
    const waiting = this.waiting.get(client) ?? {
      notes: [],
      uncounted: 0,
      left: limits.failedSignInsWritten,
      at,
      countedAt: 0,
    };
    const returned = Math.max(0, at - waiting.at) / limits.failedSignInReturnMilliseconds;
    waiting.left = Math.min(limits.failedSignInsWritten, waiting.left + returned);
    waiting.at = at;
    this.waiting.set(client, waiting);
    return waiting;
  }

  /** What waits alone as a number is written when a minute has passed since the last. */
  private writeSoon(client: number, waiting: Waiting): void {
    const isCount = waiting.notes.length === 0;
    const untilCount = waiting.countedAt + limits.failedSignInCountMilliseconds - this.now();
    const wait = Math.max(limits.failedSignInBatchMilliseconds, isCount ? untilCount : 0);
    waiting.timer ??= setTimeout(() => void this.write(client, waiting), wait).unref();
  }

  private write(client: number, waiting: Waiting): Promise<void> {
    clearTimeout(waiting.timer);
    delete waiting.timer;
    const before = waiting.writing ?? Promise.resolve();
    waiting.writing = before.then(() => this.writeNow(client, waiting));
    return waiting.writing;
  }

  private async writeNow(client: number, waiting: Waiting): Promise<void> {
    const notes = waiting.notes.splice(0);
    const count = this.takeCount(waiting);
    if (count > 0) notes.push({ at: this.now(), action: 'failed', more: { Attempts: count } });
    if (notes.length > 0) {
      const writing = this.store.write({ client, program: noteSignInsProgram, input: notes });
      // Where the store is away, what could not be written is counted for the next time.
      await writing.catch(() => {
        waiting.uncounted += notes.reduce((sum, { more }) => sum + Number(more?.Attempts ?? 1), 0);
      });
    }
    if (waiting.uncounted > 0) this.writeSoon(client, waiting);
  }

  /** How many are to be written as a number now. */
  private takeCount(waiting: Waiting): number {
    if (this.now() - waiting.countedAt < limits.failedSignInCountMilliseconds) return 0;
    const count = waiting.uncounted;
    if (count > 0) waiting.countedAt = this.now();
    waiting.uncounted = 0;
    return count;
  }
}
