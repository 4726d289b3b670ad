/** Work that is done once for a key, however often it is asked for (docs/reference/records.md#sent-twice). */
import { Refusal } from '../../contract/errors.js';
import { limits } from '../../limits/limits.js';
import type { KeptAnswer, KeyedCall, WriteTransaction } from '../../store/store.js';

/** Whether a call is still answered as it was then. */
export function isKept(answer: KeptAnswer | undefined): answer is KeptAnswer {
  return answer !== undefined && Date.now() - answer.at < limits.keptAnswerMilliseconds;
}

/** The refusal of a call while another with its key is under way; it may come again. */
export function underWay(): Refusal {
  return new Refusal('idempotency_conflict', 'A call with this Idempotency-Key is under way; send it again.');
}

/** What the input of a program has that is done once for a key. */
export interface Keyed {
  /** Nothing, where the caller gave no key. */
  keyed: KeyedCall | undefined;
}

/**
 * A program that keeps its answer in the transaction of what it writes: after a crash both are there, or neither. What
 * another server has answered meanwhile is found under the client's lock.
 *
 * @param answerOf what the caller is answered; `undefined` where nothing was written, so that the call may come again
 */
export function onceForKey<Input, Output>(
  run: (transaction: WriteTransaction, input: Input) => Promise<Output>,
  answerOf: (output: Output, input: Input) => object | undefined,
): (transaction: WriteTransaction, input: Input & Keyed) => Promise<Output> {
  return async (transaction, input) => {
    const { keyed } = input;
    if (keyed === undefined) return run(transaction, input);
    await transaction.lock();
    if (isKept(await transaction.keptAnswer(transaction.client, keyed.key))) throw underWay();
    const output = await run(transaction, input);
    const answer = answerOf(output, input);
    if (answer !== undefined) {
      await transaction.keepAnswer({ ...keyed, answer: JSON.stringify(answer), at: Date.now() });
    }
    return output;
  };
}
