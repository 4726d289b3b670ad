/**
 * The one way in which what changes settings gets into the audit log: in the transaction that changes it
 * (docs/reference/audit-log.md, docs/decisions/0075-audit-log.md).
 */
import type { NewAuditEntry, WriteTransaction } from '../../store/store.js';
import { type AuditedChange, toldOfCall } from './changes.js';

/** Which request it was, and from where. */
export interface Origin {
  requestId: string;
  address: string;
  userAgent: string;
}

/** Who changes something, by name; without an origin where no request does. */
export interface Author {
  name: string;
  origin?: Origin;
}

/** What a program works on that changes settings: who does. */
export interface Authored {
  /** Left out by the command line. */
  author?: Author;
}

const commandLine: Author = { name: 'command line' };

/** An entry's columns of who did it, and from where. */
export function authorColumns({
  name,
  origin,
}: Author): Pick<NewAuditEntry, 'user' | 'requestId' | 'address' | 'userAgent'> {
  return {
    user: name,
    requestId: origin?.requestId ?? null,
    address: origin?.address ?? null,
    userAgent: origin?.userAgent ?? null,
  };
}

/** Writes what changed into the log. Needs `lock`. */
export async function writeAudit(
  transaction: WriteTransaction,
  { author = commandLine }: Authored,
  changes: AuditedChange[],
): Promise<void> {
  const at = Date.now();
  const entries = toldOfCall(changes).map((told) => ({ ...told, at, ...authorColumns(author) }));
  if (entries.length > 0) await transaction.insertAuditEntries(entries);
}

/**
 * Tells the log what changed of metadata, roles, users or tokens, and every server that something did. Each program that
 * changes them ends with it: nothing else raises the client's version.
 */
export async function tellChanges(
  transaction: WriteTransaction,
  by: Authored,
  changes: AuditedChange[],
): Promise<void> {
  await writeAudit(transaction, by, changes);
  const state = await transaction.lock();
  await transaction.saveState({ ...state, version: state.version + 1 });
}
