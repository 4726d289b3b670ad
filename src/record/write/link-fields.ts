/** Values of a link's fields: what a call makes of them, and what differs (docs/reference/upsert.md#fields). */
import { canonicalText } from '../../metadata/canonical.js';
import type { FieldChanges, FieldValue, LinkFields } from '../../store/store.js';

/** A value that a call gives a field, or `null` to clear it. */
export type GivenField = [field: number, value: FieldValue | null];

/** Numbers are stored in one spelling each, so their texts need no other comparison. */
function isSame(one: FieldValue | undefined, other: FieldValue): boolean {
  if (one === other) return true;
  if (typeof one !== 'string' || typeof other !== 'string') return false;
  return canonicalText(one) === canonicalText(other);
}

/** The values after a call: a value that is the same as the present one leaves it as it is. */
export function givenFields(before: LinkFields | undefined, given: GivenField[]): LinkFields | undefined {
  const after = { ...before };
  for (const [field, value] of given) {
    if (value === null) delete after[field];
    else if (!isSame(after[field], value)) after[field] = value;
  }
  return Object.keys(after).length === 0 ? undefined : after;
}

/** The fields that differ; `undefined` where none does. */
export function fieldChanges(
  before: LinkFields | undefined,
  after: LinkFields | undefined,
): FieldChanges | undefined {
  if (before === after) return undefined;
  const changes: FieldChanges = {};
  let differs = false;
  for (const key of Object.keys({ ...before, ...after })) {
    const field = Number(key);
    const [from, to] = [before?.[field] ?? null, after?.[field] ?? null];
    if (from === to) continue;
    changes[field] = [from, to];
    differs = true;
  }
  return differs ? changes : undefined;
}

/** Bytes of a link's values as they are stored. */
export function bytesOfFields(fields: LinkFields | undefined): number {
  return fields === undefined ? 0 : Buffer.byteLength(JSON.stringify(fields));
}
