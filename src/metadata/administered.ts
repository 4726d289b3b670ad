/** Programs that are for those who may administer a client, asked under its lock. */
import { administer, type BoundToken, requireAdminister } from '../contract/permissions.js';
import type { Program, UserAccess, WriteTransaction } from '../store/store.js';
import type { Authored } from './audit/tell.js';
import { everyDomain } from './every-domain.js';

/** Whether a user may administer the client: by itself, or through a role. */
export function administers({ administrator, grants }: UserAccess): boolean {
  return (
    administrator ||
    grants.some(({ domain, permission }) => domain === everyDomain && permission === administer)
  );
}

/** The same of a user that may be gone, by a token that may be bound to some of its roles. Holds where the client is locked. */
export async function mayAdminister(
  transaction: WriteTransaction,
  user: number,
  bound: BoundToken | undefined,
): Promise<boolean> {
  const access = await transaction.userAccess(transaction.client, user, bound?.roles);
  return access !== undefined && administers(access);
}

/** What is given to a program that goes by what the user who asks for it may do. */
export interface AskedFor extends Authored {
  /** The user; left out by the command line, which may do everything. */
  asker?: number;
  /** The token that it comes by, where that is bound to some of the user's roles. */
  bound?: BoundToken | undefined;
}

/**
 * The work of a program, for those who may administer the client when its turn has come: the right that a request was
 * let in with may have been taken away since.
 *
 * @throws Refusal `permission_denied`, and what the work throws
 */
export function administered<Input, Output>(
  run: Program<Input, Output>['run'],
): Program<Input & AskedFor, Output>['run'] {
  return async (transaction, input) => {
    const { asker, bound } = input;
    if (asker !== undefined) {
      await transaction.lock();
      requireAdminister({ administrator: await mayAdminister(transaction, asker, bound) });
    }
    return run(transaction, input);
  };
}
