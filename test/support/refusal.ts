import { Refusal } from '#linkwright/contract/errors.js';

/** The refusal that a function throws, or undefined where it throws nothing. Lets any other error through. */
export function refusalOf(run: () => unknown): Refusal | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  return undefined;
}
