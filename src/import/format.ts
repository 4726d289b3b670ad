/** The formats in which rows come, and go where they are rejected. */
export type RowFormat = 'csv' | 'ndjson';

/** What a file's name ends with, with its dot, as it is written; empty where nothing stands in front of it. */
export function endingOf(name: string): string {
  return /[^/](\.[^./]*)$/.exec(name)?.[1] ?? '';
}

/** The format that a file's name says; `undefined` where it ends otherwise. */
export function formatOf(name: string): RowFormat | undefined {
  const ending = endingOf(name).toLowerCase();
  if (ending === '.csv') return 'csv';
  return ending === '.ndjson' || ending === '.jsonl' ? 'ndjson' : undefined;
}
