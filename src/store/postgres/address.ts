/** What a `postgres://` address says, and how it may be shown. */
import type { ClientConfig } from 'pg';
import { parse, toClientConfig } from 'pg-connection-string';
import { OpenError } from '../store.js';

/**
 * The address without its password and parameters, for messages and logs. What is no address is not
 * shown at all, since a secret may stand anywhere in it.
 */
export function shownAddress(url: string): string {
  try {
    const { protocol, username, host, pathname } = new URL(url);
    return `${protocol}//${username === '' ? '' : `${username}@`}${host}${pathname}`;
  } catch {
    return 'postgres://…';
  }
}

/**
 * The parts of the address, as the driver takes them. `sslmode` means what PostgreSQL's own
 * documentation says (`require` encrypts, `verify-full` checks the certificate too).
 *
 * @throws OpenError
 */
export function readAddress(url: string): ClientConfig {
  try {
    return toClientConfig(parse(new URL(url).href, { useLibpqCompat: true }));
  } catch (error) {
    const why =
      (error as { code?: string }).code === 'ERR_INVALID_URL'
        ? 'what was given is not a valid address'
        : `a parameter of it is not accepted (${(error as Error).message})`;
    throw new OpenError(
      `The database must be given as postgres://USER:PASSWORD@HOST:PORT/DATABASE; ${why}. ` +
        'Signs such as @ and / in a password are written as %40 and %2F.',
    );
  }
}
