/** The embedded store as the rest of the program sees it: a thread that writes, those that read, and a lock. */
import { existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { limits } from '../../limits/limits.js';
import { fairQueries } from '../fair-queries.js';
import { retry } from '../retry.js';
import { isShortQuery } from '../short-queries.js';
import { OpenError, type Store, type StoreTrouble } from '../store.js';
import { connect, openError } from './connection.js';
import { measureFiles } from './file-measure.js';
import { lockForServing, type ServerLock } from './lock.js';
import { type Settled, unwrap } from './messages.js';
import { keepPrivate, makePrivate } from './private-file.js';
import { mostReaders, Readers } from './readers.js';
import { RemoteThread } from './remote-thread.js';
import { Writer } from './writer.js';

export interface SqliteOptions {
  path: string;
  /** The module that lists the programs, as a URL: the writing thread loads it. */
  programs: string;
  /** Whether this is a server, of which a file has one, or a command beside it. */
  serving: boolean;
  /** Whether a missing folder is made, for the default path only. */
  makeFolder: boolean;
  /** Whether a missing database is made, or taken for a mistyped name. */
  makeFile: boolean;
}

function checkFolder(path: string, makeFolder: boolean): void {
  const folder = dirname(path);
  if (!existsSync(folder)) {
    if (!makeFolder) {
      throw new OpenError(`The folder ${folder} does not exist. Make it, or name another database.`);
    }
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }
  if (existsSync(path) && statSync(path).isDirectory()) {
    throw new OpenError(`The database ${path} is a folder. Name a file.`);
  }
}

/**
 * The file itself, whatever links lead to it: its lock stands beside it.
 *
 * @throws OpenError where it can be none, or is not there and not to be made
 */
export function findFile(options: Pick<SqliteOptions, 'path' | 'makeFolder' | 'makeFile'>): string {
  const named = resolve(options.path);
  const path = existsSync(named) ? realpathSync(named) : named;
  checkFolder(path, options.makeFolder);
  if (!options.makeFile && !existsSync(path)) {
    throw new OpenError(
      `The database ${path} does not exist. Check the name; serve, load and client create make one.`,
    );
  }
  return path;
}

class Troubles {
  private readonly listeners: ((trouble: StoreTrouble) => void)[] = [];
  private final: StoreTrouble | undefined;

  readonly tell = (trouble: StoreTrouble): void => {
    if (trouble.isFinal) this.final = trouble;
    for (const listener of this.listeners) listener(trouble);
  };

  listen(listener: (trouble: StoreTrouble) => void): void {
    this.listeners.push(listener);
    if (this.final !== undefined) listener(this.final);
  }
}

/** @throws OpenError */
export async function openSqlite(options: SqliteOptions): Promise<Store> {
  const path = findFile(options);
  let lock: ServerLock | undefined;
  const opened: { close(): Promise<void> }[] = [];
  try {
    if (options.serving) lock = lockForServing(path);
    makePrivate(path);
    keepPrivate(path);
    const data = {
      path,
      programs: options.programs,
      heapMegabytes: options.serving ? limits.threadMegabytes : undefined,
    };
    const limitMilliseconds = options.serving ? limits.statementMilliseconds : undefined;
    const troubles = new Troubles();
    // Both load their modules at once; the writer makes the file and its tables before the reader opens it.
    const writer = new RemoteThread(
      { ...data, purpose: 'write', limitMilliseconds: undefined },
      troubles.tell,
    );
    opened.push(writer);
    const readers = new Readers(
      () => new RemoteThread({ ...data, purpose: 'read', limitMilliseconds }, troubles.tell),
    );
    opened.push(readers);
    await writer.open();
    await readers.open();
    return sqliteStore(path, writer, readers, troubles, () => lock?.release());
  } catch (error) {
    for (const each of opened) await each.close();
    lock?.discard();
    throw openError(path, error);
  }
}

function sqliteStore(
  path: string,
  writerThread: RemoteThread,
  readers: Readers,
  troubles: Troubles,
  unlock: () => void,
): Store {
  const writer = new Writer(writerThread);
  const watching: (() => void)[] = [];
  const { queries, waiting } = fairQueries(
    { short: 2 * limits.readsAtOnce, long: (mostReaders - 1) * limits.readsAtOnce, isShort: isShortQuery },
    async (name, parameters, isShort) => unwrap(await readers.ask(name, parameters, isShort)),
  );

  return {
    ...queries,
    shared: false,
    write: (item) => retry(() => writer.write(item)),

    async works() {
      const isDone = (settled: Settled | undefined) => settled !== undefined && 'value' in settled;
      const [reading, [writing]] = await Promise.all([
        readers.ask('versions', [[0]], true),
        writerThread.ask({ kind: 'probe' }),
      ]);
      const { fullAt } = writerThread;
      // Without a write nobody knows whether there is room again: then it is tried.
      const full = fullAt !== undefined && Date.now() - fullAt < limits.fullMilliseconds;
      return { reading: isDone(reading), writing: isDone(writing), ...(full ? { full } : {}) };
    },

    async measures() {
      return {
        writesWaiting: writer.waiting,
        queriesWaiting: waiting(),
        readingThreads: readers.threads,
        files: await measureFiles(path),
      };
    },

    onTransaction(listener) {
      writerThread.onTransaction = listener;
    },

    onTrouble: (listener) => troubles.listen(listener),

    watch(onCommit) {
      const connection = connect(path, 'read', 0);
      const version = connection.prepare('PRAGMA data_version').pluck();
      let known = version.get();
      const timer = setInterval(() => {
        try {
          const present = version.get();
          if (present === known) return;
          known = present;
        } catch {
          // The file cannot be read just now: look what has changed, and look again.
          known = undefined;
        }
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
      await readers.close();
      await writerThread.close();
      unlock();
    },
  };
}
