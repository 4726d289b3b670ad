/** A numbered step of the schema. Steps are never changed after a release, only added. */
export interface Migration {
  number: number;
  name: string;
  /** The statements of the step for both dialects. */
  statements(words: DialectWords): string[];
  /** Further statements, after those, that only one dialect needs. */
  only?: Partial<Record<DialectName, string[]>>;
}

export type DialectName = 'sqlite' | 'postgres';

/** The words in which the two dialects' table definitions differ. */
export interface DialectWords {
  name: DialectName;
  integer: string;
  text: string;
  /** The text after a table's closing bracket. */
  tableEnd: string;
  /** The same for the table `migration`, which belongs to no client. */
  migrationTableEnd: string;
}

export const sqliteWords: DialectWords = {
  name: 'sqlite',
  integer: 'integer',
  text: 'text',
  tableEnd: 'STRICT, WITHOUT ROWID',
  migrationTableEnd: 'STRICT',
};

export const postgresWords: DialectWords = {
  name: 'postgres',
  integer: 'bigint',
  // Text is compared and sorted by code point, as in SQLite, whatever the database's locale.
  text: 'text COLLATE "C"',
  tableEnd: '',
  migrationTableEnd: '',
};

/** All statements of a step on one dialect, in order. */
export function statementsOf({ statements, only }: Migration, words: DialectWords): string[] {
  return [...statements(words), ...(only?.[words.name] ?? [])];
}
