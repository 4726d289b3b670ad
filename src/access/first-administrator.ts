/**
 * The first client of a database and its administrator, made over HTTP by whoever has the secret that the server
 * printed when it started (docs/decisions/0029-first-administrator.md).
 */
import { timingSafeEqual } from 'node:crypto';
import type { FirstAdministratorBody } from '../contract/authentication.js';
import { Refusal } from '../contract/errors.js';
import { defineProgram, type WriteTransaction } from '../store/store.js';
import { type CreateClientInput, createClient } from './clients.js';
import { requireGoodPassword } from './password-rules.js';
import { hashToken } from './secrets.js';
import type { SignInServices, Trial } from './sign-in.js';
import { saveUser } from './users.js';

export interface CreateFirstAdministratorInput extends Omit<CreateClientInput, 'linkIdentity'> {
  user: string;
  passwordHash: string;
}

/**
 * Makes both, or neither. However many ask at once, of however many servers, one of them does.
 *
 * @throws Refusal `not_found` where the database has a client
 */
export async function createFirstAdministrator(
  transaction: WriteTransaction,
  { account, name, user, passwordHash, ...by }: CreateFirstAdministratorInput,
): Promise<void> {
  await transaction.lockClients();
  if (await transaction.hasClients()) {
    throw new Refusal(
      'not_found',
      'The database has a client already, and this makes the first one. Sign in.',
    );
  }
  await createClient(transaction, { account, name, linkIdentity: 'pair', uniqueNumbers: true, ...by });
  await saveUser(transaction, { name: user, passwordHash, administrator: true, expect: 'new', ...by });
}

export const createFirstAdministratorProgram = defineProgram(
  'createFirstAdministrator',
  createFirstAdministrator,
);

/** The right to do so, which one secret gives. Once used it is worth nothing: the database has a client. */
export class FirstAdministrator {
  /** There is none where the server printed no secret. */
  private readonly hash: Buffer | undefined;

  constructor(secret: string | undefined) {
    this.hash = secret === undefined ? undefined : Buffer.from(hashToken(secret));
  }

  /**
   * @throws Refusal `unauthenticated` for another secret, `invalid_request` for a password that is easily guessed,
   *   `not_found` where the database has a client
   */
  async create(
    { store, passwords }: Pick<SignInServices, 'store' | 'passwords'>,
    { Secret, Account, ClientName, User, Password }: FirstAdministratorBody,
    { address, origin }: Pick<Trial, 'address' | 'origin'>,
  ): Promise<void> {
    const sent = Buffer.from(hashToken(Secret));
    if (this.hash === undefined || !timingSafeEqual(this.hash, sent)) {
      throw new Refusal('unauthenticated', 'The secret is wrong, or another server gave it out.');
    }
    await requireGoodPassword('Password', Password, [Account, ClientName, User]);
    const input: CreateFirstAdministratorInput = {
      account: Account,
      name: ClientName,
      user: User,
      passwordHash: await passwords.hash(Password, { name: address }),
      author: { name: User, origin },
    };
    await store.write({ client: 0, program: createFirstAdministratorProgram, input });
  }
}
