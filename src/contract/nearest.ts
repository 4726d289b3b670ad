import { distance } from 'fastest-levenshtein';
import { limits } from './limits.js';

/**
 * The known name nearest to a misspelt one, ignoring case; `undefined` where none is near enough that
 * the writer may have meant it.
 */
export function nearestOf(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.slice(0, 100).toLowerCase();
  let nearest: string | undefined;
  let least = Math.max(2, Math.floor(wanted.length / 2)) + 1;
  let looked = 0;
  for (const candidate of known) {
    if (looked++ === limits.hintedNames) break;
    const apart = distance(wanted, candidate.toLowerCase());
    if (apart < least) {
      least = apart;
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
