/**
 * A thread with a connection of its own: the one writer, or a reader. The event loop of the server never
 * waits for a disk; one message carries everything that waits.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { type AnyProgram, OpenError, type StoreQueries } from '../store.js';
import { batchWriter, failure, type RanBatch } from './batch.js';
import { type Connection, connect, openError } from './connection.js';
import type { NamedWrite, NumberedRequest, Reply, Settled, ThreadData, ThreadRequest } from './messages.js';
import { migrate } from './migrate.js';
import { storeQueries } from './transaction.js';

/** What the thread does once its database is open. */
interface Work {
  connection: Connection;
  /** Only the reader is asked. */
  queries: StoreQueries | undefined;
  write: ((items: NamedWrite[]) => Promise<RanBatch>) | undefined;
}

const notOpen: Settled[] = [{ fault: { kind: 'unavailable', message: 'the database is not open' } }];

async function openWork({ path, purpose }: ThreadData, programs: readonly AnyProgram[]): Promise<Work> {
  const connection = connect(path, purpose);
  try {
    if (purpose === 'write') await migrate(path, connection);
    const write = purpose === 'write' ? batchWriter(connection, programs) : undefined;
    const queries = purpose === 'read' ? storeQueries(connection) : undefined;
    return { connection, queries, write };
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

  async function settle(
    request: Exclude<ThreadRequest, { kind: 'write' }>,
    programs: readonly AnyProgram[],
  ): Promise<Settled[]> {
    if (request.kind === 'open') {
      work = await openWork(data, programs);
      return [{ value: true }];
    }
    if (request.kind === 'close') {
      work?.connection.close();
      return [];
    }
    if (work === undefined) return notOpen;
    if (request.kind === 'probe') {
      work.connection.exec('BEGIN IMMEDIATE');
      work.connection.exec('ROLLBACK');
      return [{ value: true }];
    }
    const { queries } = work;
    return queries === undefined ? [] : [await settleQuery(queries, request.name, request.parameters)];
  }

  async function write(items: NamedWrite[]): Promise<RanBatch> {
    return work?.write === undefined ? { settled: notOpen } : work.write(items);
  }

  const loaded = data.purpose === 'write' ? import(data.programs) : { programs: [] };
  // One message at a time: a transaction has awaits in it, and the next message must not get between.
  let last: Promise<void> = Promise.resolve();
  port.on('message', ({ id, ...request }: NumberedRequest) => {
    last = last.then(async () => {
      let ran: RanBatch;
      try {
        const { programs } = (await loaded) as { programs: readonly AnyProgram[] };
        ran =
          request.kind === 'write'
            ? await write(request.items)
            : { settled: await settle(request, programs) };
      } catch (error) {
        ran = { settled: [error instanceof OpenError ? { unopened: error.message } : failure(error)] };
      }
      port.postMessage({ id, ...ran } satisfies Reply);
      if (request.kind === 'close') port.close();
    });
  });
}

if (parentPort !== null) void serve(parentPort, workerData as ThreadData);
