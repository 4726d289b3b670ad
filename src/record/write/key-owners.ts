/** Whose keys are whose, while the entries of one transaction are decided in their order. */
import { keyOf } from '../../metadata/canonical.js';
import type { Domain, Field, WriteTransaction } from '../../store/store.js';
import type { FieldValues } from '../fields.js';

/** A key of one field. */
export interface FieldKey {
  field: number;
  key: string;
}

const nameOf = ({ field, key }: FieldKey) => `${field} ${key}`;

/** The key that a record with these fields has of one of them. */
export function keyIn(field: Field, fields: FieldValues): string | undefined {
  const value = fields[field.name] as string | number | boolean | null | undefined;
  return value === undefined || value === null ? undefined : keyOf(field, value);
}

/** The records of one domain that have certain keys: as the store has them, and as entries change that. */
export class KeyOwners {
  private readonly domain: Pick<Domain, 'fields'>;
  private readonly owners: Map<string, Set<number>>;

  private constructor(domain: Pick<Domain, 'fields'>, owners: Map<string, Set<number>>) {
    this.domain = domain;
    this.owners = owners;
  }

  /** Looks all of the keys up at once. Holds until the transaction ends where the client is locked. */
  static async find(transaction: WriteTransaction, domain: Domain, keys: FieldKey[]): Promise<KeyOwners> {
    const wanted = [...new Map(keys.map((each) => [nameOf(each), each])).values()];
    const references = wanted.map(({ field, key }) => ({ domain: domain.id, id: 0, field, key }));
    const found =
      references.length === 0 ? [] : await transaction.findRecords(transaction.client, references);
    return new KeyOwners(domain, new Map(wanted.map((each, at) => [nameOf(each), new Set(found[at])])));
  }

  /** The records that have a key which was looked up, the lowest few in order. */
  of(key: FieldKey): number[] {
    return [...(this.owners.get(nameOf(key)) ?? [])].sort((one, other) => one - other);
  }

  /** Notes that a record has other fields from now on. */
  change(id: number, before: FieldValues, after: FieldValues): void {
    if (this.owners.size === 0) return;
    for (const field of this.domain.fields) {
      const [former, key] = [keyIn(field, before), keyIn(field, after)];
      if (former === key) continue;
      if (former !== undefined) this.owners.get(nameOf({ field: field.id, key: former }))?.delete(id);
      if (key !== undefined) this.owners.get(nameOf({ field: field.id, key }))?.add(id);
    }
  }
}
