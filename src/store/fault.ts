/** What goes wrong with a database, as the port says it. */
import type { ErrorCode } from '../contract/errors.js';
import { limits } from '../limits/limits.js';

/**
 * What went wrong with a write or a query, and where it ends. The store alone tries again; whoever gets a fault of it
 * tells its caller, or, where it does many things at once, finds out which of them it was.
 */
export const faultKinds = {
  /** Nothing was written; the same again may succeed. The store has tried it several times (`retry.ts`). */
  passing: { attempts: limits.attempts, told: 'unavailable' },
  /** The connection was cut while it was used; nothing was written. The database may be there all the while. */
  cut: { attempts: limits.cutAttempts, told: 'unavailable' },
  /** The database cannot be read or written at the moment; nobody knows whether a write was committed. */
  unavailable: { attempts: 1, told: 'unavailable' },
  /** Anything else; nothing was written, and the same again fails again. */
  unexpected: { attempts: 1, told: 'internal' },
} as const satisfies Record<string, { attempts: number; told: ErrorCode }>;
export type FaultKind = keyof typeof faultKinds;

/** A failure of the store. The message is for the log, never for a caller. */
export class StoreFault extends Error {
  readonly kind: FaultKind;
  constructor(kind: FaultKind, message: string) {
    super(message);
    this.name = 'StoreFault';
    this.kind = kind;
  }
}

/** Whether the store is away: the same may succeed later, and there is nothing wrong with what was asked. */
export function isAway(error: unknown): error is StoreFault {
  return error instanceof StoreFault && faultKinds[error.kind].told === 'unavailable';
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
