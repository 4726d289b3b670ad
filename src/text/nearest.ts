import { distance } from 'fastest-levenshtein';
import { limits } from '../limits/limits.js';

/** How many names may still be compared for the hints of one call. */
export interface HintAllowance {
  left: number;
}

/** A full allowance, for a new call. */
export function hintAllowance(): HintAllowance {
  return { left: limits.hintedNamesOfCall };
}

let allowance: HintAllowance | undefined;

/** Does the work at once, and takes its hints off the allowance; once that is used up, there are no hints. */
export function withHints<Result>(given: HintAllowance, work: () => Result): Result {
  const before = allowance;
  allowance = given;
  try {
    return work();
  } finally {
    allowance = before;
  }
}

/**
 * The known name nearest to a misspelt one, ignoring case; `undefined` where none is near enough that
 * the writer may have meant it.
 */
export function nearestOf(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.slice(0, 100).toLowerCase();
  let nearest: string | undefined;
  let smallest = Math.max(2, Math.floor(wanted.length / 2)) + 1;
  let looked = 0;
  for (const candidate of known) {
    if (looked++ === limits.hintedNames) break;
    // Names are at least as far apart as their lengths are.
    if (Math.abs(candidate.length - wanted.length) >= smallest) continue;
    if (allowance !== undefined && allowance.left-- <= 0) return undefined;
    const apart = distance(wanted, candidate.toLowerCase());
    // Names with as many changes as letters have nothing in common.
    if (apart < smallest && apart < Math.max(wanted.length, candidate.length)) {
      smallest = apart;
      nearest = candidate;
    }
  }
  return nearest;
}

/** ` Did you mean 'X'?`, or nothing. */
export function hint(name: string, known: Iterable<string>): string {
  const nearest = nearestOf(name, known);
  return nearest === undefined ? '' : ` Did you mean '${nearest}'?`;
}
