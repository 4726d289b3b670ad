import { expect } from 'vitest';
import { type ErrorCode, Refusal } from '#linkwright/contract/errors.js';

/** The refusal that a function throws; `undefined` where it throws nothing. Any other error passes through. */
export function refusalOf(run: () => unknown): Refusal | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  return undefined;
}

/** What a bulk call answers for an entry that is refused. */
export const refused = (code: ErrorCode, words = /./) => ({
  IsSuccessful: false,
  Message: expect.stringMatching(words),
  ErrorCode: code,
});
