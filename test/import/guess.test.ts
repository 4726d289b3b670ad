/** Which column is taken for which property, where nobody has said it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guessColumns } from '#linkwright/import/guess.js';

const targets = [
  { property: 'ContactNumber', names: ['ContactNumber', 'Number of the contact', 'contact'] },
  { property: 'Name', names: ['Name'] },
  { property: 'FirstName', names: ['FirstName'] },
  { property: 'LastName', names: ['LastName', 'Surname'] },
  { property: 'Email', names: ['Email'] },
];

describe('guessing a mapping', () => {
  test.each([
    ['equal names', ['Name', 'Email'], ['Name', 'Email']],
    [
      'case, spaces, underscores and signs',
      ['first name', 'LAST_NAME', 'e-mail'],
      ['FirstName', 'LastName', 'Email'],
    ],
    ['another name of it', ['Contact', 'surname'], ['ContactNumber', 'LastName']],
    ['a name that is near', ['contactnumer', 'Lastnme'], ['ContactNumber', 'LastName']],
    ['nothing that is near', ['office', 'registrar', ''], [undefined, undefined, undefined]],
    ['an equal name before one that differs in case', ['name', 'Name'], [undefined, 'Name']],
    ['an equal name before a near one', ['Nam', 'Name'], [undefined, 'Name']],
    ['composed letters', ['Na\u0301me', 'Email'], ['Name', 'Email']],
  ])('by %s', (_, header, expected) => {
    const guessed = new Map(guessColumns(header, targets));
    expect(header.map((column) => guessed.get(column))).toEqual(expected);
  });

  test('gives no property twice, and no column that is not there', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom('name', 'Name', 'e mail', 'surname'), fc.string())),
        (header) => {
          const guessed = guessColumns([...new Set(header)], targets);
          const properties = guessed.map(([, property]) => property);
          expect(properties).toEqual([...new Set(properties)]);
          for (const [column] of guessed) expect(header).toContain(column);
        },
      ),
    );
  });
});
