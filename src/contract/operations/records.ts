/** The operations on records (contract section 5). */
import { bulkAnswer, bulkBodyOf } from '../bulk.js';
import { limits } from '../limits.js';
import type { Operation } from '../operation.js';
import {
  RecordAnswer,
  RecordBody,
  RecordQueryParameters,
  RecordRow,
  RecordRows,
  RecordUpsertParameters,
} from '../record.js';
import { nextPageHeader } from './headers.js';
import { DomainPath, RecordPath } from './paths.js';

const byId = `
With \`ID\` as the one match field entries name their records by id, and a record that is not there gets that id. This
needs Administer.
`;

const fieldsNotNamed = 'Fields that are not named stay as they are; `null` and `""` empty one.';

export const queryRecords: Operation = {
  id: 'queryRecords',
  group: 'Records',
  method: 'GET',
  path: '/api/{domain}/Query',
  summary: 'Query the records of a domain',
  description: `
Beside the parameters below, the name of any field, or \`ID\`, is a filter: \`Status=Open\`. Values equal as keys do: text
exactly (Unicode NFC), numbers and times by value, associations by id. \`Status=\` finds records without a value.

\`search\` finds records in whose Text fields every word sent is the beginning of a word, whatever case and accents. What
counts of a record are the first ${limits.wordsOfField} different words of each field, and ${limits.wordsOfRecord} in all.

\`sort\` is by number, time, code point of a text, id of an association; of equals, by id. Records without a value come last
in both directions. Without it the order is by id, or in a search without filters by the word that was found.

**A page may hold fewer rows than asked for, even none, and have a next page**: follow the \`Link\` header. A record that
stays as it is while the pages are read is in exactly one of them.`,
  pathParameters: DomainPath,
  parameters: RecordQueryParameters,
  answer: { description: 'A page of records.', schema: RecordRows, headers: nextPageHeader },
  errors: ['invalid_request', 'permission_denied', 'not_found'],
};

export const readRecord: Operation = {
  id: 'readRecord',
  group: 'Records',
  method: 'GET',
  path: '/api/{domain}/{id}',
  summary: 'Read a record',
  pathParameters: RecordPath,
  answer: { description: 'Its id, then every field of the domain.', schema: RecordRow },
  errors: ['invalid_request', 'permission_denied', 'not_found'],
};

export const createRecord: Operation = {
  id: 'createRecord',
  group: 'Records',
  method: 'POST',
  path: '/api/{domain}',
  summary: 'Create a record',
  description: 'Each call makes one. Whoever may have to send a call again should upsert.',
  pathParameters: DomainPath,
  body: { schema: RecordBody },
  answer: { description: 'The record was created.', schema: RecordAnswer },
  errors: ['invalid_request', 'permission_denied', 'not_found'],
};

export const updateRecord: Operation = {
  id: 'updateRecord',
  group: 'Records',
  method: 'PUT',
  path: '/api/{domain}/{id}',
  summary: 'Change fields of a record',
  description: fieldsNotNamed,
  pathParameters: RecordPath,
  body: { schema: RecordBody },
  answer: { description: 'The record was updated.', schema: RecordAnswer },
  errors: ['invalid_request', 'permission_denied', 'not_found'],
};

export const deleteRecord: Operation = {
  id: 'deleteRecord',
  group: 'Records',
  method: 'DELETE',
  path: '/api/{domain}/{id}',
  summary: 'Delete a record with its links',
  description: 'Its links go in the same transaction; their history stays.',
  pathParameters: RecordPath,
  answer: { description: 'The record was deleted.', schema: RecordAnswer },
  errors: ['invalid_request', 'permission_denied', 'not_found', 'record_referenced'],
};

export const upsertRecord: Operation = {
  id: 'upsertRecord',
  group: 'Records',
  method: 'POST',
  path: '/api/{domain}/Upsert',
  summary: 'Create or update the record that the match fields find',
  description: `${fieldsNotNamed}\n${byId}`,
  pathParameters: DomainPath,
  parameters: RecordUpsertParameters,
  body: { schema: RecordBody },
  answer: { description: 'The record was inserted or updated, or would be.', schema: RecordAnswer },
  errors: ['invalid_request', 'permission_denied', 'not_found', 'record_ambiguous'],
};

export const upsertRecords: Operation = {
  id: 'upsertRecords',
  group: 'Records',
  method: 'POST',
  path: '/api/{domain}/BulkUpsert',
  summary: 'Create or update many records',
  description: `Each entry has an answer of its own, in order, and sees the effect of those before it. ${fieldsNotNamed}
${byId}`,
  pathParameters: DomainPath,
  parameters: RecordUpsertParameters,
  body: bulkBodyOf(RecordBody),
  answer: { description: 'An answer for each entry.', schema: bulkAnswer(RecordAnswer) },
  errors: ['invalid_request', 'permission_denied', 'not_found'],
};

export const recordOperations = [
  queryRecords,
  readRecord,
  createRecord,
  updateRecord,
  deleteRecord,
  upsertRecord,
  upsertRecords,
];
