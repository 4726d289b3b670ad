/** What the audit log says of sign-ins, and the write program of those that failed (docs/reference/audit-log.md#sign-ins). */
import type { AuditAction } from '../../contract/words.js';
import { type Author, authorColumns } from '../../metadata/audit/tell.js';
import {
  type AuditValues,
  defineProgram,
  type NewAuditEntry,
  type WriteTransaction,
} from '../../store/store.js';

/** A sign-in, or several at once that failed. */
export interface SignInNote {
  at: number;
  action: Extract<AuditAction, 'succeeded' | 'failed' | 'limited'>;
  /** Who signed in, as given; nobody, where the note is about several. */
  author?: Author;
  /** Beyond that: the session that began, or how many sign-ins failed. */
  more?: AuditValues;
}

const nobody = { user: null, requestId: null, address: null, userAgent: null };

function entryOf({ at, action, author, more }: SignInNote): NewAuditEntry {
  const who = author === undefined ? nobody : authorColumns(author);
  return { at, kind: 'signIn', action, subject: null, ...who, before: null, after: more ?? null };
}

/** Writes of sign-ins into the log. */
export async function noteSignIns(transaction: WriteTransaction, notes: SignInNote[]): Promise<void> {
  await transaction.lock();
  await transaction.insertAuditEntries(notes.map(entryOf));
}

export const noteSignInsProgram = defineProgram('noteSignIns', noteSignIns);
