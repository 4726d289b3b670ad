import { limits } from '../../limits/limits.js';
import type { WriteItem } from '../store.js';
import type { NamedWrite, Settled } from './messages.js';
import { unwrap } from './messages.js';
import type { RemoteThread } from './remote-thread.js';

/** Gathers what is to be written while the thread has enough to do, so that it shares one commit. */
export class Writer {
  private readonly thread: RemoteThread;
  private queue: { item: NamedWrite; settle: (settled: Settled | undefined) => void }[] = [];
  private underWay = 0;
  /** Writes that are not answered yet. */
  waiting = 0;

  constructor(thread: RemoteThread) {
    this.thread = thread;
  }

  /** @throws Refusal, StoreFault */
  async write<Input, Output>({ client, program, input }: WriteItem<Input, Output>): Promise<Output> {
    const { input: sent, output: answered } = program.transfers;
    const item: NamedWrite = { client, program: program.name, input: sent?.pack(input) ?? input };
    const settled = new Promise<Settled | undefined>((settle) => this.queue.push({ item, settle }));
    this.waiting++;
    if (this.underWay < limits.writesUnderWay) void this.run();
    const value = unwrap(await settled);
    // The thread ran the program of this name.
    return answered === undefined ? (value as Output) : answered.unpack(value);
  }

  private async run(): Promise<void> {
    this.underWay++;
    while (this.queue.length > 0) {
      const batch = this.queue;
      this.queue = [];
      const settled = await this.thread.ask({ kind: 'write', items: batch.map(({ item }) => item) });
      this.waiting -= batch.length;
      for (const [at, { settle }] of batch.entries()) settle(settled[at] ?? settled[0]);
    }
    this.underWay--;
  }
}
