/** Which records a query is about: filters by field, and words (docs/reference/records.md#query-records). */

import { type InvalidProperty, invalidProperties } from '../../contract/errors.js';
import { recordQueryWords } from '../../contract/record.js';
import { idName } from '../../contract/words.js';
import { limits } from '../../limits/limits.js';
import { keyOf } from '../../metadata/canonical.js';
import type { IndexedDomain } from '../../metadata/metadata-index.js';
import type { Field, StoredRecord } from '../../store/store.js';
import { fewMarksWords, hasTooManyMarks } from '../../text/combining-marks.js';
import { hint } from '../../text/nearest.js';
import { pointerStep, quoted } from '../../text/quoted.js';
import { wordField, wordsFrom, wordsOfText } from '../keys/words.js';
import { idOfText, readValue, Unfit } from '../value.js';
import type { KeyRange } from './order.js';
import { namesOf } from './row.js';

export interface RecordFilter {
  /** The only records that it can be. */
  ids: Set<number> | undefined;
  /** Fields with the key that their value must have; `undefined` for no value. */
  keys: { field: Field; key: string | undefined }[];
  /** Each must begin a word of the record. The longest, which the fewest records have, comes first. */
  words: string[];
}

/** The ids that a query lists. */
function readIds(sent: string | undefined): Set<number> | undefined {
  return sent === undefined ? undefined : new Set(sent.split(',').map(Number));
}

/** The id that a filter names. */
function readId(value: string): number | Unfit {
  return idOfText(value) ?? new Unfit(`an integer from 1 to ${Number.MAX_SAFE_INTEGER}`, value);
}

/** The one id, where a query that lists ids lists it too. */
function narrowed(ids: Set<number> | undefined, id: number): Set<number> {
  return new Set(ids === undefined || ids.has(id) ? [id] : []);
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
  sent: Record<string, string>,
  { search, ids }: { search?: string | undefined; ids?: string | undefined },
): RecordFilter {
  const filter: RecordFilter = { ids: readIds(ids), keys: [], words: [] };
  const errors: InvalidProperty[] = [];
  const refuse = (name: string, detail: string) => errors.push({ pointer: pointerStep(name), detail });
  for (const [name, value] of Object.entries(sent)) {
    if (errors.length === limits.namedErrors) break;
    const field = domain.fieldByName.get(name);
    if (field === undefined && name !== idName) {
      const meant = hint(name, [...recordQueryWords, ...namesOf(domain)]);
      refuse(
        name,
        `The ${domain.name} domain has no field ${quoted(name)}, and a query no such parameter.${meant}`,
      );
      continue;
    }
    const read = field === undefined ? readId(value) : value === '' ? undefined : readValue(field, value);
    if (read instanceof Unfit) refuse(name, `${name} ${read.reason}`);
    else if (field === undefined) filter.ids = narrowed(filter.ids, read as number);
    else filter.keys.push({ field, key: read === undefined ? undefined : keyOf(field.type, read as string) });
  }
  if (filter.keys.length > limits.recordFilters) {
    refuse(
      '',
      `A query must have at most ${limits.recordFilters} filters; ${filter.keys.length} were given.`,
    );
  }
  filter.words = readWords(search, errors);
  if (errors.length > 0) throw invalidProperties(errors);
  return filter;
}

/** Whether a record has the id and the values that are asked for. */
export function fitsValues({ ids, keys }: RecordFilter, record: StoredRecord): boolean {
  if (ids?.has(record.id) === false) return false;
  for (const { field, key } of keys) {
    const value = record.fields[field.name] as string | number | boolean | undefined;
    if ((value === undefined ? undefined : keyOf(field.type, value)) !== key) return false;
  }
  return true;
}

/** Whether a record that has these words is one of those that are searched for. */
export function fitsWords({ words }: RecordFilter, wordsOfRecord: string[]): boolean {
  return words.every((beginning) => wordsOfRecord.some((word) => word.startsWith(beginning)));
}

/** Sorts behind a key and before every other that begins with it: keys have no NUL, so none goes on below it. */
const minCharacter = '\u0001';

/** The keys of one value. */
export function keysOfValue(field: number, key: string): KeyRange {
  return { field, from: key, before: key + minCharacter };
}

/** Ranges of keys; every record that fits has a key in each of them. */
export function rangesOf({ keys, words }: RecordFilter): KeyRange[] {
  return [
    ...keys.flatMap(({ field, key }) => (key === undefined ? [] : [keysOfValue(field.id, key)])),
    ...words.map((beginning) => ({ field: wordField, ...wordsFrom(beginning) })),
  ];
}
