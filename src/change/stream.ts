/** A feed of changes as it goes on (docs/reference/link-operations.md#changes-stream): what those of links and of records share. */
import { setTimeout as pause } from 'node:timers/promises';
import { StreamHeaders } from '../contract/change.js';
import { Refusal } from '../contract/errors.js';
import { given, givenCursor } from '../contract/given.js';
import type { Caller } from '../contract/permissions.js';
import { validate } from '../contract/validate.js';
import { limits } from '../limits/limits.js';
import type { MetadataIndex } from '../metadata/metadata-index.js';
import { isAway, type StoreQueries } from '../store/store.js';
import type { ChangeFeed, ChangeSource } from './feed.js';
import { type NextChanges, type Numbered, requirePast, type SearchChanges } from './page.js';

/** Who reads a stream, as it is now. */
export interface Reader {
  caller: Caller;
  metadata: MetadataIndex;
}

/** What a stream is opened with. */
export interface StreamServices {
  queries: StoreQueries;
  feed: ChangeFeed;
  /** Who reads, looked up again; throws where the token is not valid any more. */
  renew: () => Promise<Reader>;
}

/** What is sent of a stream's request: its query string, and the header of a reader that comes back. */
export interface SentStream {
  query: unknown;
  lastEventId: unknown;
}

/** What is sent next: entries, or none to say that the stream is there and how far it has come. */
export interface FeedPart {
  rows: object[];
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

/** What a reader sees of a source. */
export interface StreamView<Change extends Numbered> {
  fits(change: Change): boolean;
  search: SearchChanges<Change>;
  rows(changes: Change[]): object[];
}

/**
 * Where a stream begins: after the change that `Last-Event-ID`, else `after` names, else with what comes from now on.
 *
 * @throws Refusal `invalid_request`
 */
export function streamBeginning(
  { after, lastEventId }: { after: string | undefined; lastEventId: unknown },
  newest: number,
): number {
  const headers = lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId };
  const lastEvent = given(validate(StreamHeaders, headers)['Last-Event-ID']);
  const begin = givenCursor(lastEvent) ?? givenCursor(after) ?? newest;
  requirePast(begin, newest, lastEvent === undefined ? 'after' : 'Last-Event-ID');
  return begin;
}

/**
 * The stream of a source from a number on.
 *
 * @param look what is to be seen of it as the reader is now; throws a Refusal where that is nothing any more
 */
export function streamOf<Change extends Numbered>(
  { queries, feed, renew }: StreamServices,
  source: ChangeSource<Change>,
  { begin, newest }: { begin: number; newest: number },
  look: (reader: Reader) => StreamView<Change>,
): ChangeStream {
  return async function* parts(signal) {
    let cursor = begin;
    let sentAt = Date.now();
    yield { rows: [], ids: [], reached: cursor };
    const following = feed.join(source, newest);

    /** What comes after the cursor, as the reader may see it now. */
    async function next(): Promise<FeedPart> {
      const { fits, search, rows } = look(await renew());
      const limit = limits.pageRowsDefault;
      const kept: NextChanges<Change> | undefined = following.take(fits, cursor, limit);
      const { changes, reached } =
        kept ??
        (await search({
          order: 'asc',
          above: cursor,
          through: await queries.lastChange(source.client),
          limit,
        }));
      return { rows: rows(changes), ids: changes.map(({ id }) => id), reached };
    }

    try {
      while (!signal.aborted) {
        await following.wait(cursor, sentAt + limits.streamHeartbeatMilliseconds - Date.now(), signal);
        if (signal.aborted) return;
        let part: FeedPart = { rows: [], ids: [], reached: cursor };
        try {
          part = await next();
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
      following.leave();
    }
  };
}
