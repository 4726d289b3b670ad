/** The threads that read: one, and more where questions wait for each other (docs/decisions/0086-reading-threads.md). */
import { availableParallelism } from 'node:os';
import { limits } from '../../limits/limits.js';
import type { StoreQueries } from '../store.js';
import type { Settled } from './messages.js';
import type { RemoteThread } from './remote-thread.js';

/** Threads that read at most: one core is left to the others, but two there may always be. */
export const mostReaders = Math.min(limits.mostReaders, Math.max(2, availableParallelism() - 1));

class Reader {
  readonly thread: RemoteThread;
  /** Questions under way, and those of them that are not short. */
  underWay = 0;
  long = 0;
  usedAt = Date.now();

  constructor(thread: RemoteThread) {
    this.thread = thread;
  }
}

/** Which of them has least to do; of two alike the first. */
function idlest(readers: [Reader, ...Reader[]]): Reader {
  return readers.reduce((best, each) => (each.underWay < best.underWay ? each : best));
}

export class Readers {
  private readonly make: () => RemoteThread;
  /** Does everything, while nothing waits for long. */
  private readonly first: Reader;
  /** Does what is short, so that nothing long is ever in front of it. */
  private short: Reader | undefined;
  /** Do what is long, as the first does. */
  private readonly more: Reader[] = [];
  private isStarting = false;
  private mayStartFrom = 0;
  private isClosing = false;
  private readonly tidying: NodeJS.Timeout;

  /** @param make a thread that reads, which is not open yet */
  constructor(make: () => RemoteThread) {
    this.make = make;
    this.first = new Reader(make());
    this.tidying = setInterval(() => this.closeIdle(), limits.idleReaderMilliseconds).unref();
  }

  /** @throws OpenError, StoreFault */
  open(): Promise<void> {
    return this.first.thread.open();
  }

  /** How many there are. */
  get threads(): number {
    return this.all().length;
  }

  async ask(name: keyof StoreQueries, parameters: unknown[], isShort: boolean): Promise<Settled | undefined> {
    const reader = isShort ? this.readerOfShort() : idlest([this.first, ...this.more]);
    const late =
      reader.underWay > 0 && this.mayStart(isShort)
        ? setTimeout(() => void this.start(isShort), limits.readerWaitMilliseconds).unref()
        : undefined;
    reader.underWay++;
    if (!isShort) reader.long++;
    const [settled] = await reader.thread.ask({ kind: 'query', name, parameters });
    clearTimeout(late);
    reader.underWay--;
    if (!isShort) reader.long--;
    reader.usedAt = Date.now();
    return settled;
  }

  async close(): Promise<void> {
    this.isClosing = true;
    clearInterval(this.tidying);
    for (const { thread } of this.all()) await thread.close();
  }

  private all(): Reader[] {
    return [this.first, ...(this.short === undefined ? [] : [this.short]), ...this.more];
  }

  private readerOfShort(): Reader {
    if (this.short === undefined) return this.first;
    return this.first.long > 0 ? this.short : idlest([this.short, this.first]);
  }

  private mayStart(isShort: boolean): boolean {
    if (this.isStarting || this.isClosing || Date.now() < this.mayStartFrom) return false;
    // What one cannot open, another cannot either.
    if (!this.first.thread.isOpen) return false;
    // One thread of those that there may be is kept for what is short.
    return isShort ? this.short === undefined : this.more.length < mostReaders - 2;
  }

  private async start(isShort: boolean): Promise<void> {
    if (!this.mayStart(isShort)) return;
    this.isStarting = true;
    const reader = new Reader(this.make());
    try {
      await reader.thread.open();
      if (this.isClosing) await reader.thread.close();
      else if (isShort) this.short = reader;
      else this.more.push(reader);
    } catch {
      // The others go on, and a question that waits later has it tried again.
      this.mayStartFrom = Date.now() + limits.idleReaderMilliseconds;
      await reader.thread.close();
    } finally {
      this.isStarting = false;
    }
  }

  private closeIdle(): void {
    const before = Date.now() - limits.idleReaderMilliseconds;
    const isIdle = ({ underWay, usedAt }: Reader) => underWay === 0 && usedAt < before;
    const { short } = this;
    if (short !== undefined && isIdle(short)) {
      this.short = undefined;
      void short.thread.close();
    }
    for (const reader of this.more.filter(isIdle)) {
      this.more.splice(this.more.indexOf(reader), 1);
      void reader.thread.close();
    }
  }
}
