/** Reads what a body or a row makes of a record, with associations that are named by a key (docs/reference/records.md#associations). */
import { invalidRequest } from '../../contract/errors.js';
import { given } from '../../contract/given.js';
import { type Caller, requirePermission } from '../../contract/permissions.js';
import { keyOf } from '../../metadata/canonical.js';
import type { IndexedDomain, MetadataIndex } from '../../metadata/metadata-index.js';
import { requireStorable } from '../../metadata/stored-text.js';
import type { Field } from '../../store/store.js';
import { ExactNumber } from '../../text/exact-number.js';
import { pointerStep, quoted } from '../../text/quoted.js';
import { type FieldValues, readFields } from '../fields.js';
import { matchField } from '../keys/match-field.js';

/** An association whose record is named by a key. */
export interface AssociationKey {
  /** The association, and the property that names its record: `Policy`, `Policy.PolicyNumber`. */
  name: string;
  property: string;
  /** The domain that it refers to, and the field and the key that its record is looked for by. */
  domain: number;
  field: number;
  key: string;
  /** The key as it was sent, for a message. */
  shown: string;
}

/** What a body makes of a record. */
export interface Change {
  fields: FieldValues;
  byKey: AssociationKey[];
}

/** The association that the property names a key of; `undefined` where it names none. */
function associationOf({ fieldByName }: IndexedDomain, property: string): Field | undefined {
  const dot = property.indexOf('.');
  const field = dot < 0 ? undefined : fieldByName.get(property.slice(0, dot));
  return field?.type === 'Association' ? field : undefined;
}

function readKey(
  { metadata, caller }: { metadata: MetadataIndex; caller: Caller },
  { name, refersTo }: Field,
  property: string,
  value: unknown,
): AssociationKey {
  const pointer = pointerStep(property);
  const domain = metadata.domainOf(refersTo ?? 0);
  if (domain === undefined) throw invalidRequest(`${name} refers to no domain.`, pointer);
  const field = matchField(domain, property.slice(name.length + 1), property, caller);
  // Whether a key is there says what a record holds.
  requirePermission(caller, domain, 'View');
  if (typeof value !== 'string' && typeof value !== 'number' && !(value instanceof ExactNumber)) {
    throw invalidRequest(`${property} must be a string or a number; ${quoted(value)} was given.`, pointer);
  }
  if (typeof value === 'string') requireStorable(value, property, pointer);
  const key = keyOf(field, value);
  return { name, property, domain: domain.id, field: field.id, key, shown: quoted(value) };
}

/**
 * What is sent for a record of the domain. An association is named by its id or by one key; a key that is empty names
 * nothing, and where the id is not named either, empties the field.
 *
 * @throws Refusal `invalid_request`; `permission_denied` where the caller may not view the domain that a key is of
 */
export function readChange(
  context: { metadata: MetadataIndex; caller: Caller },
  domain: IndexedDomain,
  sent: Record<string, unknown>,
): Change {
  const fields: Record<string, unknown> = {};
  const byKey = new Map<string, AssociationKey>();
  for (const [property, value] of Object.entries(sent)) {
    const association = associationOf(domain, property);
    if (association === undefined) {
      fields[property] = value;
      continue;
    }
    const { name } = association;
    if (given(value) === undefined) {
      if (!byKey.has(name)) fields[name] = sent[name] ?? null;
      continue;
    }
    const other = byKey.get(name)?.property ?? (given(sent[name]) === undefined ? undefined : name);
    if (other !== undefined) {
      throw invalidRequest(
        `${name} must be named by its id or by one key; ${other} and ${property} were given.`,
        pointerStep(property),
      );
    }
    byKey.set(name, readKey(context, association, property, value));
  }
  for (const name of byKey.keys()) delete fields[name];
  return { fields: readFields(domain, fields), byKey: [...byKey.values()] };
}
