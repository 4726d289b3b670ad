/** The ids of records that were merged into others stand for these (docs/reference/merge.md#the-merged-id). */
import type { StoredRecord, StoreQueries } from '../../store/store.js';

/** What `read` finds by an id, or by that of the record which this one was merged into. */
export async function presentOf<Found>(
  queries: Pick<StoreQueries, 'mergedRecords'>,
  client: number,
  domain: number,
  id: number,
  read: (id: number) => Promise<Found | undefined>,
): Promise<Found | undefined> {
  const found = await read(id);
  if (found !== undefined) return found;
  const [instead] = await queries.mergedRecords(client, domain, [id]);
  return instead === undefined ? undefined : await read(instead.kept);
}

/** The record of an id, or the one that it was merged into. */
export function presentRecord(
  queries: Pick<StoreQueries, 'records' | 'mergedRecords'>,
  client: number,
  domain: number,
  id: number,
): Promise<StoredRecord | undefined> {
  return presentOf(
    queries,
    client,
    domain,
    id,
    async (one) => (await queries.records(client, domain, [one]))[0],
  );
}

/** What turns the id of a record that was merged into that of the one which was kept, and leaves any other. */
export async function presentIds(
  queries: Pick<StoreQueries, 'mergedRecords'>,
  client: number,
  domain: number,
  ids: number[],
): Promise<(id: number) => number> {
  const merged = await queries.mergedRecords(client, domain, ids);
  const keptBy = new Map(merged.map(({ merged: id, kept }) => [id, kept]));
  return (id) => keptBy.get(id) ?? id;
}
