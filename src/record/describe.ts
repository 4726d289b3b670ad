/** Domains, fields and relationships as callers read and change them (contract section 5). */
import { invalidRequest, Refusal } from '../contract/errors.js';
import { given } from '../contract/given.js';
import { limits } from '../contract/limits.js';
import type {
  DomainAnswer,
  DomainBody,
  FieldAnswer,
  RelationshipAnswer,
  RelationshipBody,
} from '../contract/metadata.js';
import { type Caller, domainPermissions, requirePermission } from '../contract/permissions.js';
import { quoted } from '../contract/quoted.js';
import { canMatch, customDomainName } from '../contract/words.js';
import type { Domain, Field, Relationship, WriteTransaction } from '../store/store.js';
import { foldedName } from './canonical.js';
import { MetadataIndex, relationshipNotFound } from './metadata-index.js';

function domainAnswer({ name, label, linkable }: Domain): DomainAnswer {
  return { Name: name, Label: label, Linkable: linkable };
}

/** The domains that the caller may view. */
export function listDomains(caller: Caller, metadata: MetadataIndex): DomainAnswer[] {
  return metadata.domains.filter(({ id }) => caller.may(id, 'View')).map(domainAnswer);
}

/** @throws Refusal `not_found`, `permission_denied` */
export function dataDictionary(caller: Caller, metadata: MetadataIndex, domainName: string): FieldAnswer[] {
  const domain = metadata.domainInPath(domainName);
  // Whoever may do anything with the domain has to know its fields.
  const concerned = domainPermissions.some((permission) => caller.may(domain.id, permission));
  if (!concerned) requirePermission(caller, domain, 'View');
  return domain.fields.map((field) => ({
    Name: field.name,
    Label: field.label,
    Type: field.type,
    CanMatch: canMatch(field.type),
    RefersTo: field.refersTo === null ? null : (metadata.domainOf(field.refersTo)?.name ?? null),
    Codes: field.codes,
  }));
}

export function relationshipAnswer({ id, code, description }: Relationship): RelationshipAnswer {
  return { ID: id, Code: code, Description: description };
}

/** The metadata that a program goes by, under the client's lock. */
export async function lockedMetadata(transaction: WriteTransaction): Promise<MetadataIndex> {
  await transaction.lock();
  const metadata = await transaction.metadata(transaction.client);
  if (metadata === undefined) throw new Refusal('not_found', 'There is no such client.');
  return new MetadataIndex(metadata);
}

/** Tells every server that metadata, roles, users or tokens have changed. */
export async function raiseVersion(transaction: WriteTransaction): Promise<void> {
  const state = await transaction.lock();
  await transaction.saveState({ ...state, version: state.version + 1 });
}

export interface SaveDomainInput {
  name: string;
  body: DomainBody;
}

function newFields(metadata: MetadataIndex, domain: Domain, wanted: DomainBody['Fields']): Field[] {
  const highest = metadata.domains
    .flatMap((each) => each.fields)
    .reduce((most, { id }) => Math.max(most, id), 0);
  const fields: Field[] = [];
  const known = new Map(domain.fields.map((field) => [field.name, field]));
  for (const [at, { Name, Label, Type, RefersTo, Codes }] of (wanted ?? []).entries()) {
    const pointer = `/Fields/${at}`;
    const refersTo = given(RefersTo);
    if ((Type === 'Association') !== (refersTo !== undefined)) {
      throw invalidRequest(
        `RefersTo must name a domain for an Association field, and only for one (${Name}).`,
        pointer,
      );
    }
    if ((Type === 'Coded') !== (Codes !== undefined)) {
      throw invalidRequest(`Codes must be given for a Coded field, and only for one (${Name}).`, pointer);
    }
    if (Name in Object.prototype)
      throw invalidRequest(`Fields cannot have one named '${Name}'.`, `${pointer}/Name`);
    const present = known.get(Name);
    if (present !== undefined) {
      if (present.type === Type) continue;
      throw invalidRequest(
        `Fields cannot change a field's type: ${Name} is ${present.type}.`,
        `${pointer}/Type`,
      );
    }
    // A domain may refer to itself before it is there.
    const other = refersTo === domain.name ? domain : undefined;
    const field: Field = {
      id: highest + fields.length + 1,
      name: Name,
      label: given(Label) ?? Name,
      type: Type,
      refersTo:
        refersTo === undefined
          ? null
          : (other ?? metadata.domain(refersTo, 'RefersTo', `${pointer}/RefersTo`)).id,
      codes: Codes ?? null,
    };
    known.set(Name, field);
    fields.push(field);
  }
  if (known.size > limits.domainFields) {
    throw invalidRequest(
      `Fields would be ${known.size}; a domain has at most ${limits.domainFields}.`,
      '/Fields',
    );
  }
  return fields;
}

/**
 * The write program that creates a `Custom.` domain, extends it, or adds fields to any domain. Safe to
 * repeat: a field that is there already, with the same type, stays.
 */
export async function saveDomain(
  transaction: WriteTransaction,
  { name, body }: SaveDomainInput,
): Promise<DomainAnswer> {
  const metadata = await lockedMetadata(transaction);
  const present = metadata.findDomain(name);
  if (present === undefined && !customDomainName.test(name)) {
    throw invalidRequest(
      `A domain of your own must be named Custom. and a word of up to 100 letters, digits and underscores; ${quoted(name)} was given.`,
    );
  }
  if (present !== undefined && !present.name.startsWith('Custom.') && body.Linkable !== undefined) {
    if (body.Linkable !== present.linkable) {
      throw invalidRequest('Linkable can be set for Custom. domains only.', '/Linkable');
    }
  }
  const domain: Domain = {
    id: present?.id ?? Math.max(0, ...metadata.domains.map(({ id }) => id)) + 1,
    name,
    label: given(body.Label) ?? present?.label ?? name,
    linkable: body.Linkable ?? present?.linkable ?? false,
    fields: present?.fields ?? [],
  };
  const fields = newFields(metadata, domain, body.Fields);
  if (present === undefined) await transaction.insertDomain(domain);
  else await transaction.updateDomain(domain);
  await transaction.insertFields(domain.id, fields);
  await raiseVersion(transaction);
  return domainAnswer(domain);
}

/** @throws Refusal where another relationship has the same Code, or the same Description */
export function requireUnique(known: Relationship[], { id, code, description }: Relationship): void {
  for (const other of known) {
    if (other.id === id) continue;
    if (foldedName(other.code) === foldedName(code)) {
      throw invalidRequest(
        `Code must be unique; relationship ${other.id} is '${other.code}' already.`,
        '/Code',
      );
    }
    if (foldedName(other.description) === foldedName(description)) {
      throw invalidRequest(
        `Description must be unique; relationship ${other.id} is described '${other.description}' already.`,
        '/Description',
      );
    }
  }
}

/** The write program that adds a relationship, or with an ID renames it. */
export async function saveRelationship(
  transaction: WriteTransaction,
  body: RelationshipBody,
): Promise<RelationshipAnswer> {
  const metadata = await lockedMetadata(transaction);
  const id = given(body.ID);
  const present = id === undefined ? undefined : metadata.relationshipOf(Number(id));
  if (id !== undefined && present === undefined) {
    throw relationshipNotFound(String(id));
  }
  const code = body.Code ?? present?.code ?? '';
  const relationship: Relationship = {
    id: present?.id ?? Math.max(0, ...metadata.relationships.map((each) => each.id)) + 1,
    code,
    description: given(body.Description) ?? present?.description ?? code,
  };
  requireUnique(metadata.relationships, relationship);
  await transaction.saveRelationship(relationship);
  await raiseVersion(transaction);
  return relationshipAnswer(relationship);
}
