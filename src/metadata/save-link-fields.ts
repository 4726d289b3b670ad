/** The write programs that define and drop the fields of links (docs/reference/metadata.md#fields-of-links). */
import type { Done } from '../contract/answers.js';
import { invalidRequest, Refusal } from '../contract/errors.js';
import type { LinkFieldsBody } from '../contract/metadata.js';
import { done } from '../contract/outcome.js';
import { limits } from '../limits/limits.js';
import { defineProgram, type Field, type LinkField, type WriteTransaction } from '../store/store.js';
import { hint } from '../text/nearest.js';
import { quoted } from '../text/quoted.js';
import { type AskedFor, administered } from './administered.js';
import { linkFieldChange } from './audit/metadata-changes.js';
import { tellChanges } from './audit/tell.js';
import { lockedMetadata } from './locked-metadata.js';
import { requireRoom } from './metadata-size.js';
import { requireStorableWords, wantedFields } from './save-domain.js';
import { countedUses } from './values-in-use.js';

export interface SaveLinkFieldsInput {
  childDomain: string;
  body: LinkFieldsBody;
}

/** @throws Refusal `in_use` where links have a code that the field is no longer to accept */
async function requireCodesUnused(
  transaction: WriteTransaction,
  { id, childDomain, name, codes }: LinkField,
  after: Field,
): Promise<void> {
  const kept = new Set(after.codes);
  const leftOut = (codes ?? []).filter((code) => !kept.has(code));
  if (leftOut.length === 0) return;
  const code = await transaction.linkCodeInUse(childDomain, id, leftOut);
  if (code === undefined) return;
  throw new Refusal('in_use', `The code ${quoted(code)} of ${name} cannot be left out: a link has it.`);
}

/**
 * Defines fields of the links to records of a domain, or changes what they are called. Safe to repeat: what the body
 * does not name stays. No link is written.
 *
 * @throws Refusal `not_found`, `invalid_request`, `in_use`
 */
export async function saveLinkFields(
  transaction: WriteTransaction,
  { childDomain, body, ...by }: SaveLinkFieldsInput & AskedFor,
): Promise<LinkField[]> {
  const metadata = await lockedMetadata(transaction);
  const domain = metadata.domainInPath(childDomain, 'administrator');
  if (!domain.linkable) {
    throw invalidRequest(`${childDomain} must be linkable, for its records to be children of links.`);
  }
  const present = [...metadata.linkFieldsOf(domain.id).values()];
  // Without a list of codes `null` is what a field answers, and so it is taken back.
  const bodies = (body.Fields ?? []).map(({ Codes, ...field }) =>
    Codes == null ? field : { ...field, Codes },
  );
  requireStorableWords({ Fields: bodies });
  const owner = { ...domain, fields: present };
  const wanted = wantedFields(metadata, owner, bodies, {
    owner: 'links to records of a domain',
    max: limits.linkFields,
    nextId: metadata.nextId('linkField'),
  });
  const fields = wanted.map((field) => ({ ...field, childDomain: domain.id }));
  requireRoom(metadata, present, fields);
  const known = new Map(present.map((field) => [field.id, field]));
  for (const [at, field] of fields.entries()) {
    const before = known.get(field.id);
    if (before === undefined || before === wanted[at]) continue;
    await requireCodesUnused(transaction, before, field);
    await transaction.updateLinkField(field);
  }
  await transaction.insertLinkFields(fields.filter(({ id }) => !known.has(id)));
  const changes = fields.map((field) =>
    linkFieldChange(childDomain, field.name, { before: known.get(field.id), after: field }),
  );
  await tellChanges(transaction, by, changes);
  return fields;
}

export const saveLinkFieldsProgram = defineProgram('saveLinkFields', administered(saveLinkFields));

/**
 * Drops a field of links. Its name is free again; its id is not, since history names the field by it.
 *
 * @throws Refusal `not_found`, `in_use`
 */
export async function dropLinkField(
  transaction: WriteTransaction,
  { childDomain, name, ...by }: { childDomain: string; name: string } & AskedFor,
): Promise<Done> {
  const metadata = await lockedMetadata(transaction);
  const domain = metadata.domainInPath(childDomain, 'administrator');
  const fields = metadata.linkFieldsOf(domain.id);
  const field = fields.get(name);
  if (field === undefined) {
    const meant = hint(name, [...fields.keys()]);
    throw new Refusal('not_found', `Links to ${childDomain} have no field ${quoted(name)}.${meant}`);
  }
  const count = await transaction.linksWithField(domain.id, field.id, limits.countedUses + 1);
  if (count > 0) {
    const verb = count === 1 ? 'has' : 'have';
    throw new Refusal(
      'in_use',
      `${countedUses(count, 'link')} to ${childDomain} ${verb} a value in ${name}.`,
    );
  }
  await transaction.noteDropped([{ kind: 'linkField', id: field.id, name }]);
  await transaction.deleteLinkField(field.id);
  await tellChanges(transaction, by, [linkFieldChange(childDomain, name, { before: field })]);
  return done(`Dropped the field ${name} of links to ${childDomain}.`);
}

export const dropLinkFieldProgram = defineProgram('dropLinkField', administered(dropLinkField));
