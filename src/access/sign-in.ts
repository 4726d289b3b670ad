/** Signing in with a password (contract section 6). */
import type { AuthenticateBody } from '../contract/authentication.js';
import { Refusal } from '../contract/errors.js';
import { limits } from '../contract/limits.js';
import type { Store } from '../store/store.js';
import { hashToken, newToken, verifyPassword } from './secrets.js';
import type { CreateTokenInput } from './tokens.js';

export interface Session {
  token: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/**
 * A session for the user. A wrong account, client, user and password are answered alike, in like time.
 *
 * @throws Refusal `unauthenticated`
 */
export async function signIn(
  store: Store,
  { Account, ClientName, User, Password }: AuthenticateBody,
): Promise<Session> {
  const client = await store.clientByName(Account, ClientName);
  const user = await store.userByName(client?.id ?? 0, User);
  const fits = await verifyPassword(user?.passwordHash, Password);
  if (client === undefined || user === undefined || !fits) {
    throw new Refusal('unauthenticated', 'The account, client, user or password is wrong.');
  }
  const token = newToken(client.id);
  const now = Date.now();
  const expiresAt = now + limits.sessionMilliseconds;
  const input: CreateTokenInput = {
    user: user.name,
    hash: hashToken(token),
    name: '',
    kind: 'session',
    createdAt: now,
    expiresAt,
  };
  await store.write({ client: client.id, program: 'createToken', input });
  return { token, expiresAt };
}
