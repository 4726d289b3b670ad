/** The write program of records: inserts, and updates of those found by their match fields. */
import { Refusal } from '../../contract/errors.js';
import { limits } from '../../limits/limits.js';
import { keyOf } from '../../metadata/canonical.js';
import { lockedDomain } from '../../metadata/locked-domain.js';
import { type Domain, defineProgram, type StoredRecord, type WriteTransaction } from '../../store/store.js';
import { sizeText } from '../../text/quoted.js';
import { mergeFields } from '../fields.js';
import { presentIds } from '../keys/present-record.js';
import type { RecordOutcome } from './answer.js';
import { findAssociations, ownKeys } from './association.js';
import { KeyOwners } from './key-owners.js';
import type { Author } from './link-draft.js';
import type { Change } from './read-change.js';
import { RecordDraft } from './record-draft.js';
import { brokenRule, uniqueKeys } from './rules.js';
import { tooLarge } from './stored-size.js';

export interface UpsertRecordsInput extends Author {
  version: number;
  domain: number;
  /** The ids of the match fields. */
  fields: number[];
  entries: Change[];
  /** The records that the entries are, where they are named by id and not found by match fields. */
  ids?: number[];
  dryRun: boolean;
}

/**
 * What became of the first entries, one at least: of all, unless the records that they are found to be are larger
 * together than is read at once. `stale`: read the entries again with the client's present metadata.
 */
export type UpsertRecordsOutput = RecordOutcome[] | 'stale';

/**
 * The records that entries are found to be, and how many of the entries these are: the first, as many as may be read
 * at once.
 *
 * @throws Refusal `payload_too_large` where a dry run, which is one transaction, would read more
 */
async function presentRecords(
  transaction: WriteTransaction,
  domain: number,
  found: number[][],
  dryRun: boolean,
): Promise<{ before: Map<number, StoredRecord>; entries: number }> {
  const ids = [...new Set(found.flatMap((matches) => (matches.length === 1 ? matches : [])))];
  const bytes = dryRun ? limits.dryRunBytes : limits.recordBytesAtOnce;
  const { records, taken } = await transaction.firstRecords(transaction.client, domain, ids, bytes);
  const before = new Map(records.map((record) => [record.id, record]));
  if (taken === ids.length) return { before, entries: found.length };
  if (dryRun) {
    throw new Refusal(
      'payload_too_large',
      `A dry run looks at ${sizeText(bytes)} of records at most, and these are larger together; send fewer at a time.`,
    );
  }
  const left = new Set(ids.slice(taken));
  return { before, entries: found.findIndex(([id, ...others]) => others.length === 0 && left.has(id ?? 0)) };
}

/** The records of these ids: of each that was merged into another, that one. */
async function namedRecords(transaction: WriteTransaction, { id }: Domain, ids: number[]): Promise<number[]> {
  const presentId = await presentIds(transaction, transaction.client, id, ids);
  return ids.map(presentId);
}

/**
 * An entry updates the record that its id or its match fields find, else it inserts one, with its id.
 *
 * @throws Refusal `payload_too_large` of a dry run
 */
async function upsertInTransaction(
  transaction: WriteTransaction,
  input: UpsertRecordsInput,
): Promise<UpsertRecordsOutput> {
  const locked = await lockedDomain(transaction, input);
  if (locked === undefined) return 'stale';
  const { state, domain } = locked;
  const matchFields = domain.fields.filter((field) => input.fields.includes(field.id));
  const matchIds = matchFields.map((field) => field.id);

  const tuples = input.entries.map(({ fields }) =>
    matchFields.map((field) => keyOf(field, fields[field.name] as string | number)),
  );
  const ids = input.ids && (await namedRecords(transaction, domain, input.ids));
  const found = ids?.map((id) => [id]) ?? (await transaction.recordsByKeys(domain.id, matchIds, tuples));
  const associationsOf = await findAssociations(transaction, domain, input.entries);
  const owners = await KeyOwners.find(transaction, domain, [
    ...ownKeys(domain, input.entries),
    ...input.entries.flatMap(({ fields }) => uniqueKeys(domain, fields)),
  ]);
  const present = await presentRecords(transaction, domain.id, found, input.dryRun);
  const { before } = present;
  const after = new Map<number, StoredRecord>();
  const draft = new RecordDraft(domain, input, state);
  // An entry finds what those before it inserted; what they updated still carries the keys it was found by.
  const fresh = new Map<string, number>();
  // Known ahead, since an entry may also refer to a record that an entry before it inserts.
  const firstFresh = await transaction.takeRecordIds(domain.id, 0);

  const outcomes = input.entries.slice(0, present.entries).map((entry, at): RecordOutcome => {
    const isMade = (of: number, id: number) => of === domain.id && (after.has(id) || id === ids?.[at]);
    const { fields: change, refused } = associationsOf(entry, { isMade, owners });
    if (refused !== undefined) return refused;
    const tuple = JSON.stringify(tuples[at]);
    const matches = found[at] ?? [];
    if (matches.length > 1) return { kind: 'record_ambiguous', matches };
    const [only] = matches;
    const id = only ?? fresh.get(tuple) ?? firstFresh + fresh.size;
    const known = after.get(id) ?? before.get(id);
    const fields = mergeFields(known?.fields ?? {}, change);
    const kept = { id, before: known?.fields ?? {}, fields };
    const broken = brokenRule(domain, owners, kept) ?? tooLarge(fields, known?.fields);
    if (broken !== undefined) return broken;
    after.set(id, { id, fields });
    owners.change(id, kept.before, fields);
    if (known !== undefined) {
      draft.update(known, fields);
      return { kind: 'updated', id };
    }
    draft.insert(id, fields);
    if (only === undefined) fresh.set(tuple, id);
    return { kind: 'inserted', id };
  });

  if (input.dryRun) return outcomes.map((outcome) => withoutFreshId(outcome, firstFresh));
  if (after.size === 0) return outcomes;
  if (ids !== undefined) await transaction.raiseRecordIds(domain.id, Math.max(...after.keys()));
  if (fresh.size > 0) await transaction.takeRecordIds(domain.id, fresh.size);
  await transaction.writeRecords(draft.writes(Date.now()));
  const { nextChangeId } = draft;
  if (nextChangeId > state.nextChangeId) await transaction.saveState({ ...state, nextChangeId });
  return outcomes;
}

export const upsertRecordsProgram = defineProgram('upsertRecords', upsertInTransaction, {
  sizeOf: ({ entries }) => entries.length,
});

/** A dry run gives out no ids: what it would insert has none yet. */
function withoutFreshId(outcome: RecordOutcome, firstFresh: number): RecordOutcome {
  if (outcome.kind !== 'inserted' && outcome.kind !== 'updated') return outcome;
  return outcome.kind === 'inserted' || outcome.id >= firstFresh ? { ...outcome, id: 0 } : outcome;
}
