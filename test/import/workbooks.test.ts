/** Rows of workbooks (docs/reference/command-line.md#files-that-are-imported). */
import { describe, expect, test } from 'vitest';
import { Zip } from '#linkwright/import/xlsx/zip.js';
import { rowsOf } from '../support/reading-rows.js';
import { number, shared, workbookFiles, workbookOf, zipOf } from '../support/workbook.js';

const header = ['<c t="inlineStr"><is><t>a</t></is></c>', '<c t="inlineStr"><is><t>b</t></is></c>'];

/** The values of the first row behind a header, of which `b` is the cell. */
async function cellOf(cell: string, others: Parameters<typeof workbookOf>[0] = { sheets: {} }) {
  const file = workbookOf({
    ...others,
    sheets: { One: [header, [shared(0), cell]] },
    texts: ['x', ...(others.texts ?? [])],
  });
  const { rows } = await rowsOf(file, 'xlsx');
  return rows[0]?.broken ?? rows[0]?.values?.b;
}

describe('a cell of a workbook', () => {
  test.each([
    ['a shared text', shared(1), { texts: ['Łódź & <co>'] }, 'Łódź & <co>'],
    ['a text of its own', '<c t="inlineStr"><is><t>in</t><r><t>line</t></r></is></c>', {}, 'inline'],
    ['a text that a formula makes', '<c t="str"><f>A1</f><v>made</v></c>', {}, 'made'],
    ['a sign that XML cannot hold', shared(1), { texts: ['a_x000A_b'] }, 'a\nb'],
    ['a whole number', number('1500'), {}, '1500'],
    ['a number of 15 digits', number('123456789012345'), {}, '123456789012345'],
    ['a fraction as binary numbers have it', number('0.30000000000000004'), {}, '0.3'],
    ['a number in E-notation', number('1.5E-7'), {}, '0.00000015'],
    ['a number that is shown with zeros', number('123', 1), { forms: ['00000'] }, '00123'],
    ['a date', number('46095', 1), { forms: [14] }, '2026-03-14'],
    ['a date of a form of its own', number('46095', 1), { forms: ['[$-407]dd/mm/yyyy;@'] }, '2026-03-14'],
    ['a date and time', number('46095.5', 1), { forms: [22] }, '2026-03-14T12:00:00Z'],
    ['a time', number('0.5', 1), { forms: ['h:mm'] }, '12:00:00'],
    ['a number in a form with a text of letters', number('5', 1), { forms: ['0 "days"'] }, '5'],
    ['a date where days count from 1904', number('44633', 1), { forms: [14], is1904: true }, '2026-03-14'],
    ['true', '<c t="b"><v>1</v></c>', {}, 'true'],
    ['false', '<c t="b"><v>0</v></c>', {}, 'false'],
    ['an error', '<c t="e"><v>#N/A</v></c>', {}, '#N/A'],
    ['a number that lost digits', number('1.2345678901234501E+19'), {}, '1.23456789012345E+19'],
    ['nothing', '<c/>', {}, ''],
  ])('may hold %s', async (_, cell, others, expected) => {
    const value = await cellOf(cell, { sheets: {}, ...others });
    if (expected.includes('E+')) expect(value).toMatch(/^1\.2345678901234\d*E\+19$/);
    else expect(value).toBe(expected);
  });

  test('that is a formula without a value breaks its row', async () => {
    expect(await cellOf('<c r="B2"><f>A1</f></c>')).toContain('The cell B2 is a formula');
  });
});

describe('a workbook', () => {
  const cells = (...values: string[]) => values.map((value) => `<c t="str"><v>${value}</v></c>`);

  test('has rows with their numbers; blank ones and cells that are left out are passed over', async () => {
    const rows = [
      cells('a', 'b'),
      [],
      cells('1', '2'),
      ['<c r="B4" t="str"><v>4</v></c>'],
      cells('5'),
      cells('', ''),
      cells('1', '2', '3'),
      cells('a', 'b'),
    ];
    const read = await rowsOf(workbookOf({ sheets: { One: rows } }), 'xlsx');
    expect(read.columns).toEqual(['a', 'b']);
    expect(read.rows.map(({ line, values, broken }) => [line, values ?? broken])).toEqual([
      [3, { a: '1', b: '2' }],
      [4, { a: '', b: '4' }],
      [5, { a: '5', b: '' }],
      [7, 'The row has 3 columns, the header has 2.'],
      [8, 'The header stands here again.'],
    ]);
    for (const [at, { offset }] of read.rows.entries()) {
      const rest = await rowsOf(workbookOf({ sheets: { One: rows } }), 'xlsx', { after: offset });
      expect(rest.rows).toEqual(read.rows.slice(at + 1));
    }
  });

  test('is read by the name of a sheet, or its number', async () => {
    const file = workbookOf({
      sheets: { One: [cells('a'), cells('1')], 'Two & more': [cells('b'), cells('2')] },
    });
    expect((await rowsOf(file, 'xlsx')).columns).toEqual(['a']);
    expect((await rowsOf(file, 'xlsx', { sheet: 'Two & more' })).columns).toEqual(['b']);
    expect((await rowsOf(file, 'xlsx', { sheet: '2' })).columns).toEqual(['b']);
    await expect(rowsOf(file, 'xlsx', { sheet: 'Thre' })).rejects.toThrow("no sheet 'Thre'");
  });

  const whole = workbookOf({ sheets: { One: [cells('a'), cells('1')] } });
  const files = workbookFiles({ sheets: { One: [cells('a'), cells('1')] } });
  const part = 'xl/worksheets/sheet1.xml';

  test.each([
    ['is no zip', new TextEncoder().encode('a,b\n1,2\n'), 'is no .xlsx workbook'],
    ['is cut off', whole.subarray(0, whole.length - 30), 'is no .xlsx workbook'],
    ['has a password', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), 'has a password'],
    ['is longer than 50 MB', new Uint8Array(50_000_001), 'at most 50 MB'],
    ['has XML that is none', zipOf({ ...files, [part]: '<worksheet><row></worksheet>' }), 'well-formed XML'],
    ['has XML that ends early', zipOf({ ...files, [part]: '<worksheet><sheetData>' }), 'well-formed XML'],
    [
      'has a cell that unpacks to too much',
      zipOf({ ...files, [part]: `<worksheet><v>${'x'.repeat(10_100_000)}` }),
      'a cell of more than 10 MB',
    ],
    [
      'has entities that grow',
      zipOf({ ...files, [part]: '<!DOCTYPE a [<!ENTITY b "bb">]><worksheet>&b;</worksheet>' }),
      'well-formed XML',
    ],
    ['is empty', workbookOf({ sheets: { One: [] } }), 'it has no header'],
  ])('that %s is refused in words', async (_, file, reason) => {
    const read = rowsOf(file, 'xlsx').then(({ stopped }) => Promise.reject(new Error(stopped)));
    await expect(read).rejects.toThrow(reason);
  });

  test('is unpacked no further than it may be', async () => {
    const zip = new Zip(zipOf({ part: 'x'.repeat(5_000_000) }));
    const read = async () => {
      for await (const piece of zip.read('part', 1_000_000)) expect(piece.length).toBeLessThan(1_000_000);
    };
    await expect(read()).rejects.toThrow("The workbook's part is longer than 1 MB.");
  });
});
