/** The form in which requests share a row (docs/decisions/0058-requests-in-blocks.md). */
import { type RecentRequest, type RequestBlock, type RequestKind, timeOfId } from './port/recent-request.js';

/** A request within a block: a list without names, which takes half the room. When it was answered stands in its id. */
type PackedRequest = [
  id: string,
  operation: string | null,
  method: string,
  path: string,
  userAgent: string,
  status: number,
  duration: number,
  errorCode: string | null,
  requestId: string,
];

/** Where in such a list stands what statements look at. */
export const packedPlaces = { id: 0, operation: 1, status: 5, duration: 6 } as const;

const minuteMilliseconds = 60_000;

/** The minute since 1970. */
export function minuteOf(milliseconds: number): number {
  return Math.floor(milliseconds / minuteMilliseconds);
}

/** When a minute since 1970 begins. */
export function startOfMinute(minute: number): number {
  return minute * minuteMilliseconds;
}

/** How often each value is there; `null` is none. */
function countsOf(values: (string | number | null)[]): string {
  const counts = new Map<string | number, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return JSON.stringify(Object.fromEntries(counts));
}

function packed(request: RecentRequest): PackedRequest {
  const { id, operation, method, path, userAgent, status, duration, errorCode, requestId } = request;
  return [id, operation, method, path, userAgent, status, duration, errorCode, requestId];
}

/** A block of requests of one kind and one minute, of one server; at least one. */
export function packRequests({ user, administrative }: RequestKind, requests: RecentRequest[]): RequestBlock {
  const inOrder = requests.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const [oldest, newest] = [inOrder[0], inOrder.at(-1)];
  if (oldest === undefined || newest === undefined) throw new Error('a block holds at least one request');
  return {
    id: newest.id,
    first: oldest.id,
    minute: minuteOf(newest.at),
    user,
    administrative,
    requests: requests.length,
    operations: countsOf(requests.map(({ operation }) => operation)),
    statuses: countsOf(requests.map(({ status }) => status)),
    errors: countsOf(requests.map(({ errorCode }) => errorCode)),
    packed: JSON.stringify(inOrder.map(packed)),
  };
}

/** One request of a block, by the text of its list. */
export function unpackRequest(user: number, text: string): RecentRequest {
  // What a block holds was written by `packRequests`.
  const [id, operation, method, path, userAgent, status, duration, errorCode, requestId] = JSON.parse(
    text,
  ) as PackedRequest;
  const at = timeOfId(id);
  return { id, at, user, operation, method, path, userAgent, status, duration, errorCode, requestId };
}
