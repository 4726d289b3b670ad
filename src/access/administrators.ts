/** Who may administer a client, asked under its lock. */
import { Refusal } from '../contract/errors.js';
import { administer, requireAdminister } from '../contract/permissions.js';
import { limits } from '../limits/limits.js';
import type { Program, UserAccess, WriteTransaction } from '../store/store.js';
import { everyDomain } from './every-domain.js';

/** Whether a user may administer the client: by itself, or through a role. */
export function administers({ administrator, grants }: UserAccess): boolean {
  return (
    administrator ||
    grants.some(({ domain, permission }) => domain === everyDomain && permission === administer)
  );
}

/** The same of a user that may be gone. Holds where the client is locked. */
export async function mayAdminister(transaction: WriteTransaction, user: number): Promise<boolean> {
  const access = await transaction.userAccess(transaction.client, user);
  return access !== undefined && administers(access);
}

/** What is given to a program that goes by what the user who asks for it may do. */
export interface AskedFor {
  /** The user; left out by the command line, which may do everything. */
  asker?: number;
}

/**
 * The program, for those who may administer the client when its turn has come: the right that a request was let in
 * with may have been taken away since.
 *
 * @throws Refusal `permission_denied`, and what the program throws
 */
export function administered(program: Program): Program {
  return async (transaction, { asker, ...input }: AskedFor) => {
    if (asker !== undefined) {
      await transaction.lock();
      requireAdminister({ administrator: await mayAdminister(transaction, asker) });
    }
    return program(transaction, input);
  };
}

function lastAdministrators(names: string[]): string {
  const [only, ...others] = names.map((name) => `'${name}'`);
  if (others.length === 0) return `${only} is the last user that may administer the client.`;
  const shown = [only, ...others].slice(0, limits.namedUsers).join(', ');
  const more = names.length > limits.namedUsers ? ', …' : '';
  return `${shown}${more} are the last users that may administer the client.`;
}

/**
 * Does the work, unless it takes the right to administer from the last users that have it: nobody could give
 * it back but with the command line.
 *
 * @throws Refusal `in_use`
 */
export async function keepingAdministrator<Value>(
  transaction: WriteTransaction,
  work: () => Promise<Value>,
): Promise<Value> {
  await transaction.lock();
  const last = await transaction.administrators(transaction.client);
  const value = await work();
  if (last.length > 0 && (await transaction.administrators(transaction.client)).length === 0) {
    throw new Refusal('in_use', lastAdministrators(last));
  }
  return value;
}
