/** Roles as administrators list, save and delete them (docs/reference/signing-in.md#roles). */
import { type RoleAnswer, RoleBody } from '../contract/access.js';
import { type Caller, requireAdminister } from '../contract/permissions.js';
import { validate } from '../contract/validate.js';
import { type ChangingCaller, changeSettings, type SettingsServices } from '../metadata/change-settings.js';
import { roleAnswer } from './answers.js';
import { deleteRoleProgram, saveRoleProgram } from './roles.js';

/** All roles of the client. @throws Refusal */
export async function listRolesFor(
  { store, metadata }: SettingsServices,
  caller: Caller,
): Promise<RoleAnswer[]> {
  requireAdminister(caller);
  const index = await metadata.get(caller.client);
  return (await store.roles(caller.client)).map((role) => roleAnswer(index, role));
}

/** Makes the role of that name, or sets what it grants. @throws Refusal */
export async function saveRoleFor(
  services: SettingsServices,
  caller: ChangingCaller,
  name: string,
  sent: unknown,
): Promise<RoleAnswer> {
  const { Grants } = validate(RoleBody, sent);
  requireAdminister(caller);
  const saved = await changeSettings(services, caller, saveRoleProgram, { name, grants: Grants });
  return roleAnswer(await services.metadata.get(caller.client), saved);
}

/** @throws Refusal */
export async function deleteRoleFor(
  services: SettingsServices,
  caller: ChangingCaller,
  name: string,
): Promise<void> {
  requireAdminister(caller);
  await changeSettings(services, caller, deleteRoleProgram, { name });
}
