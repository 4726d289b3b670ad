/** One record read by its id (docs/reference/records.md#read-a-record). */
import { etagOf } from '../../contract/etag.js';
import { type Caller, requirePermission } from '../../contract/permissions.js';
import type { RecordRow } from '../../contract/record.js';
import type { MetadataIndex } from '../../metadata/metadata-index.js';
import type { StoreQueries } from '../../store/store.js';
import { presentOf } from '../keys/present-record.js';
import { readRecordId, recordNotFound } from '../keys/reference.js';
import { rowOf } from './row.js';

/**
 * The record, or the one that it was merged into: `mergedFrom` is then the id that was asked for.
 *
 * @throws Refusal `not_found`, `permission_denied`, `invalid_request` for an id that cannot be one
 */
export async function readRecord(
  queries: StoreQueries,
  caller: Caller,
  metadata: MetadataIndex,
  domainName: string,
  id: string,
): Promise<{ row: RecordRow; etag: string; mergedFrom: number | undefined }> {
  const domain = metadata.domainInPath(domainName, caller);
  requirePermission(caller, domain, 'View');
  const number = readRecordId(id);
  const record = await presentOf(queries, caller.client, domain.id, number, (one) =>
    queries.recordWithChange(caller.client, domain.id, one),
  );
  if (record === undefined) throw recordNotFound(domain, number);
  const mergedFrom = record.id === number ? undefined : number;
  return { row: rowOf(domain.fields, record), etag: etagOf(record.newestChange), mergedFrom };
}
