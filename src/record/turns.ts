/** Turns of the event loop: how work that takes long lets others have theirs. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { limits } from '../contract/limits.js';

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
