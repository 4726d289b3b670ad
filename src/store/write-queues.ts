/** What waits to be written, in a queue for each client. */
import { limits } from '../limits/limits.js';

/** One write that waits. */
export interface QueuedWrite {
  client: number;
  /** How many commands it is: what a batch has a limit of. */
  size: number;
  /** Whether it has a transaction of its own, whatever else waits. */
  alone: boolean;
}

/** The first of what waits that are to share a transaction; takes them out of the queue. */
function takeBatch<Write extends QueuedWrite>(queue: Write[]): Write[] {
  let size = 0;
  let count = 0;
  for (const write of queue) {
    size += write.size;
    if (count > 0 && (write.alone || size > limits.batchCommands)) break;
    count++;
    if (write.alone) break;
  }
  return queue.splice(0, count);
}

/**
 * Hands over what waits for a client, all that fits into a batch at once, one batch of a client at a time: what comes
 * meanwhile makes the next. A write that comes alone waits for nobody.
 */
export class WriteQueues<Write extends QueuedWrite> {
  private readonly run: (batch: Write[], release: () => void) => Promise<void>;
  /** Of the clients that have a batch under way, or are about to. */
  private readonly queues = new Map<number, Write[]>();

  /** @param run settles the writes of a batch, and never fails; it may `release` the next batch before it ends */
  constructor(run: (batch: Write[], release: () => void) => Promise<void>) {
    this.run = run;
  }

  push(write: Write): void {
    const queue = this.queues.get(write.client);
    if (queue !== undefined) {
      queue.push(write);
      return;
    }
    this.queues.set(write.client, [write]);
    // Waits a moment, so that whatever else arrives in the same turn of the event loop goes along.
    setImmediate(() => this.next(write.client));
  }

  private next(client: number): void {
    const batch = takeBatch(this.queues.get(client) ?? []);
    if (batch.length === 0) {
      this.queues.delete(client);
      return;
    }
    let isReleased = false;
    const release = () => {
      if (isReleased) return;
      isReleased = true;
      this.next(client);
    };
    void this.run(batch, release).finally(release);
  }
}
