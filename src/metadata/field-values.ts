/** The values that a domain's records have in one field, while the client is locked. */
import { limits } from '../limits/limits.js';
import type { Domain, Field, KeyPosition, WriteTransaction } from '../store/store.js';

/** A value, the record that has it, and the key under which it is found. */
export interface PresentValue {
  record: number;
  key: string;
  value: string | number | boolean;
}

/** All keys of a field in order, a stretch at a time. Keys that are added or removed meanwhile may come too. */
export async function* keysOfField(
  transaction: WriteTransaction,
  domain: Pick<Domain, 'id'>,
  field: Pick<Field, 'id'>,
): AsyncGenerator<KeyPosition[]> {
  const limit = limits.recordsAtOnce;
  const page = {
    client: transaction.client,
    domain: domain.id,
    field: field.id,
    order: 'asc',
    limit,
  } as const;
  for (let after: KeyPosition | undefined; ; ) {
    const keys = await transaction.keyPage(after === undefined ? page : { ...page, after });
    yield keys;
    if (keys.length < limit) return;
    after = keys.at(-1);
  }
}

/** All values of a field in order of their keys, as many at a time as may be in memory at once. */
export async function* valuesOfField(
  transaction: WriteTransaction,
  domain: Pick<Domain, 'id'>,
  field: Pick<Field, 'id' | 'name'>,
): AsyncGenerator<PresentValue[]> {
  for await (const keys of keysOfField(transaction, domain, field)) {
    for (let left = keys; left.length > 0; ) {
      const ids = left.map(({ record }) => record);
      const { records, taken } = await transaction.firstRecords(transaction.client, domain.id, ids);
      const fieldsOf = new Map(records.map(({ id, fields }) => [id, fields]));
      yield left.slice(0, taken).flatMap(({ record, value: key }) => {
        const value = fieldsOf.get(record)?.[field.name] as PresentValue['value'] | undefined;
        return value === undefined ? [] : [{ record, key, value }];
      });
      left = left.slice(taken);
    }
  }
}
