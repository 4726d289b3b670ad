/** The write programs of users. */

import { requireAccessName } from '../contract/access-name.js';
import { invalidRequest, Refusal } from '../contract/errors.js';
import { limits } from '../limits/limits.js';
import { type AskedFor, administered } from '../metadata/administered.js';
import { type Authored, tellChanges } from '../metadata/audit/tell.js';
import { defineProgram, type User, type WriteTransaction } from '../store/store.js';
import { hint } from '../text/nearest.js';
import { keepingAdministrator } from './administrators.js';

/** What is not given stays as it is; a new user begins without password, rights and roles. */
interface SetUserInput {
  name: string;
  passwordHash?: string | null;
  administrator?: boolean;
  roles?: string[];
}

export interface SaveUserInput extends SetUserInput {
  /** Whether the user has to be a new one, or one that is there. */
  expect?: 'new' | 'present';
  /** A session that goes on though the password changes. */
  keepSession?: number;
}

/** @throws Refusal `not_found` */
async function userNamed(transaction: WriteTransaction, name: string): Promise<User> {
  const user = await transaction.userByName(transaction.client, name);
  if (user !== undefined) return user;
  throw new Refusal('not_found', `There is no user '${name}'.`);
}

/** @throws Refusal `invalid_request` for a role that is not known */
async function requireRoles(transaction: WriteTransaction, wanted: string[]): Promise<void> {
  const roles = (await transaction.roles(transaction.client)).map((role) => role.name);
  for (const role of wanted) {
    if (!roles.includes(role)) {
      throw invalidRequest(`There is no role '${role}'.${hint(role, roles)}`);
    }
  }
}

/** The names of the roles that a user has. */
async function rolesOf(transaction: WriteTransaction, id: number): Promise<string[]> {
  const { users } = await transaction.userPage(transaction.client, { after: id - 1, limit: 1 });
  return users.find((user) => user.id === id)?.roles ?? [];
}

/** A user as the audit log has it: of a password it says that there is one, or that it is another. */
function told(user: Pick<User, 'name'>) {
  return { kind: 'user', subject: user.name } as const;
}

function valuesOf(
  { administrator, passwordHash }: Omit<User, 'id' | 'name'>,
  roles: string[],
  former?: string | null,
) {
  const isOther = former != null && passwordHash !== null && former !== passwordHash;
  const password = isOther ? 'changed' : 'set';
  return {
    Administrator: administrator,
    Roles: [...new Set(roles)].sort(),
    Password: passwordHash === null ? 'none' : password,
  };
}

/** Sets a user, whatever becomes of the client's administrators and of the user's sessions. */
export async function setUser(
  transaction: WriteTransaction,
  { name, passwordHash, administrator, roles, ...by }: SetUserInput & AskedFor,
): Promise<{ id: number; isNew: boolean }> {
  await transaction.lock();
  const present = await transaction.userByName(transaction.client, name);
  if (present === undefined) requireAccessName('The name of a user', name);
  if (roles !== undefined) await requireRoles(transaction, roles);
  const user = {
    name,
    passwordHash: passwordHash === undefined ? (present?.passwordHash ?? null) : passwordHash,
    administrator: administrator ?? present?.administrator ?? false,
    ...(roles === undefined ? {} : { roles }),
  };
  const rolesBefore = present === undefined ? [] : await rolesOf(transaction, present.id);
  const id = await transaction.saveUser(user, Date.now());
  if (present === undefined && id > limits.users) {
    throw invalidRequest(
      `There have been ${limits.users} users already, the most that a client has; the name of one that was deleted can be used again.`,
    );
  }
  await tellChanges(transaction, by, [
    {
      ...told(user),
      before: present && valuesOf(present, rolesBefore),
      after: valuesOf(user, roles ?? rolesBefore, present?.passwordHash),
    },
  ]);
  return { id, isNew: present === undefined };
}

/**
 * Makes a user or changes it. A password that changes ends the user's sessions; tokens for programs stay.
 *
 * @throws Refusal `invalid_request` for a role that is not known, `in_use` for the last administrator,
 *   `not_found` or `invalid_request` where the user is not as expected
 */
export function saveUser(
  transaction: WriteTransaction,
  { expect, keepSession, ...input }: SaveUserInput & AskedFor,
): Promise<{ id: number; isNew: boolean }> {
  return keepingAdministrator(transaction, async () => {
    if (expect === 'present') await userNamed(transaction, input.name);
    const saved = await setUser(transaction, input);
    if (expect === 'new' && !saved.isNew) {
      throw invalidRequest(`There is a user '${input.name}' already.`);
    }
    if (input.passwordHash !== undefined) await transaction.deleteSessions(saved.id, keepSession);
    return saved;
  });
}

export const saveUserProgram = defineProgram('saveUser', administered(saveUser));

/**
 * Ends a user: its tokens die, it cannot sign in, and nobody finds it. History, which names it by its id,
 * goes on showing its name.
 *
 * @throws Refusal `not_found`; `in_use` for the last administrator
 */
export async function deleteUser(
  transaction: WriteTransaction,
  { name, ...by }: { name: string } & AskedFor,
): Promise<void> {
  await keepingAdministrator(transaction, async () => {
    const user = await userNamed(transaction, name);
    const before = valuesOf(user, await rolesOf(transaction, user.id));
    await transaction.deleteUser(user.id, Date.now());
    await tellChanges(transaction, by, [{ ...told(user), before }]);
  });
}

export const deleteUserProgram = defineProgram('deleteUser', administered(deleteUser));

export interface ChangePasswordInput extends Authored {
  name: string;
  /** The hash that the old password was found to fit. */
  from: string;
  to: string;
  /** The session that asks, which goes on; the user's others end. */
  keepSession: number;
}

/** Answers false, and does nothing, where the password is another meanwhile. */
export async function changePassword(
  transaction: WriteTransaction,
  { name, from, to, keepSession, ...by }: ChangePasswordInput,
): Promise<boolean> {
  await transaction.lock();
  const present = await transaction.userByName(transaction.client, name);
  if (present?.passwordHash !== from) return false;
  const { id } = await setUser(transaction, { name, passwordHash: to, ...by });
  await transaction.deleteSessions(id, keepSession);
  return true;
}

export const changePasswordProgram = defineProgram('changePassword', changePassword);
