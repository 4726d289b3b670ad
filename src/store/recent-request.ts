/** The part of the port that is about recent requests (contract section 7). */

/** A request that was answered. */
export interface RecentRequest {
  /**
   * Orders by time, and is unique whatever the number of servers, without a counter that they would share: when
   * it was answered, which server did, and a number of that server's (`requestIdAt`).
   */
  id: string;
  /** When it was answered. */
  at: number;
  user: number;
  /** The operation's id; `null` where the path is none of ours. */
  operation: string | null;
  method: string;
  path: string;
  userAgent: string;
  status: number;
  /** Microseconds from its arrival to its answer. */
  duration: number;
  errorCode: string | null;
  requestId: string;
}

export interface NamedRequest extends RecentRequest {
  userName: string;
}

/** Whose requests a query is about, and of what time. */
export interface RequestScope {
  client: number;
  /** One user's alone. */
  user?: number;
  /** Those with ids above it, and below the other. */
  above: string;
  below?: string;
}

export interface RequestPage extends RequestScope {
  operation?: string;
  /** Statuses from the first to the second. */
  statuses?: [from: number, to: number];
  /** The server whose requests are left out. */
  exceptServer?: string;
  limit: number;
}

/** How long the requests of an operation took, in microseconds. */
export interface OperationTimes {
  operation: string;
  count: number;
  /** The shortest time that half of them did not pass. */
  median: number;
  /** The shortest time that 95 in 100 of them did not pass. */
  percentile95: number;
  longest: number;
}

/** Places of the parts of a request's id: the time, the server, and its number. */
export const requestIdParts = { time: 9, server: 8, number: 6 };

export interface RecentRequestQueries {
  /** Requests that fit, newest first. Looks through at most what is kept of the client. */
  requestPage(page: RequestPage): Promise<NamedRequest[]>;
  /** How many requests were answered in each minute since 1970, by the first digit of their status. */
  requestCounts(scope: RequestScope): Promise<{ minute: number; statusClass: number; count: number }[]>;
  requestTimes(scope: RequestScope): Promise<OperationTimes[]>;
  requestErrors(scope: RequestScope): Promise<{ errorCode: string; count: number }[]>;
  /** The id of the request that `newer` requests of the client are newer than. */
  requestBehind(client: number, newer: number): Promise<string | undefined>;
  /** The newest id of the client's oldest requests, of at most `limit` and none above `through`. */
  oldestRequests(client: number, through: string, limit: number): Promise<string | undefined>;
}

/** Neither needs the client's lock. */
export interface RecentRequestWrites {
  /** Writes requests; those that are there already are left as they are. */
  insertRequests(requests: RecentRequest[]): Promise<void>;
  /** Removes the requests whose id is not above `through`. */
  deleteRequests(through: string): Promise<void>;
}
