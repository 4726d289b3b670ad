/** Brings a record back that was deleted, with its links, from what its history has kept. */
import type { ChangeRow, LinkwrightClient, RecordChangeRow } from 'linkwright/client';
import { filtersOf } from './linked-rows.js';
import type { RecordId } from './tell-records.js';

/** The removals of links that came with a deletion: both are of one call. */
async function removalsWith(
  client: LinkwrightClient,
  record: RecordId,
  { RequestID, At }: RecordChangeRow,
): Promise<ChangeRow[]> {
  const removals: ChangeRow[] = [];
  for (const end of ['Parent', 'Child'] as const) {
    for await (const change of client.links.history(filtersOf(record, end))) {
      if (change.At < At) break;
      if (change.RequestID === RequestID && change.Action === 'removed') removals.push(change);
    }
  }
  return removals;
}

/** How many links are back, and how many cannot be. */
interface Restored {
  links: number;
  refused: number;
}

/**
 * Makes the record again under its id, which takes an administrator, and takes back that its links were removed. A link
 * that cannot be again, since what it led to is gone, stays away.
 *
 * @throws LinkwrightError
 */
export async function restoreRecord(
  client: LinkwrightClient,
  record: RecordId,
  deletion: RecordChangeRow,
): Promise<Restored> {
  const fields = { ID: record.id, ...deletion.BeforeFields };
  await client.records(record.domain).upsert(fields, { matchFields: ['ID'] });
  const restored = { links: 0, refused: 0 };
  for (const { ChangeID } of await removalsWith(client, record, deletion)) {
    await client.links.undo(ChangeID).then(
      () => restored.links++,
      () => restored.refused++,
    );
  }
  return restored;
}

/** The same for the newest deletion in its history. @throws LinkwrightError; Error where the record is not deleted */
export async function restoreNewest(
  client: LinkwrightClient,
  record: RecordId,
  none: string,
): Promise<Restored> {
  const { rows } = await client.records(record.domain).history(record.id, { pageSize: 1 }).page();
  const [newest] = rows;
  if (newest?.Action !== 'deleted') throw new Error(none);
  return restoreRecord(client, record, newest);
}
