/** The feed of changes as it goes on (docs/reference/link-operations.md#changes-stream). */
import { setTimeout as pause } from 'node:timers/promises';
import { type ChangeRow, ChangeStreamParameters, StreamHeaders } from '../contract/change.js';
import { Refusal } from '../contract/errors.js';
import { given, givenCursor } from '../contract/given.js';
import type { Caller } from '../contract/permissions.js';
import { validate } from '../contract/validate.js';
import { limits } from '../limits/limits.js';
import type { MetadataIndex } from '../metadata/metadata-index.js';
import { isAway, type StoreQueries } from '../store/store.js';
import type { ChangeFeed } from './change-feed.js';
import { changeRows, linkOf, requirePast, searchChanges } from './changes.js';
import { type ReadFilter, readDomains, readFilter } from './filter.js';

/** Who reads a stream, as it is now. */
export interface Reader {
  caller: Caller;
  metadata: MetadataIndex;
}

/** What is sent next: entries, or none to say that the stream is there and how far it has come. */
export interface FeedPart {
  rows: Partial<ChangeRow>[];
  /** The number of each row's change. */
  ids: number[];
  reached: number;
}

/**
 * The parts in order, each change once, until the signal, or until the reader may not see them any more. The
 * first part comes at once; after that at least one every `streamHeartbeatMilliseconds`. While the store is away
 * the stream stays, and goes on afterwards. A part is made when the one before has been taken.
 */
export type ChangeStream = (signal: AbortSignal) => AsyncGenerator<FeedPart>;

/** @throws Refusal `permission_denied` where nothing could ever be shown */
function requireView({ parentDomains, childDomains }: Pick<ReadFilter, 'parentDomains' | 'childDomains'>) {
  if (parentDomains.length > 0 && childDomains.length > 0) return;
  throw new Refusal('permission_denied', 'You need the View permission on a domain.');
}

/**
 * Reads what a stream is to hold. It begins after the change that `Last-Event-ID`, else `after` names, else
 * with what comes from now on.
 *
 * @param renew who reads, looked up again; throws where the token is not valid any more
 * @throws Refusal
 */
export async function openChangeStream(
  { queries, feed, renew }: { queries: StoreQueries; feed: ChangeFeed; renew: () => Promise<Reader> },
  { caller, metadata }: Reader,
  sent: { query: unknown; lastEventId: unknown },
): Promise<ChangeStream> {
  const parameters = validate(ChangeStreamParameters, sent.query);
  const headers = sent.lastEventId === undefined ? {} : { 'Last-Event-ID': sent.lastEventId };
  const lastEvent = given(validate(StreamHeaders, headers)['Last-Event-ID']);
  const rows = changeRows(parameters.columns);
  const filter = await readFilter(queries, parameters, caller, metadata, { ofThePast: true });
  requireView(filter);
  const newest = await queries.lastChange(caller.client);
  const begin = givenCursor(lastEvent) ?? givenCursor(parameters.after) ?? newest;
  requirePast(begin, newest, lastEvent === undefined ? 'after' : 'Last-Event-ID');
  const link = linkOf(parameters);
  const { client } = caller;

  /** What comes after the cursor, as the reader may see it now. */
  async function next(cursor: number): Promise<FeedPart> {
    const reader = await renew();
    const domains = readDomains(parameters, reader.caller, reader.metadata, { ofThePast: true });
    requireView(domains);
    const seen = { ...filter, ...domains };
    const limit = limits.pageRowsDefault;
    const kept = feed.take(seen, link, cursor, limit);
    const range = { order: 'asc', above: cursor, limit } as const;
    const { changes, reached } =
      kept ??
      (await searchChanges(queries, { ...seen, link, ...range, through: await queries.lastChange(client) }));
    return { rows: rows(changes, reader.metadata), ids: changes.map(({ id }) => id), reached };
  }

  return async function* parts(signal) {
    let cursor = begin;
    let sentAt = Date.now();
    yield { rows: [], ids: [], reached: cursor };
    feed.join(client, newest);
    try {
      while (!signal.aborted) {
        await feed.wait(client, cursor, sentAt + limits.streamHeartbeatMilliseconds - Date.now(), signal);
        if (signal.aborted) return;
        let part: FeedPart = { rows: [], ids: [], reached: cursor };
        try {
          part = await next(cursor);
        } catch (error) {
          if (error instanceof Refusal) return;
          if (!isAway(error)) throw error;
          await pause(limits.streamRetryMilliseconds, undefined, { signal }).catch(() => undefined);
        }
        cursor = part.reached;
        if (part.rows.length === 0 && Date.now() - sentAt < limits.streamHeartbeatMilliseconds) continue;
        yield part;
        sentAt = Date.now();
      }
    } finally {
      feed.leave(client);
    }
  };
}
