/** Recent requests. */

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

/** Requests that are to be removed: with ids above the one and not above the other, of one user or of all. */
export interface RequestStretch {
  above: string;
  through: string;
  user?: number;
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

/** Characters of the parts of a request's id: the time, the server, and its number. */
export const requestIdParts = { time: 9, server: 8, number: 6 };

export interface RecentRequestQueries {
  /** Requests that fit, newest first. Looks through at most what is kept of the client. */
  requestPage(page: RequestPage): Promise<NamedRequest[]>;
  /** How many requests were answered in each minute since 1970, by the first digit of their status. */
  requestCounts(scope: RequestScope): Promise<{ minute: number; statusClass: number; count: number }[]>;
  requestTimes(scope: RequestScope): Promise<OperationTimes[]>;
  requestErrors(scope: RequestScope): Promise<{ errorCode: string; count: number }[]>;
  /** Whether the client has more than so many. */
  hasMoreRequests(client: number, max: number): Promise<boolean>;
  /** How many requests each user has. */
  requestTotals(client: number): Promise<{ user: number; count: number }[]>;
  /** Of each user that has so many, the id of the request that `newer` of its own are newer than. */
  requestsBehind(client: number, users: number[], newer: number): Promise<{ user: number; id: string }[]>;
  /** The newest id of the oldest requests within the stretch, of at most `limit`. */
  oldestRequests(client: number, stretch: RequestStretch, limit: number): Promise<string | undefined>;
}

/** Neither needs the client's lock. */
export interface RecentRequestTransaction {
  /** Writes requests; those that are there already are left as they are. */
  insertRequests(requests: RecentRequest[]): Promise<void>;
  deleteRequests(stretch: RequestStretch): Promise<void>;
}
