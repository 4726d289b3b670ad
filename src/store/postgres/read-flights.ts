/** Reads outside of transactions, of which those that wait at once go together (docs/decisions/0088-reads-in-flights.md). */
import type { Pool, PoolClient } from 'pg';
import type { Kysely } from '../sql/kysely.js';
import { kyselyOver, postgresWords } from '../sql/kysely-over.js';
import type { Schema } from '../sql/schema.js';
import type { StatementFailure } from './faults.js';
import { type Answer, Flight, type FlightStatement, type Passenger, type Prepared } from './flight.js';
import { type Asking, connect, namedRows, rowsOf, type Statement } from './session.js';

/**
 * How connections plan what is prepared: `anew` by its values each time, as those for reads begin; or `once`, while sorting
 * counts as dear, so that what asks for an order that one index alone has goes by that index, whatever a small table
 * makes cheap (docs/decisions/0043-kept-plans.md).
 */
const plannings = {
  anew: `SELECT set_config('plan_cache_mode', 'force_custom_plan', false), set_config('enable_sort', 'on', false)`,
  once: `SELECT set_config('plan_cache_mode', 'force_generic_plan', false), set_config('enable_sort', 'off', false)`,
};

type Planning = keyof typeof plannings;

/** What is known of a connection. */
interface Known {
  prepared: Prepared;
  planning: Planning;
}

interface WaitingRead extends FlightStatement {
  planning: Planning;
  resolve(answer: Answer): void;
  reject(failure: StatementFailure): void;
}

/** What every flight on a connection shares, whoever sends it. */
const knownOf = new WeakMap<PoolClient, Known>();

/** How many flights are under way at most, and how many reads each of them has. */
export interface FlightLimits {
  flights: number;
  reads: number;
}

export class ReadFlights implements Asking {
  readonly shared: Kysely<Schema>;
  private readonly pool: Pool;
  private readonly limits: FlightLimits;
  private waiting: WaitingRead[] = [];
  private underWay = 0;
  private isDeparting = false;

  /** @param pool connections that plan what is prepared each time */
  constructor(pool: Pool, limits: FlightLimits) {
    this.pool = pool;
    this.limits = limits;
    this.shared = kyselyOver(postgresWords, async (text, values, known) => {
      const planning = known?.keepsPlan === true ? 'once' : 'anew';
      return namedRows(await this.ask({ name: known?.name ?? '', text, values, planning }));
    });
  }

  async rows<Row extends unknown[]>({ name, text }: Statement, values: unknown[]): Promise<Row[]> {
    return rowsOf(await this.ask({ name, text, values, planning: 'anew' })) as Row[];
  }

  private ask(statement: Omit<WaitingRead, 'resolve' | 'reject'>): Promise<Answer> {
    return new Promise((resolve, reject) => this.push({ ...statement, resolve, reject }));
  }

  private push(read: WaitingRead): void {
    this.waiting.push(read);
    if (this.isDeparting || this.underWay === this.limits.flights) return;
    this.isDeparting = true;
    // Departs when all has run that can without an answer, and so has asked for what goes along.
    setImmediate(() => {
      this.isDeparting = false;
      this.depart();
    });
  }

  /** Sends what waits, spread over the flights that may still depart. */
  private depart(): void {
    const { flights, reads } = this.limits;
    while (this.waiting.length > 0 && this.underWay < flights) {
      const share = Math.ceil(this.waiting.length / (flights - this.underWay));
      this.underWay++;
      void this.fly(this.waiting.splice(0, Math.min(share, reads))).finally(() => {
        this.underWay--;
        this.depart();
      });
    }
  }

  /** Never rejects: each that was asked is told. */
  private async fly(reads: WaitingRead[]): Promise<void> {
    let connection: PoolClient;
    try {
      connection = await connect(this.pool);
    } catch (failure) {
      for (const { reject } of reads) reject(failure as StatementFailure);
      return;
    }
    const known = knownOf.get(connection) ?? { prepared: new Map(), planning: 'anew' as const };
    knownOf.set(connection, known);
    let failed = false;
    const passengers = this.seated(reads, known, () => {
      failed = true;
    });
    await new Promise<void>((onEnd) => connection.query(new Flight(passengers, known.prepared, onEnd)));
    // What it was set to is not known any more.
    connection.release(failed);
  }

  /** Those that are planned as the connection is set go first, and the setting changes once. */
  private seated(reads: WaitingRead[], known: Known, onFailure: () => void): Passenger[] {
    const seatOf = (read: WaitingRead) => this.passengerOf(read, onFailure);
    const ahead = reads.filter(({ planning }) => planning === known.planning).map(seatOf);
    const others = reads.filter(({ planning }) => planning !== known.planning);
    const [first] = others;
    if (first === undefined) return ahead;
    known.planning = first.planning;
    const setting = {
      name: `plan_${first.planning}`,
      text: plannings[first.planning],
      values: [],
      resolve: () => {},
      reject: onFailure,
    };
    return [...ahead, setting, ...others.map(seatOf)];
  }

  /** A read that was passed over for another's failure is asked again. */
  private passengerOf({ planning, ...read }: WaitingRead, onFailure: () => void): Passenger {
    return {
      ...read,
      reject: (failure, isPassedOver) => {
        onFailure();
        if (isPassedOver && !failure.endsConnection) this.push({ ...read, planning });
        else read.reject(failure);
      },
    };
  }
}
