/**
 * Queries of records, a page at a time (contract section 5): candidates in the order asked for, and a
 * predicate that says which of them fit (docs/decisions/0020-record-queries.md).
 */
import { setImmediate as turn } from 'node:timers/promises';
import { accept } from '../contract/accept.js';
import { givenNumber } from '../contract/given.js';
import { limits } from '../contract/limits.js';
import { type Caller, requirePermission } from '../contract/permissions.js';
import { RecordQueryParameters, type RecordRow } from '../contract/record.js';
import type { StoredRecord, StoreQueries } from '../store/store.js';
import type { IndexedDomain, MetadataIndex } from './metadata-index.js';
import { readCursor, writeCursor } from './query-cursor.js';
import { fits, keysOfValue, type RecordFilter, rangesOf, readFilter } from './query-filter.js';
import { comparePlaces, type KeyRange, type Order, type Place, readOrder } from './query-order.js';
import { columnsOf, rowOf } from './row.js';
import { wordsOnce } from './words.js';

/** A query that has been read: what is wanted, and where it goes on. */
interface RecordQuery {
  client: number;
  domain: IndexedDomain;
  filter: RecordFilter;
  order: Order;
  after: Place | undefined;
  size: number;
}

interface Candidate {
  record: StoredRecord;
  place: Place;
  /** Found once, for place and filter. */
  words: () => string[];
}

/** The next candidates of a source. */
interface Stretch {
  candidates: Candidate[];
  /** The place up to which all were looked at; `undefined` at the source's end. */
  reached: Place | undefined;
  /** How many records that took, as far as the limit of a page counts them. */
  looked: number;
}

type Source = (after: Place | undefined, limit: number) => Promise<Stretch>;

/** A page, and the place that the next one begins behind; without one there is no more. */
interface Page {
  records: StoredRecord[];
  next: Place | undefined;
}

/** Goes through what is to be looked at, and lets others have their turn now and then. */
async function* inTurns<Item>(items: Item[]): AsyncGenerator<Item> {
  for (const [at, item] of items.entries()) {
    if (at % limits.recordsOfTurn === limits.recordsOfTurn - 1) await turn();
    yield item;
  }
}

/** Those with a place in the order, each with it. */
async function placed({ domain, order }: RecordQuery, records: StoredRecord[]): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for await (const record of inTurns(records)) {
    const words = wordsOnce(domain, record);
    const place = order.placeOf(record, words);
    if (place !== undefined) candidates.push({ record, place, words });
  }
  return candidates;
}

/**
 * Follows a range of keys. Where the order is by these keys a record counts only under the key that it stands
 * at: so it comes once, though several words of it fit, or its value has changed since its key was read.
 */
function keySource(queries: StoreQueries, query: RecordQuery, range: KeyRange): Source {
  const { client, domain, order } = query;
  return async (after, limit) => {
    const from = after && { value: after.value ?? range.from ?? '', record: after.id };
    const keys = await queries.keyPage({
      client,
      domain: domain.id,
      ...range,
      order: order.direction,
      ...(from === undefined ? {} : { after: from }),
      limit,
    });
    const ids = [...new Set(keys.map(({ record }) => record))];
    const found = await placed(query, await queries.records(client, domain.id, ids));
    const known = new Map(found.map((candidate) => [candidate.record.id, candidate]));
    const candidates = keys.flatMap(({ value, record }) => {
      const candidate = known.get(record);
      const isHere = candidate?.place.value === undefined || candidate.place.value === value;
      return candidate !== undefined && isHere ? [candidate] : [];
    });
    const last = keys.length < limit ? undefined : keys.at(-1);
    const value = order.keys === undefined ? undefined : last?.value;
    return { candidates, reached: last && { value, id: last.record }, looked: keys.length };
  };
}

/** Follows the ids of a domain's records: of all, or of those without a value of one field. */
function idSource(queries: StoreQueries, query: RecordQuery, lacking: string | undefined): Source {
  const { client, domain, order } = query;
  return async (after, limit) => {
    const page = { client, domain: domain.id, order: order.direction, limit } as const;
    const behind = { ...page, ...(after === undefined ? {} : { after: after.id }) };
    const place = (id: number | undefined) => (id === undefined ? undefined : { value: undefined, id });
    if (lacking === undefined) {
      const records = await queries.recordPage(behind);
      const last = records.length < limit ? undefined : records.at(-1);
      return { candidates: await placed(query, records), reached: place(last?.id), looked: records.length };
    }
    const searched = limits.searchedForNoValue;
    const { records, reached } = await queries.recordsWithout({ ...behind, field: lacking, searched });
    const last = records.length < limit ? reached : records.at(-1)?.id;
    // To have looked through so many without filling the limit is a page's work.
    const looked = records.length < limit ? limits.searchedRecords : records.length;
    return { candidates: await placed(query, records), reached: place(last), looked };
  };
}

/** Where the candidates come from, one source after the other, from the query's place on. */
function sourcesOf(queries: StoreQueries, query: RecordQuery): Source[] {
  const { order, filter, after } = query;
  if (order.keys === undefined) {
    const [range] = rangesOf({ ...filter, words: [] });
    if (range !== undefined) return [keySource(queries, query, range)];
    return [idSource(queries, query, filter.keys[0]?.field.name)];
  }
  const { keys, lacking } = order;
  const own = filter.keys.find(({ field }) => field.id === keys.field);
  const isBehindKeys = after !== undefined && after.value === undefined;
  const sources: Source[] = [];
  if (!isBehindKeys && (own === undefined || own.key !== undefined)) {
    const range = own?.key === undefined ? keys : keysOfValue(keys.field, own.key);
    sources.push(keySource(queries, query, range));
  }
  if (lacking !== undefined && own?.key === undefined) sources.push(idSource(queries, query, lacking));
  return sources;
}

/** Reads candidates in order until the page is full, or has cost as much as one may. */
async function walk(queries: StoreQueries, query: RecordQuery): Promise<Page> {
  const { filter, size } = query;
  const found: Candidate[] = [];
  let { after } = query;
  let looked = 0;
  for (const source of sourcesOf(queries, query)) {
    for (let limit = size + 1; ; limit = Math.min(2 * limit, limits.recordsAtOnce)) {
      const stretch = await source(after, limit);
      for await (const candidate of inTurns(stretch.candidates)) {
        if (fits(filter, candidate)) found.push(candidate);
        if (found.length > size) return pageOf(found, size);
      }
      looked += stretch.looked;
      after = stretch.reached;
      if (after === undefined) break;
      if (looked >= limits.searchedRecords) return { ...pageOf(found, size), next: after };
    }
  }
  return pageOf(found, size);
}

function pageOf(found: Candidate[], size: number): Page {
  const records = found.slice(0, size).map(({ record }) => record);
  return { records, next: found.length > size ? found[size - 1]?.place : undefined };
}

/** All records among which those that fit must be, where a filter or a word leaves few. */
async function fewRecords(
  queries: StoreQueries,
  { client, domain, filter }: RecordQuery,
): Promise<StoredRecord[] | undefined> {
  if (filter.ids !== undefined) return queries.records(client, domain.id, [...filter.ids]);
  for (const range of rangesOf(filter)) {
    const page = { client, domain: domain.id, order: 'asc', limit: limits.sortedRecords + 1 } as const;
    const keys = await queries.keyPage({ ...page, ...range });
    if (keys.length > limits.sortedRecords) continue;
    return queries.records(client, domain.id, [...new Set(keys.map(({ record }) => record))]);
  }
  return undefined;
}

/** The page of a query; one that few records can fit is sorted here, since its order may lead past many. */
async function pageOfQuery(queries: StoreQueries, query: RecordQuery): Promise<Page> {
  const { filter, order, after, size } = query;
  const few = await fewRecords(queries, query);
  if (few === undefined) return walk(queries, query);
  const fitting = [];
  for await (const candidate of inTurns(await placed(query, few))) {
    if (fits(filter, candidate)) fitting.push(candidate);
  }
  const behind = fitting.filter(({ place }) => after === undefined || comparePlaces(order, place, after) > 0);
  return pageOf(
    behind.sort((one, other) => comparePlaces(order, one.place, other.place)),
    size,
  );
}

/**
 * A page of records, and the cursor of the next one where there may be more. It may hold fewer rows than asked
 * for, even none, and have a next page. A record that stays as it is while the pages are read, and fits, is in
 * exactly one of them.
 *
 * @throws Refusal `not_found` for the domain, `invalid_request`, `permission_denied`
 */
export async function queryRecords(
  queries: StoreQueries,
  caller: Caller,
  metadata: MetadataIndex,
  domainName: string,
  sent: unknown,
): Promise<{ rows: RecordRow[]; next: string | undefined }> {
  const domain = metadata.domainInPath(domainName, caller);
  const { columns, sort, pageSize, after, search, ids, ...filters } = accept(RecordQueryParameters, sent);
  requirePermission(caller, domain, 'View');
  const fields = columnsOf(domain, columns);
  const filter = readFilter(domain, filters, { search, ids });
  const filtered = filter.ids !== undefined || filter.keys.some(({ key }) => key !== undefined);
  const order = readOrder(domain, sort, { filtered, words: filter.words });
  const page = await pageOfQuery(queries, {
    client: caller.client,
    domain,
    filter,
    order,
    after: readCursor(order, after),
    // Whoever lists records wants them all.
    size: givenNumber(pageSize, filter.ids === undefined ? limits.pageRowsDefault : limits.pageRows),
  });
  return {
    rows: page.records.map((record) => rowOf(fields, record)),
    next: page.next && writeCursor(order, page.next),
  };
}
