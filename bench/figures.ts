/** How figures are summed up and printed. */

/** The median of one or more numbers. */
export function median(numbers: readonly number[]): number {
  const middle = [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
  if (middle === undefined) throw new Error('there are no figures');
  return middle;
}

export const round = (number: number, digits = 0) =>
  number.toLocaleString('en', { maximumFractionDigits: digits });

/** The median of one figure of several results. */
export function medianOf<Figure extends string>(
  results: readonly Readonly<Record<Figure, number>>[],
  figure: Figure,
): number {
  return median(results.map((result) => result[figure]));
}

/** Prints a table in Markdown; each row has as many cells as the header. */
export function table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const cells = rows.map((row) => row.map(String));
  const widths = header.map((name, at) =>
    Math.max(...[name, ...cells.map((row) => row[at] ?? '')].map(({ length }) => length)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  console.log(
    [line(header), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...cells.map(line)].join(
      '\n',
    ),
  );
}
