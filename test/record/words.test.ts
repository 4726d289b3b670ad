/** The words that records are found by (src/record/keys/words.ts), against folding a whole text at once. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '#linkwright/limits/limits.js';
import { plain } from '#linkwright/metadata/canonical.js';
import { wordsOf, wordsOfText } from '#linkwright/record/keys/words.js';
import { noRules } from '#linkwright/store/store.js';

function wordsAtOnce(text: string, limit: number): string[] {
  const words = (plain(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) =>
    [...word].slice(0, limits.wordCharacters).join(''),
  );
  return [...new Set(words)].slice(0, limit);
}

/** The words that a record with one text is found by, those of several parts among them. */
function recordWordsAtOnce(text: string): string[] {
  const shortened = (word: string) => [...word].slice(0, limits.wordCharacters).join('');
  const groups = plain(text).match(/[\p{L}\p{N}]+(?:['’‘ʼ`./_\p{Pd}][\p{L}\p{N}]+)*/gu) ?? [];
  const words = groups.flatMap((group) => {
    const parts = group.match(/[\p{L}\p{N}]+/gu) ?? [];
    return parts.length > 1 ? [...parts, parts.join('')] : parts;
  });
  return [...new Set(words.map(shortened))].slice(0, limits.wordsOfField);
}

const oneText = {
  fields: [
    { id: 1, name: 'Text', label: 'Text', type: 'Text' as const, refersTo: null, codes: null, ...noRules },
  ],
};

/** Characters that become others, several or none; marks, letters of two units, and what words are divided by. */
const unit = fc.oneof(
  fc.constantFrom(...'aΣςσßẞİıŉΐﬁ℃ⓐ①Ａ각가ǅ', '\u0301', '\u0327', '\u0345', '\u200d', '𝒜', '𐐀', '😀', '𝟙'),
  fc.constantFrom(' ', '-', '’', '.', '。', '\n', '0', 'word', 'Ångström'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }).map((text) => text.toWellFormed()),
);
const anyText = fc
  .tuple(
    fc.array(unit, { maxLength: 40 }),
    fc.integer({ min: 0, max: 1_100 }),
    fc.constantFrom('x', 'é', ' a', '𝒜'),
  )
  .map(
    ([units, length, filling]) =>
      `${filling.repeat(length)}${units.join('')}${filling.repeat(20)}${units.join('')}`,
  );

describe('words of a text', () => {
  test('are those of the whole text, however it is cut', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 60 }), (text, limit) => {
        expect(wordsOfText(text, limit)).toEqual(wordsAtOnce(text, limit));
      }),
      { numRuns: 2_000 },
    );
  });

  test('of several parts are words of a record too, however the text is cut', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect([...wordsOf(oneText, { Text: text })]).toEqual(recordWordsAtOnce(text));
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['lodz', 'ŁÓDŹ'],
    ['orsted', 'Ørsted'],
    ['obrien', 'O’Brien'],
    ['obrien', "O'Brien"],
    ["o'brien", "O'Brien"],
    ['1234567', '1234-567'],
    ['aerospatiale', 'Ærospatiale'],
    ['strasse', 'Straße'],
    ['20261231', '2026-12-31'],
  ])('%s finds %s', (search, text) => {
    const words = [...wordsOf(oneText, { Text: `before ${text} behind` })];
    for (const word of wordsOfText(search, 10)) {
      expect(words.some((each) => each.startsWith(word))).toBe(true);
    }
  });

  test('a character folds the same alone as among others', () => {
    for (let code = 0; code < 0x20000; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const characters = ['Σ', String.fromCodePoint(code), 'Σ', 'i'];
      if (plain(characters.join('')) !== characters.map(plain).join(''))
        expect.unreachable(code.toString(16));
    }
  });

  test('the rest of a text is not folded once there are enough', () => {
    const normalize = String.prototype.normalize;
    let folded = 0;
    String.prototype.normalize = function counted(...form) {
      folded += this.length;
      return normalize.apply(this, form);
    };
    try {
      expect(wordsOfText('ä b c d é f '.repeat(5_000), 3)).toEqual(['A', 'B', 'C']);
    } finally {
      String.prototype.normalize = normalize;
    }
    expect(folded).toBeLessThan(1_000);
  });
});
