/** Rules of a field, as they are made (docs/reference/metadata.md#rules-of-a-field). */
import { Refusal } from '../contract/errors.js';
import { limits } from '../limits/limits.js';
import type { Domain, Field, WriteTransaction } from '../store/store.js';
import { formatWords, hasFormat } from '../text/formats.js';
import { quoted } from '../text/quoted.js';
import type { AskedFor } from './administered.js';
import { foldedKeyOf, keyOf } from './canonical.js';
import { everyDomain } from './every-domain.js';
import { keysOfField, type PresentValue, valuesOfField } from './field-values.js';

/** A field whose rules are looked at, and whether whoever makes them may know what its records hold. */
interface Ruled {
  domain: Domain;
  field: Field;
  mayView: boolean;
}

/** Whether whoever asks for a change may view the domain's records; the command line may. */
export async function mayViewRecords(
  transaction: WriteTransaction,
  domain: Domain,
  { asker, bound }: AskedFor,
): Promise<boolean> {
  if (asker === undefined) return true;
  const access = await transaction.userAccess(transaction.client, asker, bound?.roles);
  if (access === undefined) return false;
  return (
    access.administrator ||
    access.grants.some(
      ({ domain: of, permission }) => permission === 'View' && (of === domain.id || of === everyDomain),
    )
  );
}

const isFull = (found: unknown[]) => found.length >= limits.namedMatches;

/** @throws Refusal `in_use` where there are any; they are named to who may know them */
function refuseWhere({ domain, field, mayView }: Ruled, found: string[], must: string, why: string): void {
  if (found.length === 0) return;
  const more = isFull(found) ? ', and perhaps more' : '';
  const named = mayView ? `: ${found.join(', ')}${more}` : '';
  throw new Refusal('in_use', `${field.name} of the ${domain.name} domain cannot ${must}: ${why}${named}.`);
}

async function requireValues(transaction: WriteTransaction, ruled: Ruled): Promise<void> {
  const { domain, field } = ruled;
  const { client } = transaction;
  const total = await transaction.recordTotal(client, domain.id);
  if ((await transaction.matchKeyTotal(client, domain.id, field.id)) >= total) return;
  const { records } = await transaction.recordsWithout({
    ...{ client, domain: domain.id, order: 'asc', limit: limits.namedMatches, field: field.name },
    ...{ searched: limits.searchedForNoValue, searchedBytes: limits.searchedBytesForNoValue },
  });
  // Where the first are all behind as many records as are looked through, none can be named.
  const found = records.length === 0 ? ['not among the first'] : records.map(({ id }) => String(id));
  refuseWhere(ruled, found, 'be required', 'records have no value');
}

async function requireUnique(transaction: WriteTransaction, ruled: Ruled): Promise<void> {
  const found: string[] = [];
  let last: { value: string; record: number } | undefined;
  for await (const keys of keysOfField(transaction, ruled.domain, ruled.field)) {
    for (const key of keys) {
      if (last?.value === key.value && !isFull(found)) found.push(`${last.record} and ${key.record}`);
      last = key;
    }
    if (isFull(found)) break;
  }
  refuseWhere(ruled, found, 'be unique', 'records have equal values');
}

async function requireFormat(transaction: WriteTransaction, ruled: Ruled): Promise<void> {
  const { format } = ruled.field;
  if (format === null) return;
  const found: string[] = [];
  for await (const values of valuesOfField(transaction, ruled.domain, ruled.field)) {
    for (const { record, value } of values) {
      if (!isFull(found) && !hasFormat(format, String(value))) found.push(`${record} (${quoted(value)})`);
    }
    if (isFull(found)) break;
  }
  refuseWhere(ruled, found, `have the format ${format}`, `records have what is not ${formatWords[format]}`);
}

/** A share of all keys, the same for equal ones. */
function shareOf(key: string, shares: number): number {
  let sum = 0;
  for (let at = 0; at < key.length; at++) sum = (31 * sum + key.charCodeAt(at)) % 1_000_003;
  return sum % shares;
}

/** Requires values that differ now to differ too as the field will compare them. */
async function requireDistinct(transaction: WriteTransaction, ruled: Ruled): Promise<void> {
  const { domain, field } = ruled;
  const total = await transaction.matchKeyTotal(transaction.client, domain.id, field.id);
  // A part of the keys at a time, so that a large domain does not fill the memory.
  const shares = Math.max(1, Math.ceil(total / limits.comparedKeys));
  const found: string[] = [];
  const named = ({ record, value }: PresentValue) => `${quoted(value)} of ${record}`;
  for (let share = 0; share < shares && !isFull(found); share++) {
    const firstWith = new Map<string, PresentValue>();
    for await (const values of valuesOfField(transaction, domain, field)) {
      for (const each of values) {
        const key = keyOf(field, each.value);
        if (shareOf(key, shares) !== share) continue;
        const first = firstWith.get(key) ?? each;
        firstWith.set(key, first);
        if (first.key !== each.key && !isFull(found)) found.push(`${named(first)} and ${named(each)}`);
      }
      if (isFull(found)) break;
    }
  }
  refuseWhere(ruled, found, 'be compared loosely', 'values that differ would be the same');
}

/** Writes the keys of a field anew, by how it compares its values now. */
async function renewKeysOf(transaction: WriteTransaction, { domain, field }: Ruled): Promise<void> {
  for await (const values of valuesOfField(transaction, domain, field)) {
    const changed = values.flatMap(({ record, key, value }) => {
      const wanted = keyOf(field, value);
      return wanted === key ? [] : [{ record, key, wanted, folded: foldedKeyOf(field, value) }];
    });
    await transaction.removeMatchKeys(
      changed.map(({ record, key }) => ({ domain: domain.id, field: field.id, value: key, record })),
    );
    await transaction.addMatchKeys(
      domain.id,
      changed.map(({ record, wanted, folded }) => ({
        id: record,
        keys: [{ field: field.id, value: wanted, folded }],
      })),
    );
  }
}

/**
 * Makes the rules hold that a field has anew, for the records that are there.
 *
 * @param before the field as it was; nothing where all of its rules are new
 * @throws Refusal `in_use` where records break one; some are named to who may know them
 */
export async function makeRulesHold(
  transaction: WriteTransaction,
  ruled: Ruled,
  before: Pick<Field, 'matching' | 'required' | 'unique' | 'format'>,
): Promise<void> {
  const { field } = ruled;
  const comparesAnew = field.matching !== before.matching;
  if (comparesAnew && field.matching === 'loose') await requireDistinct(transaction, ruled);
  if (comparesAnew) await renewKeysOf(transaction, ruled);
  if (field.required && !before.required) await requireValues(transaction, ruled);
  if (field.unique && (comparesAnew || !before.unique)) await requireUnique(transaction, ruled);
  if (field.format !== before.format) await requireFormat(transaction, ruled);
}
