/** The lock that keeps a second server away from a database file. */
import Database from 'better-sqlite3';
import { OpenError } from '../store.js';

/**
 * Takes the lock beside the database file, and answers what gives it back. It is an operating system's
 * lock on an open file, so a crash gives it back too. `advice` says what to do where it is taken.
 *
 * @throws OpenError where another server, or a copy, has it
 */
export function lockForServing(
  path: string,
  advice = 'Stop that one first, or use PostgreSQL for several servers.',
): () => void {
  const lockPath = `${path}-server`;
  let lock: Database.Database | undefined;
  try {
    lock = new Database(lockPath, { timeout: 0 });
    // Nothing is ever written to it, so it needs no journal beside it.
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY')) {
      throw new OpenError(
        `The database ${path} is locked by another server, or by a copy under way. ${advice}`,
      );
    }
    throw error;
  }
  const held = lock;
  return () => held.close();
}
