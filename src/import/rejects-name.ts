import { endingOf } from './format.js';

/** The file for a file's rejected rows, whose form is that of the rows: `links.rejects.csv` for `links.csv`. */
export function rejectsName(name: string): string {
  const ending = endingOf(name);
  const others: Record<string, string> = { '.json': '.ndjson', '.xlsx': '.csv' };
  return `${name.slice(0, name.length - ending.length)}.rejects${others[ending.toLowerCase()] ?? ending}`;
}
