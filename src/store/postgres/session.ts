/** One connection, or any of a pool, as the statements of the store see it. */
import type { QueryResult } from 'pg';
import { Kysely, PostgresDialect } from '../kysely.js';
import type { Schema } from '../schema.js';
import { StatementFailure } from './faults.js';

/** A statement that is prepared once a connection, under its name. */
export interface Statement {
  name: string;
  text: string;
}

/** What sends a query: a connection or a pool. */
export interface Sender {
  query(config: object): Promise<QueryResult>;
}

/** Every failure is a `StatementFailure`. Queries are sent at once, and answered in order. */
export interface Session {
  /** The rows, each as an array of its columns. */
  rows<Row extends unknown[]>(statement: Statement, values: unknown[]): Promise<Row[]>;
  /** A statement without parameters and rows. */
  command(text: string): Promise<void>;
  /** For the statements that both dialects share. */
  readonly shared: Kysely<Schema>;
}

/** Statements of one sender. */
export function sessionOf(sender: Sender): Session {
  let shared: Kysely<Schema> | undefined;

  async function send(config: object): Promise<QueryResult> {
    try {
      return await sender.query(config);
    } catch (error) {
      throw new StatementFailure(error);
    }
  }

  return {
    async rows<Row extends unknown[]>({ name, text }: Statement, values: unknown[]): Promise<Row[]> {
      const { rows } = await send({ name, text, values, rowMode: 'array' });
      return rows as unknown as Row[];
    },
    async command(text) {
      await send({ text });
    },
    get shared() {
      // Kysely asks a pool for a connection; the connection is this one, and stays with its owner.
      const connection = { query: (text: string, values: unknown[]) => send({ text, values }), release() {} };
      shared ??= new Kysely<Schema>({
        dialect: new PostgresDialect({
          pool: { connect: async () => connection, end: async () => {} } as never,
        }),
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
