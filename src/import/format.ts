/** The formats in which rows are read, and in which rejected ones are written. */
export type RowFormat = 'csv' | 'ndjson';

/** The extension of a file's name with its dot, in the case in which it is written; empty for a name like `.csv`. */
export function endingOf(name: string): string {
  return /[^/](\.[^./]*)$/.exec(name)?.[1] ?? '';
}

/** The format that a file's name stands for; `undefined` where the extension is another. */
export function formatOf(name: string): RowFormat | undefined {
  const ending = endingOf(name).toLowerCase();
  if (ending === '.csv') return 'csv';
  return ending === '.ndjson' || ending === '.jsonl' ? 'ndjson' : undefined;
}
