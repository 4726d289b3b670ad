/** Ids or keys that one statement names: fewer than any database binds values. */
const inOneStatement = 500;

/** What statements are to name, as lists for one statement each; none where there is nothing. */
export function inSlices<Item>(items: Item[]): Item[][] {
  const slices: Item[][] = [];
  for (let at = 0; at < items.length; at += inOneStatement) slices.push(items.slice(at, at + inOneStatement));
  return slices;
}
