import { type CallOptions, type Connection, dataOf, given, type QueryOf, type Schemas } from './call.js';
import { follow } from './follow.js';
import { pageOf, pageSize, Rows } from './rows.js';

export type RecentRequest = Schemas['RecentRequest'];
export type RequestSummary = Schemas['RequestSummary'];

export interface FollowRequestsOptions extends CallOptions {
  /** Called where requests came faster than they could be sent, and some were left out. */
  onGap?: (() => void) | undefined;
}

/** The latest requests to the server: the caller's own, or to an administrator those of all users. */
export class RecentRequests {
  private readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** The latest requests, newest first. */
  query(filters: QueryOf<'recentRequests'> = {}, { signal }: CallOptions = {}): Rows<RecentRequest> {
    return new Rows((after) => {
      const query = { limit: pageSize, ...filters, ...given({ after }) };
      return pageOf(
        this.connection.api.GET('/api/RecentRequests', { params: { query }, signal: signal ?? null }),
      );
    });
  }

  /**
   * New requests as they come, until the loop is left or the signal aborts; a lost connection is made again.
   *
   * @throws LinkwrightError where the server refuses, and where it cannot be reached to begin with
   * @throws the signal's reason
   */
  async *follow(
    filters: QueryOf<'recentRequestsStream'> = {},
    { signal, onGap }: FollowRequestsOptions = {},
  ): AsyncGenerator<RecentRequest, void> {
    const { api, transport } = this.connection;
    const events = follow(
      transport,
      ({ params, ...request }) =>
        api.GET('/api/RecentRequests/Stream', { params: { ...params, query: filters }, ...request }),
      undefined,
      { signal },
    );
    for await (const { event, data } of events) {
      if (event === 'gap') onGap?.();
      else yield JSON.parse(data) as RecentRequest;
    }
  }

  /** How many requests there were, how long they took and how they failed. @throws LinkwrightError */
  summary(filters: QueryOf<'requestSummary'> = {}, { signal }: CallOptions = {}): Promise<RequestSummary> {
    return dataOf(
      this.connection.api.GET('/api/RecentRequests/Summary', {
        params: { query: filters },
        signal: signal ?? null,
      }),
    );
  }
}
