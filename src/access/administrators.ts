/** A client keeps somebody who may administer it. */
import { Refusal } from '../contract/errors.js';
import { limits } from '../limits/limits.js';
import type { WriteTransaction } from '../store/store.js';

function lastAdministrators(names: string[]): string {
  const [only, ...others] = names.map((name) => `'${name}'`);
  if (others.length === 0) return `${only} is the last user that may administer the client.`;
  const shown = [only, ...others].slice(0, limits.namedUsers).join(', ');
  const more = names.length > limits.namedUsers ? ', …' : '';
  return `${shown}${more} are the last users that may administer the client.`;
}

/**
 * Does the work, unless it takes the right to administer from the last users that have it: nobody could give
 * it back but with the command line.
 *
 * @throws Refusal `in_use`
 */
export async function keepingAdministrator<Value>(
  transaction: WriteTransaction,
  work: () => Promise<Value>,
): Promise<Value> {
  await transaction.lock();
  const last = await transaction.administrators(transaction.client);
  const value = await work();
  if (last.length > 0 && (await transaction.administrators(transaction.client)).length === 0) {
    throw new Refusal('in_use', lastAdministrators(last));
  }
  return value;
}
