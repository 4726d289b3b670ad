/** The write programs of one record: a new one, and one that is named by its id. */

import { lockedDomain } from '../../metadata/locked-domain.js';
import { type Domain, defineProgram, type WriteTransaction } from '../../store/store.js';
import { type FieldValues, matchKeysOf, mergeFields, recordUpdate } from '../fields.js';
import type { RecordOutcome } from './answer.js';
import { unknownAssociations } from './association.js';
import { tooLarge } from './stored-size.js';

export interface CreateRecordInput {
  version: number;
  domain: number;
  fields: FieldValues;
  user: number;
}

export interface UpdateRecordInput extends CreateRecordInput {
  id: number;
}

/** `stale`: read the call again with the client's present metadata. */
export type WriteRecordOutput = RecordOutcome | 'stale';

/**
 * Inserts a record of a locked domain, whose associations are there, with the domain's next id. Answers the id.
 */
export async function insertRecord(
  transaction: WriteTransaction,
  domain: Domain,
  values: FieldValues,
  user: number,
): Promise<number> {
  const id = await transaction.takeRecordIds(domain.id, 1);
  const fields = mergeFields({}, values);
  await transaction.writeRecords({
    domain: domain.id,
    at: Date.now(),
    user,
    removals: [],
    inserts: [{ id, fields, keys: matchKeysOf(domain, fields) }],
    updates: [],
  });
  return id;
}

/** The write program that inserts a record with these fields. */
async function createInTransaction(
  transaction: WriteTransaction,
  input: CreateRecordInput,
): Promise<WriteRecordOutput> {
  const locked = await lockedDomain(transaction, input);
  if (locked === undefined) return 'stale';
  const { domain } = locked;
  const unknown = (await unknownAssociations(transaction, domain, [input.fields]))(input.fields);
  const refused = unknown ?? tooLarge(input.fields);
  if (refused !== undefined) return refused;
  return { kind: 'inserted', id: await insertRecord(transaction, domain, input.fields, input.user) };
}

export const createRecordProgram = defineProgram('createRecord', createInTransaction);

/** Sets the fields that are named; the others stay. */
async function updateInTransaction(
  transaction: WriteTransaction,
  input: UpdateRecordInput,
): Promise<WriteRecordOutput> {
  const locked = await lockedDomain(transaction, input);
  if (locked === undefined) return 'stale';
  const { domain } = locked;
  const { id } = input;
  const [present] = await transaction.records(transaction.client, domain.id, [id]);
  if (present === undefined) return { kind: 'not_found', id };
  const unknown = (await unknownAssociations(transaction, domain, [input.fields]))(input.fields);
  const fields = mergeFields(present.fields, input.fields);
  const refused = unknown ?? tooLarge(fields, present.fields);
  if (refused !== undefined) return refused;
  await transaction.writeRecords({
    domain: domain.id,
    at: Date.now(),
    user: input.user,
    removals: [],
    inserts: [],
    updates: [recordUpdate(domain, id, present.fields, fields)],
  });
  return { kind: 'updated', id };
}

export const updateRecordProgram = defineProgram('updateRecord', updateInTransaction);
