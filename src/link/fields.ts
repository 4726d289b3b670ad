/** Reads what a call says of a link's fields (docs/reference/upsert.md#fields). */
import { type InvalidProperty, invalidProperties, invalidRequest } from '../contract/errors.js';
import { given } from '../contract/given.js';
import { type Caller, mayKnow } from '../contract/permissions.js';
import { limits } from '../limits/limits.js';
import type { IndexedDomain, MetadataIndex } from '../metadata/metadata-index.js';
import { readValue, Unfit } from '../record/value.js';
import type { GivenField } from '../record/write/link-fields.js';
import type { Allowance } from '../record/write/stored-size.js';
import type { FieldValue } from '../store/store.js';
import { hint } from '../text/nearest.js';
import { pointerStep, quoted, sizeText } from '../text/quoted.js';

const pointerTo = (name: string) => `/Fields${pointerStep(name)}`;

/**
 * The fields that a body names, each with its value or `null`; one that is sent as `""` is not given, and stays.
 *
 * @throws Refusal `invalid_request`, naming every field that is unknown or does not accept its value
 */
export function readLinkFields(
  sent: Record<string, unknown> | null | undefined,
  childDomain: IndexedDomain,
  metadata: MetadataIndex,
  caller: Caller,
): GivenField[] | undefined {
  const names = Object.keys(sent ?? {});
  if (sent == null || names.length === 0) return undefined;
  const known = metadata.linkFieldsOf(childDomain.id);
  const fields: GivenField[] = [];
  const errors: InvalidProperty[] = [];
  for (const name of names) {
    if (errors.length === limits.namedErrors) break;
    const field = known.get(name);
    if (field === undefined) {
      // Whoever may do nothing with the domain does not learn what is said of links to it.
      const meant = mayKnow(caller, childDomain.id) ? hint(name, [...known.keys()]) : '';
      const detail = `Links to ${childDomain.name} have no field ${quoted(name)}.${meant}`;
      errors.push({ pointer: pointerTo(name), detail });
      continue;
    }
    const value = given(sent[name]);
    if (value === undefined) {
      if (sent[name] === null) fields.push([field.id, null]);
      continue;
    }
    const read = readValue(field, value);
    if (read instanceof Unfit)
      errors.push({ pointer: pointerTo(name), detail: `Fields.${name} ${read.reason}` });
    else fields.push([field.id, read as FieldValue]);
  }
  if (errors.length > 0) throw invalidProperties(errors);
  return fields.length === 0 ? undefined : fields;
}

/**
 * Takes the room that an entry's values need, at the link and in its history.
 *
 * @throws Refusal `invalid_request` where the call would store too much for what it sent
 */
export function takeRoom(fields: GivenField[] | undefined, allowance: Allowance): void {
  if (fields === undefined || allowance.take({ link: fields, history: fields })) return;
  throw invalidRequest(
    `Fields must not make what the call stores more than ${limits.storedForEachSent} times what it sent, or ${sizeText(limits.recordBytes)}.`,
    '/Fields',
  );
}
