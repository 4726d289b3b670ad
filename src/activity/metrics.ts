/** What the server says of itself to Prometheus. No client, user or record is named. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What is looked up when the metrics are read. */
export interface MetricSources {
  /** Link calls that wait for their transaction, or are in one. */
  waitingCommands(): number;
  /** Answered requests that wait to be recorded. */
  waitingRequests(): number;
  /** Requests that were not recorded, since the server started. */
  droppedRequests(): number;
}

/** Seconds, from a call that finds all in memory to one that nobody waits for any more. */
const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Commands, up to the most that a batch takes. */
const batchBuckets = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

export class Metrics {
  private readonly registry = new Registry();
  private readonly requests: Counter<'operation' | 'status'>;
  private readonly durations: Histogram<'operation'>;
  private readonly batches: Histogram;

  constructor(sources: MetricSources) {
    const registers = [this.registry];
    // Memory, processor time, garbage collection and the lag of the event loop, as everywhere with Node.
    collectDefaultMetrics({ register: this.registry });
    this.requests = new Counter({
      name: 'linkwright_requests_total',
      help: 'Requests that were answered, by operation and status.',
      labelNames: ['operation', 'status'],
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
    const gauges: [name: string, help: string, read: () => number][] = [
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
    for (const [name, help, read] of gauges) {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
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
  }

  /** `seconds` is left out for a stream. */
  countRequest(operation: string, status: number, seconds: number | undefined): void {
    this.requests.inc({ operation, status });
    if (seconds !== undefined) this.durations.observe({ operation }, seconds);
  }

  countBatch(commands: number): void {
    this.batches.observe(commands);
  }

  /** Everything, in Prometheus' text form. */
  async text(): Promise<{ type: string; text: string }> {
    return { type: this.registry.contentType, text: await this.registry.metrics() };
  }
}
