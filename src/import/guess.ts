/** Guesses by their names which column is which property. */
import { nearestOf } from '../text/nearest.js';

/** A property that a column may be, and the names that people use for it; the first is its own. */
export interface Target {
  property: string;
  names: string[];
}

const exact = (name: string) => name;
const folded = (name: string) =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_.-]/g, '');

/**
 * The columns that have a property, each with it, in the order of the header: equal names match first, then names that
 * differ only in case, spaces and signs, then near ones. No property is given twice; the better match has it.
 */
export function guessColumns(header: string[], targets: Target[]): [column: string, property: string][] {
  const found = new Map<string, string>();
  let open = targets;
  const take = (column: string, target: Target | undefined) => {
    if (target === undefined) return;
    found.set(column, target.property);
    open = open.filter(({ property }) => property !== target.property);
  };
  for (const written of [exact, folded]) {
    for (const column of header) {
      if (found.has(column) || written(column) === '') continue;
      take(
        column,
        open.find(({ names }) => names.some((name) => written(name) === written(column))),
      );
    }
  }
  for (const column of header) {
    if (found.has(column)) continue;
    const names = new Map(open.flatMap((target) => target.names.map((name) => [folded(name), target])));
    const near = nearestOf(folded(column), names.keys());
    take(column, near === undefined ? undefined : names.get(near));
  }
  return header.flatMap((column) => {
    const property = found.get(column);
    return property === undefined ? [] : [[column, property]];
  });
}
