import { invalidRequest } from '../contract/errors.js';
import type { Store } from '../store/store.js';
import type { SignedInCaller } from './callers.js';
import { hashPassword, verifyPassword } from './secrets.js';
import type { ChangePasswordInput } from './users.js';

/**
 * Changes the caller's own password and ends its other sessions.
 *
 * @throws Refusal `invalid_request` where the old one does not fit, as with a user who has none
 */
export async function changeOwnPassword(
  store: Store,
  { client, name, token }: SignedInCaller,
  from: string,
  to: string,
): Promise<void> {
  const user = await store.userByName(client, name);
  const fits = await verifyPassword(user?.passwordHash, from);
  const input: ChangePasswordInput = {
    name,
    from: user?.passwordHash ?? '',
    to: fits ? await hashPassword(to) : '',
    keepSession: token.id,
  };
  if (fits && (await store.write({ client, program: 'changePassword', input }))) return;
  throw invalidRequest('OldPassword is not your password.', '/OldPassword');
}
