import { endingOf } from './format.js';

/** The name of the file for a file's rejected rows: `links.rejects.csv` for `links.csv`. */
export function rejectsName(name: string): string {
  const ending = endingOf(name);
  return `${name.slice(0, name.length - ending.length)}.rejects${ending}`;
}
