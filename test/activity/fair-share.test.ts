/** How many of each user are kept, where not all can be (docs/decisions/0023-recent-requests.md). */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fairShare, newestByShare } from '#linkwright/activity/fair-share.js';

const counts = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 10 });
const sum = (numbers: number[]) => numbers.reduce((all, number) => all + number, 0);

test('who has no more than the share keeps all, and as many are kept as may be', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 300 }), (of, max) => {
      const share = fairShare(of, max);
      const kept = sum(of.map((count) => Math.min(count, share)));
      if (sum(of) <= max) expect(share).toBe(Number.POSITIVE_INFINITY);
      else {
        expect(kept).toBeGreaterThanOrEqual(max);
        expect(kept).toBeLessThan(max + of.length);
      }
    }),
  );
});

test('the newest of each are kept, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 4 })), fc.integer({ min: 1, max: 20 }), (users, max) => {
      const requests = users.map((user, at) => ({ user, at }));
      const kept = newestByShare(requests, max);
      expect(kept).toEqual(requests.filter((request) => kept.includes(request)));
      expect(kept.length).toBeGreaterThanOrEqual(Math.min(max, users.length));
      for (const user of new Set(users)) {
        const own = kept.filter((request) => request.user === user);
        const all = requests.filter((request) => request.user === user);
        expect(own).toEqual(all.slice(all.length - own.length));
      }
    }),
  );
});
