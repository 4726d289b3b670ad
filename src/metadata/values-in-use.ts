/** What stands in the way of dropping a field, or a code that it accepts. */
import { limits } from '../limits/limits.js';
import type { Domain, Field, WriteTransaction } from '../store/store.js';
import { counted } from '../text/quoted.js';
import { keyOf } from './canonical.js';

/**
 * In how many records a field has a value, or just this one; no more are counted than messages tell, since it is
 * done while the client is locked.
 */
export async function countValues(
  transaction: WriteTransaction,
  domain: Pick<Domain, 'id'>,
  field: Field,
  value?: string,
): Promise<number> {
  const key = value === undefined ? undefined : keyOf(field, value);
  return transaction.matchKeyTotal(transaction.client, domain.id, field.id, key, limits.countedUses + 1);
}

/** One of some codes of a field, which a record has. Holds where the client is locked. */
export async function codeInUse(
  transaction: WriteTransaction,
  domain: Pick<Domain, 'id'>,
  field: Field,
  codes: string[],
): Promise<string | undefined> {
  const codeOfKey = new Map(codes.map((code) => [keyOf(field, code), code]));
  const key = await transaction.valueInUse(transaction.client, domain.id, field.id, [...codeOfKey.keys()]);
  return key === undefined ? undefined : codeOfKey.get(key);
}

/** What uses something, in words: `1 record`, `5 records`, `more than 1000 records`. */
export function countedUses(count: number, noun: string): string {
  const { countedUses: max } = limits;
  return count > max ? `more than ${counted(max, noun)}` : counted(count, noun);
}
