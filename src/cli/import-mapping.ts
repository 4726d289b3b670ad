/** How a row becomes the body of a call: `--map Column=Property` and `--set Property=value`. */
import { hint } from '../contract/nearest.js';
import { UsageFailure } from './output.js';

export interface Mapping {
  /** Column and property; empty where every column goes under its own name. */
  columns: [column: string, property: string][];
  constants: [property: string, value: string][];
}

function split(text: string, option: string): [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  const form = option === '--map' ? 'Column=Property' : 'Property=value';
  throw new UsageFailure(`${option} must be ${form}; '${text}' was given.`);
}

/** @throws UsageFailure where an option has another form, or names a property that there is not */
export function readMapping(maps: string[], sets: string[], properties: string[]): Mapping {
  // A column's name may hold an equals sign; a property's never does.
  const columns = maps.map((text): [string, string] => {
    const at = text.lastIndexOf('=');
    return at > 0 ? [text.slice(0, at), text.slice(at + 1)] : split(text, '--map');
  });
  const constants = sets.map((text) => split(text, '--set'));
  const named = [...columns.map(([, property]) => property), ...constants.map(([property]) => property)];
  for (const property of named) {
    if (properties.includes(property)) continue;
    throw new UsageFailure(
      `There is no property '${property}'.${hint(property, properties)} Known: ${properties.join(', ')}.`,
    );
  }
  return { columns, constants };
}

/** @throws UsageFailure where a mapped column is not in the file's header */
export function requireColumns({ columns }: Mapping, header: string[]): void {
  for (const [column] of columns) {
    if (header.includes(column)) continue;
    throw new UsageFailure(
      `The file has no column '${column}'.${hint(column, header)} Its columns: ${header.join(', ')}.`,
    );
  }
}

/** @throws UsageFailure where nothing is mapped and a column is no property */
export function requireProperties({ columns }: Mapping, header: string[], properties: string[]): void {
  if (columns.length > 0) return;
  for (const column of header) {
    if (properties.includes(column)) continue;
    throw new UsageFailure(
      `The column '${column}' is no property.${hint(column, properties)} Say with --map which column is which.`,
    );
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
