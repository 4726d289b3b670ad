/** Which column is probably which property, by their names. */
import { nearestOf } from '../text/nearest.js';

/** What a column may be, and the names under which people have it; the first is its own. */
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
 * A property for each column that has one, in the order of the header: first those of equal name, then of a name
 * that differs in case, spaces and signs alone, then near ones. No property is given twice, and a better match of
 * another column goes before.
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
