/** The operations on records (docs/reference/records.md). */

import { limits } from '../../limits/limits.js';
import { bulkAnswer, bulkBodyOf } from '../bulk.js';
import { IfMatchHeaders, IfNoneMatchHeaders } from '../conditions.js';
import type { Operation } from '../operation.js';
import {
  RecordAnswer,
  RecordBody,
  RecordQueryParameters,
  RecordRow,
  RecordRows,
  RecordUpsertParameters,
} from '../record.js';
import { etagHeader, mergedFromHeader, searchedPageHeaders } from './headers.js';
import { takingKey } from './keyed.js';
import { mergeRecords } from './merge.js';
import { DomainPath, RecordPath } from './paths.js';
import { preconditions } from './preconditions.js';

const needsView = preconditions('You need View on the domain.');
const needsEdit = preconditions('You need Edit on the domain.');
const needsEditOrMore = preconditions(
  'You need Edit on the domain.',
  'With `ID` as the match field you need the Administer permission.',
);

const fieldsNotNamed = '- Fields that are not named stay as they are; `null` and `""` empty one.';
const onCondition = `
- With \`If-Match\`, the \`ETag\` of a read, it is done only while the record is as it was then. Else it is refused with
  \`changed_meanwhile\` (412), which says who changed which fields since, and when.
`.trim();
const values = `
- A value must be of its field's type, and an association's record must be there. It is named by its id (\`Policy\`), or by
  a key of it (\`Policy.PolicyNumber\`), which takes View on its domain and must be that of one record.
`.trim();
const byMatchFields = `
- \`matchFields\` names up to ${limits.matchFields} fields, \`A,B\`; the record is the one whose values of all of them are
  those sent. Each must be given a value.
- With \`ID\` as the one match field records are named by id, and a record that is not there gets that id.
`;

export const queryRecords: Operation = {
  id: 'queryRecords',
  group: 'Records',
  method: 'GET',
  path: '/api/{domain}/Query',
  summary: 'Query the records of a domain',
  description: `
Finds records by the values of their fields, or by words, and answers them sorted, a page at a time.

${needsView}
### Filters

Beside the parameters below, the name of any field, or \`ID\`, is a filter: \`Status=Open\`. Values equal as keys do: text
exactly (Unicode NFC), numbers and times by value, associations by id. \`Status=\` finds records without a value.

| filter | records |
| --- | --- |
| \`Status=Open&Status=New\` | with any of these values |
| \`Status.not=Closed\` | with another value, or none; given several times, none of these |
| \`LossDate.from=2026-01-01\`, \`LossDate.to=2026-01-31\` | from the one to the other, both included; Text, Numeric, Date and DateTime |
| \`Name.startsWith=Brand\`, \`Name.contains=and\` | whose text begins so, or holds it; Text |

A moment may be asked for by its day in UTC: \`IncidentDate.to=2026-01-31\` includes that day. At most ${limits.queryConditions} values are given.

\`ids\` lists the records that it can be: \`ids=5001,5002\`. Ids that are not there are left out, and the page holds all the
others, up to ${limits.pageRows}, unless \`pageSize\` says less.

### What refers to a record

\`referredBy=Claim.Policy\` with filters that name one record of this domain answers the records of the other domain whose
field refers to it. \`columns\`, \`sort\` and the pages are theirs. You need View on both domains.

### Search

\`search\` finds records in whose Text fields every word sent is the beginning of a word, whatever case and accents. What
counts of a record are the first ${limits.wordsOfField} different words of each field, and ${limits.wordsOfRecord} in all.

### Order

\`sort\` is by number, time, code point of a text, id of an association; of equals, by id. Records without a value come last
in both directions. Without it the order is by id; where several values or a range of a field are asked for, by that field;
in a search without filters by the word that was found.

### Notes

- **A page may hold fewer rows than asked for, even none, and have a next page**, and ends at 8 MB: follow the \`Link\` header.
- Where no index leads to the records (\`.not\`, \`.contains\`), a page looks through ${limits.searchedRecords.toLocaleString('en')} records; one that
  stopped there says so in \`Search-Stopped\`.
- A record that stays as it is while the pages are read is in exactly one of them.
`,
  pathParameters: DomainPath,
  parameters: RecordQueryParameters,
  answer: { description: 'A page of records.', schema: RecordRows, headers: searchedPageHeaders },
  errors: ['invalid_request', 'permission_denied', 'not_found'],
};

export const readRecord: Operation = {
  id: 'readRecord',
  group: 'Records',
  method: 'GET',
  path: '/api/{domain}/{id}',
  summary: 'Read a record',
  description: `
Answers the record with every field of its domain; those without a value are \`null\`. The id of a record that was merged
into another answers that one, with the header \`${mergedFromHeader}\`.

${needsView}
### Notes

- The \`ETag\` is the number of the record's newest change, as its history has it, in quotation marks; \`"0"\` where it has
  none. Send it as \`If-Match\` with a change, and nobody else's change is written over unseen.
`,
  pathParameters: RecordPath,
  headers: IfNoneMatchHeaders,
  answer: {
    description: 'Its id, then every field of the domain.',
    schema: RecordRow,
    headers: {
      ...etagHeader,
      [mergedFromHeader]: 'The id in the path, where that record was merged into the one answered.',
    },
    alsoStatus: { 304: 'The record is as `If-None-Match` says.' },
  },
  errors: ['invalid_request', 'permission_denied', 'not_found'],
};

export const createRecord = takingKey({
  id: 'createRecord',
  group: 'Records',
  method: 'POST',
  path: '/api/{domain}',
  summary: 'Create a record',
  description: `
Makes a record of the fields that are sent. It gets the domain's next id.

${needsEdit}
### Notes

- Each call makes one. Whoever may have to send a call again gives it an \`Idempotency-Key\`, or upserts.
${values}
`,
  pathParameters: DomainPath,
  body: { schema: RecordBody },
  answer: { description: 'The record was created.', schema: RecordAnswer, headers: etagHeader },
  errors: ['invalid_request', 'permission_denied', 'not_found', 'not_unique'],
});

export const updateRecord: Operation = {
  id: 'updateRecord',
  group: 'Records',
  method: 'PUT',
  path: '/api/{domain}/{id}',
  summary: 'Change fields of a record',
  description: `
Gives the fields that are sent their new values.

${needsEdit}
### Notes

${fieldsNotNamed}
${onCondition}
${values}
`,
  pathParameters: RecordPath,
  body: { schema: RecordBody },
  headers: IfMatchHeaders,
  answer: { description: 'The record was updated.', schema: RecordAnswer, headers: etagHeader },
  errors: ['invalid_request', 'permission_denied', 'not_found', 'not_unique', 'changed_meanwhile'],
};

export const deleteRecord: Operation = {
  id: 'deleteRecord',
  group: 'Records',
  method: 'DELETE',
  path: '/api/{domain}/{id}',
  summary: 'Delete a record with its links',
  description: `
Deletes the record and every link that it is a parent or a child of, in one transaction.

${needsEdit}
### Notes

- The history of its links stays.
${onCondition}
- It is refused while an association field of another record refers to it.
- Its id is not given out again.
`,
  pathParameters: RecordPath,
  headers: IfMatchHeaders,
  answer: { description: 'The record was deleted.', schema: RecordAnswer },
  errors: ['invalid_request', 'permission_denied', 'not_found', 'record_referenced', 'changed_meanwhile'],
};

export const upsertRecord: Operation = {
  id: 'upsertRecord',
  group: 'Records',
  method: 'POST',
  path: '/api/{domain}/Upsert',
  summary: 'Create or update the record that the match fields find',
  description: `
Creates a record, or updates the one that the match fields find. A call that is sent again makes no second one.

${needsEditOrMore}
### Notes
${byMatchFields}${fieldsNotNamed}
${values}
- Where several records fit, none is picked: \`record_ambiguous\`.
- \`dryRun=true\` writes nothing and answers what the call would do.
`,
  pathParameters: DomainPath,
  parameters: RecordUpsertParameters,
  body: { schema: RecordBody },
  answer: { description: 'The record was inserted or updated, or would be.', schema: RecordAnswer },
  errors: ['invalid_request', 'permission_denied', 'not_found', 'not_unique', 'record_ambiguous'],
};

export const upsertRecords: Operation = {
  id: 'upsertRecords',
  group: 'Records',
  method: 'POST',
  path: '/api/{domain}/BulkUpsert',
  summary: 'Create or update many records',
  description: `
Does for an array of records what Upsert does for one.

${needsEditOrMore}
### Notes

- Each entry has an answer of its own, in order, and sees the effect of those before it. One that is refused has
  \`IsSuccessful\` false, \`Message\` and \`ErrorCode\`, and does not stop the others.
- The entries are written in slices, each durable before the answer; the call is not one transaction.
- A call of more entries than the server takes (\`maxItems\`) is refused whole.
${byMatchFields.trimStart()}${fieldsNotNamed}
${values}
- \`dryRun=true\` writes nothing and answers what the call would do.
`,
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
  mergeRecords,
  deleteRecord,
  upsertRecord,
  upsertRecords,
];
