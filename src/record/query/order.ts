/** In which order a query lists records, and where each of them stands in it. */
import { invalidRequest } from '../../contract/errors.js';
import { given } from '../../contract/given.js';
import { idName } from '../../contract/words.js';
import { compareKeys, keyOf } from '../../metadata/canonical.js';
import type { IndexedDomain } from '../../metadata/metadata-index.js';
import type { Field, KeyPage, StoredRecord } from '../../store/store.js';
import { hint } from '../../text/nearest.js';
import { quoted } from '../../text/quoted.js';
import { wordField, wordsFrom } from '../keys/words.js';
import { type RecordFilter, rangedOf, soleValueOf } from './filter.js';
import { namesOf } from './row.js';

/** Where a record stands: by its key, then by its id. Without a key it stands behind those that have one. */
export interface Position {
  value: string | undefined;
  id: number;
}

/** Keys of one field. */
export type KeyRange = Pick<KeyPage, 'field' | 'from' | 'before'>;

export interface Order {
  /** Tells this order from every other of the client. */
  name: string;
  direction: 'asc' | 'desc';
  /** The keys that come first; where there are none, records are in order of id alone. */
  keys: KeyRange | undefined;
  /** The name of the field whose lack puts records behind the keys; `undefined` where none come behind. */
  lacking: string | undefined;
  /** Whether it is by words of the records. */
  byWords: boolean;
  /** `undefined` where the record, which has these words, has no position in this order. */
  positionOf(record: StoredRecord, words: string[]): Position | undefined;
}

/** Compares two positions: less than 0 where the first comes first. */
export function comparePositions({ direction }: Order, one: Position, other: Position): number {
  if ((one.value === undefined) !== (other.value === undefined)) return one.value === undefined ? 1 : -1;
  const byValue = compareKeys(one.value ?? '', other.value ?? '');
  const ascending = byValue === 0 ? one.id - other.id : byValue;
  return direction === 'asc' ? ascending : -ascending;
}

function orderById(domain: IndexedDomain, direction: Order['direction']): Order {
  return {
    name: `${domain.id} ${direction}`,
    direction,
    keys: undefined,
    lacking: undefined,
    byWords: false,
    positionOf: ({ id }) => ({ value: undefined, id }),
  };
}

/** By the first word of each record that begins so: a whole word before those that only begin with it. */
function orderByWord(domain: IndexedDomain, beginning: string): Order {
  return {
    name: `${domain.id} ${wordField} ${beginning}`,
    direction: 'asc',
    keys: { field: wordField, ...wordsFrom(beginning) },
    lacking: undefined,
    byWords: true,
    positionOf({ id }, words) {
      const fitting = words.filter((word) => word.startsWith(beginning));
      const [value] = fitting.sort(compareKeys);
      return value === undefined ? undefined : { value, id };
    },
  };
}

function refuseSort(domain: IndexedDomain, sort: string): never {
  const [, name = '', word = ''] = /^(\S+)\s+(asc|desc)$/i.exec(sort) ?? [];
  const known = namesOf(domain);
  const meant = known.includes(name)
    ? ` Did you mean '${word.toLowerCase() === 'desc' ? '-' : ''}${name}'?`
    : hint(sort.replace(/^-/, ''), known);
  throw invalidRequest(
    `sort must be one field of the ${domain.name} domain, with - in front for descending order; ` +
      `${quoted(sort)} was given.${meant}`,
    '/sort',
  );
}

function orderByField(domain: IndexedDomain, field: Field, direction: Order['direction']): Order {
  const { name } = field;
  return {
    name: `${domain.id} ${field.id} ${direction}`,
    direction,
    keys: { field: field.id },
    lacking: name,
    byWords: false,
    positionOf({ id, fields }) {
      const value = fields[name] as string | number | boolean | undefined;
      return { value: value === undefined ? undefined : keyOf(field, value), id };
    },
  };
}

/** The order in which the records of a filter are found. */
function orderOf(domain: IndexedDomain, filter: RecordFilter): Order {
  const [word] = filter.words;
  if (filter.ids !== undefined || soleValueOf(filter) !== undefined) return orderById(domain, 'asc');
  const ranged = rangedOf(filter);
  if (ranged !== undefined) return orderByField(domain, ranged.field, 'asc');
  return word === undefined ? orderById(domain, 'asc') : orderByWord(domain, word);
}

/**
 * The order that a query asks for: by the field that it names, else by id where ids or one value lead to the records,
 * else by the field that several values or a range of it do, else by the first word searched for, else by id.
 *
 * @throws Refusal `invalid_request`
 */
export function readOrder(domain: IndexedDomain, sent: string | undefined, filter: RecordFilter): Order {
  const sort = given(sent?.trim());
  if (sort === undefined) return orderOf(domain, filter);
  const direction = sort.startsWith('-') ? 'desc' : 'asc';
  const name = sort.replace(/^-/, '');
  const field = domain.fieldByName.get(name);
  if (field !== undefined) return orderByField(domain, field, direction);
  return name === idName ? orderById(domain, direction) : refuseSort(domain, sort);
}
