/**
 * The history of links and the feed of their changes, a page at a time
 * (docs/reference/link-operations.md#changes).
 */
import { columnPicker } from '../change/columns.js';
import {
  type ChangeRange,
  feedPageOf,
  historyPageOf,
  type NextChanges,
  nextChanges,
  type PagePlace,
  type PageSource,
} from '../change/page.js';
import { ChangePageParameters, type ChangeRow, changeColumns } from '../contract/change.js';
import { invalidRequest } from '../contract/errors.js';
import { givenCursor, givenNumber } from '../contract/given.js';
import type { Caller } from '../contract/permissions.js';
import { validate } from '../contract/validate.js';
import { limits } from '../limits/limits.js';
import type { MetadataIndex } from '../metadata/metadata-index.js';
import type { ChangeFilter, StoredLinkChange, StoreQueries } from '../store/store.js';
import { noDrillDown } from './columns.js';
import { namesDomain, readFilter } from './filter.js';

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
  { link, ...filter }: ChangeFilter & { link: number | undefined },
  range: ChangeRange,
): Promise<NextChanges<StoredLinkChange>> {
  const links = await linksOf(queries, filter, link);
  let { above, through } = range;
  if (links === undefined && range.order === 'asc')
    through = Math.min(through, above + limits.searchedChanges);
  if (links === undefined && range.order === 'desc')
    above = Math.max(above, through - limits.searchedChanges);
  const searched = { ...range, above, through };
  const wanted = { ...filter, ...(links === undefined ? {} : { links }) };
  return nextChanges(await queries.changePage({ ...wanted, ...searched, limit: range.limit + 1 }), searched);
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
  const pick = columnPicker<ChangeRow>(columns, changeColumns, noDrillDown);
  return (changes, metadata) => changes.map((change) => pick(rowOf(change, metadata)));
}

/** How a page's rows come from the changes of links that fit. */
async function sourceOf(
  queries: StoreQueries,
  parameters: ChangePageParameters,
  caller: Caller,
  metadata: MetadataIndex,
): Promise<PageSource<StoredLinkChange, Partial<ChangeRow>>> {
  const rows = changeRows(parameters.columns);
  const filter = await readFilter(queries, parameters, caller, metadata, { ofThePast: true });
  const link = linkOf(parameters);
  return {
    newest: await queries.lastChange(caller.client),
    search: (range) => searchChanges(queries, { ...filter, link }, range),
    rows: (changes) => rows(changes, metadata),
    hasFields: ({ fields }) => fields !== undefined,
  };
}

function placeOf({ after, pageSize }: ChangePageParameters): PagePlace {
  return { after: givenCursor(after), size: givenNumber(pageSize, limits.pageRowsDefault) };
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
  const parameters = validate(ChangePageParameters, sent);
  if (linkOf(parameters) === undefined && !namesDomain(parameters)) {
    throw invalidRequest('parentDomain, childDomain or linkID must be provided.', '/parentDomain');
  }
  return historyPageOf(await sourceOf(queries, parameters, caller, metadata), placeOf(parameters));
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
  const parameters = validate(ChangePageParameters, sent);
  return feedPageOf(await sourceOf(queries, parameters, caller, metadata), placeOf(parameters));
}
