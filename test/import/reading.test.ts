/** Rows come out the same, however the bytes of a file come in, and from any of them on. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatOf, type RowFormat } from '#linkwright/import/format.js';
import { inPieces, rowsOf } from '../support/reading-rows.js';
import { required } from '../support/required.js';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

const encode = (text: string) => new TextEncoder().encode(text);

const utf16 = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
const together = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

const samples: [RowFormat, Uint8Array<ArrayBuffer>][] = [
  ['csv', encode('\uFEFFa,b\r\n1,"x\r\ny"\r\n\r\n2,"zwei, drei"\n3,"ä😀"\n4\n"5",5')],
  ['csv', together(encode('a,b\n1,\uFEFFx\n'), Uint8Array.of(0xff, 0x2c, 0x31, 0x0a), encode('2,y"z\n4,d'))],
  ['csv', encode('a;b\r1;"x\ry"\r\r2;zwei, drei\r"3;";3')],
  ['tsv', utf16('a\tb\r\n1\t"x\r\nÄ\u0a0d\u2c0a"\r\n2\t😀\r\n')],
  ['json', encode('{"a":1}\n\n{"a":12345678901234567890}\r\n[1]\n{"a":\n{"a":"ä"}')],
  ['json', together(encode('{"a":"'), Uint8Array.of(0xc3), encode('"}\n{"a":"x"}\n'))],
  ['json', encode(' [{"a": "]},\\"ä"} ,\r\n {"a":\n[{}, 1]}, 5 , tru e,{"a":null} ]\n')],
  ['json', utf16('[{"a":"\u5d22\u225d\u2c5b"},\n{"a":2}\n]')],
];

describe('the rows of a file', () => {
  test.each(samples)('are the same in pieces of any sizes (%s)', async (format, bytes) => {
    const whole = await rowsOf(inPieces(bytes, [bytes.length]), format);
    expect(whole.rows.length).toBeGreaterThan(1);
    expect(whole.stopped).toBeUndefined();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), async (sizes) => {
        const { rows, columns } = await rowsOf(inPieces(bytes, sizes), format);
        expect({ rows, columns }).toEqual({ rows: whole.rows, columns: whole.columns });
      }),
    );
  });

  test.each(samples)('are the same from a browser’s file (%s)', async (format, bytes) => {
    const whole = await rowsOf(inPieces(bytes, [bytes.length]), format);
    expect((await rowsOf(new File([bytes], 'x').stream(), format)).rows).toEqual(whole.rows);
  });

  test.each(samples)('go on behind any row, as they were (%s)', async (format, bytes) => {
    const { columns, rows } = await rowsOf(inPieces(bytes, [7]), format);
    for (const [at, { offset }] of rows.entries()) {
      const rest = await rowsOf(inPieces(bytes, [5]), format, { after: offset });
      expect(rest).toMatchObject({ columns, rows: rows.slice(at + 1) });
    }
  });

  test('have the text of the file, with what is not UTF-8 as U+FFFD', async () => {
    const [, bytes] = required(samples[1]);
    const { rows } = await rowsOf(inPieces(bytes, [bytes.length]));
    expect(
      rows.map(({ line, text, broken, undecoded }) => [line, text, broken === undefined, undecoded]),
    ).toEqual([
      [2, '1,\uFEFFx', true, undefined],
      [3, '\uFFFD,1', true, ['a']],
      [4, '2,y"z', false, undefined],
      [5, '4,d', true, undefined],
    ]);
  });

  test.each([
    ['links.csv', 'csv'],
    ['/folder.csv/LINKS.CSV', 'csv'],
    ['a.b.ndjson', 'json'],
    ['a.jsonl', 'json'],
    ['A.Json', 'json'],
    ['a.tsv', 'tsv'],
    ['links.txt', undefined],
    ['folder.csv/links', undefined],
    ['.csv', undefined],
    ['links', undefined],
  ])('%s is %s', (name, format) => {
    expect(formatOf(name)).toBe(format);
  });
});

test('nothing that import/ uses of ours needs Node', () => {
  const reached = new Set<string>();
  const visit = (file: string) => {
    if (reached.has(file)) return;
    reached.add(file);
    const text = readFileSync(file, 'utf8');
    for (const [, name = ''] of text.matchAll(/(?:from |import\()'([^']+)'/g)) {
      expect(name, file).not.toMatch(/^node:/);
      if (name.startsWith('.')) visit(resolve(dirname(file), name));
    }
    expect(text, file).not.toMatch(/\b(Buffer|process)\.\w/);
  };
  for (const name of readdirSync(join(dist, 'import'))) {
    if (name.endsWith('.js')) visit(join(dist, 'import', name));
  }
  expect(reached.size).toBeGreaterThan(10);
});
