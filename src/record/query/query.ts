/**
 * Queries of records, a page at a time (docs/reference/records.md#query-records): candidates in the order
 * asked for, and a predicate that says which of them fit (docs/decisions/0020-record-queries.md).
 */

import { invalidRequest, Refusal } from '../../contract/errors.js';
import { givenNumber } from '../../contract/given.js';
import { type Caller, requirePermission } from '../../contract/permissions.js';
import { RecordQueryParameters, type RecordRow } from '../../contract/record.js';
import { validate } from '../../contract/validate.js';
import { idName } from '../../contract/words.js';
import { limits } from '../../limits/limits.js';
import type { IndexedDomain, MetadataIndex } from '../../metadata/metadata-index.js';
import type { SizedRecord, StoredRecord, StoreQueries } from '../../store/store.js';
import { Turns } from '../turns.js';
import { readCursor, writeCursor } from './cursor.js';
import { type RecordFilter, rangesOf, readFilter, soleValueOf } from './filter.js';
import { comparePositions, type Position, readOrder } from './order.js';
import { presentFilters } from './present-filters.js';
import { readReferrer, referring } from './referrer.js';
import { columnsOf, rowOf } from './row.js';
import { bytesAtOnce, type Candidate, fits, positioned, type RecordQuery, sourcesOf } from './sources.js';

/** A page, and the position that the next one begins behind; without one there is no more. */
interface Page {
  records: StoredRecord[];
  next: Position | undefined;
  /** Whether it ended because it had looked at as many records as a page may. */
  isCut: boolean;
}

/** Takes what fits, in order, until there are as many or as much as a page may have. */
class Filling {
  private readonly found: Candidate[] = [];
  private readonly size: number;
  private readonly rowBytes: number;
  private bytes = 0;

  /** @param rowBytes what a row takes beside the fields of its record, at most */
  constructor({ size, rowBytes }: Pick<RecordQuery, 'size' | 'rowBytes'>) {
    this.size = size;
    this.rowBytes = rowBytes;
  }

  /** Whether there was room for it: else there is a next page. */
  take(candidate: Candidate): boolean {
    const bytes = this.bytes + candidate.record.bytes + this.rowBytes;
    const isFull = this.found.length > 0 && bytes > limits.pageBytes;
    if (isFull || this.found.length === this.size) return false;
    this.bytes = bytes;
    this.found.push(candidate);
    return true;
  }

  /** The page, where the next begins behind the last that was taken. */
  page(): Page {
    return this.pageTo(this.found.at(-1)?.position, false);
  }

  /** The page, where it may look no further than to this position. */
  cut(next: Position): Page {
    return this.pageTo(next, true);
  }

  /** The page, where nothing comes behind it. */
  last(): Page {
    return this.pageTo(undefined, false);
  }

  private pageTo(next: Position | undefined, isCut: boolean): Page {
    return { records: this.found.map(({ record }) => record), next, isCut };
  }
}

/** Reads candidates in order until the page is full, or has cost as much as one may. */
async function walk(queries: StoreQueries, query: RecordQuery): Promise<Page> {
  const filling = new Filling(query);
  let { after } = query;
  let looked = 0;
  let bytes = 0;
  for (const source of sourcesOf(queries, query)) {
    for (let limit = query.size + 1; ; limit = Math.min(2 * limit, limits.recordsAtOnce)) {
      const stretch = await source(after, limit);
      for (const candidate of stretch.candidates) {
        if ((await fits(query, candidate)) && !filling.take(candidate)) return filling.page();
      }
      looked += stretch.looked;
      bytes += stretch.bytes;
      after = stretch.reached;
      if (after === undefined) break;
      if (looked >= limits.searchedRecords || bytes >= limits.searchedBytes) return filling.cut(after);
    }
  }
  return filling.last();
}

/** The ids of the few records that a filter or a word leaves; `undefined` where it leaves many. */
async function fewIds(
  queries: StoreQueries,
  { client, domain, filter }: RecordQuery,
): Promise<number[] | undefined> {
  if (filter.ids !== undefined) return [...filter.ids];
  for (const ranges of rangesOf(filter)) {
    const records: number[] = [];
    for (const range of ranges) {
      const limit = limits.sortedRecords + 1 - records.length;
      if (limit === 0) break;
      const keys = await queries.keyPage({ client, domain: domain.id, order: 'asc', limit, ...range });
      records.push(...keys.map(({ record }) => record));
    }
    if (records.length <= limits.sortedRecords) return [...new Set(records)];
  }
  return undefined;
}

/** These records, where they may be read at once. */
async function fewRecords(
  queries: StoreQueries,
  query: RecordQuery,
  ids: number[] | undefined,
): Promise<SizedRecord[] | undefined> {
  if (ids === undefined) return undefined;
  const bytes = bytesAtOnce(query);
  const { records, taken } = await queries.firstRecords(query.client, query.domain.id, ids, bytes);
  return taken === ids.length ? records : undefined;
}

/** The page of a query; one that few records can fit is sorted here, since its order may lead past many. */
async function pageOfQuery(queries: StoreQueries, query: RecordQuery): Promise<Page> {
  const { order, after } = query;
  const few = await fewRecords(queries, query, await fewIds(queries, query));
  if (few === undefined) return walk(queries, query);
  const fitting = [];
  for (const candidate of await positioned(query, few)) {
    const isBehind = after === undefined || comparePositions(order, candidate.position, after) > 0;
    if (isBehind && (await fits(query, candidate))) fitting.push(candidate);
  }
  const filling = new Filling(query);
  for (const candidate of fitting.sort((one, other) =>
    comparePositions(order, one.position, other.position),
  )) {
    if (!filling.take(candidate)) return filling.page();
  }
  return filling.last();
}

/** What is asked for beside the records: how they are shown, in which order, and which of them. */
type Shown = { [Name in 'columns' | 'sort' | 'pageSize' | 'after']?: string | undefined };

export interface RecordsPage {
  rows: RecordRow[];
  /** The cursor of the next page. */
  next: string | undefined;
  /** Whether the page ended because it had looked at as many records as one may. */
  isCut: boolean;
}

async function shownPage(
  queries: StoreQueries,
  { client }: Caller,
  domain: IndexedDomain,
  filter: RecordFilter,
  { columns, sort, pageSize, after }: Shown,
): Promise<RecordsPage> {
  const fields = columnsOf(domain, columns);
  const order = readOrder(domain, sort, filter);
  const page = await pageOfQuery(queries, {
    client,
    domain,
    filter,
    order,
    after: readCursor(order, after),
    // A query that lists records by id wants all of them.
    size: givenNumber(pageSize, filter.ids === undefined ? limits.pageRowsDefault : limits.pageRows),
    rowBytes: Buffer.byteLength(JSON.stringify(rowOf(fields, { id: Number.MAX_SAFE_INTEGER, fields: {} }))),
    turns: new Turns(),
  });
  return {
    rows: page.records.map((record) => rowOf(fields, record)),
    next: page.next && writeCursor(order, page.next),
    isCut: page.isCut,
  };
}

/** The one record that a query names, whose referrers are asked for. @throws Refusal `invalid_request`, `not_found` */
async function oneRecord(
  queries: StoreQueries,
  caller: Caller,
  domain: IndexedDomain,
  filter: RecordFilter,
): Promise<number> {
  const isNamed = filter.ids !== undefined || soleValueOf(filter) !== undefined;
  const { rows } = isNamed
    ? await shownPage(queries, caller, domain, filter, { columns: idName, pageSize: '2' })
    : { rows: [] };
  const [only, other] = rows;
  if (only !== undefined && other === undefined) return only.ID;
  if (isNamed && only === undefined) {
    throw new Refusal('not_found', `No ${domain.name} record is as the filters want it.`);
  }
  const reason = isNamed ? ' Several are as the filters want them.' : '';
  throw invalidRequest(
    `referredBy must be asked of one ${domain.name} record, named by ${idName} or a value of a field.${reason}`,
    '/referredBy',
  );
}

/**
 * A page of records, and the cursor of the next one where there may be more. It may hold fewer rows than asked
 * for, even none, and have a next page. A record that stays as it is while the pages are read, and fits, is in
 * exactly one of them. With `referredBy` the filters name one record, and the page is of those that refer to it.
 *
 * @throws Refusal `not_found` for the domain, `invalid_request`, `permission_denied`
 */
export async function queryRecords(
  queries: StoreQueries,
  caller: Caller,
  metadata: MetadataIndex,
  domainName: string,
  sent: unknown,
): Promise<RecordsPage> {
  const domain = metadata.domainInPath(domainName, caller);
  const read = validate(RecordQueryParameters, sent);
  const { columns, sort, pageSize, after, search, ids, referredBy, ...sentFilters } = read;
  requirePermission(caller, domain, 'View');
  const shown = { columns, sort, pageSize, after };
  const sentIds = { ids, filters: sentFilters };
  const { filters, ...present } = await presentFilters(queries, caller.client, domain, sentIds);
  const filter = readFilter(domain, filters, { search, ...present });
  if (referredBy === undefined) return shownPage(queries, caller, domain, filter, shown);
  const referrer = readReferrer(metadata, caller, domain, referredBy);
  const record = await oneRecord(queries, caller, domain, filter);
  return shownPage(queries, caller, referrer.domain, referring(referrer.field, record), shown);
}
