/** Pages of users and of tokens (docs/reference/link-operations.md#pages). */
import { givenCursor, givenNumber } from '../contract/given.js';
import { limits } from '../limits/limits.js';

export interface Page<Row> {
  rows: Row[];
  /** The cursor of the next page, where there is one. */
  next: number | undefined;
}

/** A page's cursor and size. One row more is to be asked for, which says whether there is a next page. */
export function pageOf({ after, pageSize }: { after?: string | undefined; pageSize?: string | undefined }) {
  return { after: givenCursor(after) ?? 0, size: givenNumber(pageSize, limits.pageRowsDefault) };
}

export function cut<Row extends { id: number }>(rows: Row[], size: number): Page<Row> {
  const shown = rows.slice(0, size);
  return { rows: shown, next: rows.length > size ? shown.at(-1)?.id : undefined };
}
