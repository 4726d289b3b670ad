/** Which changes of records a caller sees, and as what (docs/reference/records.md#history). */
import { columnPicker } from '../../change/columns.js';
import { type ChangeRange, type NextChanges, nextChanges } from '../../change/page.js';
import { type Caller, requirePermission } from '../../contract/permissions.js';
import { type RecordChangeRow, recordChangeColumns } from '../../contract/record-change.js';
import type { MetadataIndex } from '../../metadata/metadata-index.js';
import type { RecordChangePage, StoredRecordChange, StoreQueries } from '../../store/store.js';

/** The changes that are asked for: of all records of a domain, or of one. */
export type WantedChanges = Pick<RecordChangePage, 'client' | 'domains' | 'record'>;

/**
 * The domain that a path names, which the caller must be allowed to view. A name that no domain has any more stands for
 * those that had it: their histories are there.
 *
 * @throws Refusal `not_found`, `permission_denied`
 */
export function viewedDomains(metadata: MetadataIndex, caller: Caller, name: string): number[] {
  const former = metadata.formerDomains(name, caller);
  if (former.length > 0) return former;
  const domain = metadata.domainInPath(name, caller);
  requirePermission(caller, domain, 'View');
  return [domain.id];
}

/** @param bytes the most that is read at once; `recordBytesAtOnce`, where nothing is said */
export async function searchRecordChanges(
  queries: StoreQueries,
  wanted: WantedChanges,
  range: ChangeRange,
  bytes?: number,
): Promise<NextChanges<StoredRecordChange>> {
  const { changes, isCut } = await queries.recordChangePage({
    ...wanted,
    ...range,
    limit: range.limit + 1,
    ...(bytes === undefined ? {} : { bytes }),
  });
  const last = changes.at(-1);
  return isCut && last !== undefined ? { changes, reached: last.id } : nextChanges(changes, range);
}

/** The values of these fields; `null` for one without. */
function valuesOf(fields: Record<string, unknown>, names: string[]): RecordChangeRow['BeforeFields'] {
  return Object.fromEntries(
    names.map((name) => [
      name,
      Object.hasOwn(fields, name) ? (fields[name] as string | number | boolean) : null,
    ]),
  );
}

/** The names of the fields that differ, in their domain's order; those that were dropped come last. */
export function differingNames(
  { before, after }: Pick<StoredRecordChange, 'before' | 'after'>,
  places: Map<string, number>,
): string[] {
  const place = (name: string) => places.get(name) ?? places.size;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.sort((one, other) => place(one) - place(other));
}

function rowOf(change: StoredRecordChange, places: Map<string, number>): RecordChangeRow {
  const names = differingNames(change, places);
  return {
    ChangeID: change.id,
    RecordID: change.record,
    Action: change.action,
    BeforeFields: valuesOf(change.before, names),
    AfterFields: valuesOf(change.after, names),
    MergedID: change.merged,
    At: new Date(change.at).toISOString(),
    User: change.user,
    RequestID: change.requestId,
  };
}

/** The place of each field in its domain. */
export function placesOf(metadata: MetadataIndex, domain: number | undefined): Map<string, number> {
  const fields = metadata.domainOf(domain ?? 0)?.fields ?? [];
  return new Map(fields.map(({ name }, at) => [name, at]));
}

/** A function that turns changes of a domain's records into rows of the columns asked for. @throws Refusal `invalid_request` */
export function recordChangeRows(
  columns: string | undefined,
): (changes: StoredRecordChange[], metadata: MetadataIndex, domains: number[]) => Partial<RecordChangeRow>[] {
  const pick = columnPicker<RecordChangeRow>(columns, recordChangeColumns);
  return (changes, metadata, [domain]) => {
    const places = placesOf(metadata, domain);
    return changes.map((change) => pick(rowOf(change, places)));
  };
}
