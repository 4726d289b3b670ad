/** What differs between a thing and what it was, as the audit log has it (docs/reference/audit-log.md#before-and-after). */
import type { AuditAction, AuditKind } from '../../contract/words.js';
import { limits } from '../../limits/limits.js';
import type { AuditValues, NewAuditEntry } from '../../store/store.js';
import { shortened } from '../../text/quoted.js';

/** What became of a thing, by the names that callers know its values by. Nothing of it is secret. */
export interface AuditedChange {
  kind: AuditKind;
  /** Its name; `null` where there is but one of its kind. */
  subject: string | null;
  /** What it was; left out where it was not there. */
  before?: AuditValues | undefined;
  /** What it is; left out where it is gone. */
  after?: AuditValues | undefined;
}

type Told = Pick<NewAuditEntry, 'kind' | 'action' | 'subject' | 'before' | 'after'>;

function isObject(value: unknown): value is AuditValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The values on both sides that differ, also inside objects; a value that is lacking on one side is `null`. */
function differing(before: AuditValues, after: AuditValues): [before: AuditValues, after: AuditValues] {
  const left: AuditValues = {};
  const right: AuditValues = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [one = null, other = null] = [before[name], after[name]];
    if (JSON.stringify(one) === JSON.stringify(other)) continue;
    [left[name], right[name]] = isObject(one) && isObject(other) ? differing(one, other) : [one, other];
  }
  return [left, right];
}

/** The value with as much of it as an entry shows, and how much more there is. */
function bounded(value: unknown, depth = 0): unknown {
  const most = depth < 2 ? limits.auditItems : limits.auditInnerItems;
  if (typeof value === 'string') return shortened(value, limits.auditTextCharacters);
  if (Array.isArray(value)) {
    const shown = value.slice(0, most).map((item) => bounded(item, depth + 1));
    return value.length > most ? [...shown, `… ${value.length - most} more`] : shown;
  }
  if (!isObject(value)) return value;
  const pairs = Object.entries(value);
  const shown = pairs.slice(0, most).map(([name, item]) => [name, bounded(item, depth + 1)]);
  if (pairs.length > most) shown.push(['…', `${pairs.length - most} more`]);
  return Object.fromEntries(shown);
}

const boundedValues = (values: AuditValues | null) => values && (bounded(values) as AuditValues);

/** What an entry says of a change; nothing, where nothing differs. */
function toldOf({ kind, subject, before, after }: AuditedChange): Told | undefined {
  if (before === undefined || after === undefined) {
    const action = before === undefined ? 'created' : 'deleted';
    return { kind, action, subject, before: before ?? null, after: after ?? null };
  }
  const [left, right] = differing(before, after);
  if (Object.keys(left).length === 0) return undefined;
  return { kind, action: 'changed', subject, before: left, after: right };
}

/** One entry for many changes of a kind, whose values stand under the names of the things. */
function joined(kind: AuditKind, told: Told[]): Told {
  const actions = new Set<AuditAction>(told.map(({ action }) => action));
  const [only = 'changed'] = actions;
  const side = (which: 'before' | 'after') => {
    const pairs = told.flatMap((each) => (each[which] === null ? [] : [[each.subject, each[which]]]));
    return pairs.length === 0 ? null : Object.fromEntries(pairs);
  };
  return {
    kind,
    action: actions.size === 1 ? only : 'changed',
    subject: null,
    before: side('before'),
    after: side('after'),
  };
}

/** What the log says of the changes of a call: an entry for each, or for a kind with too many one for all. */
export function toldOfCall(changes: AuditedChange[]): Told[] {
  const byKind = new Map<AuditKind, Told[]>();
  for (const change of changes) {
    const told = toldOf(change);
    if (told !== undefined) byKind.set(change.kind, [...(byKind.get(change.kind) ?? []), told]);
  }
  const entries = [...byKind].flatMap(([kind, told]) =>
    told.length > limits.auditEntriesOfCall ? [joined(kind, told)] : told,
  );
  return entries.map((entry) => ({
    ...entry,
    before: boundedValues(entry.before),
    after: boundedValues(entry.after),
  }));
}
