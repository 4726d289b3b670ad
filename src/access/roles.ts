/** The write programs of roles. */

import { requireAccessName } from '../contract/access-name.js';
import { invalidRequest, Refusal } from '../contract/errors.js';
import { administer, grantablePermissions } from '../contract/permissions.js';
import { limits } from '../limits/limits.js';
import { type AskedFor, administered } from '../metadata/administered.js';
import { tellChanges } from '../metadata/audit/tell.js';
import { everyDomain, everyDomainName } from '../metadata/every-domain.js';
import { lockedMetadata } from '../metadata/locked-metadata.js';
import type { MetadataIndex } from '../metadata/metadata-index.js';
import { defineProgram, type Grant, type Role, type WriteTransaction } from '../store/store.js';
import { hint } from '../text/nearest.js';
import { pointerStep, quoted } from '../text/quoted.js';
import { keepingAdministrator } from './administrators.js';

export interface SaveRoleInput {
  name: string;
  /** Permissions by domain name, or `*` for every domain. */
  grants: Record<string, string[]>;
}

/** @throws Refusal `invalid_request` for a domain or permission that is not known */
function readGrants(metadata: MetadataIndex, grants: SaveRoleInput['grants']): Grant[] {
  return Object.entries(grants).flatMap(([name, permissions]) => {
    const pointer = `/Grants${pointerStep(name)}`;
    const domain =
      name === everyDomainName ? everyDomain : metadata.domain(name, 'A grant', 'administrator', pointer).id;
    return permissions.map((permission, at) => {
      const known = grantablePermissions.find((each) => each === permission);
      if (known === administer && name !== everyDomainName) {
        throw invalidRequest(
          `${administer} is for the whole client: grant it on ${everyDomainName}.`,
          pointer,
        );
      }
      if (known !== undefined) return { domain, permission: known };
      throw invalidRequest(
        `There is no permission ${quoted(permission)}.${hint(permission, grantablePermissions)} Accepted: ${grantablePermissions.join(', ')}.`,
        `${pointer}/${at}`,
      );
    });
  });
}

/** A role's grants as callers write them. */
export function grantsByDomain(metadata: MetadataIndex, { grants }: Pick<Role, 'grants'>) {
  const named: Record<string, Grant['permission'][]> = {};
  for (const domain of [everyDomain, ...metadata.domains.map(({ id }) => id)]) {
    const held = new Set(grants.filter((grant) => grant.domain === domain).map((each) => each.permission));
    const name = domain === everyDomain ? everyDomainName : metadata.domainOf(domain)?.name;
    if (held.size > 0 && name !== undefined) {
      named[name] = grantablePermissions.filter((permission) => held.has(permission));
    }
  }
  return named;
}

/** A role as the audit log has it. */
const roleOf = (name: string) => ({ kind: 'role', subject: name }) as const;
const valuesOf = (metadata: MetadataIndex, role: Role) => ({ Grants: grantsByDomain(metadata, role) });

/** Sets a role without asking who administers the client then. */
export async function setRole(
  transaction: WriteTransaction,
  { name, grants, ...by }: SaveRoleInput & AskedFor,
): Promise<Role> {
  const metadata = await lockedMetadata(transaction);
  const roles = await transaction.roles(transaction.client);
  const isNew = roles.every((role) => role.name !== name);
  if (isNew && roles.length >= limits.roles) {
    throw invalidRequest(`A client has at most ${limits.roles} roles.`);
  }
  if (isNew) requireAccessName('The name of a role', name);
  const role = { name, grants: readGrants(metadata, grants) };
  const others = roles.filter((other) => other.name !== name);
  const granted = [role, ...others].reduce((sum, each) => sum + each.grants.length, 0);
  if (granted > limits.roleGrants) {
    throw invalidRequest(
      `The roles of the client would grant ${granted} permissions; they grant at most ${limits.roleGrants}. One on * is of every domain.`,
      '/Grants',
    );
  }
  await transaction.saveRole(role);
  const present = roles.find((each) => each.name === name);
  await tellChanges(transaction, by, [
    { ...roleOf(name), before: present && valuesOf(metadata, present), after: valuesOf(metadata, role) },
  ]);
  return role;
}

/**
 * Makes a role or sets what it grants.
 *
 * @throws Refusal `invalid_request`; `in_use` where nobody could administer the client then
 */
export function saveRole(transaction: WriteTransaction, input: SaveRoleInput & AskedFor): Promise<Role> {
  return keepingAdministrator(transaction, () => setRole(transaction, input));
}

export const saveRoleProgram = defineProgram('saveRole', administered(saveRole));

/** @throws Refusal `not_found`; `in_use` where users have the role, with some of their names */
export async function deleteRole(
  transaction: WriteTransaction,
  { name, ...by }: { name: string } & AskedFor,
): Promise<void> {
  const metadata = await lockedMetadata(transaction);
  const users = await transaction.usersOfRole(transaction.client, name);
  if (users.length > 0) {
    const shown = users.slice(0, limits.namedUsers).map((user) => `'${user}'`);
    throw new Refusal(
      'in_use',
      `${users.length} ${users.length === 1 ? 'user has' : 'users have'} the role '${name}': ${shown.join(', ')}${users.length > limits.namedUsers ? ', …' : ''}.`,
    );
  }
  const roles = await transaction.roles(transaction.client);
  const present = roles.find((role) => role.name === name);
  if (present === undefined) {
    const names = roles.map((role) => role.name);
    throw new Refusal('not_found', `There is no role '${name}'.${hint(name, names)}`);
  }
  await transaction.deleteRole(name);
  await tellChanges(transaction, by, [{ ...roleOf(name), before: valuesOf(metadata, present) }]);
}

export const deleteRoleProgram = defineProgram('deleteRole', administered(deleteRole));
