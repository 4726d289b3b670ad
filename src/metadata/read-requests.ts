/** Reads requests that change what describes records: domains, fields, relationships. */

import { invalidRequest } from '../contract/errors.js';
import { given } from '../contract/given.js';
import { DomainBody, RelationshipBody, RelationshipEntry } from '../contract/metadata.js';
import { type Caller, requireAdminister } from '../contract/permissions.js';
import { validate } from '../contract/validate.js';
import { canonicalText } from './canonical.js';
import type { SaveDomainInput } from './save-domain.js';

/** @throws Refusal `permission_denied`, `invalid_request` */
export function readDomain(caller: Caller, name: string, sent: unknown): SaveDomainInput {
  const body = validate(DomainBody, sent);
  requireAdminister(caller);
  return { name, body };
}

/** An entry of a bulk call. @throws Refusal `invalid_request` */
export function readRelationshipEntry(sent: unknown): RelationshipEntry {
  const { Code, Description } = validate(RelationshipEntry, sent);
  return { Code: canonicalText(Code), Description: canonicalText(Description ?? '') };
}

/** Code and Description are kept in NFC. @throws Refusal `permission_denied`, `invalid_request` */
export function readRelationship(caller: Caller, sent: unknown): RelationshipBody {
  const body = validate(RelationshipBody, sent);
  requireAdminister(caller);
  if (given(body.ID) === undefined && body.Code === undefined) {
    throw invalidRequest('Code must be provided for a new relationship, ID to change one.', '/Code');
  }
  const description = given(body.Description);
  return {
    ...body,
    ...(body.Code === undefined ? {} : { Code: canonicalText(body.Code) }),
    ...(description === undefined ? {} : { Description: canonicalText(description) }),
  };
}
