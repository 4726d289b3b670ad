/** Removes entries of the audit log that are past keeping, a few at a time (docs/reference/audit-log.md#how-long). */
import { limits } from '../../limits/limits.js';
import { defineProgram, type Store, type WriteTransaction } from '../../store/store.js';

const dayMilliseconds = 86_400_000;

/** Entries of before this time are past keeping: they are not shown, and removed. */
export function oldestAudit(days: number): number {
  return Date.now() - days * dayMilliseconds;
}

/** Removes the oldest entries, and answers how many. It takes no lock: no rule goes by them. */
export function forgetAudit(
  transaction: WriteTransaction,
  { before, max }: { before: number; max: number },
): Promise<number> {
  return transaction.deleteAuditEntries(before, max);
}

export const forgetAuditProgram = defineProgram('forgetAudit', forgetAudit, { unlocked: true });

export class AuditRetention {
  private readonly store: Store;
  private readonly timer: NodeJS.Timeout;
  private sweeping: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(store: Store) {
    this.store = store;
    this.timer = setInterval(() => void this.sweep(), limits.auditSweepMilliseconds).unref();
  }

  /** Looks at every client. Where the store is away, the next time does it. */
  sweep(): Promise<void> {
    this.sweeping = this.sweeping.then(() => this.removeOldest()).catch(() => undefined);
    return this.sweeping;
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.sweeping;
  }

  private async removeOldest(): Promise<void> {
    const max: number = limits.auditEntriesRemovedAtOnce;
    for (const { id: client, auditDays } of this.closed ? [] : await this.store.clients()) {
      const input = { before: oldestAudit(auditDays), max };
      let removed = max;
      while (!this.closed && removed === max) {
        removed = await this.store.write({ client, program: forgetAuditProgram, input });
      }
    }
  }
}
