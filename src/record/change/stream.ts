/** The feed of changes of a domain's records as it goes on (docs/reference/records.md#changes-stream). */
import type { ChangeSource } from '../../change/feed.js';
import {
  type ChangeStream,
  type Reader,
  type SentStream,
  type StreamServices,
  streamBeginning,
  streamOf,
} from '../../change/stream.js';
import { Refusal } from '../../contract/errors.js';
import { RecordChangeStreamParameters } from '../../contract/record-change.js';
import { validate } from '../../contract/validate.js';
import { limits } from '../../limits/limits.js';
import type { StoredRecordChange, StoreQueries } from '../../store/store.js';
import { recordChangeRows, searchRecordChanges, viewedDomains, type WantedChanges } from './view.js';

/** The changes of all records of a domain. */
function recordSource(queries: StoreQueries, wanted: WantedChanges): ChangeSource<StoredRecordChange> {
  return {
    client: wanted.client,
    name: `records of ${wanted.domains.join()}`,
    async read(above) {
      const range = {
        order: 'asc',
        above,
        through: Number.MAX_SAFE_INTEGER,
        limit: limits.pageRows,
      } as const;
      const { changes, isCut } = await queries.recordChangePage({
        ...wanted,
        ...range,
        bytes: limits.streamedBytes,
      });
      return { changes, hasMore: isCut || changes.length === range.limit };
    },
  };
}

/**
 * Reads what a stream is to hold. It ends when the path's name comes to stand for another domain.
 *
 * @throws Refusal
 */
export async function openRecordChangeStream(
  services: StreamServices,
  { caller, metadata }: Reader,
  domainName: string,
  { query, lastEventId }: SentStream,
): Promise<ChangeStream> {
  const { queries } = services;
  const domains = viewedDomains(metadata, caller, domainName);
  const { columns, after } = validate(RecordChangeStreamParameters, query);
  const rows = recordChangeRows(columns);
  const newest = await queries.lastChange(caller.client);
  const begin = streamBeginning({ after, lastEventId }, newest);
  const wanted = { client: caller.client, domains };

  return streamOf(services, recordSource(queries, wanted), { begin, newest }, (reader) => {
    const present = viewedDomains(reader.metadata, reader.caller, domainName);
    if (present.join() !== domains.join()) throw new Refusal('not_found');
    return {
      fits: () => true,
      search: (range) => searchRecordChanges(queries, wanted, range, limits.streamedBytes),
      rows: (changes) => rows(changes, reader.metadata, domains),
    };
  });
}
