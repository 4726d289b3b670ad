import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { limits } from '../../limits/limits.js';
import type { StoreTrouble, TransactionMeasure } from '../store.js';
import { Clock } from './clock.js';
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

interface Waiting {
  request: ThreadRequest;
  resolve(settled: Settled[]): void;
}

/** Threads that were left to a statement without end: nothing stops one from outside before it is through. */
let left = 0;

/**
 * A thread of the store, and the promises of those who wait for its replies. One that ends by itself once it is open
 * is started anew (docs/decisions/0037-threads.md): who waited for it is told `unavailable`, and is not asked for
 * again, since a write may have been committed, and what ended one thread may end the next.
 */
export class RemoteThread {
  private readonly data: ThreadData;
  private readonly tell: (trouble: StoreTrouble) => void;
  /** In the order in which they are answered. */
  private readonly waiting = new Map<number, Waiting>();
  private readonly clock: Clock | undefined;
  private nextId = 1;
  private worker: Worker | undefined;
  /** Whether it answers; not while it is started anew. */
  isOpen = false;
  private isClosing = false;
  /** When the disk last had no room for a transaction; none since one that it had room for. */
  fullAt: number | undefined;
  /** Hears of each transaction that the thread has committed. */
  onTransaction: ((measure: TransactionMeasure) => void) | undefined;
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
    const { limitMilliseconds } = data;
    if (limitMilliseconds !== undefined) this.clock = new Clock(limitMilliseconds, () => this.leave());
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
      this.post(this.worker, { request, resolve });
      if (this.waiting.size === 1) this.time();
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

  private post(worker: Worker, waiting: Waiting): void {
    const id = this.nextId++;
    this.waiting.set(id, waiting);
    worker.postMessage({ ...waiting.request, id } satisfies NumberedRequest);
  }

  private start(): void {
    const { heapMegabytes } = this.data;
    const worker = new Worker(new URL('./thread.js', import.meta.url), {
      workerData: this.data,
      ...(heapMegabytes === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } }),
    });
    let why = 'the thread has ended';
    worker.on('message', ({ id, settled, measure, isFull }: Reply) => {
      if (isFull) this.fullAt = Date.now();
      if (measure !== undefined) {
        this.fullAt = undefined;
        this.onTransaction?.(measure);
      }
      this.settle(id, settled);
    });
    worker.on('error', (error) => {
      why = error.message;
    });
    // Comes last, also behind an error, and its connection is closed by then: no lock of it is left.
    worker.on('exit', () => {
      if (this.worker === worker) this.ended(why);
    });
    this.worker = worker;
  }

  private settle(id: number, settled: Settled[]): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    this.time();
    waiting?.resolve(settled);
  }

  /** Has what is worked at from now on end in time. */
  private time(): void {
    const [first] = this.waiting.values();
    if (first?.request.kind === 'query') this.clock?.begin();
    else this.clock?.end();
  }

  /**
   * Leaves the thread to the question that it has worked at for too long, and asks the others of a new one. Where too
   * many are left already it goes on, and only who asked is told.
   */
  private leave(): void {
    const [first, ...others] = this.waiting;
    const { worker } = this;
    if (first === undefined || worker === undefined) return;
    const message = `a query took longer than ${this.data.limitMilliseconds} ms`;
    if (left < limits.leftThreads && this.isOpen && !this.isClosing) {
      left++;
      this.worker = undefined;
      worker.once('exit', () => left--);
      worker.unref();
      void worker.terminate();
      this.waiting.clear();
      this.tell({
        message: `the ${names[this.data.purpose]} thread of the store is started anew: ${message}`,
        isFinal: false,
      });
      this.isOpen = false;
      void this.startAnew(others.map(([, waiting]) => waiting));
      first[1].resolve(unavailable(message));
      return;
    }
    this.settle(first[0], unavailable(message));
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

  /**
   * What is asked meanwhile waits behind the opening, and is refused between two attempts.
   *
   * @param asked what was asked of the thread before, and had not begun
   */
  private async startAnew(asked: Waiting[] = []): Promise<void> {
    for (let attempt = 1; attempt <= limits.threadStarts; attempt++) {
      if (this.isClosing) return;
      this.start();
      try {
        const opening = this.open();
        const { worker } = this;
        if (worker !== undefined) for (const waiting of asked.splice(0)) this.post(worker, waiting);
        await opening;
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
