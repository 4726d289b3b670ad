/** Associations: fields that hold the id of a record of another domain (docs/reference/records.md#associations). */

import { keyOf } from '../../metadata/canonical.js';
import type { MetadataIndex } from '../../metadata/metadata-index.js';
import type { Domain, RecordReference, WriteTransaction } from '../../store/store.js';
import type { FieldValues } from '../fields.js';
import type { FieldKey, KeyOwners } from './key-owners.js';
import type { AssociationKey, Change } from './read-change.js';

/** A value of an association that is the id of no record. */
export interface UnknownAssociation {
  kind: 'unknown_association';
  field: string;
  id: number;
}

/** A key by which no record is named, or several are: the lowest few of them. */
export interface UnknownKey extends Pick<AssociationKey, 'property' | 'shown'> {
  kind: 'unknown_key';
  matches: number[];
}

/** What the transaction has yet to write, as far as entries may refer to it. */
interface Unwritten {
  isMade: (domain: number, id: number) => boolean;
  owners: KeyOwners;
}

/** The fields of an entry with the ids of all its associations, or why one has none. */
export type Associated =
  | { fields: FieldValues; refused: undefined }
  | { fields: undefined; refused: UnknownAssociation | UnknownKey };

/** For each association of the domain the ids that entries have in it, and the records that these stand for. */
async function recordsOfIds(transaction: WriteTransaction, domain: Domain, entries: Change[]) {
  const associations: { field: string; refersTo: number; records: Map<number, number | undefined> }[] = [];
  for (const { name, type, refersTo } of domain.fields) {
    if (type !== 'Association' || refersTo === null) continue;
    const wanted = entries.map(({ fields }) => fields[name] as number | null | undefined);
    const ids = [...new Set(wanted.filter((id) => id != null))];
    const references = ids.map((id) => ({ domain: refersTo, id, field: 0, key: '' }));
    const found = await transaction.findRecords(transaction.client, references);
    associations.push({ field: name, refersTo, records: new Map(ids.map((id, at) => [id, found[at]?.[0]])) });
  }
  return associations;
}

/** The records of other domains that entries name by key. */
async function recordsNamed(
  transaction: WriteTransaction,
  domain: Domain,
  entries: Change[],
): Promise<Map<AssociationKey, number[]>> {
  const keys = entries.flatMap(({ byKey }) => byKey.filter((each) => each.domain !== domain.id));
  if (keys.length === 0) return new Map();
  const references = keys.map(({ domain: of, field, key }) => ({ domain: of, id: 0, field, key }));
  const found = await transaction.findRecords(transaction.client, references);
  return new Map(keys.map((each, at) => [each, found[at] ?? []]));
}

/** The keys of the domain itself that entries name records by. */
export function ownKeys({ id }: Domain, entries: Change[]): FieldKey[] {
  return entries.flatMap(({ byKey }) => byKey.filter(({ domain }) => domain === id));
}

/**
 * Looks the associations of all entries up. The function that it answers gives an entry the ids of those that it names
 * by key, or says which of its associations is the first that refers to no record; that holds until the transaction ends
 * where the client is locked.
 */
export async function findAssociations(
  transaction: WriteTransaction,
  domain: Domain,
  entries: Change[],
): Promise<(entry: Change, unwritten: Unwritten) => Associated> {
  const associations = await recordsOfIds(transaction, domain, entries);
  const named = await recordsNamed(transaction, domain, entries);
  return ({ fields, byKey }, { isMade, owners }) => {
    const associated = { ...fields };
    for (const { field, refersTo, records } of associations) {
      const id = fields[field] as number | null | undefined;
      if (id == null || isMade(refersTo, id)) continue;
      const record = records.get(id);
      if (record === undefined)
        return { fields: undefined, refused: { kind: 'unknown_association', field, id } };
      associated[field] = record;
    }
    for (const each of byKey) {
      const { name, property, shown } = each;
      const matches = each.domain === domain.id ? owners.of(each) : (named.get(each) ?? []);
      const [only, ...others] = matches;
      if (only === undefined || others.length > 0) {
        return { fields: undefined, refused: { kind: 'unknown_key', property, shown, matches } };
      }
      associated[name] = only;
    }
    return { fields: associated, refused: undefined };
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
