/** The write programs of one record: a new one, and one that is named by its id. */

import { lockedDomain } from '../../metadata/locked-domain.js';
import { type ClientState, type Domain, defineProgram, type WriteTransaction } from '../../store/store.js';
import { type FieldValues, mergeFields } from '../fields.js';
import type { RecordOutcome } from './answer.js';
import { unknownAssociations } from './association.js';
import type { Author } from './link-draft.js';
import { RecordDraft } from './record-draft.js';
import { tooLarge } from './stored-size.js';

export interface CreateRecordInput extends Author {
  version: number;
  domain: number;
  fields: FieldValues;
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

/** The write program that inserts a record with these fields. */
async function createInTransaction(
  transaction: WriteTransaction,
  input: CreateRecordInput,
): Promise<WriteRecordOutput> {
  const locked = await lockedDomain(transaction, input);
  if (locked === undefined) return 'stale';
  const { state, domain } = locked;
  const unknown = (await unknownAssociations(transaction, domain, [input.fields]))(input.fields);
  const refused = unknown ?? tooLarge(input.fields);
  if (refused !== undefined) return refused;
  const { id, nextChangeId } = await insertRecord(transaction, domain, input.fields, input, state);
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
  const unknown = (await unknownAssociations(transaction, domain, [input.fields]))(input.fields);
  const fields = mergeFields(present.fields, input.fields);
  const refused = unknown ?? tooLarge(fields, present.fields);
  if (refused !== undefined) return refused;
  const draft = new RecordDraft(domain, input, state);
  draft.update(present, fields);
  await transaction.writeRecords(draft.writes(Date.now()));
  const { nextChangeId } = draft;
  if (nextChangeId > state.nextChangeId) await transaction.saveState({ ...state, nextChangeId });
  return { kind: 'updated', id };
}

export const updateRecordProgram = defineProgram('updateRecord', updateInTransaction);
