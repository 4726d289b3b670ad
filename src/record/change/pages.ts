/** The history of a record, and the feed of changes of a domain's records, a page at a time (docs/reference/records.md#history). */
import { feedPageOf, historyPageOf, type PagePlace, type PageSource } from '../../change/page.js';
import { givenCursor, givenNumber } from '../../contract/given.js';
import type { Caller } from '../../contract/permissions.js';
import {
  RecordChangePageParameters,
  type RecordChangeRow,
  RecordFeedPageParameters,
} from '../../contract/record-change.js';
import { validate } from '../../contract/validate.js';
import { limits } from '../../limits/limits.js';
import type { MetadataIndex } from '../../metadata/metadata-index.js';
import type { StoredRecordChange, StoreQueries } from '../../store/store.js';
import { readRecordId, recordNotFound } from '../keys/reference.js';
import { recordChangeRows, searchRecordChanges, viewedDomains, type WantedChanges } from './view.js';

/** Who asks, and what its names mean. */
interface Asking {
  queries: StoreQueries;
  caller: Caller;
  metadata: MetadataIndex;
}

type Row = Partial<RecordChangeRow>;

async function sourceOf(
  { queries, caller, metadata }: Asking,
  { columns }: RecordChangePageParameters,
  wanted: WantedChanges,
): Promise<PageSource<StoredRecordChange, Row>> {
  const rows = recordChangeRows(columns);
  return {
    newest: await queries.lastChange(caller.client),
    search: (range) => searchRecordChanges(queries, wanted, range),
    rows: (changes) => rows(changes, metadata, wanted.domains),
    hasFields: () => true,
  };
}

function placeOf({ after, pageSize }: RecordChangePageParameters): PagePlace {
  return { after: givenCursor(after), size: givenNumber(pageSize, limits.pageRowsDefault) };
}

/** Whether a record has, or had, this id. Those of before there was a history have no entry. */
async function wasThere(
  { queries }: Asking,
  { client, domains }: WantedChanges,
  id: number,
): Promise<boolean> {
  for (const domain of domains) {
    if ((await queries.newestRecordChange(client, domain, id)) > 0) return true;
  }
  const references = domains.map((domain) => ({ domain, id, field: 0, key: '' }));
  return (await queries.findRecords(client, references)).some((found) => found.length > 0);
}

/**
 * A page of a record's history, newest first, and the cursor of the next one where there is more. The record may be gone.
 *
 * @throws Refusal `not_found` for the domain, and for an id that no record has or had; `permission_denied`, `invalid_request`
 */
export async function recordHistoryPage(
  asking: Asking,
  domainName: string,
  idInPath: string,
  sent: unknown,
): Promise<{ rows: Row[]; next: number | undefined }> {
  const { caller, metadata } = asking;
  const domains = viewedDomains(metadata, caller, domainName);
  const record = readRecordId(idInPath);
  const parameters = validate(RecordChangePageParameters, sent);
  const wanted = { client: caller.client, domains, record };
  const page = await historyPageOf(await sourceOf(asking, parameters, wanted), placeOf(parameters));
  if (page.rows.length === 0 && !(await wasThere(asking, wanted, record))) {
    throw recordNotFound({ name: domainName }, record);
  }
  return page;
}

/**
 * A page of the feed of a domain's records, oldest first unless it is asked otherwise; `reached` is the cursor from which
 * the feed goes on, now or later, and `next` the one of the next page where there is more already.
 *
 * @throws Refusal `not_found` for the domain, `permission_denied`, `invalid_request`
 */
export async function recordFeedPage(
  asking: Asking,
  domainName: string,
  sent: unknown,
): Promise<{ rows: Row[]; next: number | undefined; reached: number }> {
  const { caller, metadata } = asking;
  const domains = viewedDomains(metadata, caller, domainName);
  const { order = 'asc', ...parameters } = validate(RecordFeedPageParameters, sent);
  const wanted = { client: caller.client, domains };
  const source = await sourceOf(asking, parameters, wanted);
  const place = placeOf(parameters);
  if (order === 'asc') return feedPageOf(source, place);
  return { ...(await historyPageOf(source, place)), reached: source.newest };
}
