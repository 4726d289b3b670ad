/** Users as administrators list, save and delete them (docs/reference/signing-in.md#roles). */
import { type UserAnswer, UserBody, UserListParameters } from '../contract/access.js';
import { Refusal } from '../contract/errors.js';
import { type Caller, requireAdminister } from '../contract/permissions.js';
import { validate } from '../contract/validate.js';
import { type ChangingCaller, changeSettings, type SettingsServices } from '../metadata/change-settings.js';
import type { StoreQueries } from '../store/store.js';
import { userAnswer } from './answers.js';
import type { SignedInCaller } from './callers.js';
import { clientOf } from './client-calls.js';
import { cut, type Page, pageOf } from './page.js';
import { requireGoodPassword } from './password-rules.js';
import type { Passwords } from './passwords.js';
import { deleteUserProgram, type SaveUserInput, saveUserProgram } from './users.js';

export interface UserServices extends SettingsServices {
  passwords: Passwords;
}

/** A page of the client's users. @throws Refusal */
export async function listUsersFor(
  queries: StoreQueries,
  caller: Caller,
  sent: unknown,
): Promise<Page<UserAnswer>> {
  const { after, size } = pageOf(validate(UserListParameters, sent));
  requireAdminister(caller);
  const { users, reached } = await queries.userPage(caller.client, { after, limit: size + 1 });
  const { rows, next = reached } = cut(users, size);
  return { rows: rows.map(userAnswer), next };
}

/** What is kept of a user's new password. @throws Refusal `invalid_request` for one that is easily guessed */
async function hashOf(
  { store, passwords }: UserServices,
  caller: Caller,
  user: string,
  password: string | null,
): Promise<string | null> {
  if (password === null) return null;
  const { account, name } = await clientOf(store, caller);
  await requireGoodPassword('Password', password, [account, name, user]);
  return passwords.hash(password, { name: `client ${caller.client}` });
}

/** Makes the user of that name, or changes what is sent of it. @throws Refusal */
export async function saveUserFor(
  services: UserServices,
  caller: SignedInCaller & ChangingCaller,
  name: string,
  sent: unknown,
): Promise<UserAnswer> {
  const { Password, Administrator, Roles } = validate(UserBody, sent);
  requireAdminister(caller);
  const input: SaveUserInput = {
    name,
    ...(Password === undefined ? {} : { passwordHash: await hashOf(services, caller, name, Password) }),
    ...(Administrator === undefined ? {} : { administrator: Administrator }),
    ...(Roles === undefined ? {} : { roles: Roles }),
    keepSession: caller.token.id,
  };
  const { id } = await changeSettings(services, caller, saveUserProgram, input);
  const {
    users: [saved],
  } = await services.store.userPage(caller.client, { after: id - 1, limit: 1 });
  if (saved?.id !== id) throw new Refusal('not_found', `The user '${name}' has been deleted meanwhile.`);
  return userAnswer(saved);
}

/** @throws Refusal */
export async function deleteUserFor(
  services: SettingsServices,
  caller: ChangingCaller,
  name: string,
): Promise<void> {
  requireAdminister(caller);
  await changeSettings(services, caller, deleteUserProgram, { name });
}
