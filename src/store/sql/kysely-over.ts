/** The library that spells statements, over whatever an adapter sends them by. */
import {
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from './kysely.js';
import type { Schema, Sql } from './schema.js';

/** What came of a statement: rows by the names of their columns, and how many it wrote. */
export interface Answered {
  rows: unknown[];
  count: number;
}

/** How a database may know a statement again that it gets more often. */
export interface Known {
  /** Of the text: no other has it. */
  name: string;
  /** Whether the plan may be kept as well: one index alone serves it, whatever the values and however large a table is. */
  keepsPlan: boolean;
}

export type Send = (text: string, values: readonly unknown[], known?: Known) => Answered | Promise<Answered>;

type Words = Omit<Dialect, 'createDriver'>;

export const sqliteWords: Words = {
  createAdapter: () => new SqliteAdapter(),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createIntrospector: (database) => new SqliteIntrospector(database),
};

export const postgresWords: Words = {
  createAdapter: () => new PostgresAdapter(),
  createQueryCompiler: () => new PostgresQueryCompiler(),
  createIntrospector: (database) => new PostgresIntrospector(database),
};

const senders = new WeakMap<Sql, Send>();

/** What sends the statements that are spelled with it. */
export function senderOf(sql: Sql): Send {
  const send = senders.get(sql);
  if (send === undefined) throw new Error('statements are spelled with what kyselyOver made');
  return send;
}

async function unwanted(): Promise<void> {
  throw new Error('a transaction is begun by its state');
}

/**
 * Kysely over what sends statements one by one, which stays with its owner: statements go there as they come, and its
 * transactions are not Kysely's.
 */
export function kyselyOver(words: Words, send: Send): Kysely<Schema> {
  const connection: DatabaseConnection = {
    async executeQuery<Row>({ sql, parameters }: { sql: string; parameters: readonly unknown[] }) {
      const { rows, count } = await send(sql, parameters);
      // What a statement answers has the type by which it was spelled.
      return { rows: rows as Row[], numAffectedRows: BigInt(count) };
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
  const made = new Kysely<Schema>({ dialect: { ...words, createDriver: () => driver } });
  senders.set(made, send);
  return made;
}
