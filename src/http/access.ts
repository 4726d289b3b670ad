import type { FastifyInstance } from 'fastify';
import { clientAnswer, meAnswer, roleAnswer, tokenAnswer, userAnswer } from '../access/answers.js';
import type { SignedInCaller } from '../access/callers.js';
import { setLinkIdentityProgram } from '../access/clients.js';
import { changeOwnPassword } from '../access/password.js';
import { requireGoodPassword } from '../access/password-rules.js';
import { deleteRoleProgram, type SaveRoleInput, saveRoleProgram } from '../access/roles.js';
import { clientSizes } from '../access/sizes.js';
import { issueToken, revokeTokenProgram } from '../access/tokens.js';
import { deleteUserProgram, type SaveUserInput, saveUserProgram } from '../access/users.js';
import {
  ClientBody,
  type ClientLimits,
  type NewTokenAnswer,
  PasswordBody,
  RoleBody,
  RolePath,
  TokenBody,
  TokenListParameters,
  TokenPath,
  UserBody,
  UserListParameters,
  UserPath,
} from '../contract/access.js';
import { done } from '../contract/answers.js';
import { Refusal } from '../contract/errors.js';
import { given, givenCursor, givenNumber } from '../contract/given.js';
import * as operations from '../contract/operations/access.js';
import * as ofClient from '../contract/operations/client.js';
import * as tokens from '../contract/operations/tokens.js';
import { requireAdminister } from '../contract/permissions.js';
import { validate } from '../contract/validate.js';
import { limits } from '../limits/limits.js';
import type { AskedFor } from '../metadata/administered.js';
import type { Client, Program } from '../store/store.js';
import { trialOf } from './attempt.js';
import { callerOf } from './authenticate.js';
import { operationRoute } from './operation-route.js';
import { sendPage } from './page.js';
import type { Services } from './services.js';

/** A page's cursor and size; one row more is asked for, which says whether there is a next page. */
function pageOf({ after, pageSize }: { after?: string | undefined; pageSize?: string | undefined }) {
  return { after: givenCursor(after) ?? 0, size: givenNumber(pageSize, limits.pageRowsDefault) };
}

function cut<Row extends { id: number }>(rows: Row[], size: number) {
  const shown = rows.slice(0, size);
  return { rows: shown, next: rows.length > size ? shown.at(-1)?.id : undefined };
}

/** Users, roles, tokens and the client's settings. */
export function accessRoutes(app: FastifyInstance, services: Services): void {
  const { store, metadata } = services;

  async function clientOf({ client }: SignedInCaller): Promise<Client> {
    const found = await store.clientById(client);
    if (found === undefined) throw new Refusal('unauthenticated');
    return found;
  }

  const ownLimits = (): ClientLimits => ({
    BulkEntries: services.bulkEntries,
    BodyBytes: limits.bodyBytes,
    FileBytes: services.fileBytes,
    ContentBytes: services.contentBytes,
    PageRows: limits.pageRows,
    SessionMinutes: services.sessionMilliseconds / 60_000,
    RecentRequestDays: limits.recentRequestDays,
    RecentRequests: limits.recentRequestsOfClient,
  });

  /** What is kept of a user's new password. @throws Refusal `invalid_request` for one that is easily guessed */
  async function hashOf(
    caller: SignedInCaller,
    user: string,
    password: string | null,
  ): Promise<string | null> {
    if (password === null) return null;
    const { account, name } = await clientOf(caller);
    await requireGoodPassword('Password', password, [account, name, user]);
    return services.passwords.hash(password, { name: `client ${caller.client}` });
  }

  /** Whose tokens are listed: the caller's own, or as an administrator asks. @throws Refusal */
  async function ownerOf(caller: SignedInCaller, name: string | undefined): Promise<{ user?: number }> {
    if (name === caller.name || (name === undefined && !caller.administrator)) return { user: caller.user };
    requireAdminister(caller);
    if (name === undefined) return {};
    const user = await store.userByName(caller.client, name);
    if (user === undefined) throw new Refusal('not_found', `There is no user '${name}'.`);
    return { user: user.id };
  }

  /**
   * Runs a program, which asks under the lock what the caller may do then. Its effect on rights holds on this server
   * when it answers.
   */
  async function write<Input, Output>(
    { client, user }: SignedInCaller,
    program: Program<Input & AskedFor, Output>,
    input: NoInfer<Input>,
  ): Promise<Output> {
    const output = await store.write({ client, program, input: { ...input, asker: user } });
    await metadata.changed(client);
    return output;
  }

  operationRoute(app, ofClient.readMe, async (request) => {
    const caller = callerOf(request);
    return meAnswer(caller, await clientOf(caller), await metadata.get(caller.client));
  });

  operationRoute(app, ofClient.changePassword, async (request, reply) => {
    const caller = callerOf(request);
    const { OldPassword, NewPassword } = validate(PasswordBody, request.body);
    const { account, name } = await clientOf(caller);
    const trial = trialOf(services, request, reply, [account, name, caller.name]);
    await changeOwnPassword(services, caller, { from: OldPassword, to: NewPassword }, trial);
    await metadata.changed(caller.client);
    return done('Changed the password.');
  });

  operationRoute(app, ofClient.readClient, async (request) =>
    clientAnswer(await clientOf(callerOf(request)), ownLimits()),
  );

  operationRoute(app, ofClient.readClientSizes, async (request) => {
    const caller = callerOf(request);
    requireAdminister(caller);
    return clientSizes(store, caller.client, await metadata.get(caller.client));
  });

  operationRoute(app, ofClient.saveClient, async (request) => {
    const caller = callerOf(request);
    const { LinkIdentity } = validate(ClientBody, request.body);
    requireAdminister(caller);
    await write(caller, setLinkIdentityProgram, { linkIdentity: LinkIdentity });
    return clientAnswer(await clientOf(caller), ownLimits());
  });

  operationRoute(app, operations.listUsers, async (request, reply) => {
    const caller = callerOf(request);
    const { after, size } = pageOf(validate(UserListParameters, request.query));
    requireAdminister(caller);
    const { users, reached } = await store.userPage(caller.client, { after, limit: size + 1 });
    const { rows, next = reached } = cut(users, size);
    return sendPage(request, reply, { rows: rows.map(userAnswer), next });
  });

  operationRoute<'user'>(app, operations.saveUser, async (request) => {
    const caller = callerOf(request);
    const { user: name } = validate(UserPath, request.params);
    const { Password, Administrator, Roles } = validate(UserBody, request.body);
    requireAdminister(caller);
    const input: SaveUserInput = {
      name,
      ...(Password === undefined ? {} : { passwordHash: await hashOf(caller, name, Password) }),
      ...(Administrator === undefined ? {} : { administrator: Administrator }),
      ...(Roles === undefined ? {} : { roles: Roles }),
      keepSession: caller.token.id,
    };
    const { id } = await write(caller, saveUserProgram, input);
    const {
      users: [saved],
    } = await store.userPage(caller.client, { after: id - 1, limit: 1 });
    if (saved?.id !== id) throw new Refusal('not_found', `The user '${name}' has been deleted meanwhile.`);
    return userAnswer(saved);
  });

  operationRoute<'user'>(app, operations.deleteUser, async (request) => {
    const caller = callerOf(request);
    const { user: name } = validate(UserPath, request.params);
    requireAdminister(caller);
    await write(caller, deleteUserProgram, { name });
    return done(`Deleted user '${name}'.`);
  });

  operationRoute(app, operations.listRoles, async (request) => {
    const caller = callerOf(request);
    requireAdminister(caller);
    const index = await metadata.get(caller.client);
    return (await store.roles(caller.client)).map((role) => roleAnswer(index, role));
  });

  operationRoute<'role'>(app, operations.saveRole, async (request) => {
    const caller = callerOf(request);
    const { role: name } = validate(RolePath, request.params);
    const { Grants } = validate(RoleBody, request.body);
    requireAdminister(caller);
    const input: SaveRoleInput = { name, grants: Grants };
    const saved = await write(caller, saveRoleProgram, input);
    return roleAnswer(await metadata.get(caller.client), saved);
  });

  operationRoute<'role'>(app, operations.deleteRole, async (request) => {
    const caller = callerOf(request);
    const { role: name } = validate(RolePath, request.params);
    requireAdminister(caller);
    await write(caller, deleteRoleProgram, { name });
    return done(`Deleted role '${name}'.`);
  });

  operationRoute(app, tokens.listTokens, async (request, reply) => {
    const caller = callerOf(request);
    const { user, ...page } = validate(TokenListParameters, request.query);
    const { after, size } = pageOf(page);
    const filter = { after, limit: size + 1, ...(await ownerOf(caller, user)) };
    const { rows, next } = cut(await store.tokens(caller.client, Date.now(), filter), size);
    return sendPage(request, reply, { rows: rows.map(tokenAnswer), next });
  });

  operationRoute(app, tokens.createToken, async (request): Promise<NewTokenAnswer> => {
    const caller = callerOf(request);
    const { User, Name, ExpiresAt } = validate(TokenBody, request.body);
    requireAdminister(caller);
    const expiresAt = given(ExpiresAt) === undefined ? null : Date.parse(ExpiresAt as string);
    const wanted = { user: User, name: given(Name) ?? '', expiresAt };
    const { id, token, createdAt } = await issueToken(store, caller.client, {
      ...wanted,
      asker: caller.user,
    });
    const made = { id, ...wanted, kind: 'token', createdAt, lastUsedAt: null } as const;
    return { ...tokenAnswer(made), Token: token };
  });

  operationRoute<'id'>(app, tokens.revokeToken, async (request) => {
    const caller = callerOf(request);
    const id = Number(validate(TokenPath, request.params).id);
    await write(caller, revokeTokenProgram, { id });
    return done(`Revoked token ${id}.`);
  });
}
