/** read: turns the body of a call into a command, or refuses it (docs/reference/upsert.md#order-of-checks). */
import { invalidRequest } from '../contract/errors.js';
import { given } from '../contract/given.js';
import { RemovalBody, UpsertBody } from '../contract/link.js';
import {
  type Caller,
  type DomainPermission,
  permissionToAttach,
  permissionToDetach,
  requirePermission,
} from '../contract/permissions.js';
import { validate } from '../contract/validate.js';
import { contactDomain, fileDomain } from '../contract/words.js';
import { limits } from '../limits/limits.js';
import type { IndexedDomain, MetadataIndex } from '../metadata/metadata-index.js';
import { requireNormalizable } from '../metadata/stored-text.js';
import { readReference, requireIdentification } from '../record/keys/reference.js';
import { quoted } from '../text/quoted.js';
import { type LinkCommand, relationshipGiven, unknownRelationship } from './command.js';
import { readLinkFields } from './fields.js';
import { childSide, parentSide } from './sides.js';

/** A side that has an id keeps its key and match field unread, even where they are of a wrong type. */
function unreadProperties(sent: unknown): string[] {
  if (typeof sent !== 'object' || sent === null) return [];
  return [parentSide(sent), childSide(sent)].flatMap(({ id, names }) =>
    given(id) === undefined ? [] : [names.key, names.matchField].filter((name) => name in sent),
  );
}

function childDomainOf(metadata: MetadataIndex, name: string, caller: Caller): IndexedDomain {
  const domain = metadata.findDomain(name);
  if (domain?.linkable) return domain;
  // Everybody may know of what is built in.
  const known = new Set([contactDomain, fileDomain, ...metadata.knownTo(caller).map((each) => each.name)]);
  const linkable = metadata.domains.filter((each) => each.linkable && known.has(each.name));
  const names = linkable.slice(0, limits.namedNames).map((each) => `"${each.name}"`);
  const accepted = `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
  throw invalidRequest(`ChildDomain must be ${accepted}; ${quoted(name)} was given.`, '/ChildDomain');
}

function relationshipId(
  metadata: MetadataIndex,
  body: UpsertBody,
  property: 'Relationship' | 'NewRelationship',
): number | null {
  const word = given(body[property]);
  if (word === undefined) return null;
  requireNormalizable(word, property);
  return metadata.findRelationship(word)?.id ?? unknownRelationship;
}

/** The body has been validated; next come the domains and match fields, then the permission. */
function readCommand(
  body: UpsertBody,
  removes: boolean,
  permissionFor: (childDomain: string) => DomainPermission,
  caller: Caller,
  metadata: MetadataIndex,
  requestId: string,
): LinkCommand {
  const [parentGiven, childGiven] = [parentSide(body), childSide(body)];
  const parentName = given(parentGiven.domain);
  const childName = given(childGiven.domain);
  if (parentName === undefined) throw invalidRequest('ParentDomain must be provided.', '/ParentDomain');
  if (childName === undefined) throw invalidRequest('ChildDomain must be provided.', '/ChildDomain');
  requireIdentification(parentGiven);
  requireIdentification(childGiven);

  const parentDomain = metadata.domain(parentName, 'ParentDomain', caller);
  const childDomain = childDomainOf(metadata, childName, caller);
  const readParent = readReference(parentDomain, parentGiven, caller);
  const readChild = readReference(childDomain, childGiven, caller);
  requirePermission(caller, parentDomain, permissionFor(childDomain.name));

  const carriesRelationship = childDomain.name === contactDomain;
  const named = {
    relationship: carriesRelationship ? relationshipId(metadata, body, 'Relationship') : null,
    newRelationship: carriesRelationship ? relationshipId(metadata, body, 'NewRelationship') : null,
  };
  const fields = readLinkFields(body.Fields, childDomain, metadata, caller);
  return {
    version: metadata.version,
    parent: readParent(),
    child: readChild(),
    carriesRelationship,
    removes,
    relationship: named.relationship,
    newRelationship: named.newRelationship,
    max: removes ? null : metadata.limitOf(relationshipGiven(named), parentDomain.id),
    ...(fields === undefined ? {} : { fields }),
    user: caller.user,
    requestId,
  };
}

/** An upsert's command. @throws Refusal `invalid_request`, `permission_denied` */
export function readUpsert(
  sent: unknown,
  caller: Caller,
  metadata: MetadataIndex,
  requestId: string,
): LinkCommand {
  const body = validate(UpsertBody, sent, () => unreadProperties(sent));
  return readCommand(body, false, permissionToAttach, caller, metadata, requestId);
}

/** A removal's command. @throws Refusal `invalid_request`, `permission_denied` */
export function readRemoval(
  sent: unknown,
  caller: Caller,
  metadata: MetadataIndex,
  requestId: string,
): LinkCommand {
  const body = validate(RemovalBody, sent, () => unreadProperties(sent));
  return readCommand(body, true, permissionToDetach, caller, metadata, requestId);
}
