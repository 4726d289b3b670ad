/** Associations: fields that hold the id of a record of another domain (docs/reference/records.md#associations). */

import { keyOf } from '../../metadata/canonical.js';
import type { MetadataIndex } from '../../metadata/metadata-index.js';
import type { Domain, RecordReference, WriteTransaction } from '../../store/store.js';
import type { FieldValues } from '../fields.js';

/** A value of an association that is the id of no record. */
export interface UnknownAssociation {
  kind: 'unknown_association';
  field: string;
  id: number;
}

/** Whether a record is there that the transaction has yet to write. */
type IsMade = (domain: number, id: number) => boolean;

/**
 * Looks the associations of all entries up. The function that it answers says which association of an entry is the
 * first that refers to no record; that holds until the transaction ends where the client is locked.
 */
export async function unknownAssociations(
  transaction: WriteTransaction,
  domain: Domain,
  entries: FieldValues[],
): Promise<(entry: FieldValues, isMade?: IsMade) => UnknownAssociation | undefined> {
  const missing: { field: string; refersTo: number; ids: Set<number> }[] = [];
  for (const { name, type, refersTo } of domain.fields) {
    if (type !== 'Association' || refersTo === null) continue;
    const wanted = entries.map((entry) => entry[name] as number | null | undefined);
    const ids = [...new Set(wanted.filter((id) => id != null))];
    const references = ids.map((id) => ({ domain: refersTo, id, field: 0, key: '' }));
    const found = await transaction.findRecords(transaction.client, references);
    missing.push({ field: name, refersTo, ids: new Set(ids.filter((_, at) => found[at]?.length === 0)) });
  }
  return (entry, isMade = () => false) => {
    for (const { field, refersTo, ids } of missing) {
      const id = entry[field] as number | null | undefined;
      if (id == null || !ids.has(id) || isMade(refersTo, id)) continue;
      return { kind: 'unknown_association', field, id };
    }
    return undefined;
  };
}

/** A record that refers to another, and by which of its fields. */
export interface Referrer {
  domain: number;
  field: string;
  record: number;
}

/**
 * Other records that refer to this one: none where there are none, else a few, at least one of each field
 * that any refer by. Holds until the transaction ends where the client is locked.
 */
export async function referrersOf(
  transaction: WriteTransaction,
  metadata: MetadataIndex,
  { id: domain }: Domain,
  record: number,
): Promise<Referrer[]> {
  const fields = metadata.domains.flatMap((each) =>
    each.fields.filter(({ refersTo }) => refersTo === domain).map((field) => ({ of: each.id, field })),
  );
  const references = fields.map(
    ({ of, field }): RecordReference => ({
      domain: of,
      id: 0,
      field: field.id,
      key: keyOf(field, record),
    }),
  );
  const found = await transaction.findRecords(transaction.client, references);
  return fields.flatMap(({ of, field }, at) =>
    (found[at] ?? [])
      .filter((id) => of !== domain || id !== record)
      .map((id) => ({ domain: of, field: field.name, record: id })),
  );
}
