/** Domains, fields and relationships as callers read them. */
import { isBuiltInField } from '../contract/built-in.js';
import type {
  DomainAnswer,
  FieldAnswer,
  LinkFieldsAnswer,
  RelationshipAnswer,
} from '../contract/metadata.js';
import { type Caller, domainPermissions, mayKnow, requirePermission } from '../contract/permissions.js';
import { canMatch, type FieldType, isCustomDomain } from '../contract/words.js';
import type { Domain, Field, Relationship } from '../store/store.js';
import type { MetadataIndex } from './metadata-index.js';
import type { WantedLimit } from './relationship-limits.js';

export function domainAnswer(
  caller: Caller,
  { id, name, label, linkable }: Omit<Domain, 'fields'>,
): DomainAnswer {
  return {
    Name: name,
    Label: label,
    Linkable: linkable,
    Custom: isCustomDomain(name),
    Permissions: domainPermissions.filter((permission) => caller.may(id, permission)),
  };
}

/** The domains that the caller may view. */
export function listDomains(caller: Caller, metadata: MetadataIndex): DomainAnswer[] {
  const seen = metadata.domains.filter(({ id }) => caller.may(id, 'View'));
  return seen.map((domain) => domainAnswer(caller, domain));
}

/** @throws Refusal `not_found`, `permission_denied` */
export function dataDictionary(caller: Caller, metadata: MetadataIndex, domainName: string): FieldAnswer[] {
  const domain = metadata.domainInPath(domainName, caller);
  if (!mayKnow(caller, domain.id)) requirePermission(caller, domain, 'View');
  return domain.fields.map((field) => ({
    Name: field.name,
    Label: field.label,
    Type: field.type,
    CanMatch: canMatch(field.type),
    RefersTo: field.refersTo === null ? null : (metadata.domainOf(field.refersTo)?.name ?? null),
    Codes: field.codes,
    Matching: field.matching,
    Required: field.required,
    Unique: field.unique,
    Format: field.format,
    Currency: field.currency,
    Custom: !isBuiltInField(domain.name, field.name),
  }));
}

export function linkFieldsAnswer(fields: Iterable<Field>): LinkFieldsAnswer {
  const answers = [...fields].map(({ name, label, type, codes }) => ({
    Name: name,
    Label: label,
    // Links refer to their two records, and to no others.
    Type: type as Exclude<FieldType, 'Association'>,
    Codes: codes,
  }));
  return { Fields: answers };
}

/** The fields of links to records of a domain. @throws Refusal `not_found`, `permission_denied` */
export function linkFieldsOfDomain(
  caller: Caller,
  metadata: MetadataIndex,
  childDomain: string,
): LinkFieldsAnswer {
  const domain = metadata.domainInPath(childDomain, caller);
  if (!mayKnow(caller, domain.id)) requirePermission(caller, domain, 'View');
  return linkFieldsAnswer(metadata.linkFieldsOf(domain.id).values());
}

/** A relationship with its limits on those domains that are to be shown; `set` are those that were set since. */
export function relationshipAnswer(
  { id, code, description }: Relationship,
  metadata: MetadataIndex,
  isShown: (domain: number) => boolean,
  set: WantedLimit[] = [],
): RelationshipAnswer {
  const limits = new Map<number, number | null>(
    [...metadata.limitsOf(id), ...set].map(({ parentDomain, max }) => [parentDomain, max]),
  );
  const entries = [...limits]
    .filter(([domain, max]) => max !== null && isShown(domain))
    .sort(([one], [other]) => one - other)
    .map(([domain, max]) => [metadata.nameOf(domain), max]);
  return { ID: id, Code: code, Description: description, Limits: Object.fromEntries(entries) };
}

/** Every relationship, with its limits on the domains that concern the caller. */
export function listRelationships(caller: Caller, metadata: MetadataIndex): RelationshipAnswer[] {
  const isShown = (domain: number) => mayKnow(caller, domain);
  return metadata.relationships.map((relationship) => relationshipAnswer(relationship, metadata, isShown));
}
