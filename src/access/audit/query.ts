/** The audit log as administrators read it, a page at a time (docs/reference/audit-log.md#filters-and-pages). */
import { rowsThatFit } from '../../change/page-bytes.js';
import { type AuditLogEntry, AuditLogParameters } from '../../contract/audit.js';
import { given, givenNumber } from '../../contract/given.js';
import { type Caller, requireAdminister } from '../../contract/permissions.js';
import { validate } from '../../contract/validate.js';
import { limits } from '../../limits/limits.js';
import { dayMilliseconds } from '../../limits/units.js';
import type { AuditEntry, AuditPage, AuditPlace, Store } from '../../store/store.js';
import { timeText } from '../answers.js';
import { clientOf } from '../client-calls.js';
import type { FailedSignIns } from './failed-sign-ins.js';
import { oldestAudit } from './retention.js';

function rowOf(entry: AuditEntry): AuditLogEntry {
  return {
    EntryID: entry.id,
    At: timeText(entry.at),
    Kind: entry.kind,
    Action: entry.action,
    Subject: entry.subject,
    User: entry.user,
    Address: entry.address,
    UserAgent: entry.userAgent,
    RequestID: entry.requestId,
    Before: entry.before,
    After: entry.after,
  };
}

/** The time that a parameter means; of a day its beginning, or with `isEnd` its end. */
function timeOf(text: string, isEnd = false): number {
  const isDay = !text.includes('T') && !text.includes('t');
  return Date.parse(text) + (isEnd && isDay ? dayMilliseconds - 1 : 0);
}

const cursorOf = ({ at, id }: AuditPlace) => `${at}-${id}`;

function placeOf(cursor: string): AuditPlace {
  const [at = 0, id = 0] = cursor.split('-').map(Number);
  return { at, id };
}

/**
 * A page of entries, newest first, and the cursor of the next one where there is one. What this server still holds of
 * failed sign-ins is written first.
 *
 * @throws Refusal
 */
export async function auditPageFor(
  { store, failedSignIns }: { store: Store; failedSignIns: FailedSignIns },
  caller: Caller,
  sent: unknown,
): Promise<{ rows: AuditLogEntry[]; next: string | undefined }> {
  const { user, kind, from, to, after, pageSize } = validate(AuditLogParameters, sent);
  requireAdminister(caller);
  const { client } = caller;
  const { auditDays } = await clientOf(store, caller);
  await failedSignIns.settle(client);
  const size = givenNumber(pageSize, limits.pageRowsDefault);
  const cursor = given(after);
  const oldest = oldestAudit(auditDays);
  const page: AuditPage = {
    client,
    from: from === undefined ? oldest : Math.max(oldest, timeOf(from)),
    to: to === undefined ? Number.MAX_SAFE_INTEGER : timeOf(to, true),
    ...(user === undefined ? {} : { user }),
    ...(kind === undefined ? {} : { kind }),
    ...(cursor === undefined ? {} : { before: placeOf(cursor) }),
    limit: size + 1,
  };
  const found = await store.auditPage(page);
  const entries = found.slice(0, size);
  const rows = entries.map(rowOf);
  const shown = rowsThatFit(rows, () => true);
  const last = entries[shown - 1];
  const hasMore = shown < found.length;
  return { rows: rows.slice(0, shown), next: hasMore && last !== undefined ? cursorOf(last) : undefined };
}
