/** What a database's `migration` rows say of it. Both adapters ask, each before it touches anything else. */
import { OpenError } from '../store.js';
import { newestMigration } from './index.js';

/**
 * The number of a row that stands in `migration` while a copy into the database is under way; its name says
 * of what. Being above every other, it keeps away also programs that know nothing of copying: they take
 * the database for one of a newer version.
 */
export const copyMark = 2_147_483_647;

/**
 * The newest migration that the database has; 0 for none. `copying` says whether half a copy is welcome.
 *
 * @throws OpenError for half a copy, and for a database that is newer than the program
 */
export function presentMigration(
  shown: string,
  rows: { number: number; name: string }[],
  copying: boolean,
): number {
  const mark = rows.find(({ number }) => number === copyMark);
  if (mark !== undefined && !copying) {
    throw new OpenError(
      `The database ${shown} holds half of a ${mark.name}. ` +
        'Run the same `linkwright copy` again: it goes on where it was.',
    );
  }
  const present = Math.max(0, ...rows.filter((row) => row !== mark).map(({ number }) => number));
  if (present > newestMigration) {
    throw new OpenError(
      `The database ${shown} has schema ${present}, this program knows up to ${newestMigration}: ` +
        'it was written by a newer Linkwright. Use that one, or a copy from before.',
    );
  }
  return present;
}
