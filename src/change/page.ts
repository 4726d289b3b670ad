/**
 * Histories and feeds of changes, a page at a time (docs/reference/link-operations.md#changes): what those of links and
 * of records share.
 */
import { invalidRequest } from '../contract/errors.js';
import { quoted } from '../text/quoted.js';
import { rowsThatFit } from './page-bytes.js';

/** A change, of whatever it is. Its number is from the client's one counter of changes. */
export interface Numbered {
  id: number;
}

/** Numbers of changes that are wanted: those above `above`, up to and with `through`, at most `limit` in this order. */
export interface ChangeRange {
  order: 'asc' | 'desc';
  above: number;
  through: number;
  limit: number;
}

/** A piece of the changes that are asked for. */
export interface NextChanges<Change> {
  changes: Change[];
  /** The number up to which, in the order asked for, every change has been looked at. */
  reached: number;
}

/**
 * Finds the next changes of a range. The work is bounded: where few fit, it may end before the range does and before
 * there are `limit` of them.
 */
export type SearchChanges<Change> = (range: ChangeRange) => Promise<NextChanges<Change>>;

/**
 * What was found, as a piece of its range.
 *
 * @param found in their order, up to one more than the range's limit
 */
export function nextChanges<Change extends Numbered>(
  found: Change[],
  { order, above, through, limit }: ChangeRange,
): NextChanges<Change> {
  const last = found.length > limit ? found[limit - 1] : undefined;
  return { changes: found.slice(0, limit), reached: last?.id ?? (order === 'asc' ? through : above + 1) };
}

/** Where the changes of a page come from, and what becomes of them. */
export interface PageSource<Change extends Numbered, Row> {
  /** The number of the client's newest change. */
  newest: number;
  search: SearchChanges<Change>;
  rows(changes: Change[]): Row[];
  /** Whether a change has values of fields, which may be long. */
  hasFields(change: Change): boolean;
}

/** Which page it is: the cursor that it goes on from, and how many rows it has at most. */
export interface PagePlace {
  after: number | undefined;
  size: number;
}

/** The rows that a page has room for, and how far it has come with them. */
async function pageOf<Change extends Numbered, Row>(
  { search, rows, hasFields }: PageSource<Change, Row>,
  range: ChangeRange,
): Promise<{ rows: Row[]; reached: number }> {
  const { changes, reached } = await search(range);
  const all = rows(changes);
  const fitting = rowsThatFit(all, (at) => {
    const change = changes[at];
    return change !== undefined && hasFields(change);
  });
  if (fitting === all.length) return { rows: all, reached };
  return { rows: all.slice(0, fitting), reached: changes[fitting - 1]?.id ?? reached };
}

/** A page of a history, newest first, and the cursor of the next one where there is more to look at. */
export async function historyPageOf<Change extends Numbered, Row>(
  source: PageSource<Change, Row>,
  { after, size }: PagePlace,
): Promise<{ rows: Row[]; next: number | undefined }> {
  const { newest } = source;
  const through = after === undefined ? newest : Math.min(after - 1, newest);
  const { rows, reached } = await pageOf(source, { order: 'desc', above: 0, through, limit: size });
  return { rows, next: reached > 1 ? reached : undefined };
}

/**
 * A page of a feed, oldest first; `reached` is the cursor to go on from, now or later, and `next` the same where there
 * is more already (docs/decisions/0012-feed-of-changes.md).
 *
 * @throws Refusal `invalid_request` for a cursor that is past every change
 */
export async function feedPageOf<Change extends Numbered, Row>(
  source: PageSource<Change, Row>,
  { after = 0, size }: PagePlace,
): Promise<{ rows: Row[]; next: number | undefined; reached: number }> {
  const { newest } = source;
  requirePast(after, newest, 'after');
  const page = await pageOf(source, { order: 'asc', above: after, through: newest, limit: size });
  return { ...page, next: page.reached < newest ? page.reached : undefined };
}

/** @throws Refusal `invalid_request` where a cursor is past every change: its reader would wait in vain */
export function requirePast(cursor: number, newest: number, property: string): void {
  if (cursor <= newest) return;
  throw invalidRequest(
    `${property} must be a cursor of this database, whose newest change is ${newest}; ${quoted(cursor)} was given. ` +
      'If the database was restored, begin again with after=0.',
    `/${property}`,
  );
}
