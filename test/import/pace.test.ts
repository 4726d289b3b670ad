import { expect, test } from 'vitest';
import { rateOf, secondsLeft } from '#linkwright/import/pace.js';

test.each([
  [{ elapsed: 0, share: 0, rows: 0 }, 0, 0],
  [{ elapsed: 2_000, share: 0, rows: 0 }, 0, 0],
  [{ elapsed: 2_000, share: 0.25, rows: 5_000 }, 2_500, 6],
  [{ elapsed: 1_500, share: 0.4, rows: 1 }, 1, 3],
  [{ elapsed: 10_000, share: 1, rows: 77_270 }, 7_727, 0],
])('%j: %d rows/s, %d s left', (pace, rate, left) => {
  expect(rateOf(pace)).toBe(rate);
  expect(secondsLeft(pace)).toBe(left);
});
