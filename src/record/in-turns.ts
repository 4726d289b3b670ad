/** Work on many things, which lets others have their turn between. */
import { setImmediate as turn } from 'node:timers/promises';
import { limits } from '../contract/limits.js';
import { hintAllowance, withHints } from '../contract/nearest.js';

/** Does the work for each item, in their order; the hints of all count together. What it throws ends it. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  const hints = hintAllowance();
  let since = performance.now();
  for (const item of items) {
    if (performance.now() - since > limits.turnMilliseconds) {
      await turn();
      since = performance.now();
    }
    results.push(withHints(hints, () => work(item)));
  }
  return results;
}
