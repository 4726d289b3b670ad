/**
 * A thread with a connection of its own: the one writer, or a reader. The event loop of the server never
 * waits for a disk; one message carries everything that waits.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '../../contract/errors.js';
import { type AnyProgram, OpenError, type Program, programsByName, type StoreQueries } from '../store.js';
import { type Connection, connect, openError } from './connection.js';
import { faultOf } from './faults.js';
import type { NamedWrite, NumberedRequest, Reply, Settled, ThreadData, ThreadRequest } from './messages.js';
import { migrate } from './migrate.js';
import { storeQueries, transactionMaker } from './transaction.js';

function failure(error: unknown): Settled {
  if (error instanceof Refusal) {
    return { refusal: { code: error.code, message: error.message, details: error.details } };
  }
  return { fault: faultOf(error) };
}

/** Runs each item behind a savepoint of its own, then commits what is left with one wait for the disk. */
function batchWriter(connection: Connection, programs: readonly AnyProgram[]) {
  const byName = programsByName(programs);
  const transactionOf = transactionMaker(connection);
  const begin = connection.prepare('BEGIN IMMEDIATE');
  const commit = connection.prepare('COMMIT');
  const savepoint = connection.prepare('SAVEPOINT item');
  const release = connection.prepare('RELEASE item');
  const back = connection.prepare('ROLLBACK TO item');

  async function runItem({ client, program: name, input }: NamedWrite): Promise<Settled> {
    // What is known of the input by now is that it was given for the program of this name.
    const program = byName.get(name) as Program<unknown, unknown> | undefined;
    if (program === undefined) throw new Error(`no program is named ${name}`);
    savepoint.run();
    try {
      const { input: sent, output: answered } = program.transfers;
      const value = await program.run(transactionOf(client), sent === undefined ? input : sent.unpack(input));
      release.run();
      return { value: answered === undefined ? value : answered.pack(value) };
    } catch (error) {
      // A full disk and the like end the whole transaction by themselves.
      if (!connection.inTransaction) throw error;
      back.run();
      release.run();
      return failure(error);
    }
  }

  return async (items: NamedWrite[]): Promise<Settled[]> => {
    try {
      begin.run();
      const settled: Settled[] = [];
      for (const item of items) settled.push(await runItem(item));
      commit.run();
      return settled;
    } catch (error) {
      if (connection.inTransaction) connection.exec('ROLLBACK');
      return items.map(() => failure(error));
    }
  };
}

/** What the thread does once its database is open. */
interface Work {
  connection: Connection;
  queries: StoreQueries;
  write: ((items: NamedWrite[]) => Promise<Settled[]>) | undefined;
}

async function openWork({ path, purpose }: ThreadData, programs: readonly AnyProgram[]): Promise<Work> {
  const connection = connect(path, purpose);
  try {
    if (purpose === 'write') await migrate(path, connection);
    const write = purpose === 'write' ? batchWriter(connection, programs) : undefined;
    return { connection, queries: storeQueries(connection), write };
  } catch (error) {
    connection.close();
    throw openError(path, error);
  }
}

async function settleQuery(
  queries: StoreQueries,
  name: keyof StoreQueries,
  parameters: unknown[],
): Promise<Settled> {
  try {
    const run = queries[name] as (...parameters: unknown[]) => Promise<unknown>;
    return { value: await run(...parameters) };
  } catch (error) {
    return failure(error);
  }
}

async function serve(port: MessagePort, data: ThreadData): Promise<void> {
  let work: Work | undefined;

  async function settle(request: ThreadRequest, programs: readonly AnyProgram[]): Promise<Settled[]> {
    if (request.kind === 'open') {
      work = await openWork(data, programs);
      return [{ value: true }];
    }
    if (request.kind === 'close') {
      work?.connection.close();
      return [];
    }
    if (work === undefined) return [{ fault: { kind: 'unavailable', message: 'the database is not open' } }];
    if (request.kind === 'probe') {
      work.connection.exec('BEGIN IMMEDIATE');
      work.connection.exec('ROLLBACK');
      return [{ value: true }];
    }
    if (request.kind === 'query') return [await settleQuery(work.queries, request.name, request.parameters)];
    return work.write === undefined ? [] : work.write(request.items);
  }

  const loaded = data.purpose === 'write' ? import(data.programs) : { programs: [] };
  // One message at a time: a transaction has awaits in it, and the next message must not get between.
  let last: Promise<void> = Promise.resolve();
  port.on('message', ({ id, ...request }: NumberedRequest) => {
    last = last.then(async () => {
      let settled: Settled[];
      try {
        const { programs } = (await loaded) as { programs: readonly AnyProgram[] };
        settled = await settle(request, programs);
      } catch (error) {
        settled = [error instanceof OpenError ? { unopened: error.message } : failure(error)];
      }
      port.postMessage({ id, settled } satisfies Reply);
      if (request.kind === 'close') port.close();
    });
  });
}

if (parentPort !== null) void serve(parentPort, workerData as ThreadData);
