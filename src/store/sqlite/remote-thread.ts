import { Worker } from 'node:worker_threads';
import { type Reply, type Request, type Settled, type ThreadData, unwrap, type Wish } from './messages.js';

/** A thread of the store, and the promises of those who wait for its replies. */
export class RemoteThread {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, (settled: Settled[]) => void>();
  private nextId = 1;
  /** Why nothing more can be asked. */
  private ended: string | undefined;

  /** The thread begins to load its modules; the database is opened by `open`. */
  constructor(data: ThreadData) {
    this.worker = new Worker(new URL('./thread.js', import.meta.url), { workerData: data });
    this.worker.on('message', ({ id, settled }: Reply) => this.settle(id, settled));
    this.worker.on('error', (error) => this.end(error.message));
    this.worker.on('exit', () => this.end('the thread has ended'));
  }

  /** @throws OpenError */
  async open(): Promise<void> {
    unwrap((await this.ask({ kind: 'open' }))[0]);
  }

  ask(wish: Wish): Promise<Settled[]> {
    return new Promise((resolve) => {
      if (this.ended !== undefined) {
        resolve([{ fault: { kind: 'unavailable', message: this.ended } }]);
        return;
      }
      const id = this.nextId++;
      this.waiting.set(id, resolve);
      this.worker.postMessage({ ...wish, id } satisfies Request);
    });
  }

  /** Closes the connection after everything that was asked before. */
  async close(): Promise<void> {
    if (this.ended !== undefined) return;
    const exit = new Promise<void>((resolve) => this.worker.once('exit', () => resolve()));
    await this.ask({ kind: 'close' });
    await exit;
  }

  private settle(id: number, settled: Settled[]): void {
    const resolve = this.waiting.get(id);
    this.waiting.delete(id);
    resolve?.(settled);
  }

  private end(why: string): void {
    this.ended ??= why;
    for (const id of [...this.waiting.keys()]) {
      this.settle(id, [{ fault: { kind: 'unavailable', message: why } }]);
    }
  }
}
