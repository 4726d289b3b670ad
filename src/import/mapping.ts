/** How a row becomes the body of a call: which column is which property, and which values every row shares. */
import { hint } from '../text/nearest.js';
import { invalidRow, invalidValue, Rejection } from './rejects.js';
import type { RowValues } from './row.js';

/** What is sent of a row. */
export type Body = Record<string, unknown>;

export interface Mapping {
  /** Column and property; empty where every column keeps its own name. */
  columns: [column: string, property: string][];
  constants: [property: string, value: string][];
}

/** A mapping that does not fit the file or what is imported. */
export class MappingFault extends Error {
  /** What is wrong: an unknown property, an unknown column, a column that is not mapped, or a name that is there twice. */
  readonly kind: 'property' | 'column' | 'unmapped' | 'twice';

  constructor(kind: MappingFault['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** What gives a property its value, as people say it. */
const sourcesOf = ({ columns, constants }: Mapping): [property: string, source: string][] => [
  ...columns.map(([column, property]): [string, string] => [property, `the column '${column}'`]),
  ...constants.map(([property, value]): [string, string] => [property, `the value '${value}' for every row`]),
];

function requireOnce(sources: [property: string, source: string][]): void {
  const before = new Map<string, string>();
  for (const [property, source] of sources) {
    const other = before.get(property);
    if (other !== undefined) {
      throw new MappingFault(
        'twice',
        `The property '${property}' is given twice: by ${other} and by ${source}.`,
      );
    }
    before.set(property, source);
  }
}

/** Requires every property that the mapping names to exist, and to be named once. @throws MappingFault */
export function requireKnown(mapping: Mapping, properties: string[]): void {
  const sources = sourcesOf(mapping);
  for (const [property] of sources) {
    if (properties.includes(property)) continue;
    throw new MappingFault(
      'property',
      `There is no property '${property}'.${hint(property, properties)} Known: ${properties.join(', ')}.`,
    );
  }
  requireOnce(sources);
}

/** Columns count from 1. @throws MappingFault where two have one name; columns without one are passed over */
function requireDistinct(header: string[]): void {
  const places = new Map<string, number>();
  for (const [at, column] of header.entries()) {
    const other = places.get(column);
    if (column !== '' && other !== undefined) {
      throw new MappingFault(
        'twice',
        `The columns ${other + 1} and ${at + 1} of the file are both named '${column}'.`,
      );
    }
    places.set(column, at);
  }
}

/**
 * Requires the mapping to fit the file's header.
 *
 * @throws MappingFault where two columns have one name, where the header lacks a mapped column, or where nothing is
 *   mapped and a column is no property, or one that every row shares
 */
export function requireFit({ columns, constants }: Mapping, header: string[], properties: string[]): void {
  requireDistinct(header);
  for (const [column] of columns) {
    if (header.includes(column)) continue;
    throw new MappingFault(
      'column',
      `The file has no column '${column}'.${hint(column, header)} Its columns: ${header.join(', ')}.`,
    );
  }
  if (columns.length > 0) return;
  const named = header.filter((column) => column !== '');
  for (const column of named) {
    if (properties.includes(column)) continue;
    throw new MappingFault('unmapped', `The column '${column}' is no property.${hint(column, properties)}`);
  }
  requireOnce(sourcesOf({ columns: named.map((column) => [column, column]), constants }));
}

/** The names of the columns that the mapping takes from a file. */
export function wantedColumns({ columns }: Mapping, properties: string[]): Set<string> {
  return new Set(columns.length > 0 ? columns.map(([column]) => column) : properties);
}

/** The body of a row's call, or why the row has none. */
export function bodyOf({ columns, constants }: Mapping, row: RowValues): Body | Rejection {
  const { values, undecoded = [] } = row;
  if (values === undefined) return new Rejection(invalidRow, row.broken ?? '');
  const body: Body = columns.length === 0 ? { ...values } : {};
  for (const [column, property] of columns) {
    if (values[column] !== undefined) body[property] = values[column];
  }
  const lost = undecoded.find(
    (column) => columns.length === 0 || columns.some(([mapped]) => mapped === column),
  );
  if (lost !== undefined) {
    return new Rejection(invalidValue, `The value of the column '${lost}' is not in the file's encoding.`);
  }
  for (const [property, value] of constants) {
    if (columns.length === 0 && body[property] !== undefined) {
      return new Rejection(
        invalidValue,
        `The row gives ${property}, which has the value '${value}' for every row.`,
      );
    }
    body[property] = value;
  }
  return body;
}
