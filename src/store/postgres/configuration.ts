/** How each connection is set up. */
import pg, { type ClientConfig } from 'pg';
import { limits } from '../../limits/limits.js';
import { readAddress } from './address.js';

export interface PostgresOptions {
  url: string;
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

/** What makes a value of the text that the database answers, by the number of its type. */
export function parserOf(type: number): (text: string) => unknown {
  return types.getTypeParser(type);
}

/**
 * A plan that was made while a table was small is kept, and would go on scanning it when it is large. Sorting by
 * what an index sorts in part is a way around the order that a statement is held to an index by.
 */
const planning = ['enable_seqscan=off', 'enable_incremental_sort=off', 'jit=off'];

/** What is answered must survive a crash, also where the database is set to answer before it would. */
const durability = 'synchronous_commit=on';

/** What a transaction sets for itself holds on every machine of a Citus cluster that it reaches. */
const propagation = 'citus.propagate_set_commands=local';

/** What a connection is opened with that works on the tables, as the driver takes it. @throws OpenError */
export function clientConfig(
  { url, statementTimeout }: Pick<PostgresOptions, 'url' | 'statementTimeout'>,
  durable: boolean,
): ClientConfig {
  const address = readAddress(url);
  const settings = [...planning, propagation, ...(durable ? [] : [durability])].map(
    (setting) => `-c ${setting}`,
  );
  return {
    application_name: 'linkwright',
    keepAlive: true,
    ...address,
    options: [address.options ?? '', ...settings].join(' ').trim(),
    types,
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
