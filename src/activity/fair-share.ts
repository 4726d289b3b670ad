/**
 * How many of each user are kept, where so many are kept of all: whoever has fewer keeps all of its own, and the
 * others have as many as each other. So nobody pushes out those of somebody who has fewer. The share is rounded up, so
 * a few more than so many may be kept: fewer than there are users.
 */
export function fairShare(counts: number[], max: number): number {
  let left = max;
  for (const [at, count] of counts.toSorted((one, other) => one - other).entries()) {
    const share = left / (counts.length - at);
    if (count > share) return Math.ceil(share);
    left -= count;
  }
  return Number.POSITIVE_INFINITY;
}

/** How many there are of each user. */
export function countByUser(requests: { user: number }[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { user } of requests) counts.set(user, (counts.get(user) ?? 0) + 1);
  return counts;
}

/** The newest, of each user no more than its share; they stand, and stay, in order. */
export function newestByShare<Request extends { user: number }>(requests: Request[], max: number): Request[] {
  if (requests.length <= max) return requests;
  const left = countByUser(requests);
  const share = fairShare([...left.values()], max);
  return requests.filter(({ user }) => {
    const newer = (left.get(user) ?? 0) - 1;
    left.set(user, newer);
    return newer < share;
  });
}
