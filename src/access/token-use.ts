import { LRUCache } from 'lru-cache';
import { limits } from '../limits/limits.js';
import type { Store } from '../store/store.js';
import { type NoteTokenUseInput, noteTokenUseProgram } from './tokens.js';

/**
 * Keeps when each token was last used: to the minute, and written in batches beside the requests, which do
 * not wait for it. A server that dies loses what it has not written; a list then shows an older time.
 */
export class TokenUse {
  private readonly store: Store;
  /** Tokens that were noted within the last minute. */
  private readonly noted = new LRUCache<string, true>({
    max: limits.tokenCacheEntries,
    ttl: limits.tokenUseMilliseconds,
  });
  private readonly waiting = new Map<number, Set<number>>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(store: Store) {
    this.store = store;
  }

  note(client: number, token: number): void {
    const name = `${client}:${token}`;
    if (this.noted.has(name)) return;
    this.noted.set(name, true);
    const tokens = this.waiting.get(client) ?? new Set();
    this.waiting.set(client, tokens.add(token));
    this.timer ??= setTimeout(() => this.write(), limits.tokenUseBatchMilliseconds).unref();
  }

  /** Writes what is waiting. */
  async close(): Promise<void> {
    await this.write();
  }

  private write(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batches = [...this.waiting];
    this.waiting.clear();
    this.writing = this.writing.then(async () => {
      for (const [client, tokens] of batches) {
        const input: NoteTokenUseInput = { tokens: [...tokens], at: Date.now() };
        // A time in a list is not worth a failure: the next use is noted again.
        const noting = this.store.write({ client, program: noteTokenUseProgram, input });
        await noting.catch(() => undefined);
      }
    });
    return this.writing;
  }
}
