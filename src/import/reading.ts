/** How a row becomes the body of a call. */
import { type Body, bodyOf, type Mapping } from './mapping.js';
import { Rejection } from './rejects.js';
import type { RowValues } from './row.js';
import type { OpenedChunks } from './rows.js';
import { type Property, readValues, type ValueForms } from './values.js';

/** How dates and numbers are written in the file, where that is said. */
export type GivenForms = Pick<ValueForms, 'dates' | 'decimal'>;

/** The reader of an opened file's rows: the body that each is sent as, or why it is not sent. */
export function rowReader(
  { delimiter }: Pick<OpenedChunks, 'delimiter'>,
  mapping: Mapping,
  propertyOf: (name: string) => Property,
  given: GivenForms = {},
): (row: RowValues) => Body | Rejection {
  // Where a comma stands in front of a fraction, spreadsheets divide cells by semicolons.
  const forms: ValueForms = { ...given, isSheet: delimiter !== undefined, isInDoubt: delimiter === ';' };
  return (row) => {
    const body = bodyOf(mapping, row);
    return body instanceof Rejection ? body : readValues(body, propertyOf, forms);
  };
}
