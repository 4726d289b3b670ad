/** Requests as they are recorded, without a server that answers them. */
import {
  minuteOf,
  packRequests,
  type RecentRequest,
  type RequestBlock,
  unpackRequest,
} from '#linkwright/store/store.js';

/** An id of one of two servers; those of one millisecond order by server, then by number. */
export const requestIdOf = (at: number, server = 'a', number = 0) =>
  at.toString(36).padStart(9, '0') + server.repeat(8) + String(number).padStart(6, '0');

export const requestOf = (user: number, at: number, more: Partial<RecentRequest> = {}): RecentRequest => ({
  id: requestIdOf(at),
  at,
  user,
  operation: 'upsertLink',
  method: 'POST',
  path: '/api/Link/Upsert',
  userAgent: 'test',
  status: 200,
  duration: 1_500,
  errorCode: null,
  requestId: 'r-1',
  ...more,
});

/** The blocks that servers would write of requests: each of one user, server and minute, and of so many at most. */
export function blocksOf(requests: RecentRequest[], most = 2, administrative = false): RequestBlock[] {
  const groups = new Map<string, RecentRequest[]>();
  for (const request of requests) {
    const key = [request.user, minuteOf(request.at), request.id.slice(9, 17)].join();
    groups.set(key, [...(groups.get(key) ?? []), request]);
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / most) }, (_, at) => {
      const part = group.slice(at * most, (at + 1) * most);
      return packRequests({ user: part[0]?.user ?? 0, administrative }, part);
    }),
  );
}

/** The requests in the column `packed` of blocks. */
export function requestsIn(rows: { packed: string }[]): RecentRequest[] {
  const lists = rows.flatMap(({ packed }) => JSON.parse(packed) as unknown[]);
  return lists.map((list) => unpackRequest(0, JSON.stringify(list)));
}
