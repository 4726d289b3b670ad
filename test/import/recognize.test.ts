/** What is recognized of a file, as the console offers it (docs/reference/command-line.md#files-that-are-imported). */
import { describe, expect, test } from 'vitest';
import { recognizeDateForms } from '#linkwright/import/dates.js';
import { recognizeEncoding } from '#linkwright/import/recognize.js';
import { recognizeDecimal } from '#linkwright/import/values.js';
import { sheetNames } from '#linkwright/import/xlsx-rows.js';
import { inPieces } from '../support/reading-rows.js';
import { shared, workbookOf } from '../support/workbook.js';

const bytesOf = (text: string, encoding: BufferEncoding) => new Uint8Array(Buffer.from(text, encoding));
const late = 'claim,name\n'.repeat(10_000);

describe('what is recognized of a file', () => {
  test.each([
    ['utf-8', bytesOf('a,b\n1,Łódź\n', 'utf8')],
    ['utf-8', bytesOf('', 'utf8')],
    ['utf-8', bytesOf('\uFEFFa', 'utf8')],
    ['utf-16le', bytesOf('\uFEFFa;b', 'utf16le')],
    ['utf-16le', bytesOf('a;b\r\n1;Łódź\r\n', 'utf16le')],
    ['utf-16be', bytesOf('a;b\r\n1;ä\r\n', 'utf16le').reverse()],
    ['windows-1252', bytesOf('a;b\n1;Müller', 'latin1')],
    ['windows-1252', bytesOf(`${late}Müller`, 'latin1')],
    ['windows-1252', bytesOf('a;é', 'latin1')],
  ])('its encoding: %s', async (expected, bytes) => {
    for (const size of [1, 3, 65_536])
      expect(await recognizeEncoding(inPieces(bytes, [size]))).toBe(expected);
  });

  test.each([
    [['14.03.2026', '4.3.2026 13:45', '', 'unknown'], ['DD.MM.YYYY']],
    [['3/4/2026', '3/14/2026'], ['MM/DD/YYYY']],
    [['3/4/2026', '14/3/2026'], ['DD/MM/YYYY']],
    [['3/4/2026'], ['DD/MM/YYYY', 'MM/DD/YYYY']],
    [['3/14/2026', '14/3/2026'], []],
    [['20260314'], ['YYYYMMDD']],
    [['2026-03-14', '2026-03-14T10:00:00Z'], []],
    [['2026-03-14', '14.03.2026'], ['DD.MM.YYYY']],
    [['46095'], []],
  ])('how %j are written', (texts, expected) => {
    expect(recognizeDateForms(texts)).toEqual(expected);
  });

  test.each([
    [['1.500,50', '2.000'], ','],
    [['12,5', '7'], ','],
    [['1,500.50', '2,000'], '.'],
    [['12.5', 'many'], '.'],
    [['1.500', '2.000'], undefined],
    [['1500', ''], undefined],
    [['12,5', '12.5'], undefined],
  ])('the decimal sign of %j', (texts, expected) => {
    expect(recognizeDecimal(texts)).toBe(expected);
  });

  test('the sheets of a workbook', async () => {
    const file = workbookOf({ sheets: { 'Jan & Feb': [[shared(0)]], March: [] }, texts: ['a'] });
    expect(await sheetNames({ file: inPieces(file, [1_000]) })).toEqual(['Jan & Feb', 'March']);
  });
});
