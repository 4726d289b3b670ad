/** What export writes is what import reads (decision 53). */
import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Format, headText, type Row, rowText } from '#linkwright/export/rows.js';
import { limits } from '#linkwright/limits/limits.js';
import { temporaryFolder } from '../support/folder.js';
import { seed } from '../support/random.js';
import { rowsOf } from '../support/reading-rows.js';

const folder = temporaryFolder();
const columns = ['ID', 'Name', 'Amount', 'Other'];
const ofTable = { names: columns, numeric: new Set(['Amount']) };

async function readBack(rows: Row[], format: 'ndjson' | 'csv') {
  const file = join(folder, `rows.${format}`);
  const texts = rows.map((row) => rowText(row, ofTable, format));
  writeFileSync(file, headText(ofTable, format) + texts.join(''));
  const read = await rowsOf(createReadStream(file), format === 'csv' ? 'csv' : 'json');
  expect(read.stopped).toBeUndefined();
  return read.rows;
}

const odd = fc.oneof(
  fc.constantFrom('"', '""', ',', '\n', '\r', '\r\n', '\n"', '"\n', '",\n"', ' ', '\uFEFF', '\u2028', '=1+1'),
  fc.constantFrom('\n'.repeat(65_536), '"'.repeat(2_000), '"\n'.repeat(5_000), ',\r\n'.repeat(3_000)),
);
const text = fc.oneof(
  { weight: 5, arbitrary: fc.string({ unit: 'binary' }) },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.oneof(odd, fc.string()))
      .map((parts) => parts.join('').slice(0, limits.valueCharacters).toWellFormed()),
  },
  { weight: 1, arbitrary: odd },
);
const row = fc.record({
  ID: fc.integer({ min: 1 }),
  Name: fc.option(text),
  Amount: fc.option(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.bigInt().map(String))),
  Other: fc.option(fc.oneof(text, fc.boolean())),
});

test.each(['ndjson', 'csv'] as const satisfies Format[])(
  'rows as %s are read back as they were',
  async (format) => {
    const rows = fc.array(row, { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, async (written: Row[]) => {
        const read = await readBack(written, format);
        expect(read.filter(({ broken }) => broken !== undefined)).toEqual([]);
        const values = read.map((each) => each.values);
        if (format === 'ndjson') {
          expect(JSON.stringify(values)).toBe(JSON.stringify(written));
          return;
        }
        // A cell is a text; an empty one is a value that is missing.
        const cells = written.map((each) => columns.map((column) => String(each[column] ?? '')));
        expect(values.map((each) => columns.map((column) => each?.[column]))).toEqual(cells);
      }),
      { seed, numRuns: 100 },
    );
  },
);
