/** The operations that query links, their history and the feed of changes (docs/reference/link-operations.md). */

import { limits } from '../../limits/limits.js';
import {
  ChangePageParameters,
  ChangeRows,
  ChangeStreamParameters,
  SentChangeRow,
  StreamHeaders,
} from '../change.js';
import { LinkCountAnswer, LinkCountParametersSent, LinkQueryParametersSent, LinkRows } from '../link.js';
import type { Operation } from '../operation.js';
import { feedPageHeaders, nextPageHeader, searchedPageHeaders } from './headers.js';
import { identificationErrors } from './identification-errors.js';
import { preconditions } from './preconditions.js';

const viewOfNamed = 'You need View on each domain that is named.';

const filterNotes = `
- A side is named by its domain, and a record of it by \`...RecordID\`, or by \`...RecordKey\` with \`...RecordMatchField\`.
  Where both are given the id counts.
- Rows show only links whose both domains you may view.
`;

export const queryLinks: Operation = {
  id: 'queryLinks',
  group: 'Links',
  method: 'GET',
  path: '/api/Link/Query',
  summary: 'Query links',
  description: `
The links of a domain, of a record, or of two, a page at a time.

${preconditions('At least one domain must be named.', viewOfNamed, 'A record that is named by key must be there.')}
### Notes
${filterNotes}
- The rows are in the order of their ids; the next page's address is in the \`Link\` header.
- Links have no drill-down: a path such as \`Contact.Name\` is no column. \`Fields.Since\` is one, of a field of the links.
- \`Fields.Since=2026-03-01\` asks for a value of a field, \`Fields.Since.from\` and the like for a range, together with a
  parent or a child; a page looks through at most ${limits.searchedLinks} of its links.
`,
  parameters: LinkQueryParametersSent,
  answer: { description: 'A page of links.', schema: LinkRows, headers: searchedPageHeaders },
  errors: identificationErrors,
};

export const countLinks: Operation = {
  id: 'countLinks',
  group: 'Links',
  method: 'GET',
  path: '/api/Link/Count',
  summary: 'Count links',
  description: `
How many links the filters of a query leave.

${preconditions('At least one domain must be named.', viewOfNamed, 'A record that is named by key must be there.')}
### Notes
${filterNotes}
- \`by=relationship\` counts each relationship for itself.
- Filters by fields look through at most ${limits.countedLinks} links of the record.
`,
  parameters: LinkCountParametersSent,
  answer: { description: 'How many there are.', schema: LinkCountAnswer },
  errors: identificationErrors,
};

export const linkHistory: Operation = {
  id: 'linkHistory',
  group: 'Links',
  method: 'GET',
  path: '/api/Link/History',
  summary: 'What became of links',
  description: `
Every insert, change of relationship and removal, newest first.

${preconditions(viewOfNamed, 'A record that is named by key must be there.')}
### Notes
${filterNotes}
- By id, or by \`linkID\`, it also answers for records and links that are gone.
- A page may hold fewer rows than asked for and still have a next one: follow the \`Link\` header.
`,
  parameters: ChangePageParameters,
  answer: { description: 'A page of changes.', schema: ChangeRows, headers: nextPageHeader },
  errors: identificationErrors,
};

export const linkChanges: Operation = {
  id: 'linkChanges',
  group: 'Links',
  method: 'GET',
  path: '/api/Link/Changes',
  summary: 'The feed of changes, for a system that keeps a copy',
  description: `
The entries of the history, oldest first.

${preconditions(viewOfNamed, 'A record that is named by key must be there.')}
### Notes
${filterNotes}
- Whoever follows the cursors sees every change exactly once, in an order in which a link's own changes are never swapped.
- A page may hold fewer rows than asked for and still have a next one: follow the \`Link\` header, and come back later with
  \`Next-After\`.
`,
  parameters: ChangePageParameters,
  answer: {
    description: 'A page of changes.',
    schema: ChangeRows,
    headers: feedPageHeaders,
  },
  errors: identificationErrors,
};

export const linkChangesStream: Operation = {
  id: 'linkChangesStream',
  group: 'Links',
  method: 'GET',
  path: '/api/Link/Changes/Stream',
  summary: 'The feed of changes as server-sent events',
  description: `
The feed of changes as it happens: events of type \`change\`, each with the number of its change as id.

${preconditions(viewOfNamed, 'A record that is named by key must be there.')}
### Notes
${filterNotes}
- A lost connection is resumed from \`Last-Event-ID\`, and nothing is missed.
- Without a cursor it begins with what comes from now on; \`after=0\` begins with the first change that there is.
- A client has at most ${limits.openStreams} open streams, a user ${limits.openStreamsOfUser}.
`,
  parameters: ChangeStreamParameters,
  headers: StreamHeaders,
  answer: {
    description: 'The stream; this is the data of each event.',
    schema: SentChangeRow,
    type: 'text/event-stream',
  },
  errors: [...identificationErrors, 'rate_limited'],
};

export const linkQueryOperations = [queryLinks, countLinks, linkHistory, linkChanges, linkChangesStream];
