/** How a row becomes the body of a call: which column is which property, and what is the same in every row. */
import { hint } from '../text/nearest.js';

export interface Mapping {
  /** Column and property; empty where every column goes under its own name. */
  columns: [column: string, property: string][];
  constants: [property: string, value: string][];
}

/** A mapping that does not fit the file, or what is imported. */
export class MappingFault extends Error {
  /** What is wrong: a property or column that there is not, or a column that nothing is said about. */
  readonly kind: 'property' | 'column' | 'unmapped';

  constructor(kind: MappingFault['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** @throws MappingFault where it names a property that there is not */
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
 * @throws MappingFault where a mapped column is not in the file's header, and where nothing is mapped and a column is
 *   no property
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
