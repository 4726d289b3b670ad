/** Reads requests that change what describes records: domains, fields, relationships. */
import { accept } from '../contract/accept.js';
import { invalidRequest } from '../contract/errors.js';
import { given } from '../contract/given.js';
import { DomainBody, RelationshipBody } from '../contract/metadata.js';
import { type Caller, requireAdminister } from '../contract/permissions.js';
import { quoted } from '../contract/quoted.js';
import { isStorableText } from './canonical.js';
import type { SaveDomainInput } from './describe.js';

function requireStorable(text: string, property: string): void {
  if (isStorableText(text)) return;
  throw invalidRequest(
    `${property} must be well-formed Unicode without NUL; ${quoted(text)} was given.`,
    `/${property}`,
  );
}

/** @throws Refusal `permission_denied`, `invalid_request` */
export function readDomain(caller: Caller, name: string, sent: unknown): SaveDomainInput {
  const body = accept(DomainBody, sent);
  for (const { Label } of [body, ...(body.Fields ?? [])]) requireStorable(given(Label) ?? '', 'Label');
  requireAdminister(caller);
  return { name, body };
}

/** @throws Refusal `permission_denied`, `invalid_request` */
export function readRelationship(caller: Caller, sent: unknown): RelationshipBody {
  const body = accept(RelationshipBody, sent);
  requireAdminister(caller);
  if (given(body.ID) === undefined && body.Code === undefined) {
    throw invalidRequest('Code must be provided for a new relationship, ID to rename one.', '/Code');
  }
  requireStorable(body.Code ?? '', 'Code');
  requireStorable(given(body.Description) ?? '', 'Description');
  return body;
}
