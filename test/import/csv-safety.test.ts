/** Nothing that stands inside a cell is ever taken for a row (docs/reference/command-line.md#files-that-are-imported). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvCell } from '#linkwright/import/csv-record.js';
import { Encoding } from '#linkwright/import/encoding.js';
import { seed } from '../support/random.js';
import { rowsOf } from '../support/reading-rows.js';

const delimiters = [',', ';', '\t', '|'];
const endings = ['\n', '\r\n', '\r'];
const encodings = [
  { name: 'utf-8', mark: '' },
  { name: 'utf-8', mark: '\uFEFF' },
  { name: 'utf-16le', mark: '\uFEFF' },
  { name: 'utf-16be', mark: '\uFEFF' },
  { name: 'windows-1252', mark: '', given: 'windows-1252' },
  { name: 'utf-16le', mark: '', given: 'utf-16le' },
];

const odd = fc.constantFrom(
  '"',
  '""',
  ',',
  ';',
  '\t',
  '|',
  '\n',
  '\r',
  '\r\n',
  '\n"',
  '"\n',
  '",\n"',
  ' "',
  'é',
  'Ä',
);
const cell = fc
  .array(fc.oneof(odd, fc.constantFrom('a', 'bc', ' ', '1')), { maxLength: 8 })
  .map((parts) => parts.join(''));

/** A file's text, with every cell in quotes or only those that need them. */
const written = (rows: string[][], delimiter: string, ending: string, all: boolean) =>
  rows
    .map((cells) => cells.map((each) => (all ? `"${each.replaceAll('"', '""')}"` : csvCell(each, delimiter))))
    .map((cells) => cells.join(delimiter) + ending)
    .join('');

const header = ['first', 'second', 'third'];

test('a file reads as it was written, in any encoding, with any delimiter and line end', async () => {
  const form = fc.record({
    rows: fc.array(fc.tuple(fc.constantFrom('x', 'y z'), cell, cell), { minLength: 1, maxLength: 6 }),
    delimiter: fc.constantFrom(...delimiters),
    ending: fc.constantFrom(...endings),
    encoding: fc.constantFrom(...encodings),
    all: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(form, async ({ rows, delimiter, ending, encoding: { name, mark, given }, all }) => {
      const text = mark + written([header, ...rows], delimiter, ending, all);
      const read = await rowsOf(new Encoding(name).encode(text), 'csv', { encoding: given });
      expect(read.stopped).toBeUndefined();
      expect(read.columns).toEqual(header);
      expect(read.rows.map(({ values }) => Object.values(values ?? {}))).toEqual(rows);
    }),
    { seed, numRuns: 500 },
  );
});

/** A cell whose lines look like rows; each of its quotes stands in front of a letter. */
const trap = fc
  .array(fc.constantFrom('\n', '\ninside,b,c', '\ninside,"b",c', 'said "so', '"so', 'plain', ' '), {
    minLength: 1,
  })
  .map((parts) => `begin${parts.join('')}\ninside,b,c\nend`);
const trapRows = fc.array(fc.tuple(fc.constantFrom('x', 'y'), fc.constantFrom('1', 'two'), trap), {
  minLength: 1,
  maxLength: 4,
});

test('a file whose quotes are damaged gives no row out of a cell', async () => {
  const damaged = fc.oneof(
    // A writer that doubles no quote.
    trapRows.map((rows) => rows.map((cells) => `${cells.slice(0, 2).join(',')},"${cells[2]}"\n`).join('')),
    // A file that was cut off.
    trapRows
      .map((rows) => written(rows, ',', '\n', false))
      .map((text) => text.slice(0, text.lastIndexOf('"'))),
    // A quote that came in from somewhere.
    fc
      .tuple(trapRows, fc.nat())
      .map(([rows, at]) => ({ text: written(rows, ',', '\n', false), at }))
      .map(({ text, at }) => ({
        text,
        places: [...text.matchAll(/[a-z ](?=[a-z])/g)].map(({ index }) => index + 1),
        at,
      }))
      .map(({ text, places, at }) => {
        const place = places[at % places.length] ?? 0;
        return `${text.slice(0, place)}"${text.slice(place)}`;
      }),
  );
  await fc.assert(
    fc.asyncProperty(damaged, async (text) => {
      const { rows } = await rowsOf(`${header.join()}\n${text}`, 'csv', { delimiter: ',' });
      expect(rows.filter(({ values }) => values?.first === 'inside')).toEqual([]);
    }),
    { seed, numRuns: 500 },
  );
});

describe('a quote in the wrong place', () => {
  const good = (number: number) => `K-${number},Name`;
  const long = 'x'.repeat(70_000);
  const cases: { name: string; lines: string[]; numbers: string[]; broken?: number[]; stopped?: number }[] = [
    {
      name: 'in a cell that does not begin with one: its row alone is broken',
      lines: ['K-1,12" pipe', good(2)],
      numbers: ['K-2'],
      broken: [2],
    },
    {
      name: 'behind blanks: it may open a cell',
      lines: [good(1), 'K-2, "note', 'K-3,x', '"'],
      numbers: ['K-1'],
      stopped: 3,
    },
    {
      name: 'that is opened and not closed',
      lines: [good(1), 'K-2,"Bad', good(3)],
      numbers: ['K-1'],
      stopped: 3,
    },
    {
      name: 'that is opened and not closed in the last line',
      lines: [good(1), 'K-2,"Bad'],
      numbers: ['K-1'],
      stopped: 3,
    },
    {
      name: 'with text behind a closing one',
      lines: [good(1), '"K-2"x,2', good(3)],
      numbers: ['K-1'],
      stopped: 3,
    },
    {
      name: 'in a cell of several lines',
      lines: [good(1), 'K-2,"the "insured" said:', 'K-3,copied', 'end"', good(4)],
      numbers: ['K-1'],
      stopped: 3,
    },
    {
      name: 'in a later line of a cell',
      lines: [good(1), 'K-2,"said:', 'the "insured"', good(4)],
      numbers: ['K-1'],
      stopped: 3,
    },
    {
      name: 'nowhere: a cell may be long',
      lines: ['K-1,"see mail:', 'K-2,copied', long, '"', good(3)],
      numbers: ['K-1', 'K-3'],
    },
  ];

  test.each(cases)('$name', async ({ lines, numbers, broken = [], stopped }) => {
    const read = await rowsOf(`number,name\n${lines.join('\n')}\n`);
    const sound = read.rows.filter((row) => row.broken === undefined);
    expect(sound.map(({ values }) => values?.number)).toEqual(numbers);
    expect(read.rows.filter((row) => row.broken !== undefined).map(({ line }) => line)).toEqual(broken);
    expect(read.stopped?.split(':')[0]).toBe(stopped === undefined ? undefined : `Line ${stopped}`);
  });
});
