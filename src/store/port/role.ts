/** Roles, and what each grants. */
import type { DomainPermission } from '../../contract/permissions.js';

/** A permission on one domain; `domain` 0 is every domain. */
export interface Grant {
  domain: number;
  permission: DomainPermission | 'Administer';
}

export interface Role {
  name: string;
  grants: Grant[];
}

export interface RoleQueries {
  roles(client: number): Promise<Role[]>;
  /** The roles that a user has, by name. */
  rolesOfUser(client: number, user: number): Promise<{ id: number; name: string }[]>;
  /** The names of the users that have the role, in order. */
  usersOfRole(client: number, role: string): Promise<string[]>;
}

export interface RoleTransaction {
  /** Sets a role's grants, or makes the role. */
  saveRole(role: Role): Promise<void>;
  /** Needs that no user has it. Whether there was such a role. */
  deleteRole(name: string): Promise<boolean>;
}
