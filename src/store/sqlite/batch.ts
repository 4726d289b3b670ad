/** A batch of writes in one transaction, with one wait for the disk (docs/decisions/0057-savepoints.md). */
import { Refusal } from '../../contract/errors.js';
import { type AnyProgram, type Program, programsByName, type TransactionMeasure } from '../store.js';
import type { Connection } from './connection.js';
import { faultOf } from './faults.js';
import type { NamedWrite, Settled } from './messages.js';
import { transactionMaker } from './transaction.js';

/** What goes back to the server of an exception. */
export function failure(error: unknown): Settled {
  if (error instanceof Refusal) {
    return { refusal: { code: error.code, message: error.message, details: error.details } };
  }
  return { fault: faultOf(error) };
}

/** What became of each write of a batch, in their order, and how long their transaction took. */
export interface RanBatch {
  settled: Settled[];
  measure?: TransactionMeasure;
  isFull?: boolean;
}

const isFull = (error: unknown) => (error as { code?: string }).code?.startsWith('SQLITE_FULL') === true;

/** Answers what runs a batch, once what is left of it is durable. */
export function batchWriter(
  connection: Connection,
  programs: readonly AnyProgram[],
): (items: NamedWrite[]) => Promise<RanBatch> {
  const byName = programsByName(programs);
  const transactionOf = transactionMaker(connection);
  const begin = connection.prepare('BEGIN IMMEDIATE');
  const commit = connection.prepare('COMMIT');
  const rollback = connection.prepare('ROLLBACK');
  const savepoint = connection.prepare('SAVEPOINT item');
  const release = connection.prepare('RELEASE item');
  const back = connection.prepare('ROLLBACK TO item');
  const rowsWritten = connection.prepare('SELECT total_changes()').pluck();

  async function run({ client, program: name, input }: NamedWrite): Promise<Settled> {
    // What is known of the input by now is that it was given for the program of this name.
    const program = byName.get(name) as Program<unknown, unknown> | undefined;
    if (program === undefined) throw new Error(`no program is named ${name}`);
    const { input: sent, output: answered } = program.transfers;
    const value = await program.run(transactionOf(client), sent === undefined ? input : sent.unpack(input));
    return { value: answered === undefined ? value : answered.pack(value) };
  }

  /** Runs each as it comes; `undefined` where one failed after it had written, since nothing undoes it alone. */
  async function runBare(items: NamedWrite[]): Promise<Settled[] | undefined> {
    const settled: Settled[] = [];
    for (const item of items) {
      const before = rowsWritten.get();
      try {
        settled.push(await run(item));
      } catch (error) {
        // A full disk and the like end the whole transaction by themselves.
        if (!connection.inTransaction) throw error;
        if (rowsWritten.get() !== before) return undefined;
        settled.push(failure(error));
      }
    }
    return settled;
  }

  /** Runs each behind a savepoint, which undoes it alone where it fails. */
  async function runBehindSavepoints(items: NamedWrite[]): Promise<Settled[]> {
    const settled: Settled[] = [];
    for (const item of items) {
      savepoint.run();
      try {
        settled.push(await run(item));
      } catch (error) {
        if (!connection.inTransaction) throw error;
        back.run();
        settled.push(failure(error));
      }
      release.run();
    }
    return settled;
  }

  return async (items) => {
    const began = performance.now();
    try {
      begin.run();
      let settled = await runBare(items);
      if (settled === undefined) {
        rollback.run();
        begin.run();
        settled = await runBehindSavepoints(items);
      }
      const ran = performance.now();
      commit.run();
      const ended = performance.now();
      const [seconds, commitSeconds] = [(ended - began) / 1_000, (ended - ran) / 1_000];
      return { settled, measure: { writes: items.length, seconds, commitSeconds } };
    } catch (error) {
      if (connection.inTransaction) rollback.run();
      return { settled: items.map(() => failure(error)), isFull: isFull(error) };
    }
  };
}
