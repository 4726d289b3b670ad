/** Opens the database that a URL names (contract section 8). */

import { limits } from '../contract/limits.js';
import { shownAddress } from './postgres/address.js';
import { OpenError, type Store } from './store.js';

/** Where a server keeps its database unless it is told otherwise. */
export const defaultDatabase = 'sqlite:data/linkwright.db';

export interface OpenOptions {
  /** `sqlite:PATH` or `postgres://...`. */
  url: string;
  /** The module that holds the write programs, as a URL. */
  programs: string;
  /** Whether this is a server, or a command that may work beside one. */
  serving: boolean;
  /** Whether a database that is not there is made; else it is taken for a mistyped name. */
  make?: boolean;
  /** Whether the tables are distributed over the machines of a Citus cluster. */
  distributed?: boolean;
  /** Of PostgreSQL: the most connections at once. */
  poolSize?: number;
  /** Of PostgreSQL: milliseconds that a statement may take; 0 for any time. */
  statementTimeout?: number;
}

/**
 * Opens the database, making what is not there, and brings its schema up to date. Only the adapter that
 * is needed is loaded.
 *
 * @throws OpenError
 */
export async function openStore({
  url,
  programs,
  serving,
  make = true,
  ...options
}: OpenOptions): Promise<Store> {
  const [, scheme, rest = ''] = /^([a-z]+):(.*)$/is.exec(url) ?? [];
  if (scheme === 'sqlite' && rest !== '') {
    if (options.distributed) throw new OpenError('A database in a file cannot be distributed.');
    const { openSqlite } = await import('./sqlite/open.js');
    return openSqlite({ path: rest, programs, serving, makeFolder: url === defaultDatabase, makeFile: make });
  }
  if (scheme === 'postgres' || scheme === 'postgresql') {
    const { openPostgres } = await import('./postgres/open.js');
    return openPostgres({
      url,
      programs,
      make,
      distributed: options.distributed ?? false,
      poolSize: options.poolSize ?? limits.poolSize,
      statementTimeout: options.statementTimeout ?? (serving ? limits.statementMilliseconds : 0),
    });
  }
  throw new OpenError(
    `The database must be given as sqlite:PATH or postgres://...${scheme === undefined ? '' : `; a ${scheme}: address was given`}.`,
  );
}

/** A database's URL as it may be printed and logged: without a password. */
export function shownDatabase(url: string): string {
  return /^sqlite:/i.test(url) ? url : shownAddress(url);
}
