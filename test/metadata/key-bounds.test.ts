/** Ranges of stored keys hold the keys of every value that they are made for (docs/decisions/0076-conditions-of-a-query.md). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '#linkwright/limits/limits.js';
import { compareKeys, storedKey } from '#linkwright/metadata/canonical.js';
import {
  behindAll,
  boundsFrom,
  boundsOfBeginning,
  boundsOfValue,
  boundsTo,
  type KeyBounds,
} from '#linkwright/metadata/key-bounds.js';

const character = fc.constantFrom('a', 'b', 'é', '€', '😀', '\ud7ff', '\ue000', '\u{10ffff}', '\u0001', 'f');
/** Texts that often begin alike, around the length at which keys are shortened. */
const text = fc
  .tuple(
    fc.constantFrom('', 'a'.repeat(254), 'a'.repeat(256), '€'.repeat(85)),
    fc.string({ unit: character, maxLength: 4 }),
  )
  .map(([beginning, end]) => beginning + end)
  .filter((each) => each !== '');

function holds({ from, before }: KeyBounds, key: string): boolean {
  return (
    (from === undefined || compareKeys(key, from) >= 0) &&
    (before === undefined || compareKeys(key, before) < 0)
  );
}

/** Whether the bounds know all of the text. */
const isWhole = (given: string) => Buffer.byteLength(given) <= limits.keyBytes - 3;

describe('bounds of keys', () => {
  test('hold every value that fits, and of short ones no other', () => {
    fc.assert(
      fc.property(text, text, (value, given) => {
        const key = storedKey(value);
        const cases: [KeyBounds, boolean][] = [
          [boundsOfValue(given), value === given],
          [boundsFrom(given), compareKeys(value, given) >= 0],
          [boundsTo(given), compareKeys(value, given) <= 0],
          [boundsOfBeginning(given), value.startsWith(given)],
        ];
        for (const [bounds, fits] of cases) {
          if (fits) expect(holds(bounds, key)).toBe(true);
          if (key === value && isWhole(given)) expect(holds(bounds, key)).toBe(fits);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  test.each([
    ['ab', 'ac'],
    ['a\u{10ffff}', 'b'],
    ['\ud7ff', '\ue000'],
    ['\uffff', '\u{10000}'],
    ['\u{10ffff}', undefined],
    ['', undefined],
  ])('behind all that begin with %j comes %j', (beginning, behind) => {
    expect(behindAll(beginning)).toBe(behind);
  });
});
