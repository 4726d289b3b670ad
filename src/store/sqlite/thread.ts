/**
 * A thread with a connection of its own: the one writer, or a reader. The event loop of the server never
 * waits for a disk; one message carries everything that waits.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '../../contract/errors.js';
import { type FaultKind, OpenError, type Programs, type StoreQueries, type WriteItem } from '../store.js';
import { type Connection, connect, migrate } from './connection.js';
import { storeQueries, transactionMaker } from './transaction.js';

/** What the thread is started with. */
export interface ThreadData {
  path: string;
  purpose: 'write' | 'read';
  /** The module whose export `programs` holds every write program. */
  programs: string;
}

export type Request =
  | { id: number; kind: 'write'; items: WriteItem[] }
  | { id: number; kind: 'query'; name: keyof StoreQueries; parameters: unknown[] }
  | { id: number; kind: 'close' };

/** What became of one write or one query. */
export type Settled =
  | { value: unknown }
  | { refusal: Pick<Refusal, 'code' | 'message' | 'details'> }
  | { fault: { kind: FaultKind; message: string } };

export type Reply = { ready: true } | { refused: string } | { id: number; settled: Settled[] };

/** SQLite's result codes by what a caller can do about them. */
function faultOf(error: unknown): { kind: FaultKind; message: string } {
  const { code = '', message } = error as { code?: string; message: string };
  const away = ['SQLITE_FULL', 'SQLITE_IOERR', 'SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_CORRUPT'];
  if (code.startsWith('SQLITE_BUSY')) return { kind: 'passing', message };
  if (away.some((known) => code.startsWith(known))) return { kind: 'unavailable', message };
  return { kind: 'unexpected', message: (error as Error).stack ?? message };
}

function failure(error: unknown): Settled {
  if (error instanceof Refusal) {
    return { refusal: { code: error.code, message: error.message, details: error.details } };
  }
  return { fault: faultOf(error) };
}

/** Runs each item behind a savepoint of its own, then commits what is left with one wait for the disk. */
function batchWriter(connection: Connection, programs: Programs) {
  const transactionOf = transactionMaker(connection);
  const begin = connection.prepare('BEGIN IMMEDIATE');
  const commit = connection.prepare('COMMIT');
  const savepoint = connection.prepare('SAVEPOINT item');
  const release = connection.prepare('RELEASE item');
  const back = connection.prepare('ROLLBACK TO item');

  async function runItem({ client, program, input }: WriteItem): Promise<Settled> {
    const run = programs[program];
    if (run === undefined) throw new Error(`no program is named ${program}`);
    savepoint.run();
    try {
      const value = await run(transactionOf(client), input);
      release.run();
      return { value };
    } catch (error) {
      // A full disk and the like end the whole transaction by themselves.
      if (!connection.inTransaction) throw error;
      back.run();
      release.run();
      return failure(error);
    }
  }

  return async (items: WriteItem[]): Promise<Settled[]> => {
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

async function serve(port: NonNullable<typeof parentPort>, data: ThreadData): Promise<void> {
  const connection = connect(data.path, data.purpose);
  if (data.purpose === 'write') migrate(data.path, connection);
  const { programs } = (await import(data.programs)) as { programs: Programs };
  const write = data.purpose === 'write' ? batchWriter(connection, programs) : undefined;
  const queries = storeQueries(connection);

  async function query(name: keyof StoreQueries, parameters: unknown[]): Promise<Settled> {
    try {
      const run = queries[name] as (...parameters: unknown[]) => Promise<unknown>;
      return { value: await run(...parameters) };
    } catch (error) {
      return failure(error);
    }
  }

  async function settle(request: Request): Promise<Settled[]> {
    if (request.kind === 'query') return [await query(request.name, request.parameters)];
    if (request.kind === 'close') {
      connection.close();
      return [];
    }
    return write === undefined ? [] : write(request.items);
  }

  // One message at a time: a transaction has awaits in it, and the next message must not get between.
  let last: Promise<void> = Promise.resolve();
  port.on('message', (request: Request) => {
    last = last.then(async () => {
      port.postMessage({ id: request.id, settled: await settle(request) } satisfies Reply);
      if (request.kind === 'close') port.close();
    });
  });
  port.postMessage({ ready: true } satisfies Reply);
}

if (parentPort !== null) {
  const port = parentPort;
  serve(port, workerData as ThreadData).catch((error: unknown) => {
    const message = error instanceof OpenError ? error.message : String((error as Error).stack);
    port.postMessage({ refused: message } satisfies Reply);
    port.close();
  });
}
