import type { AuditEntry, AuditPage, AuditPlace, AuditQueries, AuditTransaction } from '../port/audit.js';
import { inSlices } from '../slices.js';
import type { Bound } from './bound.js';
import { sql as raw, type SqlBool } from './kysely.js';
import type { Sql } from './schema.js';

/** A comparison of pairs, by which an index serves a place in it. */
const placed = (comparison: '<' | '<=', { at, id }: AuditPlace) =>
  raw<SqlBool>`(at, id) ${raw.raw(comparison)} (${at}, ${id})`;

const textOf = (values: object | null) => (values === null ? null : JSON.stringify(values));

const valuesOf = (text: string | null): AuditEntry['before'] => (text === null ? null : JSON.parse(text));

async function auditPage(
  sql: Sql,
  { client, user, kind, from, to, before, limit }: AuditPage,
): Promise<AuditEntry[]> {
  let asked = sql
    .selectFrom('audit_log')
    .select([
      'id',
      'at',
      'kind',
      'action',
      'subject',
      'user_name as user',
      'address',
      'user_agent as userAgent',
      'request_id as requestId',
      'before_values as before',
      'after_values as after',
    ])
    .where('client_id', '=', client)
    .where('at', '>=', from)
    .where('at', '<=', to)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  if (user !== undefined) asked = asked.where('user_name', '=', user);
  if (kind !== undefined) asked = asked.where('kind', '=', kind);
  if (before !== undefined) asked = asked.where(placed('<', before));
  const rows = await asked.execute();
  return rows.map((row) => ({ ...row, before: valuesOf(row.before), after: valuesOf(row.after) }));
}

export function auditQueries(sql: Sql): AuditQueries {
  return { auditPage: (page) => auditPage(sql, page) };
}

export function auditWrites(bound: Bound): AuditTransaction {
  return {
    async insertAuditEntries(entries) {
      // The ids come from a counter, so that the id of an entry that is past keeping never names another.
      const { next } = await bound
        .sql()
        .updateTable('client_state')
        .set((set) => ({ next_audit_id: set('next_audit_id', '+', entries.length) }))
        .where('client_id', '=', bound.client)
        .returning('next_audit_id as next')
        .executeTakeFirstOrThrow();
      const rows = entries.map(({ at, kind, action, subject, user, before, after, ...origin }, index) => ({
        client_id: bound.client,
        at,
        id: next - entries.length + index,
        kind,
        action,
        subject,
        user_name: user,
        address: origin.address,
        user_agent: origin.userAgent,
        request_id: origin.requestId,
        before_values: textOf(before),
        after_values: textOf(after),
      }));
      for (const slice of inSlices(rows)) await bound.sql().insertInto('audit_log').values(slice).execute();
    },

    async deleteAuditEntries(before, max) {
      const oldest = await bound
        .sql()
        .selectFrom('audit_log')
        .select(['at', 'id'])
        .where('client_id', '=', bound.client)
        .where('at', '<', before)
        .orderBy('at')
        .orderBy('id')
        .limit(max)
        .execute();
      const last = oldest.at(-1);
      if (last === undefined) return 0;
      const { numDeletedRows } = await bound
        .sql()
        .deleteFrom('audit_log')
        .where('client_id', '=', bound.client)
        .where(placed('<=', last))
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}
