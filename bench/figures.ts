/** How figures are summed up and printed. */

export const median = (numbers) =>
  [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];

export const round = (number, digits = 0) =>
  Number(number).toLocaleString('en', { maximumFractionDigits: digits });

/** The median of one figure of several results. */
export const medianOf = (results, figure) => median(results.map((result) => result[figure]));

export function table(header, rows) {
  const cells = [header, ...rows].map((row) => row.map(String));
  const widths = header.map((_, at) => Math.max(...cells.map((row) => row[at].length)));
  const line = (row) => `| ${row.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`;
  console.log(
    [
      line(cells[0]),
      `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
      ...cells.slice(1).map(line),
    ].join('\n'),
  );
}
