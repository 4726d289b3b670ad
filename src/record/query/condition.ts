/** What a query asks of the value of one field (docs/reference/records.md#conditions). Pure. */
import { type Compared, canonicalForm, compareKeys } from '../../metadata/canonical.js';
import {
  boundsFrom,
  boundsOfBeginning,
  boundsOfValue,
  boundsTo,
  type KeyBounds,
} from '../../metadata/key-bounds.js';

/**
 * What a value must be, in canonical forms, each of which `undefined` stands in for no value. All that is given must
 * hold.
 */
export interface Condition {
  anyOf?: Set<string | undefined>;
  noneOf?: Set<string | undefined>;
  from?: string;
  to?: string;
  /** One of them must begin the value, or stand in it. */
  startsWith?: string[];
  contains?: string[];
}

export type Value = string | number | boolean | undefined;

/** Whether a record or a link without a value may meet the condition. */
export function admitsNoValue({ anyOf, noneOf, from, to, startsWith, contains }: Condition): boolean {
  if ([from, to, startsWith, contains].some((each) => each !== undefined)) return false;
  return anyOf?.has(undefined) !== false && noneOf?.has(undefined) !== true;
}

/** Whether a value, as it is stored, is as the condition wants it. */
export function meets(condition: Condition, field: Compared, value: Value): boolean {
  if (value === undefined) return admitsNoValue(condition);
  const { anyOf, noneOf, from, to, startsWith, contains } = condition;
  const form = canonicalForm(field, value);
  return (
    anyOf?.has(form) !== false &&
    noneOf?.has(form) !== true &&
    (from === undefined || compareKeys(form, from) >= 0) &&
    (to === undefined || compareKeys(form, to) <= 0) &&
    (startsWith === undefined || startsWith.some((beginning) => form.startsWith(beginning))) &&
    (contains === undefined || contains.some((part) => form.includes(part)))
  );
}

/** Those that begin with no other of them. */
function shortest(beginnings: string[]): string[] {
  return beginnings.filter((one) => !beginnings.some((other) => other !== one && one.startsWith(other)));
}

/**
 * Ranges of keys, in order and none within another: each value that meets the condition has its key in one of them.
 * `undefined` where no range says less than all keys.
 */
export function boundsOf({ anyOf, from, to, startsWith }: Condition): KeyBounds[] | undefined {
  if (anyOf !== undefined) {
    const forms = [...anyOf].filter((form) => form !== undefined);
    return forms.map(boundsOfValue).sort((one, other) => compareKeys(one.from, other.from));
  }
  if (startsWith !== undefined) {
    return [...new Set(shortest(startsWith).sort(compareKeys))].map(boundsOfBeginning);
  }
  if (from === undefined && to === undefined) return undefined;
  return [{ ...(from === undefined ? {} : boundsFrom(from)), ...(to === undefined ? {} : boundsTo(to)) }];
}
