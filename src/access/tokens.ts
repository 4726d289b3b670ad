/** The write programs of tokens. */
import { Refusal } from '../contract/errors.js';
import { raiseVersion } from '../record/describe.js';
import type { WriteTransaction } from '../store/store.js';

export interface CreateTokenInput {
  user: string;
  hash: string;
  name: string;
  kind: 'session' | 'token';
  createdAt: number;
  expiresAt: number | null;
}

/** @throws Refusal `not_found` where there is no such user */
export async function createToken(
  transaction: WriteTransaction,
  input: CreateTokenInput,
): Promise<{ id: number }> {
  await transaction.lock();
  const user = await transaction.userByName(transaction.client, input.user);
  if (user === undefined) throw new Refusal('not_found', `There is no user '${input.user}'.`);
  await transaction.deleteEndedSessions(user.id, input.createdAt);
  return { id: await transaction.insertToken({ ...input, user: user.id }) };
}

/** @throws Refusal `not_found` where there is no such token */
export async function revokeToken(transaction: WriteTransaction, { id }: { id: number }): Promise<void> {
  await transaction.lock();
  if (!(await transaction.deleteToken(id))) {
    throw new Refusal('not_found', `There is no token with id ${id}.`);
  }
  await raiseVersion(transaction);
}
