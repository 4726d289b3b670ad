/** The operations that say what became of records (docs/reference/records.md#history). */

import { limits } from '../../limits/limits.js';
import { StreamHeaders } from '../change.js';
import type { Operation } from '../operation.js';
import {
  RecordChangePageParameters,
  RecordChangeRows,
  RecordChangeStreamParameters,
  RecordFeedPageParameters,
  SentRecordChangeRow,
} from '../record-change.js';
import { feedPageHeaders, nextPageHeader } from './headers.js';
import { DomainPath, RecordPath } from './paths.js';
import { preconditions } from './preconditions.js';

const needsView = preconditions('You need View on the domain.');

const fieldNotes = `
- \`BeforeFields\` and \`AfterFields\` are objects of just the fields that differ, \`null\` for one without a value. An
  association's value is an id, as in the record itself.
`.trim();

export const recordHistory: Operation = {
  id: 'recordHistory',
  group: 'Records',
  method: 'GET',
  path: '/api/{domain}/{id}/History',
  summary: 'What became of a record',
  description: `
Every create, update, merge and delete of a record, newest first: who, when, by which request, and the fields that differ.

${needsView}
### Notes

- It also answers for a record that is gone.
${fieldNotes}
- A page may hold fewer rows than asked for and still have a next one: follow the \`Link\` header.
`,
  pathParameters: RecordPath,
  parameters: RecordChangePageParameters,
  answer: { description: 'A page of changes.', schema: RecordChangeRows, headers: nextPageHeader },
  errors: ['invalid_request', 'permission_denied', 'not_found'],
};

export const recordChanges: Operation = {
  id: 'recordChanges',
  group: 'Records',
  method: 'GET',
  path: '/api/{domain}/Changes',
  summary: "The feed of changes of a domain's records, for a system that keeps a copy",
  description: `
The entries of the histories of all records of the domain, oldest first unless it is asked otherwise.

${needsView}
### Notes

- Whoever follows the cursors sees every change exactly once, in an order in which a record's own changes are never swapped.
${fieldNotes}
- A page may hold fewer rows than asked for and still have a next one: follow the \`Link\` header, and come back later with
  \`Next-After\`.
- \`order=desc\` is for people: the newest come first, and \`Next-After\` is where the feed goes on from there.
`,
  pathParameters: DomainPath,
  parameters: RecordFeedPageParameters,
  answer: { description: 'A page of changes.', schema: RecordChangeRows, headers: feedPageHeaders },
  errors: ['invalid_request', 'permission_denied', 'not_found'],
};

export const recordChangesStream: Operation = {
  id: 'recordChangesStream',
  group: 'Records',
  method: 'GET',
  path: '/api/{domain}/Changes/Stream',
  summary: "The feed of changes of a domain's records as server-sent events",
  description: `
The feed of changes as it happens: events of type \`change\`, each with the number of its change as id.

${needsView}
### Notes

- A lost connection is resumed from \`Last-Event-ID\`, and nothing is missed.
- Without a cursor it begins with what comes from now on; \`after=0\` begins with the first change that there is.
- A client has at most ${limits.openStreams} open streams, a user ${limits.openStreamsOfUser}.
`,
  pathParameters: DomainPath,
  parameters: RecordChangeStreamParameters,
  headers: StreamHeaders,
  answer: {
    description: 'The stream; this is the data of each event.',
    schema: SentRecordChangeRow,
    type: 'text/event-stream',
  },
  errors: ['invalid_request', 'permission_denied', 'not_found', 'rate_limited'],
};

export const recordChangeOperations = [recordHistory, recordChanges, recordChangesStream];
