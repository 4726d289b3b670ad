/** The write programs that drop domains and fields of the client's own (docs/reference/metadata.md#in-use). */

import type { Done } from '../contract/answers.js';
import { isBuiltInField } from '../contract/built-in.js';
import { invalidRequest, Refusal } from '../contract/errors.js';
import { done } from '../contract/outcome.js';
import { isCustomDomain } from '../contract/words.js';
import { limits } from '../limits/limits.js';
import { type Domain, defineProgram, type WriteTransaction } from '../store/store.js';
import { hint } from '../text/nearest.js';
import { counted, quoted } from '../text/quoted.js';
import { type AskedFor, administered } from './administered.js';
import { droppedDomain, fieldChange } from './audit/metadata-changes.js';
import { tellChanges } from './audit/tell.js';
import { lockedMetadata } from './locked-metadata.js';
import type { MetadataIndex } from './metadata-index.js';
import { countedUses, countValues } from './values-in-use.js';

/** What stands in the way of dropping a domain, in words: records, links, fields of others that refer to it. */
async function usesOf(
  transaction: WriteTransaction,
  metadata: MetadataIndex,
  { id }: Domain,
): Promise<string[]> {
  const { client } = transaction;
  const max = limits.countedUses + 1;
  const records = await transaction.recordTotal(client, id, max);
  const pairs = metadata.domains.flatMap((other) =>
    other.id === id
      ? [{ parent: id, child: id }]
      : [
          { parent: id, child: other.id },
          { parent: other.id, child: id },
        ],
  );
  // A link has both its records, so there are none where there are no records.
  const links = records === 0 ? 0 : await transaction.linkCount({ client, domains: pairs }, max);
  const fields = metadata.domains
    .filter((other) => other.id !== id)
    .flatMap((other) =>
      other.fields.filter(({ refersTo }) => refersTo === id).map((field) => `${field.name} of ${other.name}`),
    );
  return [
    ...(records === 0 ? [] : [countedUses(records, 'record')]),
    ...(links === 0 ? [] : [countedUses(links, 'link')]),
    ...(fields.length === 0 ? [] : [`${counted(fields.length, 'reference')} (${fields.join(', ')})`]),
  ];
}

/**
 * Drops a domain of the client's own. Its name is free again; its id is not, since history names the domain by it.
 *
 * @throws Refusal `not_found`, `invalid_request` for one that is built in, `in_use`
 */
export async function dropDomain(
  transaction: WriteTransaction,
  { name, ...by }: { name: string } & AskedFor,
): Promise<Done> {
  const metadata = await lockedMetadata(transaction);
  const domain = metadata.domainInPath(name, 'administrator');
  if (!isCustomDomain(name)) {
    throw invalidRequest(`The ${name} domain is built in; only Custom. domains can be dropped.`);
  }
  const uses = await usesOf(transaction, metadata, domain);
  if (uses.length > 0) throw new Refusal('in_use', `The ${name} domain has ${uses.join(' and ')}.`);
  await transaction.noteDropped([
    { kind: 'domain', id: domain.id, name },
    ...domain.fields.map((field) => ({ kind: 'field' as const, id: field.id, name: field.name })),
    ...[...metadata.linkFieldsOf(domain.id).values()].map((field) => ({
      kind: 'linkField' as const,
      id: field.id,
      name: field.name,
    })),
  ]);
  await transaction.deleteDomain(domain.id);
  await tellChanges(transaction, by, [droppedDomain(metadata, domain)]);
  return done(`Dropped the domain ${name}.`);
}

export const dropDomainProgram = defineProgram('dropDomain', administered(dropDomain));

/**
 * Drops a field that the client added.
 *
 * @throws Refusal `not_found`, `invalid_request` for one that is built in, `in_use`
 */
export async function dropField(
  transaction: WriteTransaction,
  { domain: domainName, name, ...by }: { domain: string; name: string } & AskedFor,
): Promise<Done> {
  const metadata = await lockedMetadata(transaction);
  const domain = metadata.domainInPath(domainName, 'administrator');
  const field = domain.fieldByName.get(name);
  if (field === undefined) {
    throw new Refusal(
      'not_found',
      `The ${domain.name} domain has no field ${quoted(name)}.${hint(name, domain.fieldByName.keys())}`,
    );
  }
  if (isBuiltInField(domain.name, name)) {
    throw invalidRequest(
      `The field ${name} of the ${domain.name} domain is built in; only fields that were added can be dropped.`,
    );
  }
  const count = await countValues(transaction, domain, field);
  if (count > 0) {
    throw new Refusal(
      'in_use',
      `${countedUses(count, 'record')} of the ${domain.name} domain ${count === 1 ? 'has' : 'have'} a value in ${name}.`,
    );
  }
  await transaction.noteDropped([{ kind: 'field', id: field.id, name }]);
  await transaction.deleteField(field.id);
  await tellChanges(transaction, by, [fieldChange(metadata, domain, name, { before: field })]);
  return done(`Dropped the field ${name} of the ${domain.name} domain.`);
}

export const dropFieldProgram = defineProgram('dropField', administered(dropField));
