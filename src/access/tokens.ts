/** Making, ending and listing tokens, and the write programs of it. */
import { requireAccessName } from '../contract/access-name.js';
import { invalidRequest, Refusal } from '../contract/errors.js';
import { limits } from '../limits/limits.js';
import { type AskedFor, administered, mayAdminister } from '../metadata/administered.js';
import { type Author, type Authored, tellChanges, writeAudit } from '../metadata/audit/tell.js';
import {
  type AuditValues,
  defineProgram,
  type Store,
  type Token,
  type TokenKind,
  type User,
  type WriteTransaction,
} from '../store/store.js';
import { hint } from '../text/nearest.js';
import { quoted } from '../text/quoted.js';
import { timeOrNull } from './answers.js';
import { noteSignIns } from './audit/sign-ins.js';
import { hashToken, newToken } from './secrets.js';

export interface CreateTokenInput extends Authored {
  user: string;
  hash: string;
  name: string;
  kind: TokenKind;
  createdAt: number;
  expiresAt: number | null;
  /** The names of roles of the user, to which the token is bound; without any it stands for all that the user has. */
  roles?: string[] | undefined;
  /** For a session: the password's hash that was found to fit. It may be another meanwhile. */
  passwordHash?: string;
  /** For a session: where it was signed in from (`addressDigest`), which is known from then on. */
  address?: string;
}

/** Ends the user's earliest session for another, where it has the most. @throws Refusal for another token */
async function makeRoom(
  transaction: WriteTransaction,
  { id, name }: User,
  { kind, createdAt }: Pick<CreateTokenInput, 'kind' | 'createdAt'>,
): Promise<void> {
  const all = await transaction.tokens(transaction.client, createdAt, { user: id });
  const [first, ...others] = all.filter((token) => token.kind === kind);
  if (kind === 'session') {
    if (first !== undefined && others.length + 1 >= limits.sessionsOfUser) {
      await transaction.deleteToken(first.id);
    }
  } else if (others.length + 1 >= limits.tokensOfUser) {
    throw invalidRequest(
      `User '${name}' has ${limits.tokensOfUser} tokens already, the most that a user has; revoke some, also those that have ended.`,
      '/User',
    );
  }
}

/** The ids of roles that the user has. @throws Refusal `invalid_request` for another */
async function rolesOf(transaction: WriteTransaction, user: User, wanted: string[]): Promise<number[]> {
  const held = await transaction.rolesOfUser(transaction.client, user.id);
  const names = held.map(({ name }) => name);
  return [...new Set(wanted)].map((name) => {
    const role = held.find((each) => each.name === name);
    if (role !== undefined) return role.id;
    const shown = names.slice(0, limits.namedNames).map((each) => `'${each}'`);
    const has =
      shown.length === 0 ? 'none' : `${shown.join(', ')}${names.length > shown.length ? ', …' : ''}`;
    throw invalidRequest(
      `Roles must name roles that user '${user.name}' has (${has}); ${quoted(name)} was given.${hint(name, names)}`,
      `/Roles/${wanted.indexOf(name)}`,
    );
  });
}

/** A token as the audit log has it, which never holds its text or a hash. */
function told({ id, user, name, kind, expiresAt, roles }: ToldToken): {
  subject: string;
  values: AuditValues;
} {
  return {
    subject: String(id),
    values: { User: user, Name: name, Kind: kind, ExpiresAt: timeOrNull(expiresAt), Roles: roles },
  };
}

type ToldToken = Pick<Token, 'id' | 'user' | 'name' | 'kind' | 'expiresAt' | 'roles'>;

/** A session is told as the sign-in that it comes from. */
async function tellToken(
  transaction: WriteTransaction,
  author: Author | undefined,
  token: ToldToken & { createdAt: number },
): Promise<void> {
  if (token.kind === 'session') {
    const who = author ?? { name: token.user };
    const more = { TokenID: token.id };
    await noteSignIns(transaction, [{ at: token.createdAt, action: 'succeeded', author: who, more }]);
    return;
  }
  const { subject, values } = told(token);
  const by = author === undefined ? {} : { author };
  await writeAudit(transaction, by, [{ kind: 'token', subject, after: values }]);
}

/**
 * @throws Refusal `not_found` where there is no such user, or none with this password any more; `invalid_request`
 *   where the user has as many tokens as may be, or lacks a role
 */
export async function createToken(
  transaction: WriteTransaction,
  { passwordHash, address, roles, author, ...input }: CreateTokenInput,
): Promise<{ id: number }> {
  if (input.name !== '') requireAccessName('The name of a token', input.name);
  await transaction.lock();
  const user = await transaction.userByName(transaction.client, input.user);
  const isOther = passwordHash !== undefined && user?.passwordHash !== passwordHash;
  if (user === undefined || isOther) throw new Refusal('not_found', `There is no user '${input.user}'.`);
  const ids = roles === undefined ? null : await rolesOf(transaction, user, roles);
  await transaction.deleteEndedSessions(user.id, input.createdAt);
  await makeRoom(transaction, user, input);
  if (address !== undefined) {
    await transaction.noteAddress(user.id, address, input.createdAt, limits.knownAddressesOfUser);
  }
  const id = await transaction.insertToken({ ...input, roles: ids, user: user.id });
  await tellToken(transaction, author, {
    ...input,
    id,
    roles: roles === undefined ? null : [...new Set(roles)].sort(),
  });
  return { id };
}

export const createTokenProgram = defineProgram('createToken', administered(createToken));

export interface IssuedToken {
  id: number;
  /** Its text, which is not kept. */
  token: string;
  createdAt: number;
}

/**
 * Makes a long-lived token for a user, for all of its roles or some; without an end, until it is revoked.
 *
 * @throws Refusal `not_found` where there is no such user, `invalid_request` for an end that is not to
 *   come, and for a role that the user does not have
 */
export async function issueToken(
  store: Store,
  client: number,
  {
    user,
    name = '',
    expiresAt = null,
    roles,
    ...asked
  }: {
    user: string;
    name?: string;
    expiresAt?: number | null;
    roles?: string[] | undefined;
  } & AskedFor,
  createdAt = Date.now(),
): Promise<IssuedToken> {
  const token = newToken(client);
  if (expiresAt !== null && !(expiresAt > createdAt)) {
    throw invalidRequest('ExpiresAt must be in the future.', '/ExpiresAt');
  }
  const kind = 'token';
  const hash = hashToken(token);
  const input: CreateTokenInput = { user, hash, name, kind, createdAt, expiresAt, roles };
  const item = { client, program: createTokenProgram, input: { ...input, ...asked } };
  const { id } = await store.write(item);
  return { id, token, createdAt };
}

export interface RevokeTokenInput extends AskedFor {
  id: number;
}

/**
 * Ends a token: anybody's for those who may administer the client, else the asker's own; by a token that is bound to some
 * roles, that one alone.
 *
 * @throws Refusal `not_found` where there is no such token
 */
export async function revokeToken(
  transaction: WriteTransaction,
  { id, asker, bound, ...by }: RevokeTokenInput,
): Promise<void> {
  await transaction.lock();
  const isFree = asker === undefined || (await mayAdminister(transaction, asker, bound));
  const mayEnd = isFree || bound === undefined || bound.token === id;
  const [present] = await transaction.tokens(transaction.client, 0, { after: id - 1, limit: 1 });
  const isDeleted = mayEnd && (await transaction.deleteToken(id, isFree ? undefined : asker));
  if (!isDeleted || present === undefined) {
    throw new Refusal('not_found', `There is no token with id ${id}.`);
  }
  const { subject, values } = told(present);
  await tellChanges(transaction, by, [{ kind: 'token', subject, before: values }]);
}

export const revokeTokenProgram = defineProgram('revokeToken', revokeToken);

export interface NoteTokenUseInput {
  tokens: number[];
  at: number;
}

/** Without the client's lock: it changes nothing that a rule goes by. */
export function noteTokenUse(
  transaction: WriteTransaction,
  { tokens, at }: NoteTokenUseInput,
): Promise<void> {
  return transaction.noteTokenUse(tokens, at);
}

export const noteTokenUseProgram = defineProgram('noteTokenUse', noteTokenUse, { unlocked: true });
