/** What a write program asks of `If-Match`, under the client's lock (docs/reference/records.md#two-at-one-record). */
import type { WriteTransaction } from '../../store/store.js';

/** A condition of a write: a list of changes, one of which must be the record's newest. None, where it is left out. */
export interface Conditional {
  ifMatch?: number[] | undefined;
}

/** A record that is not as the condition says: its newest change. */
export interface ChangedMeanwhile {
  kind: 'changed_meanwhile';
  id: number;
  newest: number;
}

/**
 * Says whether a record that is there has changed since what the condition names; `undefined` where it has not. That
 * holds until the transaction ends where the client is locked.
 */
export async function changedSince(
  transaction: WriteTransaction,
  { domain, id, ifMatch }: Conditional & { domain: number; id: number },
): Promise<ChangedMeanwhile | undefined> {
  if (ifMatch === undefined) return undefined;
  const newest = await transaction.newestRecordChange(transaction.client, domain, id);
  return ifMatch.includes(newest) ? undefined : { kind: 'changed_meanwhile', id, newest };
}
