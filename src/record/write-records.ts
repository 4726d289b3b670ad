/** The write program of records: inserts, and updates of those found by their match fields. */
import type { Domain, RecordWrites, StoredRecord, WriteTransaction } from '../store/store.js';
import type { RecordOutcome } from './answer.js';
import { unknownAssociations } from './association.js';
import { keyOf } from './canonical.js';
import { type FieldValues, matchKeysOf, mergeFields, recordUpdate } from './fields.js';
import { lockedDomain } from './locked-domain.js';

export interface UpsertRecordsInput {
  version: number;
  domain: number;
  /** The ids of the match fields. */
  fields: number[];
  entries: FieldValues[];
  /** The records that the entries are, where they are named by id and not found by match fields. */
  ids?: number[];
  user: number;
  dryRun: boolean;
}

/** `stale`: read the entries again with the client's present metadata. */
export type UpsertRecordsOutput = RecordOutcome[] | 'stale';

/** An entry updates the record that its id or its match fields find, else it inserts one, with its id. */
export async function applyRecordUpserts(
  transaction: WriteTransaction,
  input: UpsertRecordsInput,
): Promise<UpsertRecordsOutput> {
  const locked = await lockedDomain(transaction, input);
  if (locked === undefined) return 'stale';
  const { domain } = locked;
  const matchFields = domain.fields.filter((field) => input.fields.includes(field.id));
  const matchIds = matchFields.map((field) => field.id);

  const tuples = input.entries.map((entry) =>
    matchFields.map((field) => keyOf(field.type, entry[field.name] as string | number)),
  );
  const found =
    input.ids?.map((id) => [id]) ?? (await transaction.recordsByKeys(domain.id, matchIds, tuples));
  const unknownIn = await unknownAssociations(transaction, domain, input.entries);
  const present = await transaction.records(transaction.client, domain.id, [...new Set(found.flat())]);
  const before = new Map(present.map((record) => [record.id, record]));
  const after = new Map<number, StoredRecord>();
  // An entry finds what those before it inserted; what they updated still carries the keys it was found by.
  const fresh = new Map<string, number>();
  let nextFresh = -1;

  const outcomes = input.entries.map((entry, at): RecordOutcome => {
    const isMade = (of: number, id: number) => of === domain.id && (after.has(id) || id === input.ids?.[at]);
    const refused = unknownIn(entry, isMade);
    if (refused !== undefined) return refused;
    const tuple = JSON.stringify(tuples[at]);
    const [only, ...others] = found[at] ?? [];
    if (others.length > 0) return { kind: 'record_ambiguous' };
    const id = only ?? fresh.get(tuple) ?? nextFresh--;
    const known = after.get(id) ?? before.get(id);
    after.set(id, { id, fields: mergeFields(known?.fields ?? {}, entry) });
    if (known !== undefined) return { kind: 'updated', id };
    if (id < 0) fresh.set(tuple, id);
    return { kind: 'inserted', id };
  });

  if (input.dryRun) return outcomes.map(withoutFreshId);
  if (after.size === 0) return outcomes;
  if (input.ids !== undefined) await transaction.raiseRecordIds(domain.id, Math.max(...after.keys()));
  const ids = await takeIds(transaction, domain.id, fresh.size);
  await transaction.writeRecords(writesOf(domain, after, before, ids, { at: Date.now(), user: input.user }));
  return outcomes.map((outcome) => ('id' in outcome ? { ...outcome, id: ids(outcome.id) } : outcome));
}

/** Ids for the records that are new: -1, -2, ... become the next ones of the domain. */
async function takeIds(
  transaction: WriteTransaction,
  domain: number,
  count: number,
): Promise<(id: number) => number> {
  const first = count === 0 ? 0 : await transaction.takeRecordIds(domain, count);
  return (id) => (id < 0 ? first - 1 - id : id);
}

function withoutFreshId(outcome: RecordOutcome): RecordOutcome {
  return 'id' in outcome && (outcome.id < 0 || outcome.kind === 'inserted') ? { ...outcome, id: 0 } : outcome;
}

function writesOf(
  domain: Domain,
  after: Map<number, StoredRecord>,
  before: Map<number, StoredRecord>,
  ids: (id: number) => number,
  { at, user }: { at: number; user: number },
): RecordWrites {
  const writes: RecordWrites = { domain: domain.id, at, user, removals: [], inserts: [], updates: [] };
  for (const { id, fields } of after.values()) {
    const known = before.get(id);
    if (known === undefined) writes.inserts.push({ id: ids(id), fields, keys: matchKeysOf(domain, fields) });
    else writes.updates.push(recordUpdate(domain, id, known.fields, fields));
  }
  return writes;
}
