/** The write program that forgets answers which calls with a key were given. */
import { defineProgram, type WriteTransaction } from '../../store/store.js';

export interface ForgetAnswersInput {
  keys: string[];
  /** What was given later stays: a key may have been used anew. */
  through: number;
}

async function forgetAnswers(
  transaction: WriteTransaction,
  { keys, through }: ForgetAnswersInput,
): Promise<void> {
  await transaction.lock();
  await transaction.forgetAnswers(keys, through);
}

export const forgetAnswersProgram = defineProgram('forgetAnswers', forgetAnswers);
