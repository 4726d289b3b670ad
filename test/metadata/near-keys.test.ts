/** Which keys are so near to each other that one is suggested for the other. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { areNear, foldedKey } from '#linkwright/metadata/canonical.js';
import { required } from '../support/required.js';

const runs = { numRuns: 3_000 };

/** Near keys are told by `areNear`, and fetched by `foldedKey`, which they must therefore share. */
function expectNear(one: string, other: string) {
  expect(areNear(one, other)).toBe(true);
  expect(foldedKey(one)).toBe(foldedKey(other));
}

describe('near keys', () => {
  test.each([
    ['case', 'CLM-2026', 'clm-2026'],
    ['accents', 'Müller', 'Muller'],
    ['strokes', 'ŁÓDŹ-Ø1', 'lodz o1'],
    ['accents, decomposed', 'Mu\u0308ller', 'muller'],
    ['spaces', 'CLM 2026', 'CLM2026'],
    ['other spaces', 'CLM\u00a0\t2026 ', ' CLM2026'],
    ['punctuation', 'CLM-2026/01', 'CLM.2026_1'],
    ['dashes and quotes', 'O’Neil–1', "O'Neil-1"],
    ['leading zeros', 'CLM-007', 'CLM-7'],
    ['leading zeros at the start', '0007', '7'],
    ['leading zeros of each group', '007-0012', '7-12'],
    ['leading zeros behind letters', 'A007B0012', 'A7B12'],
    ['zeros alone', 'A-000', 'A-0'],
    ['wide digits', 'CLM-１２', 'clm-12'],
    ['all of them', ' Société-Générale 0042 ', 'societe generale/42'],
    ['ß', 'Straße', 'STRASSE'],
    ['ẞ', 'STRAẞE', 'Strasse'],
    ['a Greek word’s last sigma beside a space', 'ΟΔΟΣ Α', 'ΟΔΟΣΑ'],
    ['a separator left out before a zero', 'POL-2026-001', 'POL2026001'],
  ])('%s: %j is near %j', (_name, one, other) => {
    expectNear(one, other);
  });

  test.each([
    ['CLM-1', 'CLM-2'],
    ['CLM-1', 'CLM-10'],
    ['10', '1'],
    ['100', '1'],
    ['A0', 'A'],
    ['A-101', 'A-11'],
    ['Meier', 'Meyer'],
    ['CLM-1', 'POL-1'],
  ])('%j is not near %j', (one, other) => {
    expect(areNear(one, other)).toBe(false);
  });

  const letters = ['a', 'b', 'e', 'o', 'u', 'n', 'z'];
  const part = fc.oneof(
    fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 4 }),
    fc.integer({ min: 0, max: 1_005 }),
  );
  const parts = fc.array(part, { minLength: 1, maxLength: 5 });
  const separator = fc.constantFrom(' ', '-', '_', '.', '/', ' - ', '\u2013', '\u00a0', '#', '(', '’');

  /** One way of writing the parts: what tells it from any other way does not count. */
  const written = (all: (string | number)[]) =>
    fc
      .array(
        fc.record({
          separator,
          join: fc.boolean(),
          zeros: fc.nat(3),
          upper: fc.boolean(),
          accent: fc.constantFrom('', '\u0301', '\u0308', '\u0323'),
          compose: fc.boolean(),
        }),
        { minLength: all.length, maxLength: all.length },
      )
      .map((ways) =>
        ways
          .map((way, at) => {
            const each = required(all[at]);
            // Two numbers side by side need what parts them.
            const joined = way.join && !(typeof each === 'number' && typeof all[at - 1] === 'number');
            if (typeof each === 'number') return (joined ? '' : way.separator) + '0'.repeat(way.zeros) + each;
            const cased = way.upper ? each.toUpperCase() : each;
            const accented = cased + way.accent;
            return (joined ? '' : way.separator) + (way.compose ? accented.normalize('NFC') : accented);
          })
          .join(''),
      );

  test('any two ways of writing one key are near', () => {
    fc.assert(
      fc.property(
        parts.chain((all) => fc.tuple(written(all), written(all))),
        ([one, other]) => {
          expectNear(one, other);
        },
      ),
      runs,
    );
  });
});
