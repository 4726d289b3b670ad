/** The fields of a record that another one is merged into (docs/reference/merge.md#fields). */
import { fileDomain } from '../../contract/words.js';
import type { IndexedDomain } from '../../metadata/metadata-index.js';
import type { StoredRecord, WriteTransaction } from '../../store/store.js';
import { type FieldValues, mergeFields } from '../fields.js';
import { KeyOwners } from '../write/key-owners.js';
import { type BrokenRule, brokenRule, uniqueKeys } from '../write/rules.js';
import { type TooLarge, tooLarge } from '../write/stored-size.js';

/** What holds the content that a File record names. */
const contentField = 'SHA256';

/** Whether two File records name different content, of which one would be lost. */
export function differInContent(domain: IndexedDomain, keep: StoredRecord, merged: StoredRecord): boolean {
  return domain.name === fileDomain && keep.fields[contentField] !== merged.fields[contentField];
}

/** The kept record's fields after the merge, and how many of them are the other's. */
export function fieldsAfter(
  domain: IndexedDomain,
  keep: StoredRecord,
  merged: StoredRecord,
  fill: boolean,
): { fields: FieldValues; filled: number } {
  const refersToEither = (name: string, value: unknown) =>
    domain.fieldByName.get(name)?.refersTo === domain.id && (value === keep.id || value === merged.id);
  const cleared = Object.keys(keep.fields)
    .filter((name) => keep.fields[name] === merged.id && refersToEither(name, keep.fields[name]))
    .map((name) => [name, null]);
  const present = mergeFields(keep.fields, Object.fromEntries(cleared));
  if (!fill) return { fields: present, filled: 0 };
  const lacking = Object.entries(merged.fields).filter(
    ([name, value]) => present[name] === undefined && !refersToEither(name, value),
  );
  return { fields: { ...present, ...Object.fromEntries(lacking) }, filled: lacking.length };
}

/** A rule or a bound that the kept record would break with its new fields; the other one's unique values are free. */
export async function brokenAfter(
  transaction: WriteTransaction,
  domain: IndexedDomain,
  { keep, merged, fields }: { keep: StoredRecord; merged: StoredRecord; fields: FieldValues },
): Promise<BrokenRule | TooLarge | undefined> {
  const owners = await KeyOwners.find(transaction, domain, uniqueKeys(domain, fields));
  owners.change(merged.id, merged.fields, {});
  const kept = { id: keep.id, before: keep.fields, fields };
  return brokenRule(domain, owners, kept) ?? tooLarge(fields, keep.fields);
}
