/** Forgets the answers to calls with a key that are past keeping (docs/reference/records.md#sent-twice). */
import { limits } from '../../limits/limits.js';
import { ClientRetention } from '../../store/client-retention.js';
import type { Store } from '../../store/store.js';
import { forgetAnswersProgram } from './forget-program.js';

export class AnswerRetention extends ClientRetention {
  /** Calls of each client since it was last looked at. */
  private readonly calls = new Map<number, number>();

  constructor(store: Store) {
    super(store, limits.answerSweepMilliseconds);
  }

  /** Counts a call with a key. */
  note(client: number): void {
    const calls = (this.calls.get(client) ?? 0) + 1;
    this.calls.set(client, calls);
    if (calls >= limits.callsBetweenAnswerTrims) void this.trim(client);
  }

  override trim(client: number): Promise<void> {
    this.calls.delete(client);
    return super.trim(client);
  }

  /** Forgets what is too old, and where there is too much, the oldest. */
  protected override async removeOldest(client: number): Promise<void> {
    const surplus = (await this.store.keptAnswerBehind(client, limits.keptAnswersOfClient)) ?? 0;
    const through = Math.max(Date.now() - limits.keptAnswerMilliseconds, surplus);
    while (!this.closed) {
      const keys = await this.store.keptAnswersThrough(client, through, limits.answersForgottenAtOnce);
      if (keys.length === 0) return;
      const input = { keys, through };
      await this.store.write({ client, program: forgetAnswersProgram, input });
    }
  }
}
