/**
 * Statements that go to the database in one message, and are answered in one. After one that fails the database
 * passes over the others (docs/decisions/0062-flights-of-statements.md).
 */
import type { Connection, FieldDef, Submittable } from 'pg';
import { texts } from './arrays.js';
import { StatementFailure } from './faults.js';

export interface FlightStatement {
  /** A statement with a name is prepared once a connection; one without, each time. */
  name: string;
  text: string;
  values: readonly unknown[];
}

/** What a statement found, or how many rows it wrote. */
export interface Answer {
  fields: readonly FieldDef[];
  rows: (string | null)[][];
  count: number;
}

export interface Passenger extends FlightStatement {
  resolve(answer: Answer): void;
  /** @param isPassedOver whether it was another statement that failed, in front of this one */
  reject(failure: StatementFailure, isPassedOver: boolean): void;
}

/** The columns that the prepared statements of a connection answer, by the statements' names. */
export type Prepared = Map<string, readonly FieldDef[]>;

/** A value as the driver sends it; a list is one of texts, and numbers come as bytes already. */
function parameterOf(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return texts(value);
  return Buffer.isBuffer(value) ? value : String(value);
}

/** As the driver drives it: it calls `submit`, and then the handlers in the order of what the database answers. */
export class Flight implements Submittable {
  readonly statements: readonly Passenger[];
  /** The driver puts a function of its own here, where it sets a limit of time. */
  callback = (): void => {};
  private readonly onEnd: () => void;
  private readonly prepared: Prepared;
  /** How many statements have been answered. */
  private answered = 0;
  private fields: readonly FieldDef[] | undefined;
  private rows: (string | null)[][] = [];

  constructor(statements: readonly Passenger[], prepared: Prepared, onEnd: () => void) {
    this.statements = statements;
    this.prepared = prepared;
    this.onEnd = onEnd;
  }

  submit(connection: Connection): void {
    connection.stream.cork();
    for (const { name, text, values } of this.statements) {
      const isPrepared = name !== '' && this.prepared.has(name);
      if (!isPrepared) {
        // One that a failed flight has left behind is made anew.
        if (name !== '') connection.close({ type: 'S', name }, false);
        connection.parse({ name, text, types: [] }, false);
        if (name !== '') this.prepared.set(name, []);
      }
      connection.bind({ statement: name, values: values.map(parameterOf) }, false);
      if (!isPrepared) connection.describe({ type: 'P' }, false);
      connection.execute(null, false);
    }
    connection.sync();
    connection.stream.uncork();
  }

  handleRowDescription({ fields }: { fields: FieldDef[] }): void {
    this.fields = fields;
    const name = this.statements[this.answered]?.name;
    if (name !== undefined && name !== '') this.prepared.set(name, fields);
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    this.rows.push(fields);
  }

  handleCommandComplete({ text }: { text: string }): void {
    const statement = this.statements[this.answered++];
    const { rows, fields = this.prepared.get(statement?.name ?? '') ?? [] } = this;
    this.rows = [];
    this.fields = undefined;
    statement?.resolve({ fields, rows, count: Number(/\d+$/.exec(text)?.[0] ?? 0) });
  }

  handleReadyForQuery(): void {
    this.callback();
    this.onEnd();
  }

  /** Fails what is not answered yet. */
  handleError(error: unknown): void {
    const failure = new StatementFailure(error);
    // Whether what follows was prepared is not known.
    for (const [at, { name, reject }] of this.statements.slice(this.answered).entries()) {
      this.prepared.delete(name);
      reject(failure, at > 0);
    }
    this.answered = this.statements.length;
    this.handleReadyForQuery();
  }
}
