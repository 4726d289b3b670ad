/** Tokens as callers list, make and end them (docs/reference/signing-in.md#whose-requests-and-tokens). */
import { type NewTokenAnswer, type TokenAnswer, TokenBody, TokenListParameters } from '../contract/access.js';
import { Refusal } from '../contract/errors.js';
import { given } from '../contract/given.js';
import { type Caller, requireAdminister } from '../contract/permissions.js';
import { validate } from '../contract/validate.js';
import { type ChangingCaller, changeSettings, type SettingsServices } from '../metadata/change-settings.js';
import type { Store, StoreQueries } from '../store/store.js';
import { tokenAnswer } from './answers.js';
import { cut, type Page, pageOf } from './page.js';
import { issueToken, revokeTokenProgram } from './tokens.js';

/** Which tokens are listed: the caller's own, by one with fewer roles that one alone, or as an administrator asks. @throws Refusal */
async function ownerOf(
  queries: StoreQueries,
  caller: Caller,
  name: string | undefined,
): Promise<{ user?: number; token?: number }> {
  if (name === caller.name || (name === undefined && !caller.administrator)) {
    const alone = caller.administrator ? undefined : caller.bound;
    return { user: caller.user, ...(alone === undefined ? {} : { token: alone.token }) };
  }
  requireAdminister(caller);
  if (name === undefined) return {};
  const user = await queries.userByName(caller.client, name);
  if (user === undefined) throw new Refusal('not_found', `There is no user '${name}'.`);
  return { user: user.id };
}

/** A page of tokens. @throws Refusal */
export async function listTokensFor(
  queries: StoreQueries,
  caller: Caller,
  sent: unknown,
): Promise<Page<TokenAnswer>> {
  const { user, ...page } = validate(TokenListParameters, sent);
  const { after, size } = pageOf(page);
  const filter = { after, limit: size + 1, ...(await ownerOf(queries, caller, user)) };
  const { rows, next } = cut(await queries.tokens(caller.client, Date.now(), filter), size);
  return { rows: rows.map(tokenAnswer), next };
}

/** Makes a token for a program, and shows its text this once. @throws Refusal */
export async function issueTokenFor(
  store: Store,
  caller: ChangingCaller,
  sent: unknown,
): Promise<NewTokenAnswer> {
  const { User, Name, ExpiresAt, Roles } = validate(TokenBody, sent);
  requireAdminister(caller);
  const end = given(ExpiresAt);
  const wanted = {
    user: User,
    name: given(Name) ?? '',
    expiresAt: end === undefined ? null : Date.parse(end),
  };
  const roles = Roles ?? undefined;
  const { client, user, bound, name, origin } = caller;
  const asked = { roles, asker: user, bound, author: { name, origin } };
  const { id, token, createdAt } = await issueToken(store, client, { ...wanted, ...asked });
  const ofRoles = { roles: roles === undefined ? null : [...new Set(roles)].sort() };
  const made = { id, ...wanted, ...ofRoles, kind: 'token', createdAt, lastUsedAt: null } as const;
  return { ...tokenAnswer(made), Token: token };
}

/** Ends a token: the caller's own, or as an administrator any. @throws Refusal */
export function revokeTokenFor(
  services: SettingsServices,
  caller: ChangingCaller,
  id: number,
): Promise<void> {
  return changeSettings(services, caller, revokeTokenProgram, { id });
}
