import type { FaultKind } from '../store.js';

/** SQLite's result codes by what a caller can do about them. */
export function faultOf(error: unknown): { kind: FaultKind; message: string } {
  const { code = '', message } = error as { code?: string; message: string };
  const away = ['SQLITE_FULL', 'SQLITE_IOERR', 'SQLITE_READONLY', 'SQLITE_CANTOPEN', 'SQLITE_CORRUPT'];
  if (code.startsWith('SQLITE_BUSY')) return { kind: 'passing', message };
  if (away.some((known) => code.startsWith(known))) return { kind: 'unavailable', message };
  return { kind: 'unexpected', message: (error as Error).stack ?? message };
}
