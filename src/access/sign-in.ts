/** Signing in with a password (docs/reference/signing-in.md#sign-in). */
import type { AuthenticateBody } from '../contract/authentication.js';
import { invalidRequest, Refusal } from '../contract/errors.js';
import { limits } from '../limits/limits.js';
import type { Author, Origin } from '../metadata/audit/tell.js';
import { type ChangingCaller, changeSettings, type SettingsServices } from '../metadata/change-settings.js';
import type { Store, User } from '../store/store.js';
import { shortened } from '../text/quoted.js';
import { addressDigest } from './attempts.js';
import type { FailedSignIns } from './audit/failed-sign-ins.js';
import type { SignedInCaller } from './callers.js';
import type { Passwords } from './passwords.js';
import { hashToken, newToken } from './secrets.js';
import { type CreateTokenInput, createTokenProgram, revokeTokenProgram } from './tokens.js';

export interface Session {
  token: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** What signing in works with, and how long a session lasts. */
export interface SignInServices {
  store: Store;
  passwords: Passwords;
  sessionMilliseconds: number;
  failedSignIns: FailedSignIns;
}

/** Where a password is tried. */
export interface Trial {
  /** The network that it comes from. */
  address: string;
  /** The request itself, as the audit log has it. */
  origin: Origin;
  /**
   * Takes an attempt at the password of a user, as `Attempts` does; what it answers gives the attempt back.
   *
   * @throws Refusal `rate_limited` where there is none
   */
  take(user: string[], knownAddress: string | undefined): () => void;
}

/** Whose password is tried. */
interface Tried {
  /** The user as attempts are counted, named by account, client and user. */
  names: string[];
  client: number;
  user: User | undefined;
}

const wrong = () => new Refusal('unauthenticated', 'The account, client, user or password is wrong.');

/**
 * Whether the password fits, by one of the user's attempts. It takes as long where there is no such user.
 *
 * @throws Refusal `rate_limited`; `unavailable` where too many passwords are tried at once
 */
export async function tryPassword(
  { store, passwords }: Pick<SignInServices, 'store' | 'passwords'>,
  { names, client, user }: Tried,
  password: string,
  { address, take }: Trial,
): Promise<boolean> {
  const known = await store.knowsAddress(client, user?.id ?? 0, addressDigest(names, address));
  const giveBack = take(names, known ? address : undefined);
  try {
    const fits = await passwords.verify(user?.passwordHash, password, { name: address, known });
    if (fits) giveBack();
    return fits;
  } catch (error) {
    // The password was not looked at.
    giveBack();
    throw error;
  }
}

/** The same, and notes in the audit log of the client, if there is one, that the user is refused. */
async function tryNoting(
  services: SignInServices,
  tried: Tried,
  password: string,
  trial: Trial,
  author: Author,
): Promise<boolean> {
  try {
    return await tryPassword(services, tried, password, trial);
  } catch (error) {
    const isLimited = error instanceof Refusal && error.code === 'rate_limited';
    if (isLimited && tried.client !== 0) services.failedSignIns.refused(tried.client, author);
    throw error;
  }
}

/**
 * A session for the user. A wrong account, client, user and password are answered alike, in like time.
 *
 * @throws Refusal `unauthenticated`, and what `tryPassword` throws
 */
export async function signIn(
  services: SignInServices,
  { Account, ClientName, User, Password }: AuthenticateBody,
  trial: Trial,
): Promise<Session> {
  const { store, sessionMilliseconds } = services;
  const client = await store.clientByName(Account, ClientName);
  const user = await store.userByName(client?.id ?? 0, User);
  const names = [Account, ClientName, User];
  const tried = { names, client: client?.id ?? 0, user };
  const author = { name: shortened(User.toWellFormed(), limits.auditUserCharacters), origin: trial.origin };
  const fits = await tryNoting(services, tried, Password, trial, author);
  if (client === undefined) throw wrong();
  if (user?.passwordHash == null || !fits) {
    services.failedSignIns.failed(client.id, author);
    throw wrong();
  }
  const token = newToken(client.id);
  const now = Date.now();
  const expiresAt = now + sessionMilliseconds;
  const input: CreateTokenInput = {
    user: user.name,
    hash: hashToken(token),
    name: '',
    kind: 'session',
    createdAt: now,
    expiresAt,
    passwordHash: user.passwordHash,
    address: addressDigest(names, trial.address),
    author,
  };
  try {
    await store.write({ client: client.id, program: createTokenProgram, input });
  } catch (error) {
    // The user has gone, or has another password, since it was looked up.
    if (!(error instanceof Refusal)) throw error;
    services.failedSignIns.failed(client.id, author);
    throw wrong();
  }
  return { token, expiresAt };
}

/** Ends the session that the caller asks with. @throws Refusal `invalid_request` where its token is no session */
export async function signOut(
  services: SettingsServices,
  caller: SignedInCaller & ChangingCaller,
): Promise<void> {
  const { id, kind } = caller.token;
  if (kind !== 'session') {
    throw invalidRequest(`This token is no session. It ends when it is revoked: DELETE /api/Tokens/${id}.`);
  }
  await changeSettings(services, caller, revokeTokenProgram, { id });
}
