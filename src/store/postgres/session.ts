/** One connection, or any of a pool, as the statements of the store see it. */
import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg';
import type { Kysely } from '../sql/kysely.js';
import { type Answered, kyselyOver, postgresWords } from '../sql/kysely-over.js';
import type { Schema } from '../sql/schema.js';
import { parserOf } from './configuration.js';
import { StatementFailure } from './faults.js';
import { type Answer, Flight, type Passenger, type Prepared } from './flight.js';

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

/** What statements of PostgreSQL's own are asked of. Every failure is a `StatementFailure`. */
export interface AskingRows {
  /** The rows, each as an array of its columns. */
  rows<Row extends unknown[]>(statement: Statement, values: unknown[]): Promise<Row[]>;
}

/** What statements are asked of outside of transactions. */
export interface Asking extends AskingRows {
  /** For the statements that both dialects share. */
  readonly shared: Kysely<Schema>;
}

/** One connection. Statements are answered in order, and those that nobody waits between go in one message. */
export interface Session extends Asking {
  /** Begins a transaction with these statements, which have neither parameters nor rows. */
  begin(texts: readonly string[]): Promise<void>;
  /** Ends it by such a statement. */
  end(text: string): Promise<void>;
}

/** How long a setting lasts that is made so: until the transaction ends. */
const avoidSorting = 'SET LOCAL enable_sort = off';
const allowSorting = 'SET LOCAL enable_sort TO DEFAULT';

/** @throws StatementFailure */
export async function connect(pool: Pool): Promise<PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw new StatementFailure(error, true);
  }
}

async function sendTo(pool: Pool, config: QueryConfig & { rowMode: 'array' }): Promise<QueryResult> {
  const connection = await connect(pool);
  try {
    const answer = await connection.query(config);
    connection.release();
    return answer;
  } catch (error) {
    connection.release(true);
    throw new StatementFailure(error);
  }
}

/** Any connection of a pool, for each statement. */
export function askingOf(pool: Pool): AskingRows {
  return {
    async rows<Row extends unknown[]>({ name, text }: Statement, values: unknown[]): Promise<Row[]> {
      const { rows } = await sendTo(pool, { name, text, values, rowMode: 'array' });
      return rows as unknown as Row[];
    },
  };
}

/** What flights are sent by. */
export interface Carrier {
  query(flight: Flight): unknown;
}

class FlyingSession implements Session {
  readonly shared: Kysely<Schema>;
  private readonly carrier: Carrier;
  private readonly prepared: Prepared = new Map();
  /** What goes with the next flight. */
  private waiting: Passenger[] = [];
  private isUnderWay = false;
  private avoidsSorting = false;

  constructor(carrier: Carrier) {
    this.carrier = carrier;
    this.shared = kyselyOver(postgresWords, async (text, values, known) => {
      const keepsPlan = known?.keepsPlan === true;
      // Where there is one way alone, sorting is none.
      if (!keepsPlan) this.setSorting(false);
      return namedRows(await this.send(keepsPlan ? known.name : '', text, values));
    });
  }

  async rows<Row extends unknown[]>(
    { name, text, ordered = false }: Statement,
    values: unknown[],
  ): Promise<Row[]> {
    if (ordered) this.setSorting(true);
    return rowsOf(await this.send(name, text, values)) as Row[];
  }

  async begin(texts: readonly string[]): Promise<void> {
    // What most transactions begin with needs it.
    this.avoidsSorting = true;
    await Promise.all([...texts, avoidSorting].map((text) => this.send(text, text, [])));
  }

  async end(text: string): Promise<void> {
    this.avoidsSorting = false;
    await this.send(text, text, []);
  }

  /** Sends the setting ahead of a statement that needs it. Where it fails, so does the statement, which tells of it. */
  private setSorting(avoids: boolean): void {
    if (this.avoidsSorting === avoids) return;
    this.avoidsSorting = avoids;
    const text = avoids ? avoidSorting : allowSorting;
    this.send(text, text, []).catch(() => {});
  }

  private send(name: string, text: string, values: readonly unknown[]): Promise<Answer> {
    return new Promise((resolve, reject) => {
      // Departs when all has run that can without an answer, and so has asked for what goes along.
      if (this.waiting.push({ name, text, values, resolve, reject }) === 1 && !this.isUnderWay) {
        process.nextTick(() => this.depart());
      }
    });
  }

  private depart(): void {
    const statements = this.waiting;
    this.waiting = [];
    this.isUnderWay = true;
    const onEnd = () => {
      this.isUnderWay = false;
      if (this.waiting.length > 0) this.depart();
    };
    this.carrier.query(new Flight(statements, this.prepared, onEnd));
  }
}

/** The statements of one connection. */
export function sessionOf(carrier: Carrier): Session {
  return new FlyingSession(carrier);
}

/** The values that rows came as texts of. */
export function rowsOf({ fields, rows }: Pick<Answer, 'fields' | 'rows'>): unknown[][] {
  const parsers = fields.map(({ dataTypeID }) => parserOf(dataTypeID));
  return rows.map((row) => row.map((text, at) => (text === null ? null : parsers[at]?.(text))));
}

/** The same, by the names of the columns. */
export function namedRows(answer: Answer): Answered {
  const { fields, count } = answer;
  const rows = rowsOf(answer).map((values) => {
    const row: Record<string, unknown> = {};
    for (const [at, { name }] of fields.entries()) row[name] = values[at];
    return row;
  });
  return { rows, count };
}
