/** Reads how a caller names one record: by id, or by key and match field (docs/reference/identification.md). */

import { invalidRequest, Refusal } from '../../contract/errors.js';
import { given } from '../../contract/given.js';
import type { Caller } from '../../contract/permissions.js';
import { limits } from '../../limits/limits.js';
import { keyOf } from '../../metadata/canonical.js';
import type { IndexedDomain } from '../../metadata/metadata-index.js';
import { requireStorable } from '../../metadata/stored-text.js';
import type { Domain, RecordReference } from '../../store/store.js';
import type { ExactNumber } from '../../text/exact-number.js';
import { quoted } from '../../text/quoted.js';
import { idOfText } from '../value.js';
import { matchField } from './match-field.js';

/** What a caller gives for one side, and the names of the properties that it came in. */
export interface SideInput {
  id: string | number | null | undefined;
  key: string | number | ExactNumber | null | undefined;
  matchField: string | null | undefined;
  names: { id: string; key: string; matchField: string };
}

/** @throws Refusal `invalid_request` in the words of the operation's precondition, where the side is not identified */
export function requireIdentification({ id, key, matchField: field, names }: SideInput): void {
  if (given(id) !== undefined) return;
  if (given(key) !== undefined && given(field) !== undefined) return;
  const missing = given(key) === undefined ? names.key : names.matchField;
  const absent = given(key) === undefined && given(field) === undefined ? names.id : missing;
  throw invalidRequest(
    `Either ${names.id} or both ${names.key} and ${names.matchField} must be provided.`,
    `/${absent}`,
  );
}

/**
 * Reads all of a reference but the key, which may be costly: the function that it answers reads the key, once the
 * caller is known to be allowed to ask. An id given wins: the key and the match field are not looked at.
 *
 * @throws Refusal `invalid_request`; so may the answer
 */
export function readReference(domain: IndexedDomain, side: SideInput, caller: Caller): () => RecordReference {
  const id = given(side.id);
  if (id !== undefined) return () => ({ domain: domain.id, id: Number(id), field: 0, key: '' });
  const field = matchField(domain, given(side.matchField) ?? '', side.names.matchField, caller);
  return () => {
    const key = given(side.key) ?? '';
    if (typeof key === 'string') requireStorable(key, side.names.key);
    return { domain: domain.id, id: 0, field: field.id, key: keyOf(field, key) };
  };
}

/** The id that a path, or the property of that name, names a record by. @throws Refusal `invalid_request` */
export function readRecordId(text: string, name = 'id'): number {
  const id = idOfText(text);
  if (id !== undefined) return id;
  throw invalidRequest(
    `${name} must be an integer from 1 to ${Number.MAX_SAFE_INTEGER}; ${quoted(text)} was given.`,
    `/${name}`,
  );
}

/**
 * The refusal of a key that several records fit. It names the lowest of them where the caller may view the domain.
 *
 * @param reason what is said behind the code's own words in any case
 */
export function ambiguous(
  code: 'parent_ambiguous' | 'child_ambiguous' | 'record_ambiguous',
  matches: number[],
  mayView: boolean,
  reason?: string,
): Refusal {
  if (!mayView || matches.length === 0) return new Refusal(code, reason);
  const more = matches.length < limits.namedMatches ? '' : ', and perhaps more';
  const named = `Matching ids: ${matches.join(', ')}${more}.`;
  return new Refusal(code, reason === undefined ? named : `${reason} ${named}`, { matches });
}

export function recordNotFound({ name }: Pick<Domain, 'name'>, id: number): Refusal {
  return new Refusal('not_found', `There is no ${name} record with id ${id}.`);
}
