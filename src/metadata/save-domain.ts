/**
 * The write program that creates domains and fields, and changes how they are called
 * (docs/reference/metadata.md#domains).
 */
import { invalidRequest, Refusal } from '../contract/errors.js';
import { given } from '../contract/given.js';
import type { DomainBody, FieldBody } from '../contract/metadata.js';
import { customDomainName, isCustomDomain } from '../contract/words.js';
import { limits } from '../limits/limits.js';
import { type Domain, defineProgram, type Field, noRules, type WriteTransaction } from '../store/store.js';
import { quoted } from '../text/quoted.js';
import { type AskedFor, administered } from './administered.js';
import { domainChange, fieldChange } from './audit/metadata-changes.js';
import { tellChanges } from './audit/tell.js';
import { makeRulesHold, mayViewRecords } from './field-rules.js';
import { lockedMetadata } from './locked-metadata.js';
import type { MetadataIndex } from './metadata-index.js';
import { requireRoom } from './metadata-size.js';
import { requireStorable } from './stored-text.js';
import { codeInUse, countedUses, countValues } from './values-in-use.js';

type Rules = Pick<Field, keyof typeof noRules>;

export interface SaveDomainInput {
  name: string;
  body: DomainBody;
}

/** How the body's fields are read: their domain, and where one stands. */
interface FieldContext {
  metadata: MetadataIndex;
  domain: Domain;
  pointer: string;
}

/** @throws Refusal `invalid_request` where labels or codes are texts that no database holds */
export function requireStorableWords({ Label, Fields = [] }: Pick<DomainBody, 'Label' | 'Fields'>): void {
  requireStorable(given(Label) ?? '', 'Label');
  for (const [at, field] of Fields.entries()) {
    requireStorable(given(field.Label) ?? '', `Fields[${at}].Label`, `/Fields/${at}/Label`);
    for (const code of field.Codes ?? []) {
      requireStorable(code, `Fields[${at}].Codes`, `/Fields/${at}/Codes`);
    }
  }
}

function requireDistinct(codes: string[], name: string, pointer: string): void {
  const seen = new Set<string>();
  const twice = codes.find((code) => seen.size === seen.add(code).size);
  if (twice === undefined) return;
  throw invalidRequest(`Codes must name each code once; ${quoted(twice)} stands twice (${name}).`, pointer);
}

/** The domain that a field refers to; a domain may refer to itself before it is there. */
function referredTo(name: string | undefined, { metadata, domain, pointer }: FieldContext): number | null {
  if (name === undefined) return null;
  if (name === domain.name) return domain.id;
  return metadata.domain(name, 'RefersTo', 'administrator', `${pointer}/RefersTo`).id;
}

/** The rules that a field has once the body is taken. */
function rulesOf({ Matching, Required, Unique, Format, Currency }: FieldBody, before: Rules): Rules {
  return {
    matching: Matching ?? before.matching,
    required: Required ?? before.required,
    unique: Unique ?? before.unique,
    format: Format === undefined ? before.format : Format,
    currency: Currency === undefined ? before.currency : Currency,
  };
}

/** @throws Refusal `invalid_request` where a rule is not for fields of its type */
function requireRulesFit(
  { Name, Type, Matching, Unique, Format, Currency }: FieldBody,
  pointer: string,
): void {
  const misfits: [property: string, isSet: boolean, accepted: string][] = [
    ['Matching', Matching === 'loose' && Type !== 'Text', 'loose for Text fields only'],
    ['Format', given(Format) !== undefined && Type !== 'Text', 'given for Text fields only'],
    ['Currency', given(Currency) !== undefined && Type !== 'Numeric', 'given for Numeric fields only'],
    [
      'Unique',
      Unique === true && (Type === 'Association' || Type === 'Boolean'),
      'left out for an Association or a Boolean',
    ],
  ];
  for (const [property, isSet, accepted] of misfits) {
    if (!isSet) continue;
    throw invalidRequest(
      `${property} must be ${accepted}; ${Name} is of type ${Type}.`,
      `${pointer}/${property}`,
    );
  }
}

/** Holds properties that belong to fields of one type to that type. @throws Refusal `invalid_request` */
function requireFit(body: FieldBody, pointer: string, isNew: boolean): void {
  const { Name, Type, RefersTo, Codes } = body;
  const refers = given(RefersTo) !== undefined;
  if (Type === 'Association' ? isNew && !refers : refers) {
    throw invalidRequest(
      `RefersTo must name a domain for an Association field, and only for one (${Name}).`,
      pointer,
    );
  }
  if (Type === 'Coded' ? isNew && Codes === undefined : Codes !== undefined) {
    throw invalidRequest(`Codes must be given for a Coded field, and only for one (${Name}).`, pointer);
  }
  requireDistinct(Codes ?? [], Name, `${pointer}/Codes`);
  requireRulesFit(body, pointer);
}

/** A field that is there, as the body wants it. Its type, and what it refers to, stay. */
function changedField(present: Field, body: FieldBody, context: FieldContext): Field {
  const { Name, Label, Type, RefersTo, Codes } = body;
  const { pointer, metadata } = context;
  if (present.type !== Type) {
    throw invalidRequest(
      `Fields cannot change a field's type: ${Name} is ${present.type}.`,
      `${pointer}/Type`,
    );
  }
  requireFit(body, pointer, false);
  const refersTo = referredTo(given(RefersTo), context);
  if (refersTo !== null && refersTo !== present.refersTo) {
    const name = metadata.domainOf(present.refersTo ?? 0)?.name;
    throw invalidRequest(
      `Fields cannot change what a field refers to: ${Name} refers to ${name}.`,
      `${pointer}/RefersTo`,
    );
  }
  return {
    ...present,
    label: given(Label) ?? present.label,
    codes: Codes ?? present.codes,
    ...rulesOf(body, present),
  };
}

function newField(id: number, body: FieldBody, context: FieldContext): Field {
  const { Name, Label, Type, RefersTo, Codes } = body;
  requireFit(body, context.pointer, true);
  if (Name in Object.prototype) {
    throw invalidRequest(`Fields cannot have one named '${Name}'.`, `${context.pointer}/Name`);
  }
  const refersTo = referredTo(given(RefersTo), context);
  const label = given(Label) ?? Name;
  return { id, name: Name, label, type: Type, refersTo, codes: Codes ?? null, ...rulesOf(body, noRules) };
}

/** How many fields something may have, as its refusal says it, and the id that the next new one gets. */
export interface NewFields {
  owner: string;
  max: number;
  nextId: number;
}

/** The fields as the body wants them: the present ones, changed where the body says so, then new ones. */
export function wantedFields(
  metadata: MetadataIndex,
  domain: Domain,
  bodies: FieldBody[],
  { owner, max, nextId }: NewFields,
): Field[] {
  const fields = new Map(domain.fields.map((field) => [field.name, field]));
  let next = nextId;
  for (const [at, body] of bodies.entries()) {
    const present = fields.get(body.Name);
    const context = { metadata, domain, pointer: `/Fields/${at}` };
    const field =
      present === undefined ? newField(next++, body, context) : changedField(present, body, context);
    fields.set(body.Name, field);
  }
  if (fields.size > max) {
    throw invalidRequest(`Fields would be ${fields.size}; ${owner} has at most ${max}.`, '/Fields');
  }
  return [...fields.values()];
}

/** @throws Refusal `in_use` where records have a code that a field is no longer to accept */
async function requireCodesUnused(
  transaction: WriteTransaction,
  domain: Domain,
  before: Field,
  after: Field,
): Promise<void> {
  const kept = new Set(after.codes);
  const leftOut = (before.codes ?? []).filter((code) => !kept.has(code));
  const code = await codeInUse(transaction, domain, before, leftOut);
  if (code === undefined) return;
  const count = await countValues(transaction, domain, before, code);
  throw new Refusal(
    'in_use',
    `The code ${quoted(code)} of ${before.name} cannot be left out: ${countedUses(count, 'record')} of the ${domain.name} domain ${count === 1 ? 'has' : 'have'} it.`,
  );
}

/** @throws Refusal `in_use` where links have records of the domain as children */
async function requireNoChild(
  transaction: WriteTransaction,
  metadata: MetadataIndex,
  { id, name }: Domain,
): Promise<void> {
  const domains = metadata.domains.map((parent) => ({ parent: parent.id, child: id }));
  const count = await transaction.linkCount({ client: transaction.client, domains }, limits.countedUses + 1);
  if (count === 0) return;
  throw new Refusal(
    'in_use',
    `${name} must stay linkable: ${countedUses(count, 'link')} to its records ${count === 1 ? 'exists' : 'exist'}.`,
  );
}

function requireNewDomain(metadata: MetadataIndex, name: string): void {
  if (!customDomainName.test(name)) {
    throw invalidRequest(
      `A domain of your own must be named Custom. and a word of up to 100 letters, digits and underscores; ${quoted(name)} was given.`,
    );
  }
  if (metadata.domains.length >= limits.domains) {
    throw invalidRequest(`There are ${limits.domains} domains already, the most that a client has.`);
  }
}

/**
 * The write program that creates a `Custom.` domain, extends it, or adds fields to any domain. Safe to repeat:
 * what the body does not name stays. No record is written.
 *
 * @throws Refusal `invalid_request`, `in_use`
 */
export async function saveDomain(
  transaction: WriteTransaction,
  { name, body, ...askedFor }: SaveDomainInput & AskedFor,
): Promise<Domain> {
  requireStorableWords(body);
  const metadata = await lockedMetadata(transaction);
  const present = metadata.findDomain(name);
  if (present === undefined) requireNewDomain(metadata, name);
  else if (!isCustomDomain(name) && (body.Linkable ?? present.linkable) !== present.linkable) {
    throw invalidRequest('Linkable can be set for Custom. domains only.', '/Linkable');
  }
  const domain: Domain = {
    id: present?.id ?? metadata.nextId('domain'),
    name,
    label: given(body.Label) ?? present?.label ?? name,
    linkable: body.Linkable ?? present?.linkable ?? false,
    fields: present?.fields ?? [],
  };
  const fields = wantedFields(metadata, domain, body.Fields ?? [], {
    owner: 'a domain',
    max: limits.domainFields,
    nextId: metadata.nextId('field'),
  });
  const known = new Map(domain.fields.map((field) => [field.id, field]));
  requireRoom(metadata, [present ?? {}], [{ ...domain, fields }]);
  if (present?.linkable && !domain.linkable) await requireNoChild(transaction, metadata, domain);
  if (present === undefined) await transaction.insertDomain(domain);
  else await transaction.updateDomain(domain);
  for (const field of fields) {
    const before = known.get(field.id);
    if (before === undefined || before === field) continue;
    await requireCodesUnused(transaction, domain, before, field);
    const mayView = await mayViewRecords(transaction, domain, askedFor);
    await makeRulesHold(transaction, { domain, field, mayView }, before);
    await transaction.updateField(field);
  }
  const added = fields.filter(({ id }) => !known.has(id));
  for (const field of added) {
    const mayView = await mayViewRecords(transaction, domain, askedFor);
    await makeRulesHold(transaction, { domain, field, mayView }, noRules);
  }
  await transaction.insertFields(domain.id, added);
  await tellChanges(transaction, askedFor, [
    domainChange(name, { before: present, after: domain }),
    ...fields.map((field) =>
      fieldChange(metadata, domain, field.name, { before: known.get(field.id), after: field }),
    ),
  ]);
  return { ...domain, fields };
}

export const saveDomainProgram = defineProgram('saveDomain', administered(saveDomain));
