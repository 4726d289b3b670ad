/** How commands print, and how they end (docs/reference/command-line.md#exit-codes). */

/** Something that ends a command with exit code 1; the message is for the person at the console. */
export class CommandFailure extends Error {}

/** Something wrong with how a command was called; exit code 2. */
export class UsageFailure extends Error {}

/** Collects the values of an option that may be given several times. */
export const collect = (value: string, before: string[] = []): string[] => [...before, value];

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A value in a column; of several, each. */
const textOf = (value: unknown) => (Array.isArray(value) ? value.join(', ') : String(value ?? ''));

/** Prints a list as aligned columns, or with `json` as a JSON array; `none` is printed for an empty list. */
export function printRows(rows: Record<string, unknown>[], json: boolean | undefined, none: string): void {
  if (json) {
    print(JSON.stringify(rows));
    return;
  }
  if (rows.length === 0) {
    print(none);
    return;
  }
  const columns = Object.keys(rows[0] ?? {});
  const cells = [columns, ...rows.map((row) => columns.map((column) => textOf(row[column])))];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => line[at]?.length ?? 0)));
  for (const line of cells)
    print(
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}
