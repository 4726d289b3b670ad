/** How a row becomes the body of a call: which column is which property, and which values every row shares. */
import { hint } from '../text/nearest.js';

export interface Mapping {
  /** Column and property; empty where every column keeps its own name. */
  columns: [column: string, property: string][];
  constants: [property: string, value: string][];
}

/** A mapping that does not fit the file or what is imported. */
export class MappingFault extends Error {
  /** What is wrong: an unknown property, an unknown column, or a column that is not mapped. */
  readonly kind: 'property' | 'column' | 'unmapped';

  constructor(kind: MappingFault['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** Requires every property that the mapping names to exist. @throws MappingFault */
export function requireKnown({ columns, constants }: Mapping, properties: string[]): void {
  const named = [...columns.map(([, property]) => property), ...constants.map(([property]) => property)];
  for (const property of named) {
    if (properties.includes(property)) continue;
    throw new MappingFault(
      'property',
      `There is no property '${property}'.${hint(property, properties)} Known: ${properties.join(', ')}.`,
    );
  }
}

/**
 * Requires the mapping to fit the file's header.
 *
 * @throws MappingFault where the header lacks a mapped column, or where nothing is mapped and a column is no property
 */
export function requireFit({ columns }: Mapping, header: string[], properties: string[]): void {
  for (const [column] of columns) {
    if (header.includes(column)) continue;
    throw new MappingFault(
      'column',
      `The file has no column '${column}'.${hint(column, header)} Its columns: ${header.join(', ')}.`,
    );
  }
  if (columns.length > 0) return;
  for (const column of header) {
    if (properties.includes(column)) continue;
    throw new MappingFault('unmapped', `The column '${column}' is no property.${hint(column, properties)}`);
  }
}

/** The body of a row's call. A constant takes precedence over a column that is mapped to the same property. */
export function bodyOf(
  { columns, constants }: Mapping,
  values: Record<string, unknown>,
): Record<string, unknown> {
  const body: Record<string, unknown> = columns.length === 0 ? { ...values } : {};
  for (const [column, property] of columns) {
    if (values[column] !== undefined) body[property] = values[column];
  }
  for (const [property, value] of constants) body[property] = value;
  return body;
}
