/**
 * Records the requests that were answered (docs/reference/recent-requests.md#recording-slows-nobody). A
 * request pays for an entry in an array; the entries are written in batches, beside the client's own writes.
 */
import { setImmediate as immediate } from 'node:timers/promises';
import { limits } from '../limits/limits.js';
import { isAway, type NamedRequest, type Store } from '../store/store.js';
import { countByUser } from './fair-share.js';
import { RequestIds } from './request-id.js';
import { Retention } from './retention.js';
import { insertRequestsProgram } from './write.js';

/** Is told of what was lost. */
export type RecorderLog = (message: string, fault?: unknown) => void;

interface ClientRequests {
  /** Those that are not known to be in the store, in order of id. */
  waiting: NamedRequest[];
  /** How many of these each user has. */
  ofUsers: Map<number, number>;
  writing: Promise<void> | undefined;
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

  /** Takes a request in, with an id of `ids`. Where too many wait already, the store being away, it is counted and dropped. */
  record(client: number, request: NamedRequest): void {
    let own = this.clients.get(client);
    if (own === undefined) {
      own = { waiting: [], ofUsers: new Map(), writing: undefined, untrimmed: 0 };
      this.clients.set(client, own);
    }
    const ofUser = own.ofUsers.get(request.user) ?? 0;
    if (
      this.waiting >= limits.waitingRequests ||
      own.waiting.length >= limits.waitingRequestsOfClient ||
      ofUser >= limits.waitingRequestsOfUser
    ) {
      this.dropped += 1;
      return;
    }
    own.waiting.push(request);
    own.ofUsers.set(request.user, ofUser + 1);
    this.waiting += 1;
    for (const listener of this.listeners) listener(client, request);
    this.timer ??= setTimeout(() => void this.writeAll(), limits.requestWriteMilliseconds).unref();
  }

  /** The client's requests that are not known to be in the store yet, oldest first. */
  unwritten(client: number): NamedRequest[] {
    return this.clients.get(client)?.waiting.slice() ?? [];
  }

  /** Writes what the client has waiting now, so that a query finds it. @throws StoreFault */
  async settle(client: number): Promise<void> {
    const own = this.clients.get(client);
    await own?.writing?.catch(() => undefined);
    if (own !== undefined && own.waiting.length > 0) await this.write(client, own);
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
    const clients = [...this.clients].filter(([, { waiting }]) => waiting.length > 0);
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
    own.writing ??= this.writeSlices(client, own, own.waiting.length).finally(() => {
      own.writing = undefined;
    });
    return own.writing;
  }

  private async writeSlices(client: number, own: ClientRequests, count: number): Promise<void> {
    for (let left = count; left > 0; ) {
      const slice = own.waiting.slice(0, Math.min(left, limits.requestsWrittenAtOnce));
      try {
        await this.store.write({ client, program: insertRequestsProgram, input: slice });
        own.untrimmed += slice.length;
      } catch (error) {
        if (isAway(error)) throw error;
        // Another attempt would fail alike.
        this.log(`${slice.length} recent requests could not be written`, error);
      }
      own.waiting.splice(0, slice.length);
      for (const [user, count] of countByUser(slice)) {
        const kept = (own.ofUsers.get(user) ?? 0) - count;
        if (kept > 0) own.ofUsers.set(user, kept);
        else own.ofUsers.delete(user);
      }
      this.waiting -= slice.length;
      left -= slice.length;
    }
    if (own.untrimmed >= limits.requestsBetweenTrims) {
      own.untrimmed = 0;
      void this.retention.trim(client);
    }
  }
}
