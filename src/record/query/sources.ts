/** Where the candidates of a query come from, in its order, a stretch at a time. */
import { limits } from '../../limits/limits.js';
import { compareKeys } from '../../metadata/canonical.js';
import type { IndexedDomain } from '../../metadata/metadata-index.js';
import type { KeyPosition, SizedRecord, StoreQueries } from '../../store/store.js';
import { wordsInTurns } from '../keys/words.js';
import type { Turns } from '../turns.js';
import { admitsNoValue } from './condition.js';
import { fitsValues, fitsWords, type RecordFilter, rangesOfCondition, soleValueOf } from './filter.js';
import type { KeyRange, Order, Position } from './order.js';

/** A query that has been read: what is wanted, and where it goes on. */
export interface RecordQuery {
  client: number;
  domain: IndexedDomain;
  filter: RecordFilter;
  order: Order;
  after: Position | undefined;
  size: number;
  /** Bytes of a row beside the fields of its record: of its id, and of fields without a value. */
  rowBytes: number;
  turns: Turns;
}

export interface Candidate {
  record: SizedRecord;
  position: Position;
  /** The record's words; `undefined` where its position did not need them. */
  words: string[] | undefined;
}

/** The next candidates of a source. */
export interface NextCandidates {
  candidates: Candidate[];
  /** The position up to which all were looked at; `undefined` at the source's end. */
  reached: Position | undefined;
  /** How many records, and how many bytes of them, that took, as far as the limits of a page count them. */
  looked: number;
  bytes: number;
}

export type Source = (after: Position | undefined, limit: number) => Promise<NextCandidates>;

/** How much of records is read at once: all are in memory, for longer where their words are looked at. */
export function bytesAtOnce({ filter }: RecordQuery): number {
  return filter.words.length > 0 ? limits.searchedBytesAtOnce : limits.recordBytesAtOnce;
}

const sum = (records: SizedRecord[]) => records.reduce((bytes, record) => bytes + record.bytes, 0);

/** Those with a position in the order, each with it. */
export async function positioned(
  { domain, order, turns }: RecordQuery,
  records: SizedRecord[],
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const record of records) {
    await turns.spend(limits.charactersOfRecord);
    const words = order.byWords ? await wordsInTurns(domain, record.fields, turns) : undefined;
    const position = order.positionOf(record, words ?? []);
    if (position !== undefined) candidates.push({ record, position, words });
  }
  return candidates;
}

/** Whether a record is one of those that are asked for. */
export async function fits(
  { domain, filter, turns }: RecordQuery,
  { record, words }: Candidate,
): Promise<boolean> {
  await turns.spend(filter.conditions.length * limits.charactersOfRecord);
  if (!fitsValues(filter, record)) return false;
  if (filter.words.length === 0) return true;
  return fitsWords(filter, words ?? (await wordsInTurns(domain, record.fields, turns)));
}

/** Whether the position is behind all keys of a range. */
function isPast(range: KeyRange, { direction }: Order, after: Position | undefined): boolean {
  if (after?.value === undefined) return false;
  const end = direction === 'asc' ? range.before : range.from;
  if (end === undefined) return false;
  const compared = compareKeys(after.value, end);
  return direction === 'asc' ? compared >= 0 : compared < 0;
}

/** Where to go on within a range; at its beginning where the position is in front of it. */
function startIn(
  range: KeyRange,
  { direction }: Order,
  after: Position | undefined,
): KeyPosition | undefined {
  if (after === undefined) return undefined;
  const value = after.value ?? range.from ?? '';
  const isAhead =
    direction === 'asc'
      ? range.from !== undefined && compareKeys(value, range.from) < 0
      : range.before !== undefined && compareKeys(value, range.before) >= 0;
  return isAhead ? undefined : { value, record: after.id };
}

/**
 * Follows a range of keys. Where the order is by these keys a record counts only under the key that it stands
 * at: so it comes once, though several words of it fit, or its value has changed since its key was read.
 */
function keySource(queries: StoreQueries, query: RecordQuery, range: KeyRange): Source {
  const { client, domain, order, filter } = query;
  return async (after, limit) => {
    const from = startIn(range, order, after);
    const all = await queries.keyPage({
      client,
      domain: domain.id,
      ...range,
      order: order.direction,
      ...(from === undefined ? {} : { after: from }),
      limit,
    });
    const wanted = all.filter(({ record }) => filter.ids?.has(record) !== false);
    const ids = [...new Set(wanted.map(({ record }) => record))];
    const { records, taken } = await queries.firstRecords(client, domain.id, ids, bytesAtOnce(query));
    // The keys up to the first one of a record that was not read.
    const end = taken === ids.length ? all.length : all.findIndex(({ record }) => record === ids[taken]);
    const keys = all.slice(0, end);
    const known = new Map((await positioned(query, records)).map((each) => [each.record.id, each]));
    const candidates = keys.flatMap(({ value, record }) => {
      const candidate = known.get(record);
      const isHere = candidate?.position.value === undefined || candidate.position.value === value;
      return candidate !== undefined && isHere ? [candidate] : [];
    });
    const last = end === all.length && all.length < limit ? undefined : keys.at(-1);
    const value = order.keys === undefined ? undefined : last?.value;
    const reached = last && { value, id: last.record };
    return { candidates, reached, looked: keys.length, bytes: sum(records) };
  };
}

const positionOfId = (id: number | undefined) => (id === undefined ? undefined : { value: undefined, id });

/** Follows the ids of a domain's records: of all, or of those without a value of one field. */
function idSource(queries: StoreQueries, query: RecordQuery, lacking: string | undefined): Source {
  const { client, domain, order } = query;
  return async (after, limit) => {
    const page = {
      ...{ client, domain: domain.id, order: order.direction, limit, bytes: bytesAtOnce(query) },
      ...(after === undefined ? {} : { after: after.id }),
    };
    const searched = limits.searchedForNoValue;
    const searchedBytes = limits.searchedBytesForNoValue;
    const { records, reached } =
      lacking === undefined
        ? await queries.recordPage(page)
        : await queries.recordsWithout({ ...page, field: lacking, searched, searchedBytes });
    // A search through so many that found little is a page's work.
    const isSearch = lacking !== undefined && records.length < limit;
    const looked = isSearch ? limits.searchedRecords : records.length;
    return {
      candidates: await positioned(query, records),
      reached: positionOfId(reached),
      looked,
      bytes: sum(records),
    };
  };
}

/** Goes through the records of a list of ids; behind keys, those without a position among them. */
function listSource(queries: StoreQueries, query: RecordQuery, listed: Set<number>): Source {
  const { client, domain, order } = query;
  const sign = order.direction === 'asc' ? 1 : -1;
  const ids = [...listed].sort((one, other) => sign * (one - other));
  return async (after, limit) => {
    const left = ids.filter((id) => after === undefined || sign * (id - after.id) > 0);
    const next = left.slice(0, limit);
    const { records, taken } = await queries.firstRecords(client, domain.id, next, bytesAtOnce(query));
    if (order.direction === 'desc') records.reverse();
    const candidates = (await positioned(query, records)).filter(
      ({ position }) => position.value === undefined,
    );
    const reached = taken < left.length ? positionOfId(next[taken - 1]) : undefined;
    return { candidates, reached, looked: taken, bytes: sum(records) };
  };
}

/** Where candidates in order of id come from. */
function sourceById(queries: StoreQueries, query: RecordQuery): Source {
  const { filter } = query;
  if (filter.ids !== undefined) return listSource(queries, query, filter.ids);
  const sole = soleValueOf(filter);
  const [range] = sole === undefined ? [] : rangesOfCondition(sole);
  if (range !== undefined) return keySource(queries, query, range);
  const lacking = filter.conditions.find(({ anyOf }) => anyOf?.size === 1 && anyOf.has(undefined));
  return idSource(queries, query, lacking?.field.name);
}

/** Where the candidates come from, one source after the other, from the query's position on. */
export function sourcesOf(queries: StoreQueries, query: RecordQuery): Source[] {
  const { order, filter, after } = query;
  if (order.keys === undefined) return [sourceById(queries, query)];
  const { keys, lacking, direction } = order;
  const own = filter.conditions.find(({ field }) => field.id === keys.field);
  const sources: Source[] = [];
  const isBehindKeys = after !== undefined && after.value === undefined;
  if (!isBehindKeys) {
    const ranges = own === undefined ? [keys] : rangesOfCondition(own);
    if (direction === 'desc') ranges.reverse();
    const ahead = ranges.filter((range) => !isPast(range, order, after));
    sources.push(...ahead.map((range) => keySource(queries, query, range)));
  }
  if (lacking !== undefined && (own === undefined || admitsNoValue(own))) {
    const listed = filter.ids === undefined ? undefined : listSource(queries, query, filter.ids);
    sources.push(listed ?? idSource(queries, query, lacking));
  }
  return sources;
}
