/** Associations of other records that refer to one which is merged (docs/reference/merge.md#associations). */
import { limits } from '../../limits/limits.js';
import { canonicalForm } from '../../metadata/canonical.js';
import { boundsOfValue } from '../../metadata/key-bounds.js';
import type { IndexedDomain, MetadataIndex } from '../../metadata/metadata-index.js';
import type { Field, KeyPosition, WriteTransaction } from '../../store/store.js';
import type { FieldValues } from '../fields.js';
import type { Author } from '../write/link-draft.js';
import { RecordDraft } from '../write/record-draft.js';
import type { Merging } from './plan-links.js';

/** The records of one domain that refer to the one that goes, and by which of its fields. */
export interface Referring {
  domain: IndexedDomain;
  fields: Field[];
  records: Set<number>;
  /** How many associations that is. */
  associations: number;
}

const isOther = ({ domain, keep, merged }: Merging, of: number, id: number) =>
  of !== domain || (id !== keep && id !== merged);

/** The records whose field refers to the one that goes, at most `max` and one. */
async function recordsReferring(
  transaction: WriteTransaction,
  { id: domain }: IndexedDomain,
  field: Field,
  merged: number,
  max: number,
): Promise<number[]> {
  const limit = limits.recordsAtOnce;
  const page = { client: transaction.client, domain, field: field.id, order: 'asc', limit } as const;
  const bounds = boundsOfValue(canonicalForm(field, merged));
  const found: number[] = [];
  for (let after: KeyPosition | undefined; found.length <= max; ) {
    const keys = await transaction.keyPage({ ...page, ...bounds, ...(after === undefined ? {} : { after }) });
    found.push(...keys.map(({ record }) => record));
    if (keys.length < limit) break;
    after = keys.at(-1);
  }
  return found;
}

/** Who refers to the record that goes, of other records than the two; not all, where they are more than `max`. */
export async function referringTo(
  transaction: WriteTransaction,
  metadata: MetadataIndex,
  merging: Merging,
  max: number,
): Promise<Referring[]> {
  const all: Referring[] = [];
  let left = max;
  for (const domain of metadata.domains) {
    const fields = domain.fields.filter(({ refersTo }) => refersTo === merging.domain);
    const referring: Referring = { domain, fields, records: new Set(), associations: 0 };
    for (const field of fields) {
      const found = await recordsReferring(transaction, domain, field, merging.merged, left);
      const others = found.filter((id) => isOther(merging, domain.id, id));
      for (const id of others) referring.records.add(id);
      referring.associations += others.length;
      left -= others.length;
      if (left < 0) break;
    }
    if (referring.associations > 0) all.push(referring);
    if (left < 0) break;
  }
  return all;
}

/** The fields of a record that referred to the one, and refers to the other. */
function redirected({ fields: of }: Referring, fields: FieldValues, { keep, merged }: Merging): FieldValues {
  const moved = of.filter(({ name }) => fields[name] === merged).map(({ name }) => [name, keep]);
  return { ...fields, ...Object.fromEntries(moved) };
}

/** Makes all of them refer to the kept record. Answers the number of the next change, which is to be saved. */
export async function moveAssociations(
  transaction: WriteTransaction,
  all: Referring[],
  merging: Merging,
  { author, at, nextChangeId }: { author: Author; at: number; nextChangeId: number },
): Promise<number> {
  let next = nextChangeId;
  for (const referring of all) {
    const { domain } = referring;
    for (let left = [...referring.records]; left.length > 0; ) {
      const ids = left.slice(0, limits.recordsAtOnce);
      const { records, taken } = await transaction.firstRecords(transaction.client, domain.id, ids);
      const draft = new RecordDraft(domain, author, { nextChangeId: next });
      for (const record of records) draft.update(record, redirected(referring, record.fields, merging));
      await transaction.writeRecords(draft.writes(at));
      next = draft.nextChangeId;
      left = left.slice(taken);
    }
  }
  return next;
}
