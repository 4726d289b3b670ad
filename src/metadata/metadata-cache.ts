import { Refusal } from '../contract/errors.js';
import type { Store } from '../store/store.js';
import { MetadataIndex } from './metadata-index.js';

/**
 * The metadata of the clients that this process serves, by version. A change made anywhere is seen within
 * `settingsPollMilliseconds`; a command read with an older version is read again
 * (docs/architecture.md#settings-on-several-servers).
 */
export class MetadataCache {
  private readonly store: Store;
  private readonly known = new Map<number, MetadataIndex>();
  private readonly renewing = new Map<number, Promise<MetadataIndex>>();
  private readonly listeners: ((client: number) => void)[] = [];
  /** Numbers the readings as they begin; each client's known metadata carry the number of theirs. */
  private readings = 0;
  private readonly readingOf = new Map<number, number>();
  private looking = false;
  private lookAgain = false;

  constructor(store: Store) {
    this.store = store;
    store.watch(() => void this.look());
  }

  /** What is known now, without waiting. */
  peek(client: number): MetadataIndex | undefined {
    return this.known.get(client);
  }

  async get(client: number): Promise<MetadataIndex> {
    return this.known.get(client) ?? this.reload(client);
  }

  /** Reads the client's metadata anew. @throws Refusal `unauthenticated` where the client is gone */
  async reload(client: number): Promise<MetadataIndex> {
    const reading = ++this.readings;
    const metadata = await this.store.metadata(client);
    if (metadata === undefined) throw new Refusal('unauthenticated');
    const before = this.known.get(client);
    // A reading that began later has ended earlier: what it read is as new, or newer.
    if (before !== undefined && reading < (this.readingOf.get(client) ?? 0)) return before;
    this.readingOf.set(client, reading);
    const index = new MetadataIndex(metadata);
    this.known.set(client, index);
    if (before !== undefined && before.version !== index.version) {
      for (const listener of this.listeners) listener(client);
    }
    return index;
  }

  /**
   * To be called when a write of this server that changes a client's metadata, roles, users or tokens has been
   * committed: afterwards nothing is answered by what was known before. It never fails, since the write is done:
   * what cannot be read now is forgotten, and read when it is asked for.
   */
  async changed(client: number): Promise<void> {
    try {
      await this.reload(client);
    } catch {
      this.known.delete(client);
      for (const listener of this.listeners) listener(client);
    }
  }

  /**
   * The client's metadata where `version` is known to be out of date. Hundreds of calls learn that at once, and
   * read them once together.
   *
   * @throws Refusal `unauthenticated` where the client is gone
   */
  async renew(client: number, version: number): Promise<MetadataIndex> {
    // A reading that is under way may have begun too early, or may fail for a reason that has passed.
    await this.renewing.get(client)?.catch(() => undefined);
    const known = this.known.get(client);
    if (known !== undefined && known.version > version) return known;
    return this.renewing.get(client) ?? this.startRenewing(client);
  }

  /** Calls back when something of a client's metadata, roles, users or tokens has changed. */
  onChange(listener: (client: number) => void): void {
    this.listeners.push(listener);
  }

  private startRenewing(client: number): Promise<MetadataIndex> {
    const renewing = this.reload(client).finally(() => this.renewing.delete(client));
    this.renewing.set(client, renewing);
    return renewing;
  }

  private async look(): Promise<void> {
    this.lookAgain = true;
    if (this.looking) return;
    this.looking = true;
    try {
      while (this.lookAgain && this.known.size > 0) {
        this.lookAgain = false;
        for (const { client, version } of await this.store.versions([...this.known.keys()])) {
          if (this.known.get(client)?.version !== version) await this.reload(client);
        }
      }
    } catch {
      // The store is away, or closing. What was missed is caught up with at the next commit, and a write
      // that was read with an old version is read again in any case.
    } finally {
      this.looking = false;
    }
  }
}
