/** read: turns the body of a call into a command, or refuses it (contract section 2, design section 1). */
import { accept } from '../contract/accept.js';
import { invalidRequest } from '../contract/errors.js';
import { given } from '../contract/given.js';
import { UpsertBody } from '../contract/link.js';
import { type Caller, permissionToAttach, requirePermission } from '../contract/permissions.js';
import { quoted } from '../contract/quoted.js';
import { contactDomain } from '../contract/words.js';
import type { IndexedDomain, MetadataIndex } from '../record/metadata-index.js';
import { readReference, requireIdentification } from '../record/reference.js';
import { type UpsertCommand, unknownRelationship } from './command.js';
import { childSide, parentSide } from './sides.js';

/** A side that has an id keeps its key and match field unread, even where they are of a wrong type. */
function unreadProperties(sent: unknown): string[] {
  if (typeof sent !== 'object' || sent === null) return [];
  return [parentSide(sent), childSide(sent)].flatMap(({ id, names }) =>
    given(id) === undefined ? [] : [names.key, names.matchField].filter((name) => name in sent),
  );
}

function childDomainOf(metadata: MetadataIndex, name: string): IndexedDomain {
  const domain = metadata.findDomain(name);
  if (domain?.linkable) return domain;
  const names = metadata.domains.filter((each) => each.linkable).map((each) => `"${each.name}"`);
  const accepted = `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
  throw invalidRequest(`ChildDomain must be ${accepted}; ${quoted(name)} was given.`, '/ChildDomain');
}

function relationshipId(metadata: MetadataIndex, name: string | null | undefined): number {
  const word = given(name);
  if (word === undefined) return 0;
  return metadata.findRelationship(word)?.id ?? unknownRelationship;
}

/**
 * Checks the body, the domains and match fields, then the permission, in the contract's order.
 *
 * @throws Refusal `invalid_request`, `permission_denied`
 */
export function readUpsert(
  sent: unknown,
  caller: Caller,
  metadata: MetadataIndex,
  requestId: string,
): UpsertCommand {
  const body = accept(UpsertBody, sent, () => unreadProperties(sent));
  const [parentGiven, childGiven] = [parentSide(body), childSide(body)];
  const parentName = given(parentGiven.domain);
  const childName = given(childGiven.domain);
  if (parentName === undefined) throw invalidRequest('ParentDomain must be provided.', '/ParentDomain');
  if (childName === undefined) throw invalidRequest('ChildDomain must be provided.', '/ChildDomain');
  requireIdentification(parentGiven);
  requireIdentification(childGiven);

  const parentDomain = metadata.domain(parentName, 'ParentDomain');
  const childDomain = childDomainOf(metadata, childName);
  const parent = readReference(parentDomain, parentGiven);
  const child = readReference(childDomain, childGiven);
  requirePermission(caller, parentDomain, permissionToAttach(childDomain.name));

  const carriesRelationship = childDomain.name === contactDomain;
  return {
    version: metadata.version,
    parent,
    child,
    carriesRelationship,
    relationship: carriesRelationship ? relationshipId(metadata, body.Relationship) : 0,
    newRelationship: carriesRelationship ? relationshipId(metadata, body.NewRelationship) : 0,
    user: caller.user,
    requestId,
  };
}
