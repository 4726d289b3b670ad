/** Merging two records (docs/reference/merge.md). */
import { limits } from '../../limits/limits.js';
import { IfMatchHeaders } from '../conditions.js';
import { MergeAnswer, MergeBody, MergeParameters } from '../merge.js';
import { takingKey } from './keyed.js';
import { DomainPath } from './paths.js';
import { preconditions } from './preconditions.js';

export const mergeRecords = takingKey({
  id: 'mergeRecords',
  group: 'Records',
  method: 'POST',
  path: '/api/{domain}/Merge',
  summary: 'Merge a record into another',
  description: `
Two records of a domain that stand for one thing become one: the links of the one, and the associations that refer to it,
go over to the other, in one transaction. Afterwards its id stands for the record that was kept, wherever an id is taken.

Each record is named by its id, or by a key and the field that it stands in. Where the id is given, key and match field are
not looked at.

${preconditions(
  'You need Edit on the domain.',
  `For each link that goes over, on its parent domain what removing it and making it takes: Detach Contacts and Attach
  Contacts, Modify Files and Attach Files, or Edit.`,
)}
### Notes

- A link that goes over keeps its id, its maker and its dates.
- Where both records have a link with the same record, the kept record's stands. With the link identity \`relationship\`
  that is so for links with the same relationship. With \`pair\`, a relationship that would be lost is refused with
  \`link_conflict\`, unless \`onConflict\` says whose stays. Limits of relationships hold.
- A record is not linked to itself, and does not refer to itself: links between the two are removed, and an association
  of the kept record that refers to the other is emptied.
- The kept record's fields stay. With \`fill=true\` those without a value get the other's, and so do fields of the links
  that stand.
- Two File records are merged only where their content is the same.
- A merge takes ${limits.mergedReferences.toLocaleString('en')} links and associations at most.
- A call that may have to be sent again is given an \`Idempotency-Key\`: without one, it would find the record merged.
- With \`If-Match\`, the \`ETag\` of the record that is kept, it is done only while that record is as it was then. Else it is
  refused with \`changed_meanwhile\` (412), which says who changed which fields since, and when.
- It cannot be taken back. The history of both records tells of it.
- \`dryRun=true\` writes nothing and answers what the call would do.
`,
  pathParameters: DomainPath,
  parameters: MergeParameters,
  body: { schema: MergeBody },
  headers: IfMatchHeaders,
  answer: { description: 'The records were merged, or would be.', schema: MergeAnswer },
  errors: [
    'invalid_request',
    'permission_denied',
    'not_found',
    'record_ambiguous',
    'changed_meanwhile',
    'merge_conflict',
    'link_conflict',
    'relationship_limit',
  ],
});
