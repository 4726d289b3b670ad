/** The store on PostgreSQL, for as many servers as a deployment needs. */
import pg, { type ClientConfig } from 'pg';
import { limits } from '../../limits/limits.js';
import { type FairQueries, fairQueries } from '../fair-queries.js';
import { retry } from '../retry.js';
import { isShortQuery } from '../short-queries.js';
import type { PoolMeasure, Store, StoreQueries } from '../store.js';
import { readAddress, shownAddress } from './address.js';
import { clientConfig, type PostgresOptions } from './configuration.js';
import { hasCitus, type LocalRemains, localRemains, removeLocalRemains } from './distribute.js';
import { faultOf, openError } from './faults.js';
import { linkPageQueries } from './link-page.js';
import { migrate } from './migrate.js';
import { ReadFlights } from './read-flights.js';
import { beginning } from './shared-transaction.js';
import { storeQueries } from './transaction.js';
import { Writer } from './writer.js';

/** One connection for one piece of work on the database itself. @throws OpenError */
async function withConnection<Value>(
  url: string,
  work: (shown: string, client: pg.Client) => Promise<Value>,
): Promise<Value> {
  const shown = shownAddress(url);
  const client = new pg.Client({
    application_name: 'linkwright',
    ...readAddress(url),
    connectionTimeoutMillis: limits.connectMilliseconds,
  });
  // The error of a connection that ends is told by the query that waits.
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(shown, client);
  } catch (error) {
    throw openError(shown, error);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Connects once to see that the database is there and fit, and brings its schema up to date. */
function prepare(options: PostgresOptions): Promise<{ synchronousCommit: string; isCluster: boolean }> {
  return withConnection(options.url, async (shown, client) => {
    await migrate(shown, client, options);
    const { rows } = await client.query('SHOW synchronous_commit');
    return { synchronousCommit: rows[0].synchronous_commit, isCluster: await hasCitus(client) };
  });
}

/**
 * What a Citus coordinator keeps of tables' rows from before they were distributed; removes it where asked.
 *
 * @throws OpenError
 */
export function readLocalRemains(url: string, remove: boolean): Promise<LocalRemains> {
  return withConnection(url, async (_, client) => {
    const remains = await localRemains(client);
    if (remove) await removeLocalRemains(client, remains);
    return remains;
  });
}

function openPool(config: ClientConfig, max: number): pg.Pool {
  const pool = new pg.Pool({ ...config, max, idleTimeoutMillis: limits.idleConnectionMilliseconds });
  // Whoever waits for an answer is told of a connection that ends; one that nobody uses is replaced.
  pool.on('connect', (connection) => connection.on('error', () => {}));
  pool.on('error', () => {});
  return pool;
}

function measureOf(
  name: PoolMeasure['pool'],
  { options, totalCount, idleCount: idle, waitingCount: waiting }: pg.Pool,
): PoolMeasure {
  return { pool: name, limit: options.max, busy: totalCount - idle, idle, waiting };
}

/** What is asked outside of transactions is planned by its values, however often (docs/decisions/0087-prepared-reads.md). */
function planningAnew(config: ClientConfig): ClientConfig {
  return { ...config, options: `${config.options ?? ''} -c plan_cache_mode=force_custom_plan`.trim() };
}

/** @throws OpenError */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  const { synchronousCommit, isCluster } = await prepare(options);
  const isDurable = synchronousCommit !== 'off';
  const config = clientConfig(options, isDurable);
  // Readers have a pool of their own, so that they never wait behind writers that wait for a lock.
  const readers = Math.max(1, Math.floor(options.poolSize / 3));
  const readPool = openPool(planningAnew(config), readers);
  const writePool = openPool(config, Math.max(1, options.poolSize - readers));
  const cluster = isCluster ? { synchronousCommit: isDurable ? synchronousCommit : 'on' } : undefined;
  const writer = new Writer(writePool, beginning(cluster));
  const timers: NodeJS.Timeout[] = [];
  const { queries, waiting } = retriedQueries(readPool, readers);
  return {
    ...queries,
    shared: true,
    write: (item) => retry((isRepeated) => writer.write(item, isRepeated)),
    async works() {
      const [reading, writing] = await Promise.all([
        queries.versions([0]).then(
          () => true,
          () => false,
        ),
        writer.works(),
      ]);
      return { reading, writing };
    },
    async measures() {
      return {
        writesWaiting: writer.waiting,
        queriesWaiting: waiting(),
        pools: [measureOf('read', readPool), measureOf('write', writePool)],
      };
    },
    onTransaction(listener) {
      writer.onTransaction = listener;
    },
    // A connection that ends is replaced when the next is wanted: nothing else of it lives by itself.
    onTrouble() {},
    watch(onCommit) {
      // The listener finds out whether something was committed, by one search by a key.
      timers.push(setInterval(onCommit, limits.settingsPollMilliseconds).unref());
    },
    async close() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all([readPool.end(), writer.close()]);
    },
  };
}

/** Any query of a store, by its name. */
type Ask = Record<keyof StoreQueries, (...parameters: unknown[]) => Promise<unknown>>;

const queriesOf = (reads: ReadFlights) =>
  ({ ...storeQueries(reads), ...linkPageQueries(reads.shared) }) as unknown as Ask;

/**
 * Every query, run again where its connection was lost. What is short goes in flights, which keep one connection free
 * for what is long, and the other way round.
 */
function retriedQueries(pool: pg.Pool, connections: number): FairQueries {
  const flights = Math.min(limits.readFlights, connections - 1);
  const inFlights = new ReadFlights(pool, { flights, reads: limits.readsInFlight });
  const alone = new ReadFlights(pool, { flights: connections - flights, reads: 1 });
  const short = queriesOf(inFlights);
  const long = queriesOf(alone);
  const lines = {
    short: flights * limits.readsInFlight,
    long: connections - flights,
    // One connection alone is kept from nothing.
    isShort: (name: keyof StoreQueries, parameters: unknown[]) =>
      flights > 0 && isShortQuery(name, parameters),
  };
  return fairQueries(lines, (name, parameters, isShort) => {
    const queries = isShort ? short : long;
    return retry(async () => {
      try {
        return await queries[name](...parameters);
      } catch (error) {
        throw faultOf(error);
      }
    });
  });
}
