/** Recent requests as they are answered (docs/reference/recent-requests.md#stream-of-requests). */
import { setTimeout as pause } from 'node:timers/promises';
import { Refusal } from '../contract/errors.js';
import { given } from '../contract/given.js';
import type { Caller } from '../contract/permissions.js';
import {
  type RecentRequestRow,
  RecentRequestStreamHeaders,
  RecentRequestStreamParameters,
} from '../contract/recent-request.js';
import { validate } from '../contract/validate.js';
import { limits } from '../limits/limits.js';
import { idsFrom, isAway, type NamedRequest, type Store } from '../store/store.js';
import { fits, readRequestFilter, rowOf, scopeOf } from './filter.js';
import type { Recorder } from './recorder.js';
import type { RequestFeed } from './request-feed.js';
import { oldestKept } from './retention.js';

/** What is sent next: requests, or none to say that the stream is there and how far it has come. */
export interface RequestPart {
  rows: RecentRequestRow[];
  /** What to come back with after each row. */
  ids: string[];
  /** Whether requests before these were left out. */
  gap: boolean;
  /** What to come back with after all of them. */
  reached: string;
}

/** The parts in order, until the signal, or until the reader's token is not valid any more. */
export type RequestStream = (signal: AbortSignal) => AsyncGenerator<RequestPart>;

export interface RequestStreamServices {
  store: Store;
  recorder: Recorder;
  requestFeed: RequestFeed;
  /** Who reads, looked up again; throws where the token is not valid any more. */
  renew(): Promise<Caller>;
}

/**
 * Reads what a stream is to hold. It begins after the request that `Last-Event-ID` names, as far back as
 * `streamedRequests`, else with what comes from now on. The first part comes at once, and after that at least one
 * every `streamHeartbeatMilliseconds`.
 *
 * @throws Refusal
 */
export function openRequestStream(
  { store, recorder, requestFeed, renew }: RequestStreamServices,
  { client }: Caller,
  sent: { query: unknown; lastEventId: unknown },
): RequestStream {
  const filter = readRequestFilter(validate(RecentRequestStreamParameters, sent.query));
  const headers = sent.lastEventId === undefined ? {} : { 'Last-Event-ID': sent.lastEventId };
  const lastEvent = given(validate(RecentRequestStreamHeaders, headers)['Last-Event-ID']);

  /** What was answered after the request of that id, written already or not. @throws StoreFault, Refusal */
  async function missed(id: string): Promise<{ requests: NamedRequest[]; gap: boolean }> {
    const caller = await renew();
    const above = id > oldestKept() ? id : oldestKept();
    const limit = limits.streamedRequests;
    // This is read before the store, so that what is written in between is in both.
    const unwritten = recorder.unwritten(client).filter((request) => request.id > above);
    const page = { ...scopeOf(caller), ...filter, above, limit: limit + 1 };
    const found = new Map((await store.requestPage(page)).map((request) => [request.id, request]));
    for (const request of unwritten) if (fits(request, filter, caller)) found.set(request.id, request);
    const requests = [...found.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
    return { requests: requests.slice(-limit), gap: requests.length > limit };
  }

  return async function* parts(signal) {
    const start = lastEvent ?? idsFrom(Date.now());
    let reached = lastEvent ?? recorder.ids.next(Date.now());
    let sentAt = Date.now();
    let shown = new Set<string>();
    let position = requestFeed.join(client);

    /** Other servers' requests come late: the id to come back with never goes back. */
    function partOf(requests: NamedRequest[], gap: boolean): RequestPart {
      const ids = requests.map(({ id }) => {
        if (id > reached) reached = id;
        return reached;
      });
      sentAt = Date.now();
      return { rows: requests.map(rowOf), ids, gap, reached };
    }

    try {
      yield partOf([], false);
      if (lastEvent !== undefined) {
        const { requests, gap } = await missed(lastEvent);
        shown = new Set(requests.map(({ id }) => id));
        if (requests.length > 0) yield partOf(requests, gap);
      }
      while (!signal.aborted) {
        await requestFeed.wait(
          client,
          position,
          sentAt + limits.streamHeartbeatMilliseconds - Date.now(),
          signal,
        );
        if (signal.aborted) return;
        const caller = await renew();
        const next = requestFeed.take(client, position);
        position = next.position;
        const requests = next.requests.filter(
          (request) => request.id > start && !shown.has(request.id) && fits(request, filter, caller),
        );
        const isSilent = Date.now() - sentAt >= limits.streamHeartbeatMilliseconds;
        if (requests.length > 0 || next.gap || isSilent) yield partOf(requests, next.gap);
        await pause(limits.requestStreamMilliseconds, undefined, { signal }).catch(() => undefined);
      }
    } catch (error) {
      // Where the store is away, the reader comes back from where it was.
      if (!(error instanceof Refusal) && !isAway(error)) throw error;
    } finally {
      requestFeed.leave(client);
    }
  };
}
