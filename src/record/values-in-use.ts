/** What stands in the way of dropping a field, or a code that it accepts. */
import type { Domain, Field, WriteTransaction } from '../store/store.js';
import { keyOf } from './canonical.js';

/** In how many records a field has a value, or just this one. Holds where the client is locked. */
export async function countValues(
  transaction: WriteTransaction,
  domain: Pick<Domain, 'id'>,
  field: Field,
  value?: string,
): Promise<number> {
  const key = value === undefined ? undefined : keyOf(field.type, value);
  return transaction.matchKeyTotal(transaction.client, domain.id, field.id, key);
}

/** `1 record` or `5 records`, for a message. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
