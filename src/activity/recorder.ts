/**
 * Records the requests that were answered (docs/reference/recent-requests.md#recording-slows-nobody). A
 * request pays for an entry in an array; the entries are written in blocks, beside the client's own writes.
 */
import { setImmediate as immediate } from 'node:timers/promises';
import { limits } from '../limits/limits.js';
import { isAway, type NamedRequest, type Store } from '../store/store.js';
import { RequestIds } from './request-id.js';
import { Retention } from './retention.js';
import { WaitingRequests } from './waiting-requests.js';
import { insertRequestsProgram } from './write.js';

/** Is told of what was lost. */
export type RecorderLog = (message: string, fault?: unknown) => void;

interface ClientRequests {
  /** Those that are not known to be in the store. */
  waiting: WaitingRequests;
  writing: Promise<void> | undefined;
  /** Whether the last attempt failed: then the next waits for its time, however many come. */
  isAway: boolean;
  /** Requests that were written since the client's oldest were looked at. */
  untrimmed: number;
}

export class Recorder {
  readonly ids = new RequestIds();
  readonly retention: Retention;
  /** Requests that were not recorded because too many waited, since the server started. */
  dropped = 0;
  /** Requests that are not known to be in the store, of all clients. */
  waiting = 0;
  private readonly store: Store;
  private readonly log: RecorderLog;
  private readonly clients = new Map<number, ClientRequests>();
  private readonly listeners: ((client: number, request: NamedRequest) => void)[] = [];
  private reported = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(store: Store, log: RecorderLog) {
    this.store = store;
    this.log = log;
    this.retention = new Retention(store);
  }

  /** Calls back with every request, as it is recorded. */
  onRequest(listener: (client: number, request: NamedRequest) => void): void {
    this.listeners.push(listener);
  }

  /**
   * Takes a request in, with an id of `ids`. Where too many wait already, the store being away, it is counted and dropped;
   * what changes settings has room of its own.
   */
  record(client: number, request: NamedRequest, administrative = false): void {
    let own = this.clients.get(client);
    if (own === undefined) {
      own = { waiting: new WaitingRequests(), writing: undefined, isAway: false, untrimmed: 0 };
      this.clients.set(client, own);
    }
    const hasRoom = administrative || this.waiting < limits.waitingRequests;
    if (!hasRoom || !own.waiting.add(request, administrative)) {
      this.dropped += 1;
      return;
    }
    this.waiting += 1;
    for (const listener of this.listeners) listener(client, request);
    this.timer ??= setTimeout(() => void this.writeAll(), limits.requestWriteMilliseconds).unref();
    const isMany = own.waiting.size >= limits.requestsWrittenEarly;
    if (isMany && own.writing === undefined && !own.isAway) this.write(client, own).catch(() => undefined);
  }

  /** The client's requests that are not known to be in the store yet, in no order. */
  unwritten(client: number): NamedRequest[] {
    return this.clients.get(client)?.waiting.all() ?? [];
  }

  /** Writes what the client has waiting now, so that a query finds it. @throws StoreFault */
  async settle(client: number): Promise<void> {
    const own = this.clients.get(client);
    await own?.writing?.catch(() => undefined);
    if (own !== undefined && own.waiting.size > 0) await this.write(client, own);
  }

  /** Writes what waits. What cannot be written then is lost. */
  async close(): Promise<void> {
    await this.retention.close();
    await Promise.allSettled([...this.clients.values()].map(({ writing }) => writing));
    // A connection that is cut as the server closes tells of its request a moment later.
    await immediate();
    for (let before = Number.POSITIVE_INFINITY; this.waiting > 0 && this.waiting < before; ) {
      before = this.waiting;
      await this.writeAll();
    }
    clearTimeout(this.timer);
    if (this.waiting > 0) this.log(`${this.waiting} recent requests could not be written`);
  }

  /** Writes what every client has waiting now, several clients at a time; what fails waits for the next time. */
  private async writeAll(): Promise<void> {
    const clients = [...this.clients].filter(([, { waiting }]) => waiting.size > 0);
    let failed = false;
    const writeNext = async () => {
      for (;;) {
        const next = clients.pop();
        if (next === undefined || failed) return;
        await this.write(...next).catch(() => {
          failed = true;
        });
      }
    };
    await Promise.all(Array.from({ length: limits.requestWritesUnderWay }, writeNext));
    if (!failed && this.dropped > this.reported) {
      this.log(
        `${this.dropped - this.reported} recent requests were dropped while they could not be written`,
      );
      this.reported = this.dropped;
    }
    this.timer =
      this.waiting === 0
        ? undefined
        : setTimeout(() => void this.writeAll(), limits.requestWriteMilliseconds).unref();
  }

  private write(client: number, own: ClientRequests): Promise<void> {
    own.writing ??= this.writeBlocks(client, own).finally(() => {
      own.writing = undefined;
    });
    return own.writing;
  }

  private async writeBlocks(client: number, own: ClientRequests): Promise<void> {
    for (let left = own.waiting.close(); left > 0; ) {
      const blocks = own.waiting.next(left);
      try {
        await this.store.write({ client, program: insertRequestsProgram, input: blocks });
      } catch (error) {
        own.isAway = isAway(error);
        if (own.isAway) throw error;
        // Another attempt would fail alike.
        const count = blocks.reduce((sum, { requests }) => sum + requests, 0);
        this.log(`${count} recent requests could not be written`, error);
      }
      own.isAway = false;
      left -= blocks.length;
      const count = own.waiting.done(blocks.length);
      this.waiting -= count;
      own.untrimmed += count;
    }
    if (own.untrimmed >= limits.requestsBetweenTrims) {
      own.untrimmed = 0;
      void this.retention.trim(client);
    }
  }
}
