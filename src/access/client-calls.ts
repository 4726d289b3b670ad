/** The client as its callers read and set it. */
import {
  type ClientAnswer,
  ClientBody,
  type ClientLimits,
  type ClientSizes,
  type MeAnswer,
} from '../contract/access.js';
import { Refusal } from '../contract/errors.js';
import { type Caller, requireAdminister } from '../contract/permissions.js';
import { validate } from '../contract/validate.js';
import { limits } from '../limits/limits.js';
import { type ChangingCaller, changeSettings, type SettingsServices } from '../metadata/change-settings.js';
import type { Client, StoreQueries } from '../store/store.js';
import { clientAnswer, meAnswer } from './answers.js';
import type { SignedInCaller } from './callers.js';
import { type SaveSettingsInput, saveSettingsProgram } from './clients.js';
import { clientSizes } from './sizes.js';

/** What the server that is asked was told of its limits. */
export interface ServerLimits {
  bulkEntries: number;
  fileBytes: number;
  contentBytes: number;
  sessionMilliseconds: number;
}

/** @throws Refusal `unauthenticated` where the client is gone */
export async function clientOf(queries: StoreQueries, { client }: Pick<Caller, 'client'>): Promise<Client> {
  const found = await queries.clientById(client);
  if (found === undefined) throw new Refusal('unauthenticated');
  return found;
}

/** The limits that the client's callers meet (docs/reference/limits.md). */
function limitsOn(server: ServerLimits): ClientLimits {
  return {
    BulkEntries: server.bulkEntries,
    BodyBytes: limits.bodyBytes,
    FileBytes: server.fileBytes,
    ContentBytes: server.contentBytes,
    PageRows: limits.pageRows,
    SessionMinutes: server.sessionMilliseconds / 60_000,
    RecentRequestDays: limits.recentRequestDays,
    RecentRequests: limits.recentRequestsOfClient,
  };
}

/** Who the caller is, and what it may do. @throws Refusal */
export async function readMeFor(
  { store, metadata }: SettingsServices,
  caller: SignedInCaller,
): Promise<MeAnswer> {
  return meAnswer(caller, await clientOf(store, caller), await metadata.get(caller.client));
}

/** @throws Refusal */
export async function readClientFor(
  { store, ...server }: ServerLimits & Pick<SettingsServices, 'store'>,
  caller: Caller,
): Promise<ClientAnswer> {
  return clientAnswer(await clientOf(store, caller), limitsOn(server));
}

/** How much there is of the client, for those who may administer it. @throws Refusal */
export async function readSizesFor(
  { store, metadata }: SettingsServices,
  caller: Caller,
): Promise<ClientSizes> {
  requireAdminister(caller);
  return clientSizes(store, caller.client, await metadata.get(caller.client));
}

/** Sets what is sent of the client (docs/reference/words.md#link-identity). @throws Refusal */
export async function saveClientFor(
  services: ServerLimits & SettingsServices,
  caller: ChangingCaller,
  sent: unknown,
): Promise<ClientAnswer> {
  const { LinkIdentity, AuditLogDays } = validate(ClientBody, sent);
  requireAdminister(caller);
  const input: SaveSettingsInput = {
    ...(LinkIdentity === undefined ? {} : { linkIdentity: LinkIdentity }),
    ...(AuditLogDays === undefined ? {} : { auditDays: AuditLogDays }),
  };
  await changeSettings(services, caller, saveSettingsProgram, input);
  return readClientFor(services, caller);
}
