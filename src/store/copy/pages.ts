import type { CopyEnd } from './end.js';
import type { Row, Table } from './tables.js';

const firstRows = 100;
const mostRows = 2_000;

/** Characters that a page is to have about: what is in memory at once, whatever a table's rows are like. */
const pageCharacters = 1_000_000;

export interface Page {
  rows: Row[];
  /** Each row in the form that is compared and digested, which is the same for both dialects. */
  texts: string[];
  /** What asks another database for the same page. */
  after: Row | undefined;
  limit: number;
}

/** The form in which rows of different databases are compared. */
export const textOf = (row: Row) => JSON.stringify(row);

/** A client's rows of a table in order of the primary key, the last page perhaps an empty one. */
export async function* pagesOf(end: CopyEnd, table: Table, client: number): AsyncGenerator<Page> {
  let after: Row | undefined;
  let limit = firstRows;
  for (;;) {
    const rows = await end.page(table, client, after, limit);
    const texts = rows.map(textOf);
    yield { rows, texts, after, limit };
    if (rows.length < limit) return;
    after = rows.at(-1);
    const characters = texts.reduce((sum, text) => sum + text.length, 0);
    limit = Math.min(mostRows, Math.max(2, Math.floor((pageCharacters * rows.length) / characters)));
  }
}
