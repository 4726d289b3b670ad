/** The write programs of one record: a new one, and one that is named by its id. */

import type { RecordAnswer } from '../../contract/record.js';
import { lockedDomain } from '../../metadata/locked-domain.js';
import {
  type ClientState,
  type Domain,
  defineProgram,
  type StoredRecord,
  type WriteTransaction,
} from '../../store/store.js';
import { type FieldValues, mergeFields } from '../fields.js';
import { onceForKey } from '../keyed/once.js';
import { presentRecord } from '../keys/present-record.js';
import { type RecordOutcome, writtenAnswer } from './answer.js';
import { findAssociations, ownKeys } from './association.js';
import { type ChangedMeanwhile, type Conditional, changedSince } from './if-match-program.js';
import { KeyOwners } from './key-owners.js';
import type { Author } from './link-draft.js';
import type { Change } from './read-change.js';
import { RecordDraft } from './record-draft.js';
import { brokenRule, uniqueKeys } from './rules.js';
import { tooLarge } from './stored-size.js';

export interface CreateRecordInput extends Author, Change {
  version: number;
  domain: number;
}

export interface UpdateRecordInput extends CreateRecordInput, Conditional {
  id: number;
  /** What the body says that the id is: the same, or that of the record which this one was merged into. */
  named: number | undefined;
}

/** What became of the record, and where it was written, the number of its newest change. */
export type WrittenRecord = RecordOutcome & { newestChange?: number };

/** `stale`: read the call again with the client's present metadata. */
export type WriteRecordOutput =
  | WrittenRecord
  | ChangedMeanwhile
  | 'stale'
  | { kind: 'other_id'; id: number; named: number };

/**
 * Inserts a record of a locked domain, whose associations are there, with the domain's next id. Answers the id, and the
 * number of the next change, which is to be saved.
 */
export async function insertRecord(
  transaction: WriteTransaction,
  domain: Domain,
  fields: FieldValues,
  author: Author,
  state: ClientState,
): Promise<{ id: number; nextChangeId: number }> {
  const id = await transaction.takeRecordIds(domain.id, 1);
  const draft = new RecordDraft(domain, author, state);
  draft.insert(id, fields);
  await transaction.writeRecords(draft.writes(Date.now()));
  return { id, nextChangeId: draft.nextChangeId };
}

/** What a call makes of one record: its fields, with the ids of the records that it names by key. */
export async function changedFields(
  transaction: WriteTransaction,
  domain: Domain,
  change: Change,
  present?: StoredRecord,
): Promise<{ fields: FieldValues; refused: undefined } | { fields: undefined; refused: RecordOutcome }> {
  const keys = [...ownKeys(domain, [change]), ...uniqueKeys(domain, change.fields)];
  const owners = await KeyOwners.find(transaction, domain, keys);
  const associationsOf = await findAssociations(transaction, domain, [change]);
  const associated = associationsOf(change, { owners, isMade: () => false });
  if (associated.refused !== undefined) return associated;
  const before = present?.fields ?? {};
  const fields = mergeFields(before, associated.fields);
  const refused =
    brokenRule(domain, owners, { id: present?.id ?? 0, before, fields }) ?? tooLarge(fields, present?.fields);
  return refused === undefined ? { fields, refused } : { fields: undefined, refused };
}

/** The write program that inserts a record with these fields. */
async function createInTransaction(
  transaction: WriteTransaction,
  input: CreateRecordInput,
): Promise<WriteRecordOutput> {
  const locked = await lockedDomain(transaction, input);
  if (locked === undefined) return 'stale';
  const { state, domain } = locked;
  const { fields, refused } = await changedFields(transaction, domain, input);
  if (refused !== undefined) return refused;
  const { id, nextChangeId } = await insertRecord(transaction, domain, fields, input, state);
  await transaction.saveState({ ...state, nextChangeId });
  return { kind: 'inserted', id, newestChange: nextChangeId - 1 };
}

/** The answer that is kept of a call with a key. */
function keptAnswer(outcome: WriteRecordOutput): RecordAnswer | undefined {
  return outcome !== 'stale' && outcome.kind === 'inserted' ? writtenAnswer(outcome, false) : undefined;
}

export const createRecordProgram = defineProgram('createRecord', onceForKey(createInTransaction, keptAnswer));

/** Sets the fields that are named; the others stay. */
async function updateInTransaction(
  transaction: WriteTransaction,
  input: UpdateRecordInput,
): Promise<WriteRecordOutput> {
  const locked = await lockedDomain(transaction, input);
  if (locked === undefined) return 'stale';
  const { state, domain } = locked;
  const present = await presentRecord(transaction, transaction.client, domain.id, input.id);
  if (present === undefined) return { kind: 'not_found', id: input.id };
  const { id } = present;
  const { named = input.id } = input;
  if (named !== input.id && named !== id) return { kind: 'other_id', id: input.id, named };
  const changed = await changedSince(transaction, { ...input, id });
  if (changed !== undefined) return changed;
  const { fields, refused } = await changedFields(transaction, domain, input, present);
  if (refused !== undefined) return refused;
  const draft = new RecordDraft(domain, input, state);
  draft.update(present, fields);
  await transaction.writeRecords(draft.writes(Date.now()));
  const { nextChangeId } = draft;
  const { client } = transaction;
  const isChange = nextChangeId > state.nextChangeId;
  if (isChange) await transaction.saveState({ ...state, nextChangeId });
  const newestChange = isChange
    ? nextChangeId - 1
    : await transaction.newestRecordChange(client, domain.id, id);
  return { kind: 'updated', id, newestChange };
}

export const updateRecordProgram = defineProgram('updateRecord', updateInTransaction);
