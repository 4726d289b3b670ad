/** What PostgreSQL and the network between say went wrong, by what a caller can do about it. */
import { type FaultKind, OpenError, StoreFault } from '../store.js';

/** SQLSTATE codes, or their classes, by what follows from them. The first that fits counts. */
const kinds: [beginning: string, kind: FaultKind][] = [
  // Serialization and deadlock.
  ['40', 'passing'],
  // A record that a link needs was deleted between being found and being linked.
  ['23503', 'passing'],
  // The session was ended: by an administrator, or because it held a transaction open for too long.
  ['57P01', 'cut'],
  ['25P03', 'passing'],
  ['57P05', 'passing'],
  // A plan or statement that another session's change of the schema has made invalid.
  ['0A000', 'passing'],
  ['26000', 'passing'],
  // Going down, starting up, or not taking connections.
  ['57P', 'unavailable'],
  ['08', 'unavailable'],
  ['53', 'unavailable'],
  ['58', 'unavailable'],
  ['XX', 'unavailable'],
  // A standby, until it is promoted.
  ['25006', 'unavailable'],
  // Waited too long, for a lock or in a statement.
  ['55P03', 'unavailable'],
  ['57014', 'unavailable'],
  // Signing in to the database: it was possible when the server started.
  ['28', 'unavailable'],
  ['3D000', 'unavailable'],
];

/** A statement that failed, or that a connection ended under. */
export class StatementFailure extends Error {
  /** The SQLSTATE; none where the database did not say it. */
  readonly state: string | undefined;
  /** Whether the connection is gone with it. */
  readonly endsConnection: boolean;
  /** Whether there was none yet to be gone: it could not be made. */
  readonly isOfConnecting: boolean;

  constructor(cause: unknown, isOfConnecting = false) {
    const { code, severity, message } = cause as { code?: string; severity?: string; message: string };
    super(message, { cause });
    this.name = 'StatementFailure';
    this.isOfConnecting = isOfConnecting;
    this.state = severity === undefined ? undefined : code;
    this.endsConnection =
      this.state === undefined ||
      severity === 'FATAL' ||
      severity === 'PANIC' ||
      /^(57P|08)/.test(this.state);
  }
}

/** What the driver says where the database has not answered in time. */
const readTimeout = 'Query read timeout';

/** What a write or a query failed of. Where a connection broke, the same again may succeed. */
export function faultOf(error: unknown): StoreFault {
  if (error instanceof StoreFault) return error;
  const { message, stack } = error as Error;
  if (!(error instanceof StatementFailure)) return new StoreFault('unexpected', stack ?? message);
  const { state } = error;
  if (state === undefined) {
    const isCut = !error.isOfConnecting && message !== readTimeout;
    return new StoreFault(isCut ? 'cut' : 'passing', message);
  }
  const kind = kinds.find(([beginning]) => state.startsWith(beginning))?.[1] ?? 'unexpected';
  return new StoreFault(kind, `${state} ${message}`);
}

const words: Record<string, string> = {
  '28P01': 'refuses the user or the password',
  '28000': 'refuses the user',
  '3D000': 'does not exist; make it with CREATE DATABASE',
  '42501': 'may not be written by this user',
  '53300': 'has no connection left',
  '57P03': 'is starting up or shutting down',
  ECONNREFUSED: 'cannot be reached: nothing listens there',
  ENOTFOUND: 'cannot be reached: the host is not known',
  EAI_AGAIN: 'cannot be reached: the host name cannot be looked up at the moment',
  ETIMEDOUT: 'cannot be reached in time',
};

/** Says why a database cannot be opened, in words for the person at the console. */
export function openError(shown: string, error: unknown): OpenError {
  if (error instanceof OpenError) return error;
  const { code = '', message } = error as { code?: string; message: string };
  return new OpenError(`The database ${shown} ${words[code] ?? `cannot be opened (${message})`}.`);
}
