/** What waits to be recorded, and what it waits in (docs/decisions/0058-requests-in-blocks.md). */
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { WaitingRequests } from '#linkwright/activity/waiting-requests.js';
import { limits } from '#linkwright/limits/limits.js';
import type { NamedRequest, RequestBlock } from '#linkwright/store/store.js';
import { requestIdOf, requestOf, requestsIn } from '../support/request-blocks.js';

const changed = Object.fromEntries(Object.entries(limits));
afterEach(() => Object.assign(limits, changed));

const requestAt = (user: number, at: number, number: number): NamedRequest => ({
  ...requestOf(user, at, { id: requestIdOf(at, 'a', number) }),
  userName: 'ada',
});

/** Everything that waits, in blocks, as it would be written. */
function blocksOf(waiting: WaitingRequests): RequestBlock[] {
  const blocks: RequestBlock[] = [];
  for (let left = waiting.close(); left > 0; ) {
    const next = waiting.next(left);
    blocks.push(...next);
    left -= next.length;
    waiting.done(next.length);
  }
  return blocks;
}

test('each request is in one block, with its like: of one user, kind and minute, and no more than fit', () => {
  const drawn = fc.record({
    user: fc.integer({ min: 1, max: 3 }),
    at: fc.integer({ min: 0, max: 200_000 }),
    administrative: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(drawn, { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), (requests, most) => {
      Object.assign(limits, {
        requestsInBlock: most,
        requestsWrittenAtOnce: 4,
        requestBlocksWrittenAtOnce: 3,
      });
      const waiting = new WaitingRequests();
      const added = requests
        .toSorted((one, other) => one.at - other.at)
        .map(({ user, at, administrative }, number) => ({ administrative, ...requestAt(user, at, number) }));
      for (const request of added) expect(waiting.add(request, request.administrative)).toBe(true);
      expect(waiting.size).toBe(added.length);
      expect(new Set(waiting.all())).toEqual(new Set(added));
      const found = blocksOf(waiting).flatMap((block) => {
        const held = requestsIn([block]);
        expect(held.length).toBeLessThanOrEqual(most);
        expect(block).toMatchObject({ requests: held.length, first: held[0]?.id, id: held.at(-1)?.id });
        expect(new Set(held.map(({ at }) => Math.floor(at / 60_000)))).toEqual(new Set([block.minute]));
        return held.map(({ id }) => ({ id, user: block.user, administrative: block.administrative }));
      });
      const sorted = (rows: { id: string }[]) => rows.sort((one, other) => (one.id < other.id ? -1 : 1));
      expect(sorted(found)).toEqual(
        sorted(added.map(({ id, user, administrative }) => ({ id, user, administrative }))),
      );
      expect(waiting.size).toBe(0);
    }),
  );
});

test('what was not written is written again in the same blocks, whatever came meanwhile', () => {
  const waiting = new WaitingRequests();
  for (const number of [1, 2, 3]) waiting.add(requestAt(1, 1_000, number), false);
  const first = waiting.next(waiting.close());
  for (const number of [4, 5]) waiting.add(requestAt(1, 1_000, number), false);
  const again = waiting.next(waiting.close());
  expect(again.slice(0, first.length)).toEqual(first);
  expect(again.map(({ requests }) => requests)).toEqual([3, 2]);
});

test('what changes settings has room of its own', () => {
  Object.assign(limits, { waitingRequestsOfClient: 3, waitingRequestsOfUser: 2 });
  Object.assign(limits, { waitingAdministrativeRequests: 2, waitingAdministrativeRequestsOfUser: 1 });
  const waiting = new WaitingRequests();
  const add = (user: number, administrative: boolean) =>
    waiting.add(requestAt(user, 1_000, waiting.size), administrative);
  expect([1, 1, 1, 2, 3].map((user) => add(user, false))).toEqual([true, true, false, true, false]);
  expect([1, 1, 2, 3].map((user) => add(user, true))).toEqual([true, false, true, false]);
});
