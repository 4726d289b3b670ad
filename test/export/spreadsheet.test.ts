/** What `export --for-spreadsheets` writes is no formula, wherever it is opened (decision 51). */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headText, type Row, rowText } from '#linkwright/export/rows.js';
import { seed } from '../support/random.js';
import { required } from '../support/required.js';

const names = ['ID', 'Name', 'Amount', 'Other'];
const columns = { names, numeric: new Set(['Amount']) };
const textOf = (...rows: Row[]) =>
  headText(columns, 'spreadsheet') + rows.map((row) => rowText(row, columns, 'spreadsheet')).join('');
const cellsOf = (text: string) => parse<Record<string, string>>(text, { bom: true, columns: true });
const nameOf = (Name: string) => required(cellsOf(textOf({ ID: 1, Name }))[0]?.Name);

const signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
const spaces = ['', ' ', '\t', '\r', '\n', '\r\n', '\u00a0', '\u3000', '\u200b', '\ufeff', '\0', ' \t '];

describe('a cell', () => {
  test.each(
    signs.flatMap((sign) => spaces.map((space) => `${space}${sign}HYPERLINK("https://example.com")`)),
  )('%j has an apostrophe in front', (text) => {
    expect(nameOf(text)).toMatch(/^'/);
    expect(nameOf(text).replaceAll("'", '')).toBe(text);
  });

  test.each(['\tplain', '\rplain', '\nplain'])('%j too: what is left of it is another text', (text) => {
    expect(nameOf(text)).toBe(`'${text}`);
  });

  test.each(["O'Brien", 'a=b', 'a - b', '12', '', 'Müller & Söhne', 'a, -b', '"=1"', 'x;y', 'first\nsecond'])(
    '%j stays as it is',
    (text) => {
      expect(nameOf(text)).toBe(text);
    },
  );

  test('numbers stay numbers, where the column is one of numbers', () => {
    const rows = [
      { ID: -1, Name: '-5', Amount: -5, Other: -5 },
      { ID: 2, Name: '+49 30 1234', Amount: '-12345678901234567.89', Other: '-5' },
      { ID: 3, Amount: '-5+cmd|1' },
    ];
    expect(cellsOf(textOf(...rows))).toEqual([
      { ID: '-1', Name: "'-5", Amount: '-5', Other: '-5' },
      { ID: '2', Name: "'+49 30 1234", Amount: '-12345678901234567.89', Other: "'-5" },
      { ID: '3', Name: '', Amount: "'-5+cmd|1", Other: '' },
    ]);
  });
});

test('the file says that it is UTF-8, and ends its lines as Windows does', () => {
  const text = textOf({ ID: 1, Name: 'Größe' });
  expect(Buffer.from(text).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  expect(text.slice(1).split('\r\n')).toEqual(['ID,Name,Amount,Other', '1,Größe,,', '']);
});

test('no text is a formula, whatever sign a program divides cells by', () => {
  const part = fc.oneof(
    fc.constantFrom(...signs, ...spaces, ';', '|', ',', '"', '""', 'x', '1', "'"),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
  );
  const text = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(fc.record({ ID: fc.integer(), Name: text, Other: text })), (rows) => {
      const written = textOf(...rows);
      for (const row of cellsOf(written))
        for (const name of ['Name', 'Other'])
          expect(row[name]).not.toMatch(/^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u);
      // By another sign a program goes by no quotes: each piece between signs and ends of lines is a cell to it.
      for (const sign of [';', '|', '\t'])
        for (const line of written.slice(1).split(/[\r\n]/))
          for (const cell of line.split(sign).slice(line.startsWith('-') ? 1 : 0))
            expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/u);
    }),
    { seed, numRuns: 2_000 },
  );
});
