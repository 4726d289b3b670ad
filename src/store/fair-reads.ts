import { limits } from '../limits/limits.js';
import { FairTurns } from './fair-turns.js';

/**
 * What a store is asked, so many questions at once; those that wait are taken by turns of the clients, so that one
 * client's many or slow questions stand before its own alone.
 *
 * @returns asks a question, which names its client by its first parameter; throws Refusal `unavailable` where its turn
 *   does not come in time
 */
export function fairReads(
  atOnce: number,
): <Value>(parameters: unknown[], read: () => Promise<Value>) => Promise<Value> {
  const turns = new FairTurns({
    atOnce,
    waiting: limits.waitingReads,
    waitMilliseconds: limits.readWaitMilliseconds,
  });
  return (parameters, read) => turns.run({ name: String(parameters[0]) }, read);
}
