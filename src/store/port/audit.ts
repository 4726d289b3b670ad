/** The audit log: what changed settings, and who signed in or tried to. */
import type { AuditAction, AuditKind } from '../../contract/words.js';

/** Values by the names that callers know them by. */
export type AuditValues = Record<string, unknown>;

export interface NewAuditEntry {
  at: number;
  kind: AuditKind;
  action: AuditAction;
  /** The name of the thing; `null` where there are several, or none. */
  subject: string | null;
  /** Who did it, by name; of a sign-in as it was given; `null` where there are several. */
  user: string | null;
  address: string | null;
  userAgent: string | null;
  /** `null` for what no request did: the command line. */
  requestId: string | null;
  /** What differs; `null` where there was nothing before, or is nothing after. */
  before: AuditValues | null;
  after: AuditValues | null;
}

export interface AuditEntry extends NewAuditEntry {
  id: number;
}

/** Where an entry stands: they are in order of time, and at one time in order of id. */
export type AuditPlace = Pick<AuditEntry, 'at' | 'id'>;

export interface AuditPage {
  client: number;
  user?: string;
  kind?: AuditKind;
  /** From that time, and up to and with the other. */
  from: number;
  to: number;
  /** Those before it. */
  before?: AuditPlace;
  limit: number;
}

export interface AuditQueries {
  /** The entries that fit, newest first. */
  auditPage(page: AuditPage): Promise<AuditEntry[]>;
}

export interface AuditTransaction {
  /** Numbers the entries and writes them. Needs `lock`. */
  insertAuditEntries(entries: NewAuditEntry[]): Promise<void>;
  /** Removes the oldest entries of before that time, at most `max`, and says how many. */
  deleteAuditEntries(before: number, max: number): Promise<number>;
}
