/** What stands in the way of dropping a field, or a code that it accepts. */
import { hasKeys } from '../contract/words.js';
import type { Domain, Field, WriteTransaction } from '../store/store.js';
import { keyOf } from './canonical.js';

/** Records that are looked through at a time. */
const pageSize = 1_000;

/** In how many records a field has a value, or just this one. Holds where the client is locked. */
export async function countValues(
  transaction: WriteTransaction,
  domain: Pick<Domain, 'id'>,
  field: Field,
  value?: string,
): Promise<number> {
  if (hasKeys(field.type)) {
    const key = value === undefined ? undefined : keyOf(field.type, value);
    return transaction.matchKeyTotal(transaction.client, domain.id, field.id, key);
  }
  let count = 0;
  let after = 0;
  for (;;) {
    const records = await transaction.recordPage(transaction.client, domain.id, after, pageSize);
    const values = records.map(({ fields }) => fields[field.name]).filter((each) => each !== undefined);
    count += value === undefined ? values.length : values.filter((each) => each === value).length;
    const last = records.at(-1);
    if (last === undefined) return count;
    after = last.id;
  }
}

/** `1 record` or `5 records`, for a message. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
