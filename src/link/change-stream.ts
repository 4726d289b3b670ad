/** The feed of changes of links as it goes on (docs/reference/link-operations.md#changes-stream). */
import type { ChangeSource } from '../change/feed.js';
import {
  type ChangeStream,
  type Reader,
  type SentStream,
  type StreamServices,
  streamBeginning,
  streamOf,
} from '../change/stream.js';
import { ChangeStreamParameters } from '../contract/change.js';
import { Refusal } from '../contract/errors.js';
import { validate } from '../contract/validate.js';
import { limits } from '../limits/limits.js';
import type { ChangeFilter, StoredLinkChange, StoreQueries } from '../store/store.js';
import { changeRows, linkOf, searchChanges } from './changes.js';
import { type ReadFilter, readDomains, readFilter } from './filter.js';

/** @throws Refusal `permission_denied` where nothing could ever be shown */
function requireView({ parentDomains, childDomains }: Pick<ReadFilter, 'parentDomains' | 'childDomains'>) {
  if (parentDomains.length > 0 && childDomains.length > 0) return;
  throw new Refusal('permission_denied', 'You need the View permission on a domain.');
}

/** Whether a change fits: what `changePage` asks of the store, asked of a change that has been read. */
function fits(change: StoredLinkChange, filter: ChangeFilter, link: number | undefined): boolean {
  const { parentDomains, childDomains, parent, child, mergedParent, mergedChild, relationship } = filter;
  return (
    (parentDomains?.includes(change.parentDomain) ?? true) &&
    (childDomains?.includes(change.childDomain) ?? true) &&
    (parent === undefined || change.parent === parent || change.parent === mergedParent) &&
    (child === undefined || change.child === child || change.child === mergedChild) &&
    (link === undefined || change.link === link) &&
    (relationship === undefined || change.before === relationship || change.after === relationship)
  );
}

/** The changes of all links of a client. */
function linkSource(queries: StoreQueries, client: number): ChangeSource<StoredLinkChange> {
  return {
    client,
    name: 'links',
    async read(above) {
      const through = Number.MAX_SAFE_INTEGER;
      const limit = limits.pageRows;
      const changes = await queries.changePage({ client, order: 'asc', above, through, limit });
      return { changes, hasMore: changes.length === limit };
    },
  };
}

/** Reads what a stream is to hold. @throws Refusal */
export async function openChangeStream(
  services: StreamServices,
  { caller, metadata }: Reader,
  { query, lastEventId }: SentStream,
): Promise<ChangeStream> {
  const { queries } = services;
  const parameters = validate(ChangeStreamParameters, query);
  const rows = changeRows(parameters.columns);
  const filter = await readFilter(queries, parameters, caller, metadata, { ofThePast: true });
  requireView(filter);
  const newest = await queries.lastChange(caller.client);
  const begin = streamBeginning({ after: parameters.after, lastEventId }, newest);
  const link = linkOf(parameters);

  return streamOf(services, linkSource(queries, caller.client), { begin, newest }, (reader) => {
    const domains = readDomains(parameters, reader.caller, reader.metadata, { ofThePast: true });
    requireView(domains);
    const seen = { ...filter, ...domains };
    return {
      fits: (change) => fits(change, seen, link),
      search: (range) => searchChanges(queries, { ...seen, link }, range),
      rows: (changes) => rows(changes, reader.metadata),
    };
  });
}
