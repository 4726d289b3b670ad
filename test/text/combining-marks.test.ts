/** Texts of too many combining marks in a row, as Unicode's Stream-Safe format has it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '#linkwright/limits/limits.js';
import { canonicalText, plain } from '#linkwright/metadata/canonical.js';
import { hasTooManyMarks, streamSafe } from '#linkwright/text/combining-marks.js';
import { foldedName } from '#linkwright/text/folded-name.js';

const max = limits.combiningMarks;

/** The same, found the slow way: what each character is made of, mark by mark. */
function hasTooManyMarksSlowly(text: string) {
  let run = 0;
  for (const character of text) {
    for (const letter of character.normalize('NFKD')) {
      run = /\p{M}/u.test(letter) ? run + 1 : 0;
      if (run > max) return true;
    }
  }
  return false;
}

const acute = '\u0301';

test.each([
  ['no mark', 'x'.repeat(1_000), false],
  ['as many as may be', `a${acute.repeat(max)}`, false],
  ['one more', `a${acute.repeat(max + 1)}`, true],
  ['one more, at the end of many letters', `${'ä'.repeat(5_000)}${acute.repeat(max + 1)}`, true],
  ['one more with that of a letter made of two', `é${acute.repeat(max)}`, true],
  ['marks that are made of two', '\u0344'.repeat(max / 2 + 1), true],
  ['as many of those as may be', `x${'\u0344'.repeat(max / 2)}`, false],
  ['letters that become marks', `x${'\uff9e\u0316'.repeat(max)}`, true],
  ['a letter that begins with a mark', `x${acute.repeat(max)}\u0e33`, true],
  ['runs that a letter parts', `a${acute.repeat(max)}`.repeat(100), false],
  ['a ligature of eighteen letters', '\ufdfa'.repeat(1_000), false],
  ['Hangul, Devanagari, Vietnamese', '각हिन्दी tiếng Việt '.repeat(100), false],
])('%s', (_, text, expected) => {
  expect(hasTooManyMarks(text)).toBe(expected);
  expect(hasTooManyMarksSlowly(text)).toBe(expected);
});

const units = [
  'a',
  'é',
  'ǖ',
  'ΐ',
  acute,
  '\u0316',
  '\u0344',
  '\uff9e',
  '\u0e33',
  '\u05b0',
  '\ufdfa',
  '😀',
  '\u{1d165}',
];
const texts = fc
  .array(fc.tuple(fc.constantFrom(...units), fc.constantFrom(1, 1, 2, 10, 29, 30, 31)), { maxLength: 6 })
  .map((parts) => parts.map(([unit, times]) => unit.repeat(times)).join(''));

test('are found as the slow way finds them', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(hasTooManyMarks(text)).toBe(hasTooManyMarksSlowly(text));
    }),
    { numRuns: 3_000 },
  );
});

test('a text is made safe by joiners alone, and one that is safe is left alone', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const safe = streamSafe(text);
      expect(safe.replaceAll('\u034f', '')).toBe(text);
      if (!hasTooManyMarks(text)) expect(safe).toBe(text);
      const runs = safe.split('\u034f');
      for (const run of runs) expect(hasTooManyMarksSlowly(run)).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});

describe('what is stored from earlier days is normalised in linear time', () => {
  const hostile = {
    'marks that change places': `a${'\u0301\u0316'.repeat(limits.valueCharacters / 2)}`,
    'letters that become marks': `a${'\uff9e\u0316'.repeat(limits.valueCharacters / 2)}`,
    'a ligature of eighteen letters': '\ufdfa'.repeat(limits.valueCharacters),
  };
  const ways = { canonicalText, plain, foldedName };
  const rows = Object.entries(ways).flatMap(([way, normalise]) =>
    Object.entries(hostile).map(([name, text]) => ({ way, normalise, name, text })),
  );

  test.each(rows)('$way of $name', ({ normalise, text }) => {
    const { user } = process.cpuUsage();
    normalise(text);
    // The first two took 2.4 s and more.
    expect(process.cpuUsage().user - user).toBeLessThan(700_000);
  });
});
