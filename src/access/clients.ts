/** The write programs of clients. */

import { requireClientName } from '../contract/access-name.js';
import { builtInDomains, builtInRelationships, isBuiltInNumber } from '../contract/built-in.js';
import { invalidRequest, Refusal } from '../contract/errors.js';
import { contactDomain, type LinkIdentity } from '../contract/words.js';
import { limits } from '../limits/limits.js';
import { type AskedFor, administered } from '../metadata/administered.js';
import { type Authored, tellChanges, writeAudit } from '../metadata/audit/tell.js';
import { keyVersion } from '../metadata/canonical.js';
import { lockedMetadata } from '../metadata/locked-metadata.js';
import type { MetadataIndex } from '../metadata/metadata-index.js';
import { type Client, defineProgram, type Field, noRules, type WriteTransaction } from '../store/store.js';

/** The settings of a client as the audit log has them. */
function settingsOf({ linkIdentity, auditDays }: Pick<Client, 'linkIdentity' | 'auditDays'>) {
  return { LinkIdentity: linkIdentity, AuditLogDays: auditDays };
}

export interface CreateClientInput extends Authored {
  account: string;
  name: string;
  linkIdentity: LinkIdentity;
  /** Whether the numbers of claims, policies, incidents and contacts are unique; not, where nothing is said. */
  uniqueNumbers?: boolean;
}

/** A new client with the built-in domains and relationships. @throws Refusal where there is one already */
export async function createClient(
  transaction: WriteTransaction,
  { account, name, linkIdentity, uniqueNumbers = false, ...by }: CreateClientInput,
): Promise<{ id: number }> {
  requireClientName('The name of an account', account);
  requireClientName('The name of a client', name);
  await transaction.lockClients();
  if ((await transaction.clientByName(account, name)) !== undefined) {
    throw invalidRequest(`Account '${account}' has a client '${name}' already.`);
  }
  const id = await transaction.createClient(account, name, linkIdentity, keyVersion);
  const domainId = (domainName: string) => builtInDomains.findIndex((each) => each.name === domainName) + 1;
  for (const domain of builtInDomains) {
    await transaction.insertDomain({ id: domainId(domain.name), ...domain });
  }
  let fieldId = 1;
  for (const domain of builtInDomains) {
    const fields = domain.fields.map(
      ([fieldName, type, refersTo]): Field => ({
        id: fieldId++,
        name: fieldName,
        label: fieldName,
        type,
        refersTo: refersTo === undefined ? null : domainId(refersTo),
        codes: null,
        ...noRules,
        unique: uniqueNumbers && isBuiltInNumber(domain.name, fieldName),
      }),
    );
    await transaction.insertFields(domainId(domain.name), fields);
  }
  await transaction.saveRelationships(
    builtInRelationships.map((word, at) => ({ id: at + 1, code: word, description: word })),
  );
  const after = settingsOf({ linkIdentity, auditDays: limits.auditDays });
  await writeAudit(transaction, by, [{ kind: 'setting', subject: null, after }]);
  return { id };
}

export const createClientProgram = defineProgram('createClient', createClient);

/**
 * Sets a client's link identity: from `pair` to `relationship` at any time, back only while no pair has
 * several links (docs/reference/words.md#link-identity).
 *
 * @throws Refusal `link_conflict`, which says how many pairs do and shows some
 */
async function setLinkIdentity(
  transaction: WriteTransaction,
  metadata: MetadataIndex,
  linkIdentity: LinkIdentity,
): Promise<void> {
  if (linkIdentity === 'pair') {
    const { count, pairs } = await transaction.pairsWithSeveralLinks(limits.namedPairs);
    if (count > 0) {
      const shown = pairs.map(
        ({ parentDomain, parent, childDomain, child }) =>
          `${metadata.domainOf(parentDomain)?.name} ${parent} with ${metadata.domainOf(childDomain)?.name} ${child}`,
      );
      throw new Refusal(
        'link_conflict',
        `${count} ${count === 1 ? 'pair has' : 'pairs have'} several links: ${shown.join(', ')}${count > shown.length ? ', …' : ''}.`,
      );
    }
  }
  await transaction.setLinkIdentity(linkIdentity, metadata.findDomain(contactDomain)?.id ?? 0);
}

/** What is left out stays as it is. */
export interface SaveSettingsInput {
  linkIdentity?: LinkIdentity;
  auditDays?: number;
}

/** Sets settings of a client. @throws Refusal `link_conflict`, as `setLinkIdentity` does */
export async function saveSettings(
  transaction: WriteTransaction,
  { linkIdentity, auditDays, ...by }: SaveSettingsInput & AskedFor,
): Promise<void> {
  const metadata = await lockedMetadata(transaction);
  const before = await transaction.clientById(transaction.client);
  if (before === undefined) throw new Refusal('not_found', 'There is no such client.');
  const after = {
    linkIdentity: linkIdentity ?? before.linkIdentity,
    auditDays: auditDays ?? before.auditDays,
  };
  const hasOtherIdentity = after.linkIdentity !== before.linkIdentity;
  const hasOtherDays = after.auditDays !== before.auditDays;
  if (!hasOtherIdentity && !hasOtherDays) return;
  if (hasOtherIdentity) await setLinkIdentity(transaction, metadata, after.linkIdentity);
  if (hasOtherDays) await transaction.saveAuditDays(after.auditDays);
  await tellChanges(transaction, by, [
    { kind: 'setting', subject: null, before: settingsOf(before), after: settingsOf(after) },
  ]);
}

export const saveSettingsProgram = defineProgram('saveSettings', administered(saveSettings));
