/** The first rows of a file as the import will read them, by its own code. */
import { dateFormOf, recognizeDateForms } from 'linkwright/import/dates';
import type { Body, Mapping } from 'linkwright/import/mapping';
import { rowReader } from 'linkwright/import/reading';
import { Rejection } from 'linkwright/import/rejects';
import { type Property, recognizeDecimal, type ValueType } from 'linkwright/import/values';
import type { Look, LookedRow, Written } from './messages.js';

/** How values of the columns that are imported seem to be written. */
export interface Seen {
  hasDates: boolean;
  hasNumbers: boolean;
  /** The forms that dates may have; several where nobody can say which, none where they need none. */
  dateForms: string[];
  decimal: '.' | ',' | undefined;
}

/** What stands in columns of these types, as texts. */
function* textsOf(
  rows: LookedRow[],
  { columns }: Mapping,
  propertyOf: (name: string) => Property,
  types: ValueType[],
): Generator<string> {
  const named = columns.filter(([, property]) => types.includes(propertyOf(property).type));
  for (const { values = {} } of rows) {
    for (const [column] of named) {
      const value = values[column];
      if (typeof value === 'string' && value !== '') yield value;
    }
  }
}

export function seenOf({ rows }: Look, mapping: Mapping, propertyOf: (name: string) => Property): Seen {
  const sources = [
    ...mapping.columns.map(([, property]) => property),
    ...mapping.constants.map(([each]) => each),
  ];
  const has = (types: ValueType[]) => sources.some((property) => types.includes(propertyOf(property).type));
  const dates: ValueType[] = ['Date', 'DateTime'];
  return {
    hasDates: has(dates),
    hasNumbers: has(['Numeric']),
    dateForms: recognizeDateForms(textsOf(rows, mapping, propertyOf, dates)),
    decimal: recognizeDecimal(textsOf(rows, mapping, propertyOf, ['Numeric'])),
  };
}

/** How values are taken to be written: as somebody says, else as was recognized. */
export function writtenOf(said: Written, { dateForms, decimal }: Seen): Written {
  const [form, ...others] = dateForms;
  return {
    dateFormat: said.dateFormat ?? (others.length === 0 ? form : undefined),
    decimal: said.decimal ?? decimal,
  };
}

export interface ReadRow {
  row: LookedRow;
  /** What is sent of it. */
  body: Body;
}

export interface LostRow {
  line: number;
  why: string;
}

export interface RowsRead {
  read: ReadRow[];
  lost: LostRow[];
}

/** What is sent of the first rows, and which of them are not sent at all. */
export function rowsRead(
  look: Look,
  mapping: Mapping,
  propertyOf: (name: string) => Property,
  { dateFormat, decimal }: Written,
): RowsRead {
  const dates = dateFormat === undefined ? undefined : dateFormOf(dateFormat);
  const { delimiter } = look;
  const read = rowReader(delimiter === undefined ? {} : { delimiter }, mapping, propertyOf, {
    dates,
    decimal,
  });
  const found: RowsRead = { read: [], lost: [] };
  for (const row of look.rows) {
    const body = read(row);
    if (body instanceof Rejection) found.lost.push({ line: row.line, why: body.reason });
    else found.read.push({ row, body });
  }
  return found;
}

/** A value as people see it. */
export function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return (value as { json: string }).json;
  return String(value ?? '');
}
