/** Brings a database's schema up to date: the same steps for both dialects, in the transaction of the adapter. */
import { OpenError } from '../store.js';
import { migrations, newestMigration } from './index.js';
import { type DialectWords, statementsOf } from './migration.js';

/**
 * The number of a row that `migration` has while a copy into the database is under way; the row's name says what is
 * copied. As it is above every other number, it also keeps away programs that know nothing of copying: they take
 * the database for one of a newer version.
 */
export const copyMark = 2_147_483_647;

/** One connection to the database, in a transaction that excludes all others. */
export interface MigrationConnection {
  /** The database's address in a form that may be shown. */
  readonly shown: string;
  readonly words: DialectWords;
  /** How many tables it has, whoever made them. */
  countTables(): Promise<number>;
  /** The names of the columns of the table `migration`, in order; none where there is no such table. */
  migrationColumns(): Promise<string[]>;
  /** The rows of the table `migration`. */
  applied(): Promise<AppliedMigration[]>;
  execute(statement: string): Promise<void>;
}

export interface AppliedMigration {
  number: number;
  name: string;
}

export interface MigrationOptions {
  /** Whether an empty database is filled; otherwise it is refused, since its name may be mistyped. */
  make: boolean;
  /** Whether an unfinished copy is accepted. */
  copying: boolean;
}

type Holdings = Pick<MigrationConnection, 'shown' | 'countTables' | 'migrationColumns'>;

/** Whether the database holds nothing. @throws OpenError where it holds another program's tables */
export async function isEmpty({ shown, countTables, migrationColumns }: Holdings): Promise<boolean> {
  if ((await countTables()) === 0) return true;
  if ((await migrationColumns()).join() === 'name,number') return false;
  throw new OpenError(`The database ${shown} holds something that is not Linkwright's.`);
}

/** The number of the newest step that was applied; 0 for none. @throws OpenError */
function newestOf(shown: string, applied: AppliedMigration[], copying: boolean): number {
  const mark = applied.find(({ number }) => number === copyMark);
  if (mark !== undefined && !copying) {
    throw new OpenError(
      `The database ${shown} holds half of a ${mark.name}. ` +
        'Run the same `linkwright copy` again: it goes on where it was.',
    );
  }
  const present = Math.max(0, ...applied.filter((row) => row !== mark).map(({ number }) => number));
  if (present > newestMigration) {
    throw new OpenError(
      `The database ${shown} has schema ${present}, this program knows up to ${newestMigration}: ` +
        'it was written by a newer Linkwright. Use that one, or a copy from before.',
    );
  }
  return present;
}

/**
 * Applies every step that the database lacks, and records it in the table `migration`.
 *
 * @throws OpenError where the database is not Linkwright's, newer than the program, half a copy that is not welcome, or
 *   empty and not to be made
 */
export async function runMigrations(
  connection: MigrationConnection,
  { make, copying }: MigrationOptions,
): Promise<void> {
  const { shown, words } = connection;
  if (await isEmpty(connection)) {
    if (!make) {
      throw new OpenError(
        `The database ${shown} is empty. Check the name; serve, load and client create fill it.`,
      );
    }
    await connection.execute(
      `CREATE TABLE migration (number integer PRIMARY KEY, name text NOT NULL) ${words.migrationTableEnd}`,
    );
  }
  const present = newestOf(shown, await connection.applied(), copying);
  for (const migration of migrations.slice(present)) {
    for (const statement of statementsOf(migration, words)) await connection.execute(statement);
    await connection.execute(`INSERT INTO migration VALUES (${migration.number}, '${migration.name}')`);
  }
}
