/** The operations that make and remove links (docs/reference/upsert.md). */

import { limits } from '../../limits/limits.js';
import { behavior, behaviorOfOthers, behaviorRowHeader } from '../behavior.js';
import { bulkAnswer, bulkBodyOf } from '../bulk.js';
import {
  BulkCallParameters,
  BulkUpsertParameters,
  CallParameters,
  RemovalAnswer,
  RemovalBody,
  UndoAnswer,
  UndoBody,
  UpsertAnswer,
  UpsertBody,
} from '../link.js';
import type { Operation } from '../operation.js';
import { identificationErrors } from './identification-errors.js';
import { preconditions } from './preconditions.js';

const theRow = 'the row of the behavior table that decided, such as `P3`';

const upsertErrors = [
  ...identificationErrors,
  'link_conflict',
  'link_ambiguous',
  'relationship_limit',
] as const;

const identifying = `
### Record identification

Parent and child records can be identified in two ways:

- **By primary key** (preferred): Provide \`ParentRecordID\` or \`ChildRecordID\`.
- **By match field**: Provide both a key value and a field name (e.g., \`ParentRecordKey\` = \`POL-2026-001\` +
  \`ParentRecordMatchField\` = \`PolicyNumber\`). Only text or numeric fields are accepted. Association fields are not
  allowed. The key must fit exactly one record.

If both a primary key and a match field are provided for the same side, the primary key takes priority and the match
field is ignored.
`;

const eitherWay = [
  'Either `ParentRecordID` or both `ParentRecordKey` and `ParentRecordMatchField` must be provided.',
  'Either `ChildRecordID` or both `ChildRecordKey` and `ChildRecordMatchField` must be provided.',
];

const childDomains = '`ChildDomain` must be `Contact` or `File`, or a domain of your own that is linkable.';

export const upsertLink: Operation = {
  id: 'upsertLink',
  group: 'Links',
  method: 'POST',
  path: '/api/Link/Upsert',
  summary: 'Create or update the link between two records',
  description: `
Creates a new link association between a parent record and a child record, or updates an existing link if one already
exists for the same parent/child pair. Returns the link ID and resolved record IDs upon success.
${identifying}
For Upsert, you must identify one parent record AND one child record.

${preconditions(
  `The authenticated user must have the appropriate permission on the parent domain (Attach Contacts for Contact links,
  Attach Files for File links, Edit for all others).`,
  childDomains,
  ...eitherWay,
)}
### Notes

- If a link already exists between the specified parent and child, the existing link is updated rather than creating a
  duplicate. Any number of equal calls, at once or one after the other, make one link.
- \`Relationship\` and \`NewRelationship\` are only applicable when \`ChildDomain\` is \`Contact\`. These fields are ignored
  for File links. Each names a relationship by its Code or its Description, whatever the case.
- The answer comes after the write is durable.
- \`dryRun=true\` writes nothing and answers what the call would do, and the header \`${behaviorRowHeader}\` says which
  row of the behavior table decided. Where a key finds nothing, the problem form names up to ${limits.candidates}
  \`candidates\` whose keys are near to it.

### Relationship behavior

Because this endpoint inserts and updates alike, the role of \`Relationship\` and \`NewRelationship\` depends on whether
the operation results in an insert or an update:

| Use Case | Relationship | NewRelationship | Result |
|---|---|---|---|
| Create a link with a relationship | Omit | Provide | Link is created with the specified relationship. |
| Create a link with a relationship (alternate) | Provide | Omit | Link is created with \`Relationship\` as the assigned value. |
| Change an existing link's relationship | Provide (to locate the link) | Provide (the new value) | The existing link is found by \`Relationship\` and updated to \`NewRelationship\`. |
| Create a link without a relationship | Omit | Omit | Link is created with no relationship. |

What a call does in every other case is in the behavior table of the client's link identity: with \`pair\` two records have
one link at most, with \`relationship\` one for each relationship.
`,
  parameters: CallParameters,
  body: { schema: UpsertBody },
  answer: {
    description: 'The link was inserted or updated, or would be.',
    schema: UpsertAnswer,
    headers: { [behaviorRowHeader]: `Of a dry run alone: ${theRow}.` },
  },
  errors: upsertErrors,
  refusalHeaders: {
    link_conflict: { [behaviorRowHeader]: `Of a dry run alone: ${theRow}.` },
    link_ambiguous: { [behaviorRowHeader]: `Of a dry run alone: ${theRow}.` },
    relationship_limit: { [behaviorRowHeader]: `Of a dry run alone: ${theRow}, before the limit.` },
  },
  extensions: {
    'x-behavior': { header: behaviorRowHeader, ...behavior, otherChildren: behaviorOfOthers },
  },
};

export const removeLink: Operation = {
  id: 'removeLink',
  group: 'Links',
  method: 'POST',
  path: '/api/Link/Remove',
  summary: 'Remove the link between two records',
  description: `
Removes the link of two records that carries \`Relationship\`, or every link of the two where none is named.
${identifying}
${preconditions(
  'On the parent domain you need Detach Contacts for a Contact child, Modify Files for a File child, Edit for any other.',
  childDomains,
  ...eitherWay,
)}
### Notes

- That there is nothing to remove is an answer too, with \`IsSuccessful\` false.
- \`RecordID\` is the removed link's; where several went, the lowest, and \`RecordIDs\` lists all.
- The history keeps what was removed.
- \`dryRun=true\` writes nothing and answers what the call would do.
`,
  parameters: CallParameters,
  body: { schema: RemovalBody },
  answer: { description: 'The links that were removed, or would be.', schema: RemovalAnswer },
  errors: identificationErrors,
};

export const undoChange: Operation = {
  id: 'undoChange',
  group: 'Links',
  method: 'POST',
  path: '/api/Link/Undo',
  summary: 'Take back a change of a link',
  description: `
Takes back one change, which the history names by its number. A link that was removed is there again, with its id, its
maker and its dates, its relationship and its fields; a change of relationship or fields is turned around; a link that was
made goes.

${preconditions(
  `On the parent domain you need what the opposite change takes: Attach Contacts, Attach Files or Edit to have a link
  back or to turn a change around; Detach Contacts, Modify Files or Edit to have it gone.`,
  'Nothing has changed the link since.',
)}
### Notes

- It is a change of its own in history and feed, with \`Action\` \`restored\`, \`changed\` or \`removed\`, and can be taken back
  likewise.
- Both records must still be there, the relationship too, and the link's place between the two must be free; limits of
  relationships hold.
- \`dryRun=true\` writes nothing and answers what the call would do.
`,
  parameters: CallParameters,
  body: { schema: UndoBody },
  answer: { description: 'The change was taken back, or would be.', schema: UndoAnswer },
  errors: [
    'invalid_request',
    'permission_denied',
    'not_found',
    'parent_not_found',
    'child_not_found',
    'relationship_not_found',
    'link_conflict',
    'undo_conflict',
    'relationship_limit',
  ],
};

const bulkNotes = `
### Notes

- Each entry has an answer of its own, in order, and sees the effect of those before it. One that is refused has
  \`IsSuccessful\` false, \`Message\` and \`ErrorCode\`.
- An entry that is refused does not stop the others, unless \`atomic=true\`: then all are applied or none, and those that
  were not at fault answer \`not_applied\`.
- A call of more entries than the server takes (\`maxItems\`) is refused whole.
- \`dryRun=true\` writes nothing and answers what the call would do.
`;

export const upsertLinks: Operation = {
  id: 'upsertLinks',
  group: 'Links',
  method: 'POST',
  path: '/api/Link/BulkUpsert',
  summary: 'Create or update many links',
  description: `
Does for an array of bodies what Upsert does for one.

${preconditions('For each entry the permission that Upsert needs.', 'Each entry identifies one parent and one child.')}
${bulkNotes.trimEnd()}
- With \`candidates=true\` an entry whose key finds nothing names up to ${limits.candidates} records whose key is near, as \`Candidates\`; one
  whose key is ambiguous the ids of up to ${limits.namedMatches} that it fits, as \`Matches\`. The first ${limits.candidateKeys} keys of a call are looked for.
`,
  parameters: BulkUpsertParameters,
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
  description: `
Does for an array of bodies what Remove does for one.

${preconditions('For each entry the permission that Remove needs.', 'Each entry identifies one parent and one child.')}
${bulkNotes}`,
  parameters: BulkCallParameters,
  body: bulkBodyOf(RemovalBody),
  answer: { description: 'An answer for each entry.', schema: bulkAnswer(RemovalAnswer) },
  errors: ['invalid_request'],
};

export const linkOperations = [upsertLink, removeLink, upsertLinks, removeLinks, undoChange];
