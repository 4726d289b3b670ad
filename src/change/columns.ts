import { invalidRequest } from '../contract/errors.js';
import { given } from '../contract/given.js';
import { fieldPrefix } from '../contract/link.js';
import { hint } from '../text/nearest.js';
import { quoted } from '../text/quoted.js';

/** The names of columns, those of fields in one word. */
function named(known: readonly string[]): string {
  const own = known.filter((name) => !name.startsWith(fieldPrefix));
  return [...own, ...(own.length < known.length ? ['Fields and the name of one'] : [])].join(', ');
}

/**
 * A function that keeps the columns of a row that the `columns` parameter names, in their usual order; all
 * of them where it names none (docs/reference/link-operations.md#query).
 *
 * @param noPath why a path is no column, where there is more to say than which columns there are
 * @throws Refusal `invalid_request` where it names a path, or a column that is not there
 */
export function columnPicker<Row extends object>(
  sent: string | undefined,
  known: readonly (keyof Row & string)[],
  noPath?: string,
): (row: Row) => Partial<Row> {
  const names = given(sent)
    ?.split(',')
    .map((name) => name.trim());
  if (names === undefined) return (row) => row;
  for (const name of names) {
    if ((known as readonly string[]).includes(name)) continue;
    const isPath = name.includes('.') && !name.startsWith(fieldPrefix);
    const why = (isPath ? noPath : undefined) ?? `columns must be a list of ${named(known)}`;
    throw invalidRequest(`${why}; ${quoted(name)} was given.${hint(name, known)}`, '/columns');
  }
  const columns = known.filter((column) => names.includes(column));
  return (row) => Object.fromEntries(columns.map((column) => [column, row[column] ?? null])) as Partial<Row>;
}
