/** The formats in which rows are read. */
export type RowFormat = 'csv' | 'tsv' | 'json' | 'xlsx';

/** The extension of a file's name with its dot, in the case in which it is written; empty for a name like `.csv`. */
export function endingOf(name: string): string {
  return /[^/](\.[^./]*)$/.exec(name)?.[1] ?? '';
}

const formats: Record<string, RowFormat> = {
  '.csv': 'csv',
  '.tsv': 'tsv',
  '.json': 'json',
  '.ndjson': 'json',
  '.jsonl': 'json',
  '.xlsx': 'xlsx',
};

/** The extensions of files that can be imported. */
export const formatEndings = Object.keys(formats);

/** The format that a file's name stands for; `undefined` where the extension is another. */
export function formatOf(name: string): RowFormat | undefined {
  return formats[endingOf(name).toLowerCase()];
}
