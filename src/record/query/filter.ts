/** Which records a query is about: filters by field, and words (docs/reference/records.md#query-records). */

import { type InvalidProperty, invalidProperties } from '../../contract/errors.js';
import { recordQueryWords } from '../../contract/record.js';
import { idName } from '../../contract/words.js';
import { limits } from '../../limits/limits.js';
import type { IndexedDomain } from '../../metadata/metadata-index.js';
import type { StoredRecord } from '../../store/store.js';
import { fewMarksWords, hasTooManyMarks } from '../../text/combining-marks.js';
import { pointerStep, quoted } from '../../text/quoted.js';
import { wordField, wordsFrom, wordsOfText } from '../keys/words.js';
import { idOfText, Unfit } from '../value.js';
import { admitsNoValue, boundsOf, meets, type Value } from './condition.js';
import type { KeyRange } from './order.js';
import { type FieldCondition, readConditions } from './read-conditions.js';
import { namesOf } from './row.js';

export interface RecordFilter {
  /** The only records that it can be. */
  ids: Set<number> | undefined;
  /** What is asked of fields, one for each. */
  conditions: FieldCondition[];
  /** Each must begin a word of the record. The longest, which the fewest records have, comes first. */
  words: string[];
}

/** What narrows a query besides conditions, as it is sent. */
interface Narrowing {
  search?: string | undefined;
  ids?: string | undefined;
  /** Values of the filter `ID`. */
  named: string[];
}

/** The ids that a query lists, and those that its filter `ID` names. */
function readIds({ ids, named }: Narrowing, errors: InvalidProperty[]): Set<number> | undefined {
  const listed = ids === undefined ? undefined : new Set(ids.split(',').map(Number));
  if (named.length === 0) return listed;
  const read = named.map((value) => idOfText(value) ?? value);
  const wrong = read.find((each) => typeof each === 'string');
  if (wrong !== undefined) {
    const { reason } = new Unfit(`an integer from 1 to ${Number.MAX_SAFE_INTEGER}`, wrong);
    errors.push({ pointer: pointerStep(idName), detail: `${idName} ${reason}` });
  }
  return new Set(read.filter((id) => typeof id === 'number' && listed?.has(id) !== false) as number[]);
}

function readWords(search: string | undefined, errors: InvalidProperty[]): string[] {
  if (search === undefined) return [];
  if (hasTooManyMarks(search)) {
    errors.push({
      pointer: '/search',
      detail: `search must be ${fewMarksWords}; ${quoted(search)} was given.`,
    });
    return [];
  }
  const words = wordsOfText(search, limits.searchedWords + 1);
  if (words.length === 0 || words.length > limits.searchedWords) {
    const detail = `search must hold 1 to ${limits.searchedWords} words of letters and digits; ${quoted(search)} was given.`;
    errors.push({ pointer: '/search', detail });
  }
  return words.sort((one, other) => other.length - one.length);
}

/**
 * @param sent what stands in the query string beside the parameters that every query has, by name
 * @throws Refusal `invalid_request`, naming every filter that is unknown or whose value its field does not accept
 */
export function readFilter(
  domain: IndexedDomain,
  sent: Record<string, string | string[]>,
  narrowing: Omit<Narrowing, 'named'>,
): RecordFilter {
  const { [idName]: id = [], ...others } = sent;
  const isId = !domain.fieldByName.has(idName);
  const { conditions, errors } = readConditions(isId ? others : sent, {
    fields: domain.fieldByName,
    otherNames: [...recordQueryWords, ...namesOf(domain)],
    unknown: (name) =>
      `The ${domain.name} domain has no field ${quoted(name)}, and a query no such parameter.`,
  });
  const named = isId ? [id].flat() : [];
  const filter = {
    ids: readIds({ ...narrowing, named }, errors),
    conditions,
    words: readWords(narrowing.search, errors),
  };
  if (errors.length > 0) throw invalidProperties(errors);
  return filter;
}

/** Whether a record has the id and the values that are asked for. */
export function fitsValues({ ids, conditions }: RecordFilter, { id, fields }: StoredRecord): boolean {
  if (ids?.has(id) === false) return false;
  return conditions.every((each) => meets(each, each.field, fields[each.field.name] as Value));
}

/** Whether a record that has these words is one of those that are searched for. */
export function fitsWords({ words }: RecordFilter, wordsOfRecord: string[]): boolean {
  return words.every((beginning) => wordsOfRecord.some((word) => word.startsWith(beginning)));
}

/** The condition that asks for one value, where there is one: the keys of that are in order of id. */
export function soleValueOf({ conditions }: RecordFilter): FieldCondition | undefined {
  return conditions.find(({ anyOf }) => anyOf?.size === 1 && !anyOf.has(undefined));
}

/** The first condition whose keys are in ranges. */
export function rangedOf({ conditions }: RecordFilter): FieldCondition | undefined {
  return conditions.find((condition) => (boundsOf(condition)?.length ?? 0) > 0);
}

/** The ranges of keys that a condition leaves of its field, in order; all keys, where it says nothing of them. */
export function rangesOfCondition(condition: FieldCondition): KeyRange[] {
  return (boundsOf(condition) ?? [{}]).map((bounds) => ({ field: condition.field.id, ...bounds }));
}

/** Sets of ranges of keys; every record that fits has a key in one of each set. */
export function rangesOf({ conditions, words }: RecordFilter): KeyRange[][] {
  const ranged = conditions.filter(
    (condition) => !admitsNoValue(condition) && boundsOf(condition) !== undefined,
  );
  return [
    ...ranged.map(rangesOfCondition),
    ...words.map((beginning) => [{ field: wordField, ...wordsFrom(beginning) }]),
  ];
}
