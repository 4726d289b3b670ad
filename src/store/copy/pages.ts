import type { CopyEnd } from './end.js';
import type { Row, Table } from './tables.js';

const maxRows = 2_000;

/** Bytes of text that a page has at most, unless it is of one row: what is in memory at once. */
const pageBytes = 1_000_000;

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

/** How many of the first rows one page has. */
function fitting(sizes: number[]): number {
  let bytes = 0;
  const at = sizes.findIndex((size) => {
    bytes += size;
    return bytes > pageBytes;
  });
  return at === -1 ? maxRows : Math.max(1, at);
}

/** A client's rows of a table in order of the primary key, the last page perhaps an empty one. */
export async function* pagesOf(end: CopyEnd, table: Table, client: number): AsyncGenerator<Page> {
  let after: Row | undefined;
  for (;;) {
    const limit = fitting(await end.sizes(table, client, after, maxRows));
    const rows = await end.page(table, client, after, limit);
    yield { rows, texts: rows.map(textOf), after, limit };
    if (rows.length < limit) return;
    after = rows.at(-1);
  }
}
