/** Forgets the answers to calls with a key that are past keeping (docs/reference/records.md#sent-twice). */
import { limits } from '../../limits/limits.js';
import type { Store } from '../../store/store.js';
import { forgetAnswersProgram } from './forget-program.js';

export class AnswerRetention {
  private readonly store: Store;
  private readonly timer: NodeJS.Timeout;
  /** Calls of each client since it was last looked at. */
  private readonly calls = new Map<number, number>();
  private readonly trimming = new Map<number, Promise<void>>();
  private closed = false;

  constructor(store: Store) {
    this.store = store;
    this.timer = setInterval(() => void this.sweep(), limits.answerSweepMilliseconds).unref();
  }

  /** Counts a call with a key. */
  note(client: number): void {
    const calls = (this.calls.get(client) ?? 0) + 1;
    this.calls.set(client, calls);
    if (calls >= limits.callsBetweenAnswerTrims) void this.trim(client);
  }

  /** Forgets what is past keeping of a client. Where the store is away, the next time does it. */
  trim(client: number): Promise<void> {
    this.calls.delete(client);
    const under = this.trimming.get(client) ?? this.forgetOldest(client).catch(() => undefined);
    this.trimming.set(client, under);
    return under.finally(() => this.trimming.delete(client));
  }

  /** Looks at every client, also at those that send nothing any more. */
  async sweep(): Promise<void> {
    const clients = await this.store.clients().catch(() => []);
    for (const { id } of clients) if (!this.closed) await this.trim(id);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await Promise.all(this.trimming.values());
  }

  /** Forgets what is too old, and where there is too much, the oldest. */
  private async forgetOldest(client: number): Promise<void> {
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
