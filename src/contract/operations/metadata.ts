/** The operations on the metadata of records and links (docs/reference/metadata.md). */

import { limits } from '../../limits/limits.js';
import { Done } from '../answers.js';
import { bulkAnswer, bulkBodyOf } from '../bulk.js';
import {
  DataDictionary,
  DomainAnswer,
  DomainBody,
  Domains,
  RelationshipAnswer,
  RelationshipBody,
  RelationshipEntry,
  RelationshipEntryAnswer,
  Relationships,
  RelationshipsParameters,
} from '../metadata.js';
import type { Operation } from '../operation.js';
import { DomainPath, FieldPath, RelationshipPath } from './paths.js';
import { needsAdminister, needsToken, preconditions } from './preconditions.js';

export const listDomains: Operation = {
  id: 'listDomains',
  group: 'Domains',
  method: 'GET',
  path: '/api/Domains',
  summary: 'The domains that you may view',
  description: `
Lists the domains that you may view, with all that you may do with the records of each.

${needsToken}
### Notes

- A domain that you may not view is left out, also where you may do something else with its records.
`,
  answer: { description: 'The domains.', schema: Domains },
  errors: [],
};

export const dataDictionary: Operation = {
  id: 'dataDictionary',
  group: 'Domains',
  method: 'GET',
  path: '/api/Metadata/Domains/{domain}/DataDictionary',
  summary: 'The fields of a domain',
  description: `
Lists the fields of a domain: name, label, type, and whether a record can be found by it.

${preconditions('You need some permission on the domain, whichever.')}
### Notes

- \`CanMatch\` is true of Text and Numeric fields: these may stand in \`ParentRecordMatchField\` and the like.
`,
  pathParameters: DomainPath,
  answer: { description: 'The fields, in their order.', schema: DataDictionary },
  errors: ['permission_denied', 'not_found'],
};

export const saveDomain: Operation = {
  id: 'saveDomain',
  group: 'Domains',
  method: 'PUT',
  path: '/api/Metadata/Domains/{domain}',
  summary: 'Create or extend a domain',
  description: `
Creates or extends a \`Custom.\` domain, or adds fields to any.

${needsAdminister}
### Notes

- It is safe to repeat: what the body does not name stays.
- A field that is there keeps its type. \`Label\` changes how it is called; \`Codes\`, of a Coded field, are the list that
  it accepts from now on. A code that records use cannot be left out.
- \`Matching\`, \`Required\`, \`Unique\`, \`Format\` and \`Currency\` are rules of a field. One that records break is refused, and some of
  them are named.
- No record is rewritten, however many there are.
- A domain cannot cease to be linkable while links to its records exist.
`,
  pathParameters: DomainPath,
  body: { schema: DomainBody, bytes: limits.metadataBytes },
  answer: { description: 'The domain as it is now.', schema: DomainAnswer },
  errors: ['invalid_request', 'permission_denied', 'in_use'],
};

export const dropDomain: Operation = {
  id: 'dropDomain',
  group: 'Domains',
  method: 'DELETE',
  path: '/api/Metadata/Domains/{domain}',
  summary: 'Drop a domain of your own',
  description: `
Drops a \`Custom.\` domain with its fields.

${needsAdminister}
### Notes

- It is refused while the domain has records, or a field of another domain refers to it.
- The history goes on telling of links that its records had.
`,
  pathParameters: DomainPath,
  answer: { description: 'The domain was dropped.', schema: Done },
  errors: ['invalid_request', 'permission_denied', 'not_found', 'in_use'],
};

export const dropField: Operation = {
  id: 'dropField',
  group: 'Domains',
  method: 'DELETE',
  path: '/api/Metadata/Domains/{domain}/Fields/{field}',
  summary: 'Drop a field of your own',
  description: `
Drops a field that the domain did not come with.

${needsAdminister}
### Notes

- It is refused while a record has a value in it.
`,
  pathParameters: FieldPath,
  answer: { description: 'The field was dropped.', schema: Done },
  errors: ['invalid_request', 'permission_denied', 'not_found', 'in_use'],
};

export const listRelationships: Operation = {
  id: 'listRelationships',
  group: 'Relationships',
  method: 'GET',
  path: '/api/Contact/Codes/ContactType',
  summary: 'The relationships that links to contacts may carry',
  description: `
Lists the relationships of the client, in order of id, with their limits.

${needsToken}
### Notes

- A caller names one by its \`Code\` or, where no Code fits, by its \`Description\`, whatever the case.
- Limits are shown on domains with which you may do something.
`,
  answer: { description: 'The relationships.', schema: Relationships },
  errors: [],
};

const relationshipWords = `
- Each \`Code\` is unique, whatever the case, and so is each \`Description\`.
- Neither has white space at its ends, nor characters that nobody sees, such as ends of lines. A \`Code\` has a letter or a
  digit, and is no error value of a spreadsheet (\`#N/A\`).
`;

export const saveRelationship: Operation = {
  id: 'saveRelationship',
  group: 'Relationships',
  method: 'POST',
  path: '/api/Contact/Codes/ContactType',
  summary: 'Add, rename or limit a relationship',
  description: `
Adds a relationship, or changes what one is called and how many links may carry it.

${needsAdminister}
### Notes

- With an \`ID\` it renames or limits, without one it adds. What the body does not name stays.
- \`Limits\` says how many links with the relationship one record of a parent domain may have: \`{"Claim": 1}\` for one
  Adjuster on a claim. \`null\` lifts a limit. A limit that records pass already is refused.${relationshipWords}`,
  body: { schema: RelationshipBody },
  answer: { description: 'The relationship as it is now.', schema: RelationshipAnswer },
  errors: ['invalid_request', 'permission_denied', 'relationship_not_found', 'relationship_limit'],
};

export const upsertRelationships: Operation = {
  id: 'upsertRelationships',
  group: 'Relationships',
  method: 'POST',
  path: '/api/Contact/Codes/ContactType/BulkUpsert',
  summary: 'Add many relationships',
  description: `
Adds the relationships that are not there, in one call.

${needsAdminister}
### Notes

- Each entry has an answer of its own, in order, and sees the effect of those before it. One that is refused has
  \`IsSuccessful\` false, \`Message\` and \`ErrorCode\`, and does not stop the others.
- Where a relationship has the \`Code\`, whatever the case, the answer is that one; a \`Description\` that is given is set.
- A call of more entries than the server takes (\`maxItems\`) is refused whole.
- \`dryRun=true\` writes nothing and answers what the call would do, with the ids that would be given out now.
${relationshipWords.trimStart()}`,
  parameters: RelationshipsParameters,
  body: bulkBodyOf(RelationshipEntry),
  answer: { description: 'An answer for each entry.', schema: bulkAnswer(RelationshipEntryAnswer) },
  errors: ['invalid_request', 'permission_denied'],
};

export const dropRelationship: Operation = {
  id: 'dropRelationship',
  group: 'Relationships',
  method: 'DELETE',
  path: '/api/Contact/Codes/ContactType/{id}',
  summary: 'Drop a relationship',
  description: `
Drops a relationship that no link carries.

${needsAdminister}
### Notes

- It is refused while links carry it.
- The history keeps its id, which no other relationship gets.
`,
  pathParameters: RelationshipPath,
  answer: { description: 'The relationship was dropped.', schema: Done },
  errors: ['invalid_request', 'permission_denied', 'not_found', 'in_use'],
};

export const metadataOperations = [
  listDomains,
  dataDictionary,
  saveDomain,
  dropDomain,
  dropField,
  listRelationships,
  saveRelationship,
  upsertRelationships,
  dropRelationship,
];
