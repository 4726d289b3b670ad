import { endingOf } from './format.js';

/** What the file of a file's rejected rows is called: `links.rejects.csv` for `links.csv`. */
export function rejectsName(name: string): string {
  const ending = endingOf(name);
  return `${name.slice(0, name.length - ending.length)}.rejects${ending}`;
}
