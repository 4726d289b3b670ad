/** Rows come out the same, however the bytes of a file come in, and from any of them on. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatOf, type RowFormat } from '#linkwright/import/format.js';
import type { FileBytes } from '#linkwright/import/lines.js';
import { type Row, readRows } from '#linkwright/import/rows.js';
import { required } from '../support/required.js';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

async function* inPieces(bytes: Uint8Array, sizes: number[]) {
  for (let from = 0, turn = 0; from < bytes.length; turn++) {
    const size = required(sizes[turn % sizes.length]);
    yield bytes.subarray(from, from + size);
    from += size;
  }
}

async function rowsOf(file: FileBytes, format: RowFormat = 'csv', after = 0) {
  const rows: Row[] = [];
  let header: string[] | undefined;
  const onHeader = (columns: string[]) => {
    header = columns;
  };
  for await (const chunk of readRows({ file, format, onHeader, after })) rows.push(...chunk);
  return { header, rows };
}

const encode = (text: string) => new TextEncoder().encode(text);

const samples: [RowFormat, Uint8Array<ArrayBuffer>][] = [
  ['csv', encode('\uFEFFa,b\r\n1,"x\r\ny"\r\n\r\n2,"zwei, drei"\n3,"ä😀"\n4\n"5",5')],
  [
    'csv',
    Buffer.concat([
      encode('a,b\n1,\uFEFFx\n'),
      Buffer.from([0xff, 0x2c, 0x31, 0x0a]),
      encode('2,y"z\n"3,never closed\n4,d'),
    ]),
  ],
  ['ndjson', encode('{"a":1}\n\n{"a":12345678901234567890}\r\n[1]\n{"a":\n{"a":"ä"}')],
  ['ndjson', Buffer.concat([encode('{"a":"'), Buffer.from([0xc3]), encode('"}\n{"a":"x"}\n')])],
];

describe('the rows of a file', () => {
  test.each(samples)('are the same in pieces of any sizes (%s)', async (format, bytes) => {
    const whole = await rowsOf(inPieces(bytes, [bytes.length]), format);
    expect(whole.rows.length).toBeGreaterThan(1);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), async (sizes) => {
        expect(await rowsOf(inPieces(bytes, sizes), format)).toEqual(whole);
      }),
    );
  });

  test.each(samples)('are the same from a browser’s file (%s)', async (format, bytes) => {
    const whole = await rowsOf(inPieces(bytes, [bytes.length]), format);
    expect(await rowsOf(new File([bytes], 'x').stream(), format)).toEqual(whole);
  });

  test.each(samples)('go on behind any row, as they were (%s)', async (format, bytes) => {
    const { header, rows } = await rowsOf(inPieces(bytes, [7]), format);
    for (const [at, { offset }] of rows.entries()) {
      const rest = await rowsOf(inPieces(bytes, [5]), format, offset);
      expect(rest).toEqual({ header, rows: rows.slice(at + 1) });
    }
    expect(rows.at(-1)?.offset).toBe(bytes.length);
  });

  test('have the text of the file, with what is not UTF-8 as U+FFFD', async () => {
    const [, bytes] = required(samples[1]);
    const { rows } = await rowsOf(inPieces(bytes, [bytes.length]));
    expect(rows.map(({ line, text, broken }) => [line, text, broken === undefined])).toEqual([
      [2, '1,\uFEFFx', true],
      [3, '\uFFFD,1', false],
      [4, '2,y"z', false],
      [5, '"3,never closed', false],
      [6, '4,d', true],
    ]);
  });

  test.each([
    ['links.csv', 'csv'],
    ['/folder.csv/LINKS.CSV', 'csv'],
    ['a.b.ndjson', 'ndjson'],
    ['a.jsonl', 'ndjson'],
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
