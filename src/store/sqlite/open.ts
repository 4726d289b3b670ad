/** The embedded store as the rest of the program sees it: a writing thread, a reading thread, and a lock. */
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Refusal } from '../../contract/errors.js';
import { limits } from '../../contract/limits.js';
import { OpenError, type Store, StoreFault, type StoreQueries, type WriteItem } from '../store.js';
import { connect, openError } from './connection.js';
import { lockForServing } from './lock.js';
import type { Reply, Request, Settled, ThreadData } from './thread.js';

export interface SqliteOptions {
  path: string;
  /** The module that holds the write programs, as a URL. */
  programs: string;
  /** Whether this is a server, of which a file has one, or a command beside it. */
  serving: boolean;
  /** Whether a missing folder is made, for the default place only. */
  makeFolder: boolean;
}

function unwrap(settled: Settled | undefined): unknown {
  if (settled === undefined) throw new StoreFault('unexpected', 'the store gave no answer');
  if ('value' in settled) return settled.value;
  if ('fault' in settled) throw new StoreFault(settled.fault.kind, settled.fault.message);
  const { code, message, details } = settled.refusal;
  const refusal = new Refusal(code, undefined, details);
  refusal.message = message;
  throw refusal;
}

/** A thread, and the promises of those who wait for its replies. */
class Thread {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, (settled: Settled[]) => void>();
  private nextId = 1;
  private ended = false;

  private constructor(worker: Worker) {
    this.worker = worker;
  }

  /** @throws OpenError */
  static start(data: ThreadData): Promise<Thread> {
    const worker = new Worker(new URL('./thread.js', import.meta.url), { workerData: data });
    const thread = new Thread(worker);
    return new Promise((resolveStart, rejectStart) => {
      worker.on('message', (reply: Reply) => {
        if ('ready' in reply) resolveStart(thread);
        else if ('refused' in reply) rejectStart(new OpenError(reply.refused));
        else thread.settle(reply.id, reply.settled);
      });
      worker.on('error', (error) => {
        thread.end(error.message);
        rejectStart(openError(data.path, error));
      });
      worker.on('exit', () => thread.end('the thread has ended'));
    });
  }

  private settle(id: number, settled: Settled[]): void {
    const resolveWaiting = this.waiting.get(id);
    this.waiting.delete(id);
    resolveWaiting?.(settled);
  }

  private end(message: string): void {
    this.ended = true;
    for (const id of [...this.waiting.keys()]) {
      this.settle(id, [{ fault: { kind: 'unavailable', message } }]);
    }
  }

  ask(
    request:
      | { kind: 'write'; items: WriteItem[] }
      | Omit<Request & { kind: 'query' }, 'id'>
      | { kind: 'close' },
  ) {
    return new Promise<Settled[]>((resolveAsk) => {
      if (this.ended) {
        resolveAsk([{ fault: { kind: 'unavailable', message: 'the store is closed' } }]);
        return;
      }
      const id = this.nextId++;
      this.waiting.set(id, resolveAsk);
      this.worker.postMessage({ ...request, id } as Request);
    });
  }

  /** Closes the connection after everything that was asked before. */
  async close(): Promise<void> {
    if (this.ended) return;
    const exit = new Promise<void>((resolveExit) => this.worker.once('exit', () => resolveExit()));
    await this.ask({ kind: 'close' });
    await exit;
  }
}

/** Gathers what is to be written while the thread has enough to do, so that it shares one commit. */
class Writer {
  private readonly thread: Thread;
  private queue: { item: WriteItem; settle: (settled: Settled | undefined) => void }[] = [];
  private underWay = 0;

  constructor(thread: Thread) {
    this.thread = thread;
  }

  async write(item: WriteItem): Promise<unknown> {
    const settled = new Promise<Settled | undefined>((settle) => this.queue.push({ item, settle }));
    if (this.underWay < limits.batchesUnderWay) void this.run();
    return unwrap(await settled);
  }

  private async run(): Promise<void> {
    this.underWay++;
    while (this.queue.length > 0) {
      const batch = this.queue;
      this.queue = [];
      const settled = await this.thread.ask({ kind: 'write', items: batch.map(({ item }) => item) });
      for (const [at, { settle }] of batch.entries()) settle(settled[at] ?? settled[0]);
    }
    this.underWay--;
  }
}

function checkFolder(path: string, makeFolder: boolean): void {
  const folder = dirname(path);
  if (!existsSync(folder)) {
    if (!makeFolder) {
      throw new OpenError(`The folder ${folder} does not exist. Make it, or name another database.`);
    }
    mkdirSync(folder, { recursive: true });
  }
  if (existsSync(path) && statSync(path).isDirectory()) {
    throw new OpenError(`The database ${path} is a folder. Name a file.`);
  }
}

/** @throws OpenError */
export async function openSqlite(options: SqliteOptions): Promise<Store> {
  const path = resolve(options.path);
  checkFolder(path, options.makeFolder);
  let unlock: (() => void) | undefined;
  try {
    if (options.serving) unlock = lockForServing(path);
    const data = { path, programs: options.programs };
    // The writer makes the file and its tables, so the reader comes after it.
    const writerThread = await Thread.start({ ...data, purpose: 'write' });
    const readerThread = await Thread.start({ ...data, purpose: 'read' });
    return sqliteStore(path, writerThread, readerThread, () => unlock?.());
  } catch (error) {
    unlock?.();
    throw openError(path, error);
  }
}

function sqliteStore(path: string, writerThread: Thread, readerThread: Thread, unlock: () => void): Store {
  const writer = new Writer(writerThread);
  const query =
    (name: keyof StoreQueries) =>
    async (...parameters: unknown[]) =>
      unwrap((await readerThread.ask({ kind: 'query', name, parameters }))[0]);
  const watching: (() => void)[] = [];

  const own: Omit<Store, keyof StoreQueries> = {
    write: (item) => writer.write(item),

    watch(onCommit) {
      const connection = connect(path, 'read');
      const version = connection.prepare('PRAGMA data_version').pluck();
      let known = version.get();
      const timer = setInterval(() => {
        const present = version.get();
        if (present === known) return;
        known = present;
        onCommit();
      }, limits.settingsPollMilliseconds);
      timer.unref();
      watching.push(() => {
        clearInterval(timer);
        connection.close();
      });
    },

    async close() {
      for (const stop of watching) stop();
      await readerThread.close();
      await writerThread.close();
      unlock();
    },
  };

  return new Proxy(own as Store, {
    get: (target, name) =>
      name in target
        ? Reflect.get(target, name)
        : name === 'then'
          ? undefined
          : query(name as keyof StoreQueries),
  });
}
