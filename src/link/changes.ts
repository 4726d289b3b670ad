/**
 * The history of links and the feed of their changes, a page at a time
 * (docs/reference/link-operations.md#changes).
 */
import { ChangePageParameters, type ChangeRow, changeColumns } from '../contract/change.js';
import { invalidRequest } from '../contract/errors.js';
import { givenCursor, givenNumber } from '../contract/given.js';
import type { Caller } from '../contract/permissions.js';
import { validate } from '../contract/validate.js';
import { limits } from '../limits/limits.js';
import type { MetadataIndex } from '../metadata/metadata-index.js';
import type { ChangeFilter, ChangePage, StoredLinkChange, StoreQueries } from '../store/store.js';
import { quoted } from '../text/quoted.js';
import { columnPicker } from './columns.js';
import { namesDomain, type ReadFilter, readFilter } from './filter.js';
import { rowsThatFit } from './page-bytes.js';

/** A piece of the changes that fit a filter. */
export interface NextChanges {
  changes: StoredLinkChange[];
  /** The number up to which, in the order asked for, every change has been looked at. */
  reached: number;
}

/** The links whose changes are asked for; `undefined` where these are better found by number. */
async function linksOf(
  queries: StoreQueries,
  { relationship: _, ...filter }: ChangeFilter,
  link: number | undefined,
): Promise<number[] | undefined> {
  if (link !== undefined) return [link];
  if (filter.parent === undefined && filter.child === undefined) return undefined;
  const links = await queries.linksEver(filter, limits.historyLinks + 1);
  return links.length > limits.historyLinks ? undefined : links;
}

/**
 * The next changes of a range that fit, at most `limit`. The work is bounded: where few fit, it may end before
 * the range does and before there are `limit` of them.
 */
export async function searchChanges(
  queries: StoreQueries,
  { link, ...page }: Omit<ChangePage, 'links'> & { link: number | undefined },
): Promise<NextChanges> {
  const links = await linksOf(queries, page, link);
  let { above, through } = page;
  if (links === undefined && page.order === 'asc')
    through = Math.min(through, above + limits.searchedChanges);
  if (links === undefined && page.order === 'desc') above = Math.max(above, through - limits.searchedChanges);
  const found = { ...page, ...(links === undefined ? {} : { links }), above, through, limit: page.limit + 1 };
  const changes = await queries.changePage(found);
  const last = changes.length > page.limit ? changes[page.limit - 1] : undefined;
  const end = page.order === 'asc' ? through : above + 1;
  return { changes: changes.slice(0, page.limit), reached: last?.id ?? end };
}

/** The values on one side of a change, of the fields that differ. */
function fieldsOf(
  { fields }: StoredLinkChange,
  side: 0 | 1,
  metadata: MetadataIndex,
): ChangeRow['BeforeFields'] {
  const entries = Object.entries(fields ?? {});
  return Object.fromEntries(
    entries.map(([id, values]) => [metadata.linkFieldName(Number(id)), values[side]]),
  );
}

function rowOf(change: StoredLinkChange, metadata: MetadataIndex): ChangeRow {
  return {
    ChangeID: change.id,
    LinkID: change.link,
    Action: change.action,
    ParentDomain: metadata.nameOf(change.parentDomain),
    ParentID: change.parent,
    ChildDomain: metadata.nameOf(change.childDomain),
    ChildID: change.child,
    BeforeContactTypeID: change.before,
    AfterContactTypeID: change.after,
    BeforeFields: fieldsOf(change, 0, metadata),
    AfterFields: fieldsOf(change, 1, metadata),
    At: new Date(change.at).toISOString(),
    User: change.user,
    RequestID: change.requestId,
  };
}

/** A function that turns changes into rows of the columns asked for. @throws Refusal `invalid_request` */
export function changeRows(
  columns: string | undefined,
): (changes: StoredLinkChange[], metadata: MetadataIndex) => Partial<ChangeRow>[] {
  const pick = columnPicker<ChangeRow>(columns, changeColumns);
  return (changes, metadata) => changes.map((change) => pick(rowOf(change, metadata)));
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

interface PageRequest {
  parameters: ChangePageParameters;
  after: number | undefined;
  size: number;
  rows: ReturnType<typeof changeRows>;
}

function readPageRequest(sent: unknown): PageRequest {
  const parameters = validate(ChangePageParameters, sent);
  return {
    parameters,
    after: givenCursor(parameters.after),
    size: givenNumber(parameters.pageSize, limits.pageRowsDefault),
    rows: changeRows(parameters.columns),
  };
}

/** The rows that a page has room for, and how far it has come with them. */
function pageOf<Row>(
  rows: Row[],
  changes: StoredLinkChange[],
  reached: number,
): { rows: Row[]; reached: number } {
  const fitting = rowsThatFit(rows, (at) => changes[at]?.fields !== undefined);
  if (fitting === rows.length) return { rows, reached };
  return { rows: rows.slice(0, fitting), reached: changes[fitting - 1]?.id ?? reached };
}

/** The link that a parameter names by its id. */
export function linkOf({ linkID }: Pick<ChangePageParameters, 'linkID'>): number | undefined {
  return linkID === undefined ? undefined : Number(linkID);
}

/**
 * A page of the history, newest first, and the cursor of the next one where there is more to look at. Links
 * and records that are named by id may be gone. `relationship` leaves the changes before or after which the
 * link carried it (docs/decisions/0011-history.md).
 *
 * @throws Refusal
 */
export async function historyPage(
  queries: StoreQueries,
  caller: Caller,
  metadata: MetadataIndex,
  sent: unknown,
): Promise<{ rows: Partial<ChangeRow>[]; next: number | undefined }> {
  const { parameters, after, size, rows } = readPageRequest(sent);
  const link = linkOf(parameters);
  if (link === undefined && !namesDomain(parameters)) {
    throw invalidRequest('parentDomain, childDomain or linkID must be provided.', '/parentDomain');
  }
  const filter = await readFilter(queries, parameters, caller, metadata, { ofThePast: true });
  const newest = await queries.lastChange(caller.client);
  const through = after === undefined ? newest : Math.min(after - 1, newest);
  const range = { order: 'desc', above: 0, through, limit: size } as const;
  const { changes, reached } = await searchChanges(queries, { ...filter, link, ...range });
  const page = pageOf(rows(changes, metadata), changes, reached);
  return { rows: page.rows, next: page.reached > 1 ? page.reached : undefined };
}

/**
 * A page of the feed, oldest first; `reached` is the cursor to go on from, now or later, and `next` the same
 * where there is more already (docs/decisions/0012-feed-of-changes.md).
 *
 * @throws Refusal
 */
export async function feedPage(
  queries: StoreQueries,
  caller: Caller,
  metadata: MetadataIndex,
  sent: unknown,
): Promise<{ rows: Partial<ChangeRow>[]; next: number | undefined; reached: number }> {
  const { parameters, after = 0, size, rows } = readPageRequest(sent);
  const filter: ReadFilter = await readFilter(queries, parameters, caller, metadata, { ofThePast: true });
  const newest = await queries.lastChange(caller.client);
  requirePast(after, newest, 'after');
  const range = { order: 'asc', above: after, through: newest, limit: size } as const;
  const { changes, reached } = await searchChanges(queries, {
    ...filter,
    link: linkOf(parameters),
    ...range,
  });
  const page = pageOf(rows(changes, metadata), changes, reached);
  return { ...page, next: page.reached < newest ? page.reached : undefined };
}
