import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { limits } from '../../limits/limits.js';
import type { StoreTrouble } from '../store.js';
import {
  type NumberedRequest,
  type Reply,
  type Settled,
  type ThreadData,
  type ThreadRequest,
  unwrap,
} from './messages.js';

const names = { write: 'writing', read: 'reading' };

function unavailable(message: string): Settled[] {
  return [{ fault: { kind: 'unavailable', message } }];
}

/**
 * A thread of the store, and the promises of those who wait for its replies. One that ends by itself once it is open
 * is started anew (docs/decisions/0037-threads.md): who waited for it is told `unavailable`, and is not asked for
 * again, since a write may have been committed, and what ended one thread may end the next.
 */
export class RemoteThread {
  private readonly data: ThreadData;
  private readonly tell: (trouble: StoreTrouble) => void;
  private readonly waiting = new Map<number, (settled: Settled[]) => void>();
  private nextId = 1;
  private worker: Worker | undefined;
  private isOpen = false;
  private isClosing = false;
  /** Why nothing can be asked at present. */
  private why = 'the thread has not begun';

  /**
   * The thread begins to load its modules; the database is opened by `open`.
   *
   * @param tell hears of a thread that has ended by itself, and of one that could not be started anew
   */
  constructor(data: ThreadData, tell: (trouble: StoreTrouble) => void) {
    this.data = data;
    this.tell = tell;
    this.start();
  }

  /** @throws OpenError, StoreFault */
  async open(): Promise<void> {
    unwrap((await this.ask({ kind: 'open' }))[0]);
    this.isOpen = true;
  }

  ask(request: ThreadRequest): Promise<Settled[]> {
    return new Promise((resolve) => {
      if (this.worker === undefined) {
        resolve(unavailable(this.why));
        return;
      }
      const id = this.nextId++;
      this.waiting.set(id, resolve);
      this.worker.postMessage({ ...request, id } satisfies NumberedRequest);
    });
  }

  /** Closes the connection after everything that was asked before. */
  async close(): Promise<void> {
    this.isClosing = true;
    const { worker } = this;
    if (worker === undefined) return;
    const exit = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    await this.ask({ kind: 'close' });
    await exit;
  }

  private start(): void {
    const { heapMegabytes } = this.data;
    const worker = new Worker(new URL('./thread.js', import.meta.url), {
      workerData: this.data,
      ...(heapMegabytes === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } }),
    });
    let why = 'the thread has ended';
    worker.on('message', ({ id, settled }: Reply) => this.settle(id, settled));
    worker.on('error', (error) => {
      why = error.message;
    });
    // Comes last, also behind an error, and its connection is closed by then: no lock of it is left.
    worker.on('exit', () => this.ended(why));
    this.worker = worker;
  }

  private settle(id: number, settled: Settled[]): void {
    const resolve = this.waiting.get(id);
    this.waiting.delete(id);
    resolve?.(settled);
  }

  private ended(why: string): void {
    this.worker = undefined;
    this.why = why;
    for (const id of [...this.waiting.keys()]) this.settle(id, unavailable(why));
    if (!this.isOpen || this.isClosing) return;
    this.isOpen = false;
    this.tell({
      message: `the ${names[this.data.purpose]} thread of the store ended: ${why}`,
      isFinal: false,
    });
    void this.startAnew();
  }

  /** What is asked meanwhile waits behind the opening, and is refused between two attempts. */
  private async startAnew(): Promise<void> {
    for (let attempt = 1; attempt <= limits.threadStarts; attempt++) {
      if (this.isClosing) return;
      this.start();
      try {
        await this.open();
        return;
      } catch (error) {
        await this.worker?.terminate();
        this.why = (error as Error).message;
      }
      await pause(limits.threadStartPauseMilliseconds);
    }
    if (this.isClosing) return;
    const message = `the ${names[this.data.purpose]} thread of the store cannot be started anew: ${this.why}`;
    this.tell({ message, isFinal: true });
  }
}
