/** Values as files write them (docs/reference/command-line.md#values-as-files-write-them). */
import { describe, expect, test } from 'vitest';
import { dateFormOf } from '#linkwright/import/dates.js';
import { Rejection } from '#linkwright/import/rejects.js';
import { type Property, readValues, type ValueForms } from '#linkwright/import/values.js';

const sheet: ValueForms = { isSheet: true, isInDoubt: false };

/** The value as it is sent, or why it is not. */
function read(property: Property, value: unknown, forms: Partial<ValueForms> = {}): unknown {
  const body = readValues({ Field: value }, () => property, { ...sheet, ...forms });
  return body instanceof Rejection ? body.reason : body.Field;
}

const dated = (text: string) => ({ dates: dateFormOf(text) });

describe('dates', () => {
  test.each([
    ['DD.MM.YYYY', '14.03.2026', '2026-03-14'],
    ['dd.mm.yyyy', '4.3.2026', '2026-03-04'],
    ['M/D/YYYY', '3/14/2026', '2026-03-14'],
    ['MM/DD/YYYY', '3/14/2026 0:00:00', '2026-03-14'],
    ['%d.%m.%Y', '14.03.2026', '2026-03-14'],
    ['YYYYMMDD', '20260314', '2026-03-14'],
    ['DD.MM.YYYY', '2026-03-14', '2026-03-14'],
    ['excel', '46095', '2026-03-14'],
    ['excel', '1', '1900-01-01'],
    ['excel', '59', '1900-02-28'],
    ['excel', '61', '1900-03-01'],
  ])('%s reads %s as a date', (form, text, expected) => {
    expect(read({ type: 'Date' }, text, dated(form))).toBe(expected);
  });

  test.each([
    ['DD.MM.YYYY HH:mm', '14.03.2026 13:45', '2026-03-14T13:45:00Z'],
    ['DD.MM.YYYY', '14.03.2026 13:45:10', '2026-03-14T13:45:10Z'],
    ['DD.MM.YYYY', '14.03.2026', '2026-03-14T00:00:00Z'],
    ['M/D/YYYY', '3/14/2026 1:45 PM', '2026-03-14T13:45:00Z'],
    ['M/D/YYYY h:mm a', '3/14/2026 12:05 am', '2026-03-14T00:05:00Z'],
    ['excel', '46095.5', '2026-03-14T12:00:00Z'],
  ])('%s reads %s as a date and time', (form, text, expected) => {
    expect(read({ type: 'DateTime' }, text, dated(form))).toBe(expected);
  });

  test.each([
    ['Date', undefined, '46095', 'a spreadsheet keeps a date'],
    ['DateTime', undefined, '46095.5', 'a spreadsheet keeps a date'],
    ['Date', 'DD.MM.YYYY', '46095', 'is no date as'],
    ['Date', 'DD.MM.YYYY', '3/14/2026', 'is no date as'],
    ['Date', 'DD.MM.YYYY', '14.03.2026 13:45', 'is no date as'],
    ['Date', 'M/D/YYYY', '14/3/2026', 'is no date as'],
    ['Date', 'DD.MM.YYYY', '31.02.2026', 'is no date as'],
    ['Date', 'excel', '60', 'is no date as'],
    ['Date', 'excel', '0', 'is no date as'],
  ] as const)('a %s in the form %s is not %s', (type, form, text, reason) => {
    expect(read({ type }, text, form === undefined ? {} : dated(form))).toContain(`${reason}`);
  });

  test.each(['DD.MM', 'YYYY', 'DD.MM.YY', 'DD.DD.YYYY', 'day', ''])('%j is no form', (text) => {
    expect(dateFormOf(text)).toBeUndefined();
  });
});

describe('numbers and truth values', () => {
  test.each([
    [',', '1.500,50', '1500.50'],
    [',', '1.500', '1500'],
    [',', '1500,5', '1500.5'],
    [',', '-3,25', '-3.25'],
    [',', '1 234 567,8', '1234567.8'],
    [',', '12.345.678', '12345678'],
    ['.', '1,500.50', '1500.50'],
    ['.', "1'500", '1500'],
    [undefined, '1.500', '1.500'],
    [undefined, '1,5', '1,5'],
  ] as const)('with the decimal sign %s, %s is %s', (decimal, text, expected) => {
    expect(read({ type: 'Numeric' }, text, { decimal })).toBe(expected);
  });

  test.each([
    [',', '1.50'],
    [',', '1.500.5'],
    [',', '1,500.50'],
    ['.', '1.500,50'],
    [',', 'many'],
  ] as const)('with the decimal sign %s, %s is no number', (decimal, text) => {
    expect(read({ type: 'Numeric' }, text, { decimal })).toContain('is no number with the decimal sign');
  });

  test('a thousand or a fraction is in doubt where cells are divided by semicolons, until a sign is given', () => {
    expect(read({ type: 'Numeric' }, '1.500', { isInDoubt: true })).toContain(
      'may be a thousand or a fraction',
    );
    expect(read({ type: 'Numeric' }, '1.5', { isInDoubt: true })).toBe('1.5');
    expect(read({ type: 'Numeric' }, '1.500', { isInDoubt: true, decimal: '.' })).toBe('1.500');
  });

  test.each([
    ['TRUE', 'true'],
    ['Yes', 'true'],
    ['1', 'true'],
    ['false', 'false'],
    ['NO', 'false'],
    ['0', 'false'],
    ['maybe', 'maybe'],
  ])('%s is %s', (text, expected) => {
    expect(read({ type: 'Boolean' }, text)).toBe(expected);
  });
});

describe('what a spreadsheet damaged is not taken', () => {
  test.each(['#N/A', '#REF!', '#DIV/0!', '#NAME?', '#VALUE!', '#NV', '#BEZUG!', 'Err:502'])(
    '%s anywhere',
    (text) => {
      expect(read({ type: 'Text' }, text)).toContain('error value');
      expect(read({ type: 'Other' }, text)).toContain('error value');
    },
  );

  test.each(['1.23457E+15', '1E+12', '1,5e+9', '-2.5E-10', '1.5E15'])(
    '%s as a key, and as a text',
    (text) => {
      expect(read({ type: 'Other', isKey: true }, text)).toContain('was shortened by a spreadsheet');
      expect(read({ type: 'Numeric', isKey: true }, text)).toContain('was shortened by a spreadsheet');
      expect(read({ type: 'Text' }, text)).toContain('was shortened by a spreadsheet');
    },
  );

  test.each(['#1', '#tag', '# N/A', '12E4', 'E+10', '1E10', 'N/A', 'Error'])('%s is none', (text) => {
    expect(read({ type: 'Text', isKey: true }, text)).toBe(text);
  });

  test('in JSON a text is what it is, and what is no text is not read', () => {
    expect(read({ type: 'Text', isKey: true }, '#N/A', { isSheet: false })).toBe('#N/A');
    expect(read({ type: 'Text', isKey: true }, 1.5e15)).toBe(1.5e15);
    expect(read({ type: 'Boolean' }, true)).toBe(true);
  });
});
