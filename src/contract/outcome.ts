/** Answers that are made where no schema is loaded, as in the thread that writes. */
import type { Done } from './answers.js';
import type { RefusedEntry } from './bulk.js';
import type { Refusal } from './errors.js';

/** The answer of an operation that has nothing to show. */
export function done(message: string): Done {
  return { IsSuccessful: true, Message: message };
}

/** The same with the records that may have been meant. */
export function explainedEntry(refusal: Refusal): RefusedEntry {
  const { candidates, matches } = refusal.details;
  return {
    ...refusedEntry(refusal),
    ...(candidates === undefined ? {} : { Candidates: candidates }),
    ...(matches === undefined ? {} : { Matches: matches }),
  };
}

/** A refusal as the answer of one entry of a bulk call. */
export function refusedEntry({ code, message }: Refusal): RefusedEntry {
  return { IsSuccessful: false, Message: message, ErrorCode: code };
}
