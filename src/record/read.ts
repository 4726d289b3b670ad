/** Reading records (contract section 5). */
import { accept } from '../contract/accept.js';
import { invalidRequest } from '../contract/errors.js';
import { given, givenCursor } from '../contract/given.js';
import { limits } from '../contract/limits.js';
import { hint } from '../contract/nearest.js';
import { type Caller, requirePermission } from '../contract/permissions.js';
import { quoted } from '../contract/quoted.js';
import { RecordQueryParameters, type RecordRow } from '../contract/record.js';
import type { Field, StoredRecord, StoreQueries } from '../store/store.js';
import type { IndexedDomain, MetadataIndex } from './metadata-index.js';
import { readRecordId, recordNotFound } from './reference.js';

/** Every field in the domain's order; one without a value is `null`. */
function rowOf(fields: Field[], record: StoredRecord): RecordRow {
  const row: RecordRow = { ID: record.id };
  for (const { name } of fields) row[name] = record.fields[name] ?? null;
  return row;
}

function columnsOf(domain: IndexedDomain, columns: string | undefined): Field[] {
  const names = given(columns)
    ?.split(',')
    .map((name) => name.trim());
  if (names === undefined) return domain.fields;
  return names.map((name) => {
    const field = domain.fieldByName.get(name);
    if (field !== undefined) return field;
    const known = [...domain.fieldByName.keys()];
    throw invalidRequest(
      `columns must be a list of fields of the ${domain.name} domain; ${quoted(name)} was given.${hint(name, known)}`,
      '/columns',
    );
  });
}

/** @throws Refusal `not_found`, `permission_denied`, `invalid_request` for an id that cannot be one */
export async function readRecord(
  queries: StoreQueries,
  caller: Caller,
  metadata: MetadataIndex,
  domainName: string,
  id: string,
): Promise<RecordRow> {
  const domain = metadata.domainInPath(domainName);
  requirePermission(caller, domain, 'View');
  const number = readRecordId(id);
  const [record] = await queries.records(caller.client, domain.id, [number]);
  if (record === undefined) throw recordNotFound(domain, number);
  return rowOf(domain.fields, record);
}

/** A page of records in order of id, and the cursor of the next one where there is one. @throws Refusal */
export async function queryRecords(
  queries: StoreQueries,
  caller: Caller,
  metadata: MetadataIndex,
  domainName: string,
  sent: unknown,
): Promise<{ rows: RecordRow[]; next: number | undefined }> {
  const domain = metadata.domainInPath(domainName);
  const parameters = accept(RecordQueryParameters, sent);
  const fields = columnsOf(domain, parameters.columns);
  requirePermission(caller, domain, 'View');
  const size = Number(parameters.pageSize ?? limits.pageRowsDefault);
  const after = givenCursor(parameters.after) ?? 0;
  const records = await queries.recordPage({
    client: caller.client,
    domain: domain.id,
    order: 'asc',
    after,
    limit: size + 1,
  });
  const rows = records.slice(0, size).map((record) => rowOf(fields, record));
  return { rows, next: records.length > size ? records[size - 1]?.id : undefined };
}
