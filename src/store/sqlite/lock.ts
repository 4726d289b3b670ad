/** The lock that keeps a second server away from a database file. */
import { statSync, unlinkSync } from 'node:fs';
import Database from 'better-sqlite3';
import { limits } from '../../limits/limits.js';
import { OpenError } from '../store.js';
import { makePrivate } from './private-file.js';

export interface ServerLock {
  /** Gives it back, and leaves its file for the next. */
  release(): void;
  /** Gives it back where the database could not be opened: its file is of no use then, and goes too. */
  discard(): void;
}

/** Tells a file from every other that bears its name, before it or after it. */
function identityOf(path: string): string | undefined {
  const status = statSync(path, { bigint: true, throwIfNoEntry: false });
  return status && `${status.dev} ${status.ino} ${status.birthtimeNs}`;
}

/** @throws OpenError where another has it, in these words; `undefined` where its file went away meanwhile */
function tryLock(lockPath: string, taken: string): Database.Database | undefined {
  let lock: Database.Database | undefined;
  try {
    makePrivate(lockPath);
    const before = identityOf(lockPath);
    lock = new Database(lockPath, { timeout: 0 });
    // Nothing is ever written to it, so it needs no journal beside it.
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
    // Another server may have discarded the file between: a lock on what has no name any more keeps nobody away.
    if (before !== undefined && identityOf(lockPath) === before) return lock;
    lock.close();
    return undefined;
  } catch (error) {
    lock?.close();
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) {
      throw new OpenError(taken);
    }
    throw error;
  }
}

/** Takes the lock of a file, trying again where it goes away meanwhile. @throws OpenError */
function lockAt(lockPath: string, taken: string): Database.Database | undefined {
  let held: Database.Database | undefined;
  for (let attempt = 1; held === undefined && attempt <= limits.attempts; attempt++) {
    held = tryLock(lockPath, taken);
  }
  return held;
}

/** Takes a lock on a file of its own, which a crash gives back too. @throws OpenError with `taken`, where another has it */
export function lockFile(path: string, taken: string): Pick<ServerLock, 'release'> {
  const held = lockAt(path, taken);
  if (held === undefined) throw new OpenError(taken);
  return { release: () => void held.close() };
}

/**
 * Takes the lock beside the database file. It is an operating system's lock on an open file, so a crash gives it
 * back too. `advice` says what to do where it is taken.
 *
 * @throws OpenError where another server, or a copy, has it
 */
export function lockForServing(
  path: string,
  advice = 'Stop that one first, or use PostgreSQL for several servers.',
): ServerLock {
  const taken = `The database ${path} is locked by another server, or by a copy under way. ${advice}`;
  const held = lockAt(`${path}-server`, taken);
  if (held === undefined) throw new OpenError(`The database ${path} is being opened by others. ${advice}`);
  const lock = held;
  return {
    release: () => void lock.close(),
    discard() {
      try {
        // The file is removed while the lock is held, so that nobody else can have taken it.
        unlinkSync(`${path}-server`);
      } catch {
        // A folder that cannot be written keeps the file.
      }
      lock.close();
    },
  };
}
