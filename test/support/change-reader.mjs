/** A reader that keeps a copy of a client's changes by following their numbers. */
import { setTimeout as pause } from 'node:timers/promises';

/** The next changes past a cursor, oldest first: the one place that knows where they are read. */
async function changesAfter({ postgres, database }, client, cursor) {
  return postgres.query(
    `SELECT id::integer, link_id::integer, action FROM link_change
     WHERE client_id = $1 AND id > $2 ORDER BY id LIMIT 100`,
    [client, cursor],
    database,
  );
}

export class ChangeReader {
  /** The numbers of the changes that were read, in the order of reading. */
  numbers = [];
  stopped = false;

  constructor(world, client) {
    this.world = world;
    this.client = client;
    this.reading = this.read();
  }

  get cursor() {
    return this.numbers.at(-1) ?? 0;
  }

  async read() {
    for (;;) {
      const isLast = this.stopped;
      const changes = await changesAfter(this.world, this.client, this.cursor);
      this.numbers.push(...changes.map(({ id }) => id));
      if (changes.length === 0 && isLast) return;
      await pause(5);
    }
  }

  /** Reads to the end and answers all numbers. */
  async stop() {
    this.stopped = true;
    await this.reading;
    return this.numbers;
  }
}
