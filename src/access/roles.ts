/** The write programs of roles and users. */
import { Refusal } from '../contract/errors.js';
import { hint } from '../contract/nearest.js';
import { administer, grantablePermissions } from '../contract/permissions.js';
import { lockedMetadata, raiseVersion } from '../record/describe.js';
import type { MetadataIndex } from '../record/metadata-index.js';
import type { Grant, WriteTransaction } from '../store/store.js';

export interface SaveRoleInput {
  name: string;
  /** Permissions by domain name, or `*` for every domain. */
  grants: Record<string, string[]>;
}

/** @throws Refusal `invalid_request` for a domain or permission that is not known */
function readGrants(metadata: MetadataIndex, grants: SaveRoleInput['grants']): Grant[] {
  return Object.entries(grants).flatMap(([name, permissions]) => {
    const domain = name === '*' ? 0 : metadata.domain(name, 'A grant').id;
    return permissions.map((permission) => {
      const known = grantablePermissions.find((each) => each === permission);
      if (known === administer && name !== '*') {
        throw new Refusal('invalid_request', `${administer} is for the whole client: grant it on *.`);
      }
      if (known !== undefined) return { domain, permission: known };
      throw new Refusal(
        'invalid_request',
        `There is no permission '${permission}'.${hint(permission, grantablePermissions)} Accepted: ${grantablePermissions.join(', ')}.`,
      );
    });
  });
}

export async function saveRole(
  transaction: WriteTransaction,
  { name, grants }: SaveRoleInput,
): Promise<void> {
  const metadata = await lockedMetadata(transaction);
  await transaction.saveRole({ name, grants: readGrants(metadata, grants) });
  await raiseVersion(transaction);
}

export interface SaveUserInput {
  name: string;
  passwordHash: string | null;
  administrator: boolean;
  roles?: string[];
}

/** @throws Refusal `invalid_request` for a role that is not known */
export async function saveUser(transaction: WriteTransaction, user: SaveUserInput): Promise<{ id: number }> {
  await transaction.lock();
  const roles = (await transaction.roles(transaction.client)).map((role) => role.name);
  for (const role of user.roles ?? []) {
    if (!roles.includes(role)) {
      throw new Refusal('invalid_request', `There is no role '${role}'.${hint(role, roles)}`);
    }
  }
  const id = await transaction.saveUser(user, Date.now());
  await raiseVersion(transaction);
  return { id };
}
