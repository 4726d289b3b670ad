/** The files of a database, readable by their owner alone (docs/reference/limits.md#files-of-their-owner). */
import { chmodSync, closeSync, openSync, statSync } from 'node:fs';

const ownerOnly = 0o600;

/** The database, its log with the log's index, and the lock beside it. SQLite gives the log the mode of the database. */
const suffixes = ['', '-wal', '-shm', '-journal', '-server'];

/** Makes an empty file that only its owner can read; one that is there stays as it is. */
export function makePrivate(path: string): void {
  try {
    closeSync(openSync(path, 'wx', ownerOnly));
  } catch (error) {
    // Anything else that is wrong shows when the file is opened.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return;
  }
}

/** Takes others' rights from the files of a database that earlier programs have made. What is not ours stays. */
export function keepPrivate(path: string): void {
  for (const suffix of suffixes) {
    try {
      const { mode } = statSync(path + suffix);
      if ((mode & 0o077) !== 0) chmodSync(path + suffix, mode & 0o700);
    } catch {
      // It is not there, or another user's: whoever that is says who may read it.
    }
  }
}
