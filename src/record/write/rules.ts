/** Rules of fields, as each record keeps them (docs/reference/metadata.md#rules-of-a-field). */
import { invalidRequest, Refusal } from '../../contract/errors.js';
import type { Domain } from '../../store/store.js';
import { pointerStep, quoted } from '../../text/quoted.js';
import type { FieldValues } from '../fields.js';
import { type FieldKey, type KeyOwners, keyIn } from './key-owners.js';

/** A rule that a record would break: a value that it lacks, or one that another record has. */
export type BrokenRule =
  | { kind: 'missing_value'; field: string }
  | { kind: 'not_unique'; field: string; shown: string; owner: number };

/** The keys of unique fields among these values. */
export function uniqueKeys({ fields }: Pick<Domain, 'fields'>, values: FieldValues): FieldKey[] {
  return fields.flatMap((field) => {
    const key = field.unique ? keyIn(field, values) : undefined;
    return key === undefined ? [] : [{ field: field.id, key }];
  });
}

/**
 * The first rule that a record would break with these fields. A value that it has already is not looked at.
 *
 * @param owners knows who has the unique keys of what changes
 */
export function brokenRule(
  domain: Pick<Domain, 'fields'>,
  owners: KeyOwners,
  { id, before, fields }: { id: number; before: FieldValues; fields: FieldValues },
): BrokenRule | undefined {
  for (const field of domain.fields) {
    const { name } = field;
    if (field.required && fields[name] === undefined) return { kind: 'missing_value', field: name };
    const key = field.unique ? keyIn(field, fields) : undefined;
    if (key === undefined || key === keyIn(field, before)) continue;
    const owner = owners.of({ field: field.id, key }).find((each) => each !== id);
    if (owner !== undefined) return { kind: 'not_unique', field: name, shown: quoted(fields[name]), owner };
  }
  return undefined;
}

/** @param mayView whether the caller may know of the record that has the value */
export function brokenRuleRefusal(broken: BrokenRule, mayView: boolean): Refusal {
  const { field } = broken;
  if (broken.kind === 'missing_value') {
    return invalidRequest(`${field} must be given a value: it is required.`, pointerStep(field));
  }
  const { shown, owner } = broken;
  const has = mayView ? `record ${owner} has` : 'another record has';
  return new Refusal('not_unique', `${field} must be unique; ${has} ${shown} already.`, {
    ...(mayView ? { matches: [owner] } : {}),
  });
}
