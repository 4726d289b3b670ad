/** What goes wrong with a database, as the port says it. */

/** What went wrong with a write, as far as the caller can act on it. */
export type FaultKind =
  /** Nothing was written, though it was tried several times; the same again may succeed. */
  | 'passing'
  /** The database cannot be read or written at the moment; of a write nobody knows whether it was committed. */
  | 'unavailable'
  /** Anything else; nothing was written. */
  | 'unexpected';

/** A failure of the store. The message is for the log, never for a caller. */
export class StoreFault extends Error {
  readonly kind: FaultKind;
  constructor(kind: FaultKind, message: string) {
    super(message);
    this.name = 'StoreFault';
    this.kind = kind;
  }
}

/** A database that cannot be opened. The message says why and is meant for the person at the console. */
export class OpenError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'OpenError';
  }
}

/** A part of the store that ended by itself. The message is for the log, never for a caller. */
export interface StoreTrouble {
  message: string;
  /** Whether it could not be started anew: the store is of no use from then on, and the process is to end. */
  isFinal: boolean;
}
