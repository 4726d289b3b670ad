/** Reads a record's fields, and says how the record is found by them. */

import { type InvalidProperty, invalidProperties } from '../contract/errors.js';
import { limits } from '../limits/limits.js';
import { foldedKeyOf, keyOf } from '../metadata/canonical.js';
import type { IndexedDomain } from '../metadata/metadata-index.js';
import type { Domain, MatchKey, RecordWrites } from '../store/store.js';
import { hint } from '../text/nearest.js';
import { pointerStep, quoted } from '../text/quoted.js';
import { wordField, wordsOf } from './keys/words.js';
import { readFieldValue, Unfit } from './value.js';

/** Fields by name as stored; `null` empties a field. */
export type FieldValues = Record<string, unknown>;

/** @throws Refusal `invalid_request`, naming every field that is unknown or does not accept its value */
export function readFields(domain: IndexedDomain, sent: Record<string, unknown>): FieldValues {
  const values: FieldValues = {};
  const errors: InvalidProperty[] = [];
  for (const [name, value] of Object.entries(sent)) {
    const field = domain.fieldByName.get(name);
    if (field === undefined) {
      if (errors.length === limits.namedErrors) break;
      const known = [...domain.fieldByName.keys()];
      const detail = `The ${domain.name} domain has no field ${quoted(name)}.${hint(name, known)}`;
      errors.push({ pointer: pointerStep(name), detail });
      continue;
    }
    const read = value === null || value === '' ? null : readFieldValue(field, value);
    if (read instanceof Unfit) errors.push({ pointer: pointerStep(name), detail: `${name} ${read.reason}` });
    else values[name] = read;
  }
  if (errors.length > 0) throw invalidProperties(errors);
  return values;
}

/** The fields after a change: emptied ones are gone. */
export function mergeFields(before: FieldValues, change: FieldValues): FieldValues {
  const merged = { ...before, ...change };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}

/** A key for each field that has a value, and one for each word that a search finds the record by. */
export function matchKeysOf(domain: Pick<Domain, 'fields'>, fields: FieldValues): MatchKey[] {
  const keys: MatchKey[] = [];
  for (const field of domain.fields) {
    const value = fields[field.name] as string | number | boolean | undefined;
    if (value === undefined) continue;
    keys.push({ field: field.id, value: keyOf(field, value), folded: foldedKeyOf(field, value) });
  }
  for (const value of wordsOf(domain, fields)) keys.push({ field: wordField, value, folded: null });
  return keys;
}

/** What an update of a record writes: its fields, and how its match keys differ. */
export function recordUpdate(
  domain: Pick<Domain, 'fields'>,
  id: number,
  before: FieldValues,
  fields: FieldValues,
): RecordWrites['updates'][number] {
  const former = matchKeysOf(domain, before);
  const keys = matchKeysOf(domain, fields);
  return { id, fields, added: keysWithout(keys, former), removed: keysWithout(former, keys) };
}

/** The keys of `one` that `other` has not. */
function keysWithout(one: MatchKey[], other: MatchKey[]): MatchKey[] {
  const name = ({ field, value }: MatchKey) => `${field} ${value}`;
  const names = new Set(other.map(name));
  return one.filter((key) => !names.has(name(key)));
}
