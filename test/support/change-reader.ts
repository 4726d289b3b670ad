/** A reader that keeps a copy of a client's links by following the feed of changes, from one server. */
import { setTimeout as pause } from 'node:timers/promises';

export class ChangeReader {
  /** The numbers of the changes that were read, in the order of reading. */
  numbers = [];
  /** The links of the copy, by id: what each carries. */
  links = new Map();
  cursor = '0';
  stopped = false;

  constructor(address, token) {
    this.address = address;
    this.token = token;
    this.reading = this.read();
  }

  async readPage() {
    const response = await fetch(`${this.address}/api/Link/Changes?pageSize=50&after=${this.cursor}`, {
      headers: { Token: this.token },
    });
    if (response.status === 503) return true;
    const changes = await response.json();
    for (const { ChangeID, LinkID, Action, AfterContactTypeID } of changes) {
      this.numbers.push(ChangeID);
      if (Action === 'removed') this.links.delete(LinkID);
      else this.links.set(LinkID, AfterContactTypeID);
    }
    this.cursor = response.headers.get('Next-After');
    return changes.length > 0;
  }

  async read() {
    for (;;) {
      const isLast = this.stopped;
      const hasMore = await this.readPage();
      if (!hasMore && isLast) return;
      await pause(5);
    }
  }

  /** Reads to the end. */
  async stop() {
    this.stopped = true;
    await this.reading;
    return this;
  }
}
