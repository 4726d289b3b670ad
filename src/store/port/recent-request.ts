/** Recent requests. */

/** A request that was answered. */
export interface RecentRequest {
  /**
   * Orders by time, and is unique whatever the number of servers, without a counter that they would share: when
   * it was answered, which server did, and a number of that server's (`requestIdParts`).
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

/** Characters of the parts of a request's id: the time, the server, and its number. */
export const requestIdParts = { time: 9, server: 8, number: 6 };

/** The base in which the numbers of a request's id are written. */
export const requestIdBase = 36;

/** What stands below the ids of all requests of that millisecond and above all earlier ones. */
export function idsFrom(milliseconds: number): string {
  return Math.max(0, milliseconds).toString(requestIdBase).padStart(requestIdParts.time, '0');
}

/** When the request of that id was answered, to the millisecond. */
export function timeOfId(id: string): number {
  return Number.parseInt(id.slice(0, requestIdParts.time), requestIdBase);
}

/** Whose requests share a block: those of one user, and what changes settings apart from all else. */
export interface RequestKind {
  user: number;
  administrative: boolean;
}

/**
 * Requests that are kept, and removed, as one row: of one user and kind, of one server and one minute, in order of id.
 * What is known of it without taking it apart stands beside its requests.
 */
export interface RequestBlock extends RequestKind {
  /** The id of its newest request, and that of its oldest. */
  id: string;
  first: string;
  /** The minute since 1970. */
  minute: number;
  /** How many there are. */
  requests: number;
  /** As JSON: how often which operation, status and error stands in it. */
  operations: string;
  statuses: string;
  errors: string;
  /** The requests, as `packRequests` writes them. */
  packed: string;
}

/** How many requests of a user and kind are kept. */
export interface RequestTotal extends RequestKind {
  requests: number;
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

/** Whole minutes since 1970, from the first to the second, of whose requests a summary is. */
export interface RequestMinutes extends Pick<RequestScope, 'client' | 'user'> {
  from: number;
  through: number;
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

/** The oldest of a client's blocks, above an id behind which there are none any more. */
export interface OldestBlocks {
  client: number;
  above: string;
  limit: number;
}

export interface RecentRequestQueries {
  /** Requests that fit, newest first. Looks through at most what is kept of the client, a bounded part at a time. */
  requestPage(page: RequestPage): Promise<NamedRequest[]>;
  /** How many requests were answered in each minute, by the first digit of their status. */
  requestCounts(minutes: RequestMinutes): Promise<{ minute: number; statusClass: number; count: number }[]>;
  requestTimes(minutes: RequestMinutes): Promise<OperationTimes[]>;
  requestErrors(minutes: RequestMinutes): Promise<{ errorCode: string; count: number }[]>;
  requestTotals(client: number): Promise<RequestTotal[]>;
  /** The ids of blocks, oldest first, that hold no request above the id. */
  requestBlocksThrough(blocks: OldestBlocks, id: string): Promise<string[]>;
  /** The ids of blocks of a kind, oldest first, without which at least so many requests of it are left. */
  requestBlocksPast(blocks: OldestBlocks, kind: RequestKind, share: number): Promise<string[]>;
}

/** Neither needs the client's lock. */
export interface RecentRequestTransaction {
  /** Writes blocks; those that are there already are left as they are. */
  insertRequestBlocks(blocks: RequestBlock[]): Promise<void>;
  /** Removes blocks, as far as they are there. */
  deleteRequestBlocks(ids: string[]): Promise<void>;
}
