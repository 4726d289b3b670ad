/** The store on PostgreSQL, for as many servers as a deployment needs. */
import pg, { type ClientConfig } from 'pg';
import { limits } from '../../contract/limits.js';
import { persist } from '../retry.js';
import type { Programs, Store, StoreQueries } from '../store.js';
import { readAddress, shownAddress } from './address.js';
import { faultOf, openError } from './faults.js';
import { migrate } from './migrate.js';
import { sessionOf } from './session.js';
import { storeQueries } from './transaction.js';
import { Writer } from './writer.js';

export interface PostgresOptions {
  url: string;
  /** The module that holds the write programs, as a URL. */
  programs: string;
  /** Whether an empty database is filled. */
  make: boolean;
  /** Whether the tables are distributed over a Citus cluster. */
  distributed: boolean;
  /** The most connections that are open at once. */
  poolSize: number;
  /** Milliseconds that a statement may take; 0 for any time. */
  statementTimeout: number;
}

/** Ids, counts and times are numbers that JavaScript holds exactly; the driver would give them as text. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8
      ? Number
      : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
};

/**
 * Settings of each session. Plans rest on the indexes, not on what the tables' statistics say at the
 * moment: a plan that was made while a table was small is kept, and would scan it when it is large.
 */
const planning = ['enable_seqscan=off', 'plan_cache_mode=force_generic_plan', 'jit=off'];

/** A failed commit may have taken place with less, so a database that is set to lose answers is not taken at its word. */
const durability = 'synchronous_commit=on';

function clientConfig(
  { url, statementTimeout }: PostgresOptions,
  durable: boolean,
): ClientConfig & { pipeline: boolean } {
  const address = readAddress(url);
  const settings = [...planning, ...(durable ? [] : [durability])].map((setting) => `-c ${setting}`);
  return {
    application_name: 'linkwright',
    keepAlive: true,
    ...address,
    options: [address.options ?? '', ...settings].join(' ').trim(),
    types,
    pipeline: true,
    connectionTimeoutMillis: limits.connectMilliseconds,
    idle_in_transaction_session_timeout: limits.stalledTransactionMilliseconds,
    lock_timeout: limits.lockWaitMilliseconds,
    ...(statementTimeout === 0
      ? {}
      : {
          statement_timeout: statementTimeout,
          query_timeout: statementTimeout + limits.connectMilliseconds,
        }),
  };
}

/** Connects once to see that the database is there and fit, and brings its schema up to date. */
async function prepare(options: PostgresOptions): Promise<{ durable: boolean }> {
  const shown = shownAddress(options.url);
  const client = new pg.Client({
    application_name: 'linkwright',
    ...readAddress(options.url),
    connectionTimeoutMillis: limits.connectMilliseconds,
  });
  // The error of a connection that ends is told by the query that waits.
  client.on('error', () => {});
  try {
    await client.connect();
    await migrate(shown, client, options);
    const { rows } = await client.query('SHOW synchronous_commit');
    return { durable: rows[0].synchronous_commit !== 'off' };
  } catch (error) {
    throw openError(shown, error);
  } finally {
    await client.end().catch(() => {});
  }
}

function openPool(config: ClientConfig, max: number): pg.Pool {
  const pool = new pg.Pool({ ...config, max, idleTimeoutMillis: limits.idleConnectionMilliseconds });
  // Whoever waits for an answer is told of a connection that ends; one that nobody uses is replaced.
  pool.on('connect', (connection) => connection.on('error', () => {}));
  pool.on('error', () => {});
  return pool;
}

/** @throws OpenError */
export async function openPostgres(options: PostgresOptions): Promise<Store> {
  const [{ durable }, { programs }] = await Promise.all([
    prepare(options),
    import(options.programs) as Promise<{ programs: Programs }>,
  ]);
  const config = clientConfig(options, durable);
  // Apart, so that who reads never waits behind writers that wait for a lock.
  const readers = Math.max(1, Math.floor(options.poolSize / 3));
  const readPool = openPool(config, readers);
  const writer = new Writer(openPool(config, Math.max(1, options.poolSize - readers)), programs);
  const timers: NodeJS.Timeout[] = [];
  return {
    ...persistentQueries(readPool),
    write: (item) => persist(() => writer.write(item)),
    watch(onCommit) {
      // Whether something was committed is for the listener to look: that is one search by a key.
      timers.push(setInterval(onCommit, limits.settingsPollMilliseconds).unref());
    },
    async close() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all([readPool.end(), writer.close()]);
    },
  };
}

/** Every query, run again where its connection was lost. */
function persistentQueries(pool: pg.Pool): StoreQueries {
  const session = sessionOf({ query: (config) => pool.query(config as pg.QueryConfig) });
  const queries = Object.entries(storeQueries(session)) as [string, (...parameters: unknown[]) => unknown][];
  return Object.fromEntries(
    queries.map(([name, query]) => [
      name,
      (...parameters: unknown[]) =>
        persist(async () => {
          try {
            return await query(...parameters);
          } catch (error) {
            throw faultOf(error);
          }
        }),
    ]),
  ) as unknown as StoreQueries;
}
