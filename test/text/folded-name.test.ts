/** Which names of domains, fields and relationships are one name. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldedName } from '#linkwright/text/folded-name.js';

const runs = { numRuns: 3_000 };

describe('foldedName', () => {
  test.each([
    ['Adjuster', 'ADJUSTER'],
    ['adjuster', 'aDJUSTER'],
    ['Straße', 'STRASSE'],
    ['Straße', 'strasse'],
    ['Straße', 'STRAẞE'],
    ['Caf\u00e9', 'CAFE\u0301'],
    ['caf\u00e9', 'CAF\u00c9'],
    ['ΟΔΟΣ', 'οδος'],
    ['οδοσ', 'οδος'],
    ['ﬁdelity', 'FIDELITY'],
    ['\u212aelvin', 'kelvin'],
    ['ДИСПАШЕР', 'диспашер'],
  ])('%j is %j', (one, other) => {
    expect(foldedName(one)).toBe(foldedName(other));
  });

  test.each([
    ['Adjuster', 'Adjustor'],
    ['resume', 'résumé'],
    ['Expert Witness', 'ExpertWitness'],
    ['Witness', ' Witness'],
    ['Witness 1', 'Witness 01'],
    ['Broker', 'Broker-'],
  ])('%j is not %j', (one, other) => {
    expect(foldedName(one)).not.toBe(foldedName(other));
  });

  test('every letter of Unicode is equal to its capital, its small form and its decomposition', () => {
    const wrong: string[] = [];
    for (let point = 0; point <= 0x10ffff; point++) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const letter = String.fromCodePoint(point);
      const forms = [letter.toUpperCase(), letter.toLowerCase(), letter.normalize('NFD')];
      const others = forms.filter((form) => form !== letter);
      if (others.some((form) => foldedName(form) !== foldedName(letter))) wrong.push(point.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  test('a name in any case and form is one name, and different names are not', () => {
    const letter = fc.constantFrom('a', 'b', 'é', 'ö', 'ß', 'ж', ' ', '1', '-');
    const name = fc.string({ unit: letter, minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(foldedName(one.toUpperCase().normalize('NFD'))).toBe(foldedName(one));
        expect(foldedName(foldedName(one))).toBe(foldedName(one));
        const plain = (text: string) => text.replaceAll('ß', 'ss');
        expect(foldedName(one) === foldedName(other)).toBe(plain(one) === plain(other));
      }),
      runs,
    );
  });
});
