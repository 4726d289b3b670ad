/** The operations on the fields of links (docs/reference/metadata.md#fields-of-links). */

import { limits } from '../../limits/limits.js';
import { Done } from '../answers.js';
import { LinkFieldsAnswer, LinkFieldsBody } from '../metadata.js';
import type { Operation } from '../operation.js';
import { ChildDomainPath, LinkFieldPath } from './paths.js';
import { needsAdminister, preconditions } from './preconditions.js';

export const listLinkFields: Operation = {
  id: 'listLinkFields',
  group: 'Domains',
  method: 'GET',
  path: '/api/Metadata/Links/{childDomain}',
  summary: 'The fields of links to records of a domain',
  description: `
Lists what links to records of a domain may say themselves: since when, a note, a share.

${preconditions('You need some permission on the child domain, whichever.')}
### Notes

- The answer may be sent back as the body of a PUT, to this client or to another.
`,
  pathParameters: ChildDomainPath,
  answer: { description: 'The fields, in their order.', schema: LinkFieldsAnswer },
  errors: ['permission_denied', 'not_found'],
};

export const saveLinkFields: Operation = {
  id: 'saveLinkFields',
  group: 'Domains',
  method: 'PUT',
  path: '/api/Metadata/Links/{childDomain}',
  summary: 'Add fields to the links to records of a domain',
  description: `
Adds fields to the links whose children are records of the domain.

${needsAdminister}
### Notes

- It is safe to repeat: what the body does not name stays.
- A field that is there keeps its type. \`Label\` changes how it is called; \`Codes\`, of a Coded field, are the list that
  it accepts from now on. A code that a link has cannot be left out.
- No link is rewritten, however many there are.
`,
  pathParameters: ChildDomainPath,
  body: { schema: LinkFieldsBody, bytes: limits.metadataBytes },
  answer: { description: 'All fields of those links, as they are now.', schema: LinkFieldsAnswer },
  errors: ['invalid_request', 'permission_denied', 'not_found', 'in_use'],
};

export const dropLinkField: Operation = {
  id: 'dropLinkField',
  group: 'Domains',
  method: 'DELETE',
  path: '/api/Metadata/Links/{childDomain}/Fields/{field}',
  summary: 'Drop a field of links',
  description: `
Drops a field of the links to records of a domain.

${needsAdminister}
### Notes

- It is refused while a link has a value in it.
- The history keeps the name and the values that links had.
`,
  pathParameters: LinkFieldPath,
  answer: { description: 'The field was dropped.', schema: Done },
  errors: ['permission_denied', 'not_found', 'in_use'],
};

export const linkFieldOperations = [listLinkFields, saveLinkFields, dropLinkField];
