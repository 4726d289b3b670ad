/** Signing in with a password (contract section 6). */
import type { AuthenticateBody } from '../contract/authentication.js';
import { Refusal } from '../contract/errors.js';
import type { Store } from '../store/store.js';
import { hashToken, newToken, verifyPassword } from './secrets.js';
import type { CreateTokenInput } from './tokens.js';

export interface Session {
  token: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

const wrong = () => new Refusal('unauthenticated', 'The account, client, user or password is wrong.');

/**
 * A session for the user, of so many milliseconds. A wrong account, client, user and password are answered
 * alike, in like time.
 *
 * @throws Refusal `unauthenticated`
 */
export async function signIn(
  store: Store,
  { Account, ClientName, User, Password }: AuthenticateBody,
  milliseconds: number,
): Promise<Session> {
  const client = await store.clientByName(Account, ClientName);
  const user = await store.userByName(client?.id ?? 0, User);
  const fits = await verifyPassword(user?.passwordHash, Password);
  if (client === undefined || user?.passwordHash == null || !fits) throw wrong();
  const token = newToken(client.id);
  const now = Date.now();
  const expiresAt = now + milliseconds;
  const input: CreateTokenInput = {
    user: user.name,
    hash: hashToken(token),
    name: '',
    kind: 'session',
    createdAt: now,
    expiresAt,
    passwordHash: user.passwordHash,
  };
  try {
    await store.write({ client: client.id, program: 'createToken', input });
  } catch (error) {
    // The user has gone, or has another password, since it was looked up.
    throw error instanceof Refusal ? wrong() : error;
  }
  return { token, expiresAt };
}
