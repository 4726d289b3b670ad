/** A reader that keeps a copy of a client's links by following the feed of changes, from one server. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ChangeRow } from '#linkwright/contract/change.js';
import { required } from './required.js';

export class ChangeReader {
  /** The numbers of the changes that were read, in the order of reading. */
  readonly numbers: number[] = [];
  /** The links of the copy, by id: what each carries. */
  readonly links = new Map<number, number | null>();
  cursor = '0';
  stopped = false;

  private readonly reading: Promise<void>;

  constructor(
    private readonly address: string,
    private readonly token: string,
  ) {
    this.reading = this.read();
  }

  private async readPage(): Promise<boolean> {
    const response = await fetch(`${this.address}/api/Link/Changes?pageSize=50&after=${this.cursor}`, {
      headers: { Token: this.token },
    });
    if (response.status === 503) return true;
    const changes: ChangeRow[] = await response.json();
    for (const { ChangeID, LinkID, Action, AfterContactTypeID } of changes) {
      this.numbers.push(ChangeID);
      if (Action === 'removed') this.links.delete(LinkID);
      else this.links.set(LinkID, AfterContactTypeID);
    }
    this.cursor = required(response.headers.get('Next-After'));
    return changes.length > 0;
  }

  private async read(): Promise<void> {
    for (;;) {
      const isLast = this.stopped;
      const hasMore = await this.readPage();
      if (!hasMore && isLast) return;
      await pause(5);
    }
  }

  /** Reads to the end. */
  async stop(): Promise<this> {
    this.stopped = true;
    await this.reading;
    return this;
  }
}
