/** One connection, or any of a pool, as the statements of the store see it. */
import type { QueryConfig, QueryResult } from 'pg';
import {
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from '../sql/kysely.js';
import type { Schema } from '../sql/schema.js';
import { StatementFailure } from './faults.js';

/** A statement that is prepared once a connection, under its name. */
export interface Statement {
  name: string;
  text: string;
  /**
   * Asks for an order that one index alone has, and is planned while nothing may be sorted: so by that index, however
   * cheap a small table makes another one look (docs/decisions/0043-kept-plans.md). For transactions alone.
   */
  ordered?: boolean;
}

/** What sends a query: a connection or a pool. */
export interface Sender {
  query(config: QueryConfig & { rowMode?: 'array' }): Promise<QueryResult>;
}

/** Every failure is a `StatementFailure`. Queries are sent at once, and answered in order. */
export interface Session {
  /** The rows, each as an array of its columns. */
  rows<Row extends unknown[]>(statement: Statement, values: unknown[]): Promise<Row[]>;
  /** Begins a transaction with `text`, which may hold several statements: they are sent as one. */
  begin(text: string): Promise<void>;
  /** Ends it by a statement without parameters and rows. */
  end(text: string): Promise<void>;
  /** For the statements that both dialects share. */
  readonly shared: Kysely<Schema>;
}

/**
 * Kysely on one connection, which stays with its owner: statements go there as they come, and its transactions are not
 * Kysely's.
 */
function kyselyOver(send: (text: string, values: unknown[]) => Promise<QueryResult>): Kysely<Schema> {
  const connection: DatabaseConnection = {
    async executeQuery({ sql, parameters }) {
      const { rows, rowCount } = await send(sql, [...parameters]);
      return { rows, numAffectedRows: BigInt(rowCount ?? 0) };
    },
    streamQuery() {
      throw new Error('rows are not streamed');
    },
  };
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: unwanted,
    commitTransaction: unwanted,
    rollbackTransaction: unwanted,
    releaseConnection: async () => {},
    destroy: async () => {},
  };
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (database) => new PostgresIntrospector(database),
    },
  });
}

async function unwanted(): Promise<void> {
  throw new Error('a transaction is begun by its state');
}

/** How long a setting lasts that is made so: until the transaction ends. */
const avoidSorting = 'SET LOCAL enable_sort = off';
const allowSorting = 'SET LOCAL enable_sort TO DEFAULT';

/** Statements of one sender. */
export function sessionOf(sender: Sender): Session {
  let shared: Kysely<Schema> | undefined;
  let avoidsSorting = false;

  async function send(config: Parameters<Sender['query']>[0]): Promise<QueryResult> {
    try {
      return await sender.query(config);
    } catch (error) {
      throw new StatementFailure(error);
    }
  }

  /** Sends the setting ahead of a statement that needs it. Where it fails, so does the statement, which tells of it. */
  function setSorting(avoids: boolean): void {
    if (avoidsSorting === avoids) return;
    avoidsSorting = avoids;
    send({ text: avoids ? avoidSorting : allowSorting }).catch(() => {});
  }

  return {
    async rows<Row extends unknown[]>(
      { name, text, ordered = false }: Statement,
      values: unknown[],
    ): Promise<Row[]> {
      if (ordered) setSorting(true);
      const { rows } = await send({ name, text, values, rowMode: 'array' });
      return rows as unknown as Row[];
    },
    async begin(text) {
      // What most transactions begin with needs it, and so it costs them no message of its own.
      avoidsSorting = true;
      await send({ text: `${text}; ${avoidSorting}` });
    },
    async end(text) {
      avoidsSorting = false;
      await send({ text });
    },
    get shared() {
      shared ??= kyselyOver((text, values) => {
        setSorting(false);
        return send({ text, values });
      });
      return shared;
    },
  };
}

/** An array parameter of numbers, as PostgreSQL writes it: cheaper than the driver's own way. */
export function integers(values: (number | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}

/** An array parameter of one column of many rows. */
export function column<Row>(rows: Row[], numberOf: (row: Row) => number | null): string {
  return integers(rows.map(numberOf));
}
