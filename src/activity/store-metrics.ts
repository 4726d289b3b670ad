/** What the store does, for Prometheus: its transactions, what waits for it, and what it holds. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Store, StoreMeasures } from '../store/store.js';

/** Writes that share a transaction. */
const writeBuckets = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

/** Seconds: a disk that flushes quickly takes a millisecond, and one that takes a second holds everybody up. */
const commitBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** The figures of a database in a file, and how each is found. */
const fileGauges: [name: string, help: string, of: 'database' | 'log' | 'free'][] = [
  ['linkwright_store_database_bytes', 'Bytes of the file of an SQLite database.', 'database'],
  ['linkwright_store_log_bytes', 'Bytes of the write-ahead log of an SQLite database.', 'log'],
  ['linkwright_store_disk_free_bytes', 'Bytes that the disk of an SQLite database has left.', 'free'],
];

function registerTransactions(registry: Registry, store: Pick<Store, 'onTransaction' | 'onTrouble'>): void {
  const registers = [registry];
  const writes = new Histogram({
    name: 'linkwright_store_transaction_writes',
    help: 'Writes that shared a transaction of the database.',
    buckets: writeBuckets,
    registers,
  });
  const seconds = new Histogram({
    name: 'linkwright_store_transaction_seconds',
    help: 'How long transactions took, from their beginning until they were durable.',
    buckets: commitBuckets,
    registers,
  });
  const commitSeconds = new Histogram({
    name: 'linkwright_store_commit_seconds',
    help: 'How long commits took, until they were durable.',
    buckets: commitBuckets,
    registers,
  });
  store.onTransaction((measure) => {
    writes.observe(measure.writes);
    seconds.observe(measure.seconds);
    commitSeconds.observe(measure.commitSeconds);
  });
  const troubles = new Counter({
    name: 'linkwright_store_troubles_total',
    help: 'Parts of the store that ended by themselves, and were started anew.',
    registers,
  });
  store.onTrouble(() => troubles.inc());
}

/** What a store has to do at the moment. Answers what sets it anew. */
function registerMeasures(registry: Registry): (measures: StoreMeasures) => void {
  const registers = [registry];
  const gauge = (name: string, help: string) => {
    const made = new Gauge({ name, help, registers });
    // Nothing is said of what the database has not: 0 bytes left would be an alarm.
    made.remove();
    return made;
  };
  const pools = {
    connections: new Gauge({
      name: 'linkwright_store_pool_connections',
      help: 'Connections to PostgreSQL, for reading and for writing: busy and idle.',
      labelNames: ['pool', 'state'],
      registers,
    }),
    limit: new Gauge({
      name: 'linkwright_store_pool_limit',
      help: 'Connections to PostgreSQL that there may be, for reading and for writing.',
      labelNames: ['pool'],
      registers,
    }),
    waiting: new Gauge({
      name: 'linkwright_store_pool_waiting',
      help: 'Pieces of work that wait for a connection to PostgreSQL.',
      labelNames: ['pool'],
      registers,
    }),
  };
  const writes = gauge('linkwright_store_writes_waiting', 'Writes that are not answered yet.');
  const queries = gauge('linkwright_store_queries_waiting', 'Queries that are not answered yet.');
  const threads = gauge('linkwright_store_reading_threads', 'Threads that read an SQLite database.');
  const files = fileGauges.map(([name, help, of]) => ({ of, gauge: gauge(name, help) }));
  return ({ writesWaiting, queriesWaiting, readingThreads, files: found, pools: all = [] }) => {
    writes.set(writesWaiting);
    queries.set(queriesWaiting);
    if (readingThreads !== undefined) threads.set(readingThreads);
    for (const { of, gauge: each } of files) if (found !== undefined) each.set(found[of]);
    for (const { pool, limit, busy, idle, waiting } of all) {
      pools.connections.set({ pool, state: 'busy' }, busy);
      pools.connections.set({ pool, state: 'idle' }, idle);
      pools.limit.set({ pool }, limit);
      pools.waiting.set({ pool }, waiting);
    }
  };
}

/** Adds what is told of a store. Answers what looks it up, to be called before it is read. */
export function registerStoreMetrics(
  registry: Registry,
  store: Pick<Store, 'measures' | 'onTransaction' | 'onTrouble'>,
): () => Promise<void> {
  registerTransactions(registry, store);
  const set = registerMeasures(registry);
  return async () => set(await store.measures());
}
