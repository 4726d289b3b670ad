/** Reads requests that change what describes records: domains, fields, relationships. */
import { accept } from '../contract/accept.js';
import { invalidRequest } from '../contract/errors.js';
import { given } from '../contract/given.js';
import { DomainBody, RelationshipBody } from '../contract/metadata.js';
import { type Caller, requireAdminister } from '../contract/permissions.js';
import { quoted } from '../contract/quoted.js';
import { canonicalText, isStorableText } from './canonical.js';
import type { SaveDomainInput } from './save-domain.js';

function requireStorable(text: string, property: string, pointer = `/${property}`): void {
  if (isStorableText(text)) return;
  throw invalidRequest(
    `${property} must be well-formed Unicode without NUL; ${quoted(text)} was given.`,
    pointer,
  );
}

/** @throws Refusal `permission_denied`, `invalid_request` */
export function readDomain(caller: Caller, name: string, sent: unknown): SaveDomainInput {
  const body = accept(DomainBody, sent);
  requireStorable(given(body.Label) ?? '', 'Label');
  for (const [at, { Label, Codes = [] }] of (body.Fields ?? []).entries()) {
    requireStorable(given(Label) ?? '', `Fields[${at}].Label`, `/Fields/${at}/Label`);
    for (const code of Codes) requireStorable(code, `Fields[${at}].Codes`, `/Fields/${at}/Codes`);
  }
  requireAdminister(caller);
  return { name, body };
}

/** Code and Description are kept in NFC. @throws Refusal `permission_denied`, `invalid_request` */
export function readRelationship(caller: Caller, sent: unknown): RelationshipBody {
  const body = accept(RelationshipBody, sent);
  requireAdminister(caller);
  if (given(body.ID) === undefined && body.Code === undefined) {
    throw invalidRequest('Code must be provided for a new relationship, ID to change one.', '/Code');
  }
  const description = given(body.Description);
  requireStorable(body.Code ?? '', 'Code');
  requireStorable(description ?? '', 'Description');
  return {
    ...body,
    ...(body.Code === undefined ? {} : { Code: canonicalText(body.Code) }),
    ...(description === undefined ? {} : { Description: canonicalText(description) }),
  };
}
