/** What a role grants, as the grid of its permissions has it. */
import type { Role, RoleBody } from 'linkwright/client';

type Grants = RoleBody['Grants'];
type GrantedPermission = Role['Grants'][string][number];

/** The six permissions of each domain, in the order of the grid's columns. */
export const domainPermissions = [
  'View',
  'Edit',
  'AttachContacts',
  'DetachContacts',
  'AttachFiles',
  'ModifyFiles',
] as const satisfies readonly GrantedPermission[];

/** Stands for every domain, including those that are made later. */
export const everyDomain = '*';

export const administer = 'Administer' satisfies GrantedPermission;

export function grants(held: Grants, domain: string, permission: GrantedPermission): boolean {
  return held[domain]?.includes(permission) === true;
}

/** Whether the row of all domains gives a domain the permission. */
export function isImplied(held: Grants, domain: string, permission: GrantedPermission): boolean {
  return domain !== everyDomain && grants(held, everyDomain, permission);
}

/** The grants with one permission given or taken away. */
export function withGrant(
  held: Grants,
  domain: string,
  permission: GrantedPermission,
  granted: boolean,
): Grants {
  const others = (held[domain] ?? []).filter((each) => each !== permission);
  return { ...held, [domain]: granted ? [...others, permission] : others };
}

/** Whether both grant the same, in whatever order. */
export function isSame(one: Grants, other: Grants): boolean {
  const written = (held: Grants) =>
    Object.entries(held)
      .flatMap(([domain, permissions]) => permissions.map((permission) => `${domain} ${permission}`))
      .sort()
      .join('\n');
  return written(one) === written(other);
}
