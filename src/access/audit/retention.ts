/** Removes entries of the audit log that are past keeping, a few at a time (docs/reference/audit-log.md#how-long). */
import { limits } from '../../limits/limits.js';
import { dayMilliseconds } from '../../limits/units.js';
import { ClientRetention } from '../../store/client-retention.js';
import { defineProgram, type Store, type WriteTransaction } from '../../store/store.js';

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

export class AuditRetention extends ClientRetention {
  constructor(store: Store) {
    super(store, limits.auditSweepMilliseconds);
  }

  protected override async removeOldest(client: number): Promise<void> {
    const found = await this.store.clientById(client);
    if (found === undefined) return;
    const max: number = limits.auditEntriesRemovedAtOnce;
    const input = { before: oldestAudit(found.auditDays), max };
    let removed = max;
    while (!this.closed && removed === max) {
      removed = await this.store.write({ client, program: forgetAuditProgram, input });
    }
  }
}
