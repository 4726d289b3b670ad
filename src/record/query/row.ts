/** A record as it is read (docs/reference/records.md#read-a-record): its id, then its fields. */
import { invalidRequest } from '../../contract/errors.js';
import { given } from '../../contract/given.js';
import type { RecordRow } from '../../contract/record.js';
import { idName } from '../../contract/words.js';
import type { IndexedDomain } from '../../metadata/metadata-index.js';
import type { Field, StoredRecord } from '../../store/store.js';
import { hint } from '../../text/nearest.js';
import { quoted } from '../../text/quoted.js';

/** The names that a query may speak of. */
export function namesOf(domain: IndexedDomain): string[] {
  return [...new Set([idName, ...domain.fieldByName.keys()])];
}

/** The id, then these fields in their order; one without a value is `null`. */
export function rowOf(fields: Field[], record: StoredRecord): RecordRow {
  const row: RecordRow = { ID: record.id };
  for (const { name } of fields) row[name] = record.fields[name] ?? null;
  return row;
}

/**
 * The fields that `columns` names, in its order; all where it names none. The id is in every row, so it may
 * be named and need not.
 *
 * @throws Refusal `invalid_request`
 */
export function columnsOf(domain: IndexedDomain, columns: string | undefined): Field[] {
  const names = given(columns)
    ?.split(',')
    .map((name) => name.trim());
  if (names === undefined) return domain.fields;
  return [...new Set(names)].flatMap((name) => {
    const field = domain.fieldByName.get(name);
    if (field !== undefined) return [field];
    if (name === idName) return [];
    const why = name.includes('.')
      ? 'columns must be fields of the domain itself, not paths'
      : `columns must be a list of fields of the ${domain.name} domain`;
    throw invalidRequest(`${why}; ${quoted(name)} was given.${hint(name, namesOf(domain))}`, '/columns');
  });
}
