/** The operations on links (contract sections 2 and 4). */
import { bulkAnswer, bulkBodyOf } from '../bulk.js';
import {
  ChangePageParameters,
  ChangeRows,
  ChangeStreamParameters,
  SentChangeRow,
  StreamHeaders,
} from '../change.js';
import {
  BulkCallParameters,
  CallParameters,
  LinkCountAnswer,
  LinkCountParameters,
  LinkQueryParameters,
  LinkRows,
  RemovalAnswer,
  RemovalBody,
  UpsertAnswer,
  UpsertBody,
} from '../link.js';
import type { Operation } from '../operation.js';
import { nextPageHeader } from './headers.js';

const identificationErrors = [
  'invalid_request',
  'permission_denied',
  'parent_not_found',
  'parent_ambiguous',
  'child_not_found',
  'child_ambiguous',
  'relationship_not_found',
] as const;

const upsertErrors = [
  ...identificationErrors,
  'link_conflict',
  'link_ambiguous',
  'relationship_limit',
] as const;

const identification = `
### Record identification

A record is named in one of two ways:

- **By id** (preferred): \`ParentRecordID\`, \`ChildRecordID\`.
- **By match field**: a key and the Text or Numeric field that it stands in, such as
  \`ParentRecordKey\` = \`POL-2026-001\` with \`ParentRecordMatchField\` = \`PolicyNumber\`. Association fields are not
  allowed. The key must fit exactly one record.

Where both are given for a side the id counts, and key and match field are not looked at.
`;

export const upsertLink: Operation = {
  id: 'upsertLink',
  group: 'Links',
  method: 'POST',
  path: '/api/Link/Upsert',
  summary: 'Create or update the link between two records',
  description: `
Creates the link between a parent record and a child record, or updates it where there is one already. Any number
of equal calls make one link. The answer comes after the write is durable.
${identification}
### Preconditions

- On the parent domain you need Attach Contacts for a Contact child, Attach Files for a File child, Edit for any other.
- \`ChildDomain\` is \`Contact\`, \`File\`, or a domain of your own that is linkable.
- Either \`ParentRecordID\`, or both \`ParentRecordKey\` and \`ParentRecordMatchField\`; likewise for the child.

### Relationship behavior

\`Relationship\` and \`NewRelationship\` count for Contact children alone.

| Use case | Relationship | NewRelationship | Result |
|---|---|---|---|
| Create a link with a relationship | omit | provide | The link is created with it. |
| The same, alternate | provide | omit | The link is created with \`Relationship\`. |
| Change a link's relationship | provide, to locate the link | provide, the new one | The link carries \`NewRelationship\`. |
| Create a link without a relationship | omit | omit | The link is created without one. |

\`dryRun=true\` writes nothing and answers what the call would do.
`,
  parameters: CallParameters,
  body: { schema: UpsertBody },
  answer: { description: 'The link was inserted or updated, or would be.', schema: UpsertAnswer },
  errors: upsertErrors,
};

export const removeLink: Operation = {
  id: 'removeLink',
  group: 'Links',
  method: 'POST',
  path: '/api/Link/Remove',
  summary: 'Remove the link between two records',
  description: `
With \`Relationship\` the link that carries it goes, without it every link of the two records. That there is nothing to
remove is an answer too, with \`IsSuccessful\` false.
${identification}
On the parent domain you need Detach Contacts for a Contact child, Modify Files for a File child, Edit for any other.
`,
  parameters: CallParameters,
  body: { schema: RemovalBody },
  answer: { description: 'The links that were removed, or would be.', schema: RemovalAnswer },
  errors: identificationErrors,
};

const bulk = `
Each entry has an answer of its own, in order, and sees the effect of those before it. An entry that is refused does not
stop the others, unless \`atomic=true\`: then all are applied or none.
`;

export const upsertLinks: Operation = {
  id: 'upsertLinks',
  group: 'Links',
  method: 'POST',
  path: '/api/Link/BulkUpsert',
  summary: 'Create or update many links',
  description: bulk,
  parameters: BulkCallParameters,
  body: bulkBodyOf(UpsertBody),
  answer: { description: 'An answer for each entry.', schema: bulkAnswer(UpsertAnswer) },
  errors: ['invalid_request'],
};

export const removeLinks: Operation = {
  id: 'removeLinks',
  group: 'Links',
  method: 'POST',
  path: '/api/Link/BulkRemove',
  summary: 'Remove many links',
  description: bulk,
  parameters: BulkCallParameters,
  body: bulkBodyOf(RemovalBody),
  answer: { description: 'An answer for each entry.', schema: bulkAnswer(RemovalAnswer) },
  errors: ['invalid_request'],
};

export const queryLinks: Operation = {
  id: 'queryLinks',
  group: 'Links',
  method: 'GET',
  path: '/api/Link/Query',
  summary: 'Query links',
  description: `
At least one domain is required. You need View on each domain that is named; rows show only links whose both domains you
may view. A record that is named by key must be there.
`,
  parameters: LinkQueryParameters,
  answer: { description: 'A page of links.', schema: LinkRows, headers: nextPageHeader },
  errors: identificationErrors,
};

export const countLinks: Operation = {
  id: 'countLinks',
  group: 'Links',
  method: 'GET',
  path: '/api/Link/Count',
  summary: 'Count links',
  description: 'The filters of a query. `by=relationship` counts each relationship for itself.',
  parameters: LinkCountParameters,
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
Every insert, change of relationship and removal, newest first. By id it also answers for records and links that are gone.
A page may hold fewer rows than asked for and still have a next one: follow the \`Link\` header.
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
The entries of the history, oldest first. Whoever follows the cursors sees every change exactly once, in an order in
which a link's own changes are never swapped.
`,
  parameters: ChangePageParameters,
  answer: {
    description: 'A page of changes.',
    schema: ChangeRows,
    headers: { ...nextPageHeader, 'Next-After': 'The cursor to go on from, now or later.' },
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
Events of type \`change\`, each with the number of its change as id. A lost connection is resumed from
\`Last-Event-ID\`. Without a cursor it begins with what comes from now on.
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

export const linkOperations = [
  upsertLink,
  removeLink,
  upsertLinks,
  removeLinks,
  queryLinks,
  countLinks,
  linkHistory,
  linkChanges,
  linkChangesStream,
];
