/** What the console takes for a search, against what the server does. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limits } from '#linkwright/limits/limits.js';
import { wordsOfText } from '#linkwright/record/keys/words.js';
import { searchedWords, searchFault } from '../../console/src/data/search-fault.ts';

const typed = fc
  .array(
    fc.oneof(
      fc.constantFrom(' ', '-', '…', 'ⓐ', 'ß', 'SS', '\u0301', '😀', 'x'.repeat(33)),
      fc.string({ unit: 'binary' }),
    ),
  )
  .map((parts) => parts.join('').toWellFormed());

test('words of a search are counted as the server counts them', () => {
  fc.assert(fc.property(typed, (text) => searchedWords(text) === wordsOfText(text, 1_000).length));
});

test('a search has as many words as the server takes', () => {
  const words = Array.from({ length: limits.searchedWords + 1 }, (_, at) => `w${at}`);
  expect(searchFault(words.slice(1).join(' '))).toBeUndefined();
  expect(searchFault(words.join(' '))).toBe(
    `Not searched: it takes no more than ${limits.searchedWords} words.`,
  );
  expect(searchFault('…')).toBe('Not searched: it takes a letter or a digit.');
  expect(searchFault('')).toBeUndefined();
});
