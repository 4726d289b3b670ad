/** Opens the database that a URL names (contract section 8). */

import { openSqlite } from './sqlite/open.js';
import { OpenError, type Store } from './store.js';

/** Where a server keeps its database unless it is told otherwise. */
export const defaultDatabase = 'sqlite:data/linkwright.db';

export interface OpenOptions {
  /** `sqlite:PATH`. */
  url: string;
  /** The module that holds the write programs, as a URL. */
  programs: string;
  /** Whether this is a server, or a command that may work beside one. */
  serving: boolean;
  /** Whether a database that is not there is made; else it is taken for a mistyped name. */
  make?: boolean;
}

/** Opens the database, making it where it is not there, and brings its schema up to date. @throws OpenError */
export async function openStore({ url, programs, serving, make = true }: OpenOptions): Promise<Store> {
  const [, path] = /^sqlite:(.+)$/.exec(url) ?? [];
  if (path === undefined) {
    const scheme = /^([a-z]+):/i.exec(url)?.[1];
    throw new OpenError(
      `The database must be given as sqlite:PATH${scheme === undefined ? '' : `; a ${scheme}: address was given`}.`,
    );
  }
  return openSqlite({ path, programs, serving, makeFolder: url === defaultDatabase, makeFile: make });
}
