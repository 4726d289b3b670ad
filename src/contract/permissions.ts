/** The permissions (docs/reference/words.md#permissions), and which of them each operation needs. */

import { Refusal } from './errors.js';
import { contactDomain, fileDomain } from './words.js';

/** Held per domain, through roles. */
export const domainPermissions = [
  'View',
  'Edit',
  'AttachContacts',
  'DetachContacts',
  'AttachFiles',
  'ModifyFiles',
] as const;

export type DomainPermission = (typeof domainPermissions)[number];

/** Held for the whole client. */
export const administer = 'Administer';

/** Everything that a role can grant. */
export const grantablePermissions = [...domainPermissions, administer] as const;

const spoken: Record<DomainPermission, string> = {
  View: 'View',
  Edit: 'Edit',
  AttachContacts: 'Attach Contacts',
  DetachContacts: 'Detach Contacts',
  AttachFiles: 'Attach Files',
  ModifyFiles: 'Modify Files',
};

/** The permission's name as messages write it: `Attach Contacts`. */
function spokenPermission(permission: DomainPermission): string {
  return spoken[permission];
}

/** What the caller must hold on the parent domain to link a child (docs/reference/upsert.md#permission). */
export function permissionToAttach(childDomain: string): DomainPermission {
  if (childDomain === contactDomain) return 'AttachContacts';
  if (childDomain === fileDomain) return 'AttachFiles';
  return 'Edit';
}

/**
 * What the caller must hold on the parent domain to remove a link to a child
 * (docs/reference/link-operations.md#remove).
 */
export function permissionToDetach(childDomain: string): DomainPermission {
  if (childDomain === contactDomain) return 'DetachContacts';
  if (childDomain === fileDomain) return 'ModifyFiles';
  return 'Edit';
}

/** A token that stands for some of its user's roles alone. */
export interface BoundToken {
  token: number;
  /** The ids of these roles, also of such as the user does not have any more. */
  roles: number[];
}

/** Who is asking, and what they may do. Every query and command is bound to `client`. */
export interface Caller {
  client: number;
  user: number;
  name: string;
  /** Holds `Administer`, and with it every permission on every domain. */
  administrator: boolean;
  /** The token that is asked with, where that is bound to some of the user's roles. */
  bound?: BoundToken | undefined;
  may(domain: number, permission: DomainPermission): boolean;
}

/**
 * Whether the caller may know of a domain and its metadata, as whoever holds any permission on it must. Hints and
 * lists in messages name nothing that the caller may not know of.
 */
export function mayKnow(caller: Pick<Caller, 'may'>, domain: number): boolean {
  return domainPermissions.some((permission) => caller.may(domain, permission));
}

/** @throws Refusal `permission_denied` */
export function requirePermission(
  caller: Caller,
  domain: { id: number; name: string },
  permission: DomainPermission,
): void {
  if (caller.may(domain.id, permission)) return;
  throw new Refusal(
    'permission_denied',
    `You need the ${spokenPermission(permission)} permission on the ${domain.name} domain.`,
  );
}

/** @throws Refusal `permission_denied` */
export function requireAdminister(caller: Pick<Caller, 'administrator'>): void {
  if (caller.administrator) return;
  throw new Refusal('permission_denied', 'You need the Administer permission.');
}
