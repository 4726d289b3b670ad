import { invalidRequest } from '../contract/errors.js';
import type { ChangingCaller } from '../metadata/change-settings.js';
import type { SignedInCaller } from './callers.js';
import { clientOf } from './client-calls.js';
import { requireGoodPassword } from './password-rules.js';
import { type Trial, tryPassword } from './sign-in.js';
import type { UserServices } from './user-calls.js';
import { type ChangePasswordInput, changePasswordProgram } from './users.js';

/**
 * Changes the caller's own password and ends its other sessions.
 *
 * @throws Refusal `invalid_request` where the new one is easily guessed, or the old one does not fit, as with a user who
 *   has none, or the token has fewer roles; and what `tryPassword` throws
 */
export async function changeOwnPassword(
  services: UserServices,
  caller: SignedInCaller & ChangingCaller,
  { from, to }: { from: string; to: string },
  trial: Trial,
): Promise<void> {
  const { store, metadata, passwords } = services;
  const { client, name, token, bound, origin } = caller;
  if (bound !== undefined) {
    throw invalidRequest(
      'This token is bound to some of your roles, and changes no password: sign in for that.',
    );
  }
  const { account, name: clientName } = await clientOf(store, caller);
  const names = [account, clientName, name];
  await requireGoodPassword('NewPassword', to, names);
  const user = await store.userByName(client, name);
  const fits = await tryPassword(services, { names, client, user }, from, trial);
  if (fits && user?.passwordHash != null) {
    const input: ChangePasswordInput = {
      name,
      from: user.passwordHash,
      to: await passwords.hash(to, { name: trial.address }),
      keepSession: token.id,
      author: { name, origin },
    };
    if (await store.write({ client, program: changePasswordProgram, input })) {
      await metadata.changed(client);
      return;
    }
  }
  throw invalidRequest('OldPassword is not your password.', '/OldPassword');
}
