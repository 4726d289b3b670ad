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

/** A field of a domain, which may be a new one and refer to itself. */
export function fieldAnswer(
  metadata: MetadataIndex,
  domain: Pick<Domain, 'id' | 'name'>,
  field: Field,
): FieldAnswer {
  const { refersTo } = field;
  const referred = refersTo === domain.id ? domain : metadata.domainOf(refersTo ?? 0);
  return {
    Name: field.name,
    Label: field.label,
    Type: field.type,
    CanMatch: canMatch(field.type),
    RefersTo: referred?.name ?? null,
    Codes: field.codes,
    Matching: field.matching,
    Required: field.required,
    Unique: field.unique,
    Format: field.format,
    Currency: field.currency,
    Custom: !isBuiltInField(domain.name, field.name),
  };
}

/** @throws Refusal `not_found`, `permission_denied` */
export function dataDictionary(caller: Caller, metadata: MetadataIndex, domainName: string): FieldAnswer[] {
  const domain = metadata.domainInPath(domainName, caller);
  if (!mayKnow(caller, domain.id)) requirePermission(caller, domain, 'View');
  return domain.fields.map((field) => fieldAnswer(metadata, domain, field));
}

export function linkFieldAnswer({ name, label, type, codes }: Field): LinkFieldsAnswer['Fields'][number] {
  // Links refer to their two records, and to no others.
  return { Name: name, Label: label, Type: type as Exclude<FieldType, 'Association'>, Codes: codes };
}

export function linkFieldsAnswer(fields: Iterable<Field>): LinkFieldsAnswer {
  return { Fields: [...fields].map(linkFieldAnswer) };
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
