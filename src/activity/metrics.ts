/** What the server says of itself to Prometheus (docs/guide/monitor.md). No client, user or record is named. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Store } from '../store/store.js';
import { registerStoreMetrics } from './store-metrics.js';

/** What is looked up when the metrics are read. */
export interface MetricSources {
  store: Pick<Store, 'measures' | 'onTransaction' | 'onTrouble'>;
  /** Link calls that wait for their transaction, or are in one. */
  waitingCommands(): number;
  /** Answered requests that wait to be recorded. */
  waitingRequests(): number;
  /** Requests that were not recorded, since the server started. */
  droppedRequests(): number;
  connections(): number;
  streams(): number;
  /** Whether calls may be sent here. */
  isReady(): Promise<boolean>;
}

/** A request that was answered. */
export interface AnsweredRequest {
  operation: string;
  status: number;
  /** The code of a refusal, else empty. */
  code: string;
  /** None for a stream. */
  seconds: number | undefined;
}

/** Seconds, from a call that finds all in memory to one that nobody waits for any more. */
const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Commands, up to the most that a batch takes. */
const batchBuckets = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

type Read = () => number | Promise<number>;

/** What has a value at each moment, looked up when it is read. */
function gaugesOf(sources: MetricSources): [name: string, help: string, read: Read][] {
  return [
    ['linkwright_ready', '1 where calls may be sent here, else 0.', async () => +(await sources.isReady())],
    ['linkwright_connections', 'Connections that are open.', sources.connections],
    ['linkwright_streams', 'Streams of events that are open.', sources.streams],
    [
      'linkwright_link_commands_waiting',
      'Link calls and entries of bulk calls that are not answered yet.',
      sources.waitingCommands,
    ],
    [
      'linkwright_recent_requests_waiting',
      'Answered requests that are not recorded yet.',
      sources.waitingRequests,
    ],
  ];
}

export class Metrics {
  private readonly registry = new Registry();
  private readonly requests: Counter<'operation' | 'status' | 'code'>;
  private readonly durations: Histogram<'operation'>;
  private readonly batches: Histogram;
  private readonly lookUpStore: () => Promise<void>;

  constructor(sources: MetricSources) {
    const registers = [this.registry];
    // Memory, processor time, garbage collection and the lag of the event loop, as everywhere with Node.
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Counter({
      name: 'linkwright_requests_total',
      help: 'Requests that were answered, by operation, status and, of a refusal, its code.',
      labelNames: ['operation', 'status', 'code'],
      registers,
    });
    this.durations = new Histogram({
      name: 'linkwright_request_duration_seconds',
      help: 'How long requests took, by operation; streams are left out.',
      labelNames: ['operation'],
      buckets: durationBuckets,
      registers,
    });
    this.batches = new Histogram({
      name: 'linkwright_link_batch_commands',
      help: 'Link calls and entries of bulk calls in one transaction.',
      buckets: batchBuckets,
      registers,
    });
    for (const [name, help, read] of gaugesOf(sources)) {
      new Gauge({
        name,
        help,
        registers,
        async collect() {
          this.set(await read());
        },
      });
    }
    new Counter({
      name: 'linkwright_recent_requests_dropped_total',
      help: 'Requests that were not recorded because too many waited.',
      registers,
      collect() {
        this.reset();
        this.inc(sources.droppedRequests());
      },
    });
    this.lookUpStore = registerStoreMetrics(this.registry, sources.store);
  }

  countRequest({ operation, status, code, seconds }: AnsweredRequest): void {
    this.requests.inc({ operation, status, code });
    if (seconds !== undefined) this.durations.observe({ operation }, seconds);
  }

  countBatch(commands: number): void {
    this.batches.observe(commands);
  }

  /** Everything, in Prometheus' text form. */
  async text(): Promise<{ type: string; text: string }> {
    await this.lookUpStore();
    return { type: this.registry.contentType, text: await this.registry.metrics() };
  }
}
