/** The write programs of one record: a new one, and one that is named by its id. */

import { lockedDomain } from '../../metadata/locked-domain.js';
import { type ClientState, type Domain, defineProgram, type WriteTransaction } from '../../store/store.js';
import { type FieldValues, mergeFields } from '../fields.js';
import type { RecordOutcome } from './answer.js';
import { type Associated, findAssociations, ownKeys } from './association.js';
import { KeyOwners } from './key-owners.js';
import type { Author } from './link-draft.js';
import type { Change } from './read-change.js';
import { RecordDraft } from './record-draft.js';
import { tooLarge } from './stored-size.js';

export interface CreateRecordInput extends Author, Change {
  version: number;
  domain: number;
}

export interface UpdateRecordInput extends CreateRecordInput {
  id: number;
}

/** `stale`: read the call again with the client's present metadata. */
export type WriteRecordOutput = RecordOutcome | 'stale';

/**
 * Inserts a record of a locked domain, whose associations are there, with the domain's next id. Answers the id, and the
 * number of the next change, which is to be saved.
 */
export async function insertRecord(
  transaction: WriteTransaction,
  domain: Domain,
  values: FieldValues,
  author: Author,
  state: ClientState,
): Promise<{ id: number; nextChangeId: number }> {
  const id = await transaction.takeRecordIds(domain.id, 1);
  const draft = new RecordDraft(domain, author, state);
  draft.insert(id, mergeFields({}, values));
  await transaction.writeRecords(draft.writes(Date.now()));
  return { id, nextChangeId: draft.nextChangeId };
}

/** The fields of a call of its own, with the ids of the records that it names by key. */
async function associated(
  transaction: WriteTransaction,
  domain: Domain,
  change: Change,
): Promise<Associated> {
  const owners = await KeyOwners.find(transaction, domain, ownKeys(domain, [change]));
  const associationsOf = await findAssociations(transaction, domain, [change]);
  return associationsOf(change, { owners, isMade: () => false });
}

/** The write program that inserts a record with these fields. */
async function createInTransaction(
  transaction: WriteTransaction,
  input: CreateRecordInput,
): Promise<WriteRecordOutput> {
  const locked = await lockedDomain(transaction, input);
  if (locked === undefined) return 'stale';
  const { state, domain } = locked;
  const { fields, refused } = await associated(transaction, domain, input);
  if (refused !== undefined) return refused;
  const large = tooLarge(fields);
  if (large !== undefined) return large;
  const { id, nextChangeId } = await insertRecord(transaction, domain, fields, input, state);
  await transaction.saveState({ ...state, nextChangeId });
  return { kind: 'inserted', id };
}

export const createRecordProgram = defineProgram('createRecord', createInTransaction);

/** Sets the fields that are named; the others stay. */
async function updateInTransaction(
  transaction: WriteTransaction,
  input: UpdateRecordInput,
): Promise<WriteRecordOutput> {
  const locked = await lockedDomain(transaction, input);
  if (locked === undefined) return 'stale';
  const { state, domain } = locked;
  const { id } = input;
  const [present] = await transaction.records(transaction.client, domain.id, [id]);
  if (present === undefined) return { kind: 'not_found', id };
  const { fields: change, refused } = await associated(transaction, domain, input);
  if (refused !== undefined) return refused;
  const fields = mergeFields(present.fields, change);
  const large = tooLarge(fields, present.fields);
  if (large !== undefined) return large;
  const draft = new RecordDraft(domain, input, state);
  draft.update(present, fields);
  await transaction.writeRecords(draft.writes(Date.now()));
  const { nextChangeId } = draft;
  if (nextChangeId > state.nextChangeId) await transaction.saveState({ ...state, nextChangeId });
  return { kind: 'updated', id };
}

export const updateRecordProgram = defineProgram('updateRecord', updateInTransaction);
