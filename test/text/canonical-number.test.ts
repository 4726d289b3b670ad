/** Which texts are one number, and how that number is written. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '#linkwright/limits/limits.js';
import { canonicalNumber } from '#linkwright/text/canonical-number.js';
import { anyCodeUnits } from '../support/any-text.js';
import { required } from '../support/required.js';

const runs = { numRuns: 3_000 };

/** A decimal number as somebody may write it, in its parts. */
interface Spelling {
  negative: boolean;
  plus: boolean;
  whole: string;
  fraction: string;
  point: boolean;
  exponent: number;
  mark: string;
}

/** An integer over a power of ten. */
interface Fraction {
  mantissa: bigint;
  scale: number;
}

describe('canonicalNumber', () => {
  test.each([
    ['0', '0'],
    ['-0', '0'],
    ['+0', '0'],
    ['-0.000', '0'],
    ['000', '0'],
    ['0e5', '0'],
    ['7', '7'],
    ['+7', '7'],
    ['-7', '-7'],
    ['007', '7'],
    ['-007.70', '-7.7'],
    ['+01500.50', '1500.5'],
    ['1500.50', '1500.5'],
    ['1500.', '1500'],
    ['.5', '0.5'],
    ['-.5', '-0.5'],
    ['1e3', '1000'],
    ['1E3', '1000'],
    ['1e+3', '1000'],
    ['1.5e3', '1500'],
    ['1.2345e2', '123.45'],
    ['1500e-2', '15'],
    ['1e-7', '0.0000001'],
    ['100e-4', '0.01'],
    ['12345678901234567890', '12345678901234567890'],
    ['123456789012345.678901234567890', '123456789012345.67890123456789'],
    ['0.1000000000000000055511151231257827', '0.1000000000000000055511151231257827'],
    ['9007199254740993', '9007199254740993'],
    [
      '1234567890123456789012345678901234567890123456789e-10',
      '123456789012345678901234567890123456789.0123456789',
    ],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalNumber(text)).toBe(canonical);
  });

  test.each([
    ['an exponent with leading zeros', '1e0000001', '10'],
    ['an exponent below zero with leading zeros', '1e-0000001', '0.1'],
    ['zero with any exponent', '0e9999999', '0'],
  ])('%s', (_name, text, canonical) => {
    expect(canonicalNumber(text)).toBe(canonical);
  });

  test.each([
    '',
    ' ',
    '.',
    '-',
    '+',
    '-.',
    'e5',
    '.e5',
    '1e',
    '1e+',
    '1e1.5',
    '1.2.3',
    '1,5',
    '1 500',
    ' 1',
    '1 ',
    '1\n',
    '--1',
    '+-1',
    '0x10',
    '0b1',
    '1_000',
    '1n',
    'Infinity',
    '-Infinity',
    'NaN',
    'abc',
    '１２',
    '٣',
    '½',
    '1\u0000',
  ])('%j is no number', (text) => {
    expect(canonicalNumber(text)).toBeUndefined();
  });

  test('a number that is longer written out than a value may be is none', () => {
    const max = limits.numberDigits;
    expect(canonicalNumber(`1e${max - 1}`)).toBe(`1${'0'.repeat(max - 1)}`);
    expect(canonicalNumber(`1e${max}`)).toBeUndefined();
    expect(canonicalNumber('1e999999')).toBeUndefined();
    expect(canonicalNumber('1e-999999')).toBeUndefined();
    expect(canonicalNumber('1e99999999999999999999')).toBeUndefined();
    expect(canonicalNumber(`${'0'.repeat(2 * max)}1`)).toBe('1');
  });

  test.each<[string, (count: number) => string]>([
    ['zeros between two digits', (count) => `1${'0'.repeat(count)}1`],
    ['zeros behind the point', (count) => `0.${'0'.repeat(count)}1`],
    ['zeros, then what is no number', (count) => `1${'0'.repeat(count)}x`],
    ['zeros in groups', (count) => '1000'.repeat(count / 4)],
  ])('a long number is read in time that grows with its length: %s', (_name, spell) => {
    // The shortest of several: what else the machine does can only make one longer.
    let shortest = Number.POSITIVE_INFINITY;
    for (let count = 0; count < 5; count++) {
      const start = performance.now();
      canonicalNumber(spell(65_000));
      shortest = Math.min(shortest, performance.now() - start);
    }
    // Reading it takes a millisecond; a search that begins anew at each digit takes seconds.
    expect(shortest).toBeLessThan(500);
  });

  // The model: a number is an integer over a power of ten; two are compared by cross-multiplication.

  const isEqual = (one: Fraction, other: Fraction) =>
    one.mantissa * 10n ** BigInt(other.scale) === other.mantissa * 10n ** BigInt(one.scale);

  /** The value of a spelling, with the scale never below zero. */
  function valueOfSpelling({
    negative,
    whole,
    fraction,
    exponent,
  }: Pick<Spelling, 'negative' | 'whole' | 'fraction' | 'exponent'>): Fraction {
    const digits = BigInt(`0${whole}${fraction}`) * (negative ? -1n : 1n);
    const scale = fraction.length - exponent;
    return scale >= 0 ? { mantissa: digits, scale } : { mantissa: digits * 10n ** BigInt(-scale), scale: 0 };
  }

  function textOf({ negative, plus, whole, fraction, point, exponent, mark }: Spelling) {
    const sign = negative ? '-' : plus ? '+' : '';
    const behind = fraction === '' && !point ? '' : `.${fraction}`;
    return `${sign}${whole}${behind}${exponent === 0 && mark === '' ? '' : `${mark || 'e'}${exponent}`}`;
  }

  const digit = fc.oneof(fc.constantFrom('0', '9'), fc.integer({ min: 0, max: 9 }).map(String));
  const digits = (minLength: number, maxLength: number) =>
    fc.string({ unit: digit, minLength, maxLength, size: 'max' });
  const spelling = fc
    .record({
      negative: fc.boolean(),
      plus: fc.boolean(),
      point: fc.boolean(),
      whole: fc.oneof(digits(0, 4), digits(0, 60)),
      fraction: fc.oneof(fc.constant(''), digits(0, 4), digits(0, 60)),
      exponent: fc.oneof(fc.constant(0), fc.integer({ min: -60, max: 60 })),
      mark: fc.constantFrom('', 'e', 'E', 'e+', 'E-'),
    })
    .filter(({ whole, fraction }) => whole + fraction !== '')
    .map(({ mark, exponent, ...rest }) => ({
      ...rest,
      // A mark with a sign goes with an exponent of that sign.
      mark: exponent < 0 ? mark.replace(/[+-]/, '') : mark.replace('-', ''),
      exponent,
    }));

  /** Another spelling of the same value. */
  const respelled = (one: Spelling) =>
    fc
      .record({
        front: fc.nat(5),
        back: fc.nat(5),
        shift: fc.integer({ min: -8, max: 8 }),
        plus: fc.boolean(),
      })
      .map(({ front, back, shift, plus }) => {
        const padded = `${'0'.repeat(front + 9)}${one.whole}`;
        const behind = `${one.fraction}${'0'.repeat(back + 9)}`;
        const joined = padded + behind;
        const place = padded.length + shift;
        return {
          ...one,
          plus,
          mark: '',
          whole: joined.slice(0, place),
          fraction: joined.slice(place),
          exponent: one.exponent - shift,
        };
      });

  /** The same but for one digit or the sign. */
  const disturbed = (one: Spelling) =>
    fc.record({ place: fc.nat(), by: fc.integer({ min: 1, max: 9 }), sign: fc.boolean() }).map((change) => {
      if (change.sign) return { ...one, negative: !one.negative };
      const all = one.whole + one.fraction;
      const at = change.place % all.length;
      const changed = all.slice(0, at) + ((Number(all[at]) + change.by) % 10) + all.slice(at + 1);
      return {
        ...one,
        whole: changed.slice(0, one.whole.length),
        fraction: changed.slice(one.whole.length),
      };
    });

  const two = spelling.chain((one) =>
    fc.tuple(fc.constant(one), fc.oneof(respelled(one), disturbed(one), spelling)),
  );

  test('values are equal exactly when their canonical texts are', () => {
    let equal = 0;
    fc.assert(
      fc.property(two, ([one, other]) => {
        const same = isEqual(valueOfSpelling(one), valueOfSpelling(other));
        if (same) equal++;
        expect(canonicalNumber(textOf(one)) === canonicalNumber(textOf(other))).toBe(same);
      }),
      { numRuns: 10_000 },
    );
    expect(equal).toBeGreaterThan(1_000);
  });

  test('a canonical text is plain, keeps the value and is canonical itself', () => {
    fc.assert(
      fc.property(spelling, (one) => {
        const canonical = required(canonicalNumber(textOf(one)));
        expect(canonical).toMatch(/^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/);
        expect(canonical).not.toBe('-0');
        const [whole = '', fraction = ''] = canonical.replace('-', '').split('.');
        const negative = canonical.startsWith('-');
        expect(
          isEqual(valueOfSpelling({ negative, whole, fraction, exponent: 0 }), valueOfSpelling(one)),
        ).toBe(true);
        expect(canonicalNumber(canonical)).toBe(canonical);
      }),
      runs,
    );
  });

  test('a JavaScript number and its text are one key', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(canonicalNumber(String(value)))).toBe(value === 0 ? 0 : value);
        expect(canonicalNumber(value.toExponential())).toBe(canonicalNumber(String(value)));
      }),
      runs,
    );
  });

  test('any text is a number or none, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(anyCodeUnits, fc.string({ unit: fc.constantFrom(...'019+-.eE x') })), (text) => {
        const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text);
        const tooLong = /[eE][+-]?0*[1-9]\d{3}/.test(text);
        if (!tooLong) expect(canonicalNumber(text) !== undefined).toBe(isNumber);
      }),
      runs,
    );
  });
});
