import { Refusal } from '../contract/errors.js';
import type { WriteTransaction } from '../store/store.js';

/**
 * Does the work, unless it takes the right to administer from the last user that has it: nobody could give
 * it back but with the command line.
 *
 * @throws Refusal `in_use`
 */
export async function keepingAdministrator<Value>(
  transaction: WriteTransaction,
  work: () => Promise<Value>,
): Promise<Value> {
  await transaction.lock();
  const [last] = await transaction.administrators(transaction.client);
  const value = await work();
  if (last !== undefined && (await transaction.administrators(transaction.client)).length === 0) {
    throw new Refusal('in_use', `'${last}' is the last user that may administer the client.`);
  }
  return value;
}
