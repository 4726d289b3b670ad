/**
 * gather: collects what arrives while the last transaction commits, and runs it as one
 * (docs/architecture.md#a-calls-way).
 */
import { limits } from '../limits/limits.js';
import { isAway, type Store } from '../store/store.js';
import { type BatchOptions, failed, type LinkCommand, type Outcome } from './command.js';
import { runLinkBatchProgram } from './run-batch.js';

/** Is told of faults; callers learn only their code. */
export type FaultLog = (message: string, fault: unknown) => void;

interface Waiting {
  command: LinkCommand;
  settle: (outcome: Outcome) => void;
}

/** What waits for one client. Single calls go first, but never fill a batch that bulk waits for too. */
interface ClientQueue {
  single: Waiting[];
  bulk: Waiting[];
  /** Batches that are scheduled or under way. */
  underWay: number;
  /** A batch with bulk entries is under way: those behind it wait, since they must see its effect. */
  bulkUnderWay: boolean;
  /** Commands that wait or are under way. */
  commands: number;
}

function nextBatch({ single, bulk, bulkUnderWay }: ClientQueue): { batch: Waiting[]; hasBulk: boolean } {
  const max = limits.batchCommands;
  const takesBulk = bulk.length > 0 && !bulkUnderWay;
  const batch = single.splice(0, takesBulk ? max / 2 : max);
  if (takesBulk) batch.push(...bulk.splice(0, max - batch.length));
  return { batch, hasBulk: takesBulk };
}

export class Gather {
  private readonly store: Store;
  private readonly log: FaultLog;
  private readonly queues = new Map<number, ClientQueue>();
  /** Commands that are not answered yet, of all clients. */
  waiting = 0;
  private closed = false;
  private drained: (() => void) | undefined;
  private countBatch: ((commands: number) => void) | undefined;

  constructor(store: Store, log: FaultLog) {
    this.store = store;
    this.log = log;
  }

  /** Calls back with the number of commands in each transaction. */
  onBatch(countBatch: (commands: number) => void): void {
    this.countBatch = countBatch;
  }

  /** One call. Settles after the write is durable; `unavailable` where too much waits already. */
  submit(client: number, command: LinkCommand): Promise<Outcome> {
    return this.push(client, command, 'single');
  }

  /**
   * The entries of one call, in their order. Not atomic: they are spread over batches, and each has its
   * own outcome. Atomic or dry: they run in one transaction of their own.
   */
  async submitAll(client: number, commands: LinkCommand[], options: BatchOptions): Promise<Outcome[]> {
    if (!options.atomic && !options.dryRun) {
      return Promise.all(commands.map((command) => this.push(client, command, 'bulk')));
    }
    if (!this.hasRoomFor(commands.length)) return commands.map(() => failed('unavailable'));
    this.waiting += commands.length;
    const outcomes = await this.run(client, commands, options);
    this.done(commands.length);
    return outcomes;
  }

  /** Runs what waits, and turns away what comes after. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.waiting === 0) return;
    await new Promise<void>((resolve) => {
      this.drained = resolve;
    });
  }

  private hasRoomFor(commands: number): boolean {
    return !this.closed && this.waiting + commands <= limits.waitingCommands;
  }

  private push(client: number, command: LinkCommand, kind: 'single' | 'bulk'): Promise<Outcome> {
    let queue = this.queues.get(client);
    if (queue === undefined) {
      queue = { single: [], bulk: [], underWay: 0, bulkUnderWay: false, commands: 0 };
      this.queues.set(client, queue);
    }
    if (!this.hasRoomFor(1) || queue.commands >= limits.waitingCommandsOfClient) {
      return Promise.resolve(failed('unavailable'));
    }
    const own = queue;
    this.waiting++;
    own.commands++;
    return new Promise((settle) => {
      own[kind].push({ command, settle });
      if (own.underWay >= limits.batchesUnderWay) return;
      own.underWay++;
      // Waits a moment, so that whatever else arrives in the same turn of the event loop goes along.
      setImmediate(() => void this.drain(client, own));
    });
  }

  private async drain(client: number, queue: ClientQueue): Promise<void> {
    for (;;) {
      const { batch, hasBulk } = nextBatch(queue);
      if (batch.length === 0) break;
      if (hasBulk) queue.bulkUnderWay = true;
      const commands = batch.map(({ command }) => command);
      const outcomes = await this.run(client, commands, { atomic: false, dryRun: false });
      if (hasBulk) queue.bulkUnderWay = false;
      for (const [at, { settle }] of batch.entries()) settle(outcomes[at] as Outcome);
      queue.commands -= batch.length;
      this.done(batch.length);
    }
    queue.underWay--;
    if (queue.underWay === 0 && queue.commands === 0) this.queues.delete(client);
  }

  private done(commands: number): void {
    this.waiting -= commands;
    if (this.waiting === 0) this.drained?.();
  }

  /**
   * Runs a batch as one transaction, and where the database refuses it, its halves, to find the command that it is
   * refused for. Never rejects.
   */
  private async run(client: number, commands: LinkCommand[], options: BatchOptions): Promise<Outcome[]> {
    this.countBatch?.(commands.length);
    try {
      const input = { commands, options };
      return await this.store.write({ client, program: runLinkBatchProgram, input });
    } catch (error) {
      if (isAway(error)) {
        this.log('a batch of links could not be written', error);
        return commands.map(() => failed('unavailable'));
      }
      if (commands.length === 1 || options.atomic) {
        this.log('a link could not be written', error);
        return commands.map(() => failed('internal'));
      }
    }
    const half = Math.ceil(commands.length / 2);
    const first = await this.run(client, commands.slice(0, half), options);
    return [...first, ...(await this.run(client, commands.slice(half), options))];
  }
}
