/** The operations on what describes records and links (contract section 5). */
import {
  DataDictionary,
  DomainAnswer,
  DomainBody,
  Domains,
  RelationshipAnswer,
  RelationshipBody,
  Relationships,
} from '../metadata.js';
import type { Operation } from '../operation.js';
import { DomainPath } from './paths.js';

export const listDomains: Operation = {
  id: 'listDomains',
  group: 'Domains',
  method: 'GET',
  path: '/api/Domains',
  summary: 'The domains that you may view',
  answer: { description: 'The domains.', schema: Domains },
  errors: [],
};

export const dataDictionary: Operation = {
  id: 'dataDictionary',
  group: 'Domains',
  method: 'GET',
  path: '/api/Metadata/Domains/{domain}/DataDictionary',
  summary: 'The fields of a domain',
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
  description:
    'Creates or extends a `Custom.` domain, or adds fields to any. Safe to repeat. Needs Administer.',
  pathParameters: DomainPath,
  body: { schema: DomainBody },
  answer: { description: 'The domain as it is now.', schema: DomainAnswer },
  errors: ['invalid_request', 'permission_denied'],
};

export const listRelationships: Operation = {
  id: 'listRelationships',
  group: 'Relationships',
  method: 'GET',
  path: '/api/Contact/Codes/ContactType',
  summary: 'The relationships that links to contacts may carry',
  answer: { description: 'The relationships.', schema: Relationships },
  errors: [],
};

export const saveRelationship: Operation = {
  id: 'saveRelationship',
  group: 'Relationships',
  method: 'POST',
  path: '/api/Contact/Codes/ContactType',
  summary: 'Add or rename a relationship',
  description: 'With an `ID` it renames, without one it adds. Needs Administer.',
  body: { schema: RelationshipBody },
  answer: { description: 'The relationship as it is now.', schema: RelationshipAnswer },
  errors: ['invalid_request', 'permission_denied', 'relationship_not_found'],
};

export const metadataOperations = [
  listDomains,
  dataDictionary,
  saveDomain,
  listRelationships,
  saveRelationship,
];
