/** Turns of the event loop: how work that takes long lets others have theirs. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { limits } from '../limits/limits.js';
import { hintAllowance, withHints } from '../text/nearest.js';

/** Those that wait for a turn get it one after the other, so that of many none makes the loop wait longer. */
let last: Promise<unknown> = Promise.resolve();

/** One piece of work, as long as it is. */
export class Turns {
  private spent = 0;

  /** Notes that so many characters were looked at, and waits for the next turn where that was enough for one. */
  async spend(characters: number): Promise<void> {
    this.spent += characters;
    if (this.spent < limits.charactersOfTurn) return;
    this.spent = 0;
    last = last.then(() => nextTurn());
    await last;
  }
}

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
      await nextTurn();
      since = performance.now();
    }
    results.push(withHints(hints, () => work(item)));
  }
  return results;
}
