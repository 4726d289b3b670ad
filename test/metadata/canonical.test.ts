/**
 * Which texts and keys are equal, how keys sort, and which texts can be stored
 * (docs/reference/identification.md#what-equals-what).
 */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FieldType } from '#linkwright/contract/words.js';
import { limits } from '#linkwright/limits/limits.js';
import {
  canonicalText,
  compareKeys,
  isStorableText,
  keyOf,
  looseText,
  storedKey,
} from '#linkwright/metadata/canonical.js';
import { anyCodeUnits } from '../support/any-text.js';

const runs = { numRuns: 3_000 };

describe('canonicalText', () => {
  test('composed and decomposed letters are one text', () => {
    expect(canonicalText('Mu\u0308ller')).toBe('M\u00fcller');
    expect(canonicalText('\u212b')).toBe('\u00c5');
    expect(canonicalText('\u1112\u1161\u11ab')).toBe('\ud55c');
  });

  test.each(['CLM-1', 'clm-1', ' CLM-1 ', '007', 'a\tb', 'ﬁ', '１', '²', 'x\u200b', ''])(
    '%j is kept as it is',
    (text) => {
      expect(canonicalText(text)).toBe(text);
    },
  );

  test('two texts are equal exactly when they are canonically equivalent', () => {
    const letter = fc.constantFrom('a', 'A', 'e', 'é', 'e\u0301', '\u0301', '\u0323', 'ệ', ' ', '0');
    const text = fc.string({ unit: letter, maxLength: 6 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const same = one.normalize('NFD') === other.normalize('NFD');
        expect(canonicalText(one) === canonicalText(other)).toBe(same);
        expect(canonicalText(one)).toBe(canonicalText(one.normalize('NFD')));
        expect(canonicalText(canonicalText(one))).toBe(canonicalText(one));
      }),
      runs,
    );
  });
});

describe('looseText', () => {
  test.each([
    ['Ann@Example.com', ' ann@example.COM '],
    ['straße', 'STRASSE'],
    ['ﬁle', 'FILE'],
    ['a\u00a0\t b', 'A B'],
    ['１２', '12'],
    ['\u212b', 'a\u030a'],
    ['ΣΊΣΥΦΟΣ', 'σίσυφος'],
  ])('%j and %j are the same', (one, other) => {
    expect(looseText(one)).toBe(looseText(other));
  });

  test.each([
    ['a', 'á'],
    ['ab', 'a b'],
    ['a-b', 'ab'],
    ['7', '07'],
    [' ', ''],
  ])('%j and %j are not', (one, other) => {
    expect(other !== '' && looseText(one) === looseText(other)).toBe(false);
  });

  test('two texts are the same exactly when their plain forms are', () => {
    const letter = fc.constantFrom(
      'a',
      'A',
      'ß',
      's',
      'S',
      'é',
      'E\u0301',
      'ﬁ',
      'f',
      'I',
      ' ',
      '\u00a0',
      '\n',
      '１',
      '1',
    );
    const text = fc.string({ unit: letter, minLength: 1, maxLength: 5 });
    // By letters: each is written out, in small letters, before anything is compared.
    const written: Record<string, string> = {
      ß: 'ss',
      é: 'e\u0301',
      ﬁ: 'fi',
      '\u00a0': ' ',
      '\n': ' ',
      '１': '1',
    };
    const plainForm = (each: string) =>
      [...each]
        .map((sign) => written[sign] ?? sign.toLowerCase())
        .join('')
        .split(' ')
        .filter((word) => word !== '')
        .join(' ');
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(looseText(one) === looseText(other)).toBe(plainForm(one) === plainForm(other));
        expect(looseText(looseText(one))).toBe(looseText(one));
        expect(looseText(one)).not.toBe('');
      }),
      runs,
    );
  });
});

describe('storedKey', () => {
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  const max = limits.keyBytes;

  test('a short value is kept, of a long one the beginning and its digest', () => {
    expect(storedKey('CLM-2026-0001')).toBe('CLM-2026-0001');
    // Counted in bytes, as the index does, and never within a character.
    for (const [one, bytes] of [
      ['a', 1],
      ['é', 2],
      ['€', 3],
      ['😀', 4],
    ] as const) {
      const longest = one.repeat(Math.floor(max / bytes));
      expect(storedKey(longest)).toBe(longest);
      for (const long of [longest + one, one.repeat(1_000)]) {
        expect(storedKey(long)).toBe(longest + digest(long));
      }
    }
  });

  test('a value that is written like a long one’s key stands for itself alone', () => {
    const long = 'x'.repeat(1_000);
    const lookAlike = storedKey(long);
    expect(storedKey(lookAlike)).not.toBe(lookAlike);
    expect(storedKey(storedKey(lookAlike))).not.toBe(storedKey(lookAlike));
  });

  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.string({ unit: 'binary', minLength: 60, maxLength: 300, size: 'max' }),
    fc
      .tuple(fc.constantFrom('a', 'é', '😀'), fc.integer({ min: 60, max: 260 }))
      .map(([one, count]) => one.repeat(count)),
  );

  test('different values are never one key, and none is too long for an index', () => {
    // Keys of values, and keys of those: what somebody would write to be taken for another value.
    const keyOfKeys = (text: string, depth: number): string =>
      depth === 0 ? text : keyOfKeys(storedKey(text), depth - 1);
    const withLookAlikes = fc
      .tuple(value, fc.nat(2), value, fc.nat(2))
      .map(([one, depth, other, otherDepth]): [string, string] => [
        keyOfKeys(one, depth),
        keyOfKeys(otherDepth > depth ? one : other, otherDepth),
      ]);
    fc.assert(
      fc.property(withLookAlikes, ([one, other]) => {
        expect(storedKey(one) === storedKey(other)).toBe(one === other);
        expect(Buffer.byteLength(storedKey(one))).toBeLessThanOrEqual(max + 64);
      }),
      { numRuns: 1_500 },
    );
  });

  test('keys sort as their values do by code point, as far as these differ in what is kept', () => {
    const head = (text: string) =>
      Buffer.from(text)
        .subarray(0, max - 3)
        .toString('hex');
    fc.assert(
      fc.property(value, value, (one, other) => {
        const [first, second] = [head(one), head(other)];
        if (first.startsWith(second) || second.startsWith(first)) return;
        expect(Math.sign(compareKeys(storedKey(one), storedKey(other)))).toBe(first < second ? -1 : 1);
      }),
      runs,
    );
    expect(compareKeys('\uffff', '😀')).toBeLessThan(0);
  });
});

describe('keyOf', () => {
  test.each([
    [1e-7, '0.0000001'],
    [1e21, '1000000000000000000000'],
    [1.5e300, `15${'0'.repeat(299)}`],
    [-0, '0'],
    [1500.5, '1500.5'],
    [-12, '-12'],
    [100, '100'],
  ])('the number %d, given for a Text field, counts by its decimal text', (number, text) => {
    expect(keyOf({ type: 'Text' }, number)).toBe(keyOf({ type: 'Text' }, text));
  });

  test('a text for a Text field is compared exactly', () => {
    for (const text of ['1e-7', '007', '7', ' 7', '7 ', '7.0', '+7', 'clm', 'CLM']) {
      expect(keyOf({ type: 'Text' }, text)).toBe(text);
    }
    expect(keyOf({ type: 'Text' }, 'e\u0301')).toBe(keyOf({ type: 'Text' }, 'é'));
    expect(keyOf({ type: 'Text' }, 'e')).not.toBe(keyOf({ type: 'Text' }, 'é'));
  });

  test('a key for a Numeric field is compared by value, however it is written', () => {
    for (const same of [1500.5, '1500.5', '1500.50', '+1500.5', '01500.5', '1.5005e3', '15005e-1']) {
      expect(keyOf({ type: 'Numeric' }, same)).toBe(keyOf({ type: 'Numeric' }, 1500.5));
    }
    expect(keyOf({ type: 'Numeric' }, '12345678901234567890')).not.toBe(
      keyOf({ type: 'Numeric' }, '12345678901234567891'),
    );
    expect(keyOf({ type: 'Numeric' }, '0.1')).not.toBe(
      keyOf({ type: 'Numeric' }, '0.1000000000000000055511151231257827'),
    );
    const long = '7'.repeat(400);
    expect(keyOf({ type: 'Numeric' }, `${long}.0`)).toBe(keyOf({ type: 'Numeric' }, `0${long}`));
    expect(keyOf({ type: 'Numeric' }, `${long}.1`)).not.toBe(keyOf({ type: 'Numeric' }, long));
  });

  test('keys of numbers sort by value, at any length', () => {
    const number = fc.record({
      negative: fc.boolean(),
      digits: fc.bigInt({ min: 0n, max: 10n ** 24n }),
      exponent: fc.integer({ min: -30, max: 30 }),
    });
    type Scaled = { negative: boolean; digits: bigint; exponent: number };
    const scaled = ({ negative, digits, exponent }: Scaled) =>
      (negative ? -1n : 1n) * digits * 10n ** BigInt(exponent + 30);
    const written = ({ negative, digits, exponent }: Scaled) => `${negative ? '-' : ''}${digits}e${exponent}`;
    const near = number.chain((one) =>
      fc.tuple(
        fc.constant(one),
        fc.oneof(
          number,
          fc.bigInt({ min: 0n, max: 9n }).map((more) => ({ ...one, digits: one.digits + more })),
        ),
      ),
    );
    fc.assert(
      fc.property(near, ([one, other]) => {
        const [first, second] = [scaled(one), scaled(other)];
        const expected = first < second ? -1 : first > second ? 1 : 0;
        const key = keyOf({ type: 'Numeric' }, written(one));
        expect(Math.sign(compareKeys(key, keyOf({ type: 'Numeric' }, written(other))))).toBe(expected);
      }),
      { numRuns: 10_000 },
    );
  });

  test('keys of numbers as long as a value may be', () => {
    const max = limits.valueCharacters;
    const rising = [
      `-${'9'.repeat(max)}`,
      `-${'9'.repeat(100)}.5`,
      `-${'9'.repeat(100)}`,
      '-1',
      `-0.${'0'.repeat(max - 1)}1`,
      '0',
      `0.${'0'.repeat(max - 1)}1`,
      `0.${'0'.repeat(max - 2)}1`,
      '1',
      '9007199254740992',
      '9007199254740993',
      '9007199254740993.1',
      '1'.repeat(max),
      '9'.repeat(max),
    ];
    const keys = rising.map((text) => keyOf({ type: 'Numeric' }, text));
    expect(keys.toSorted(compareKeys)).toEqual(keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.every((key) => Buffer.byteLength(key) <= limits.keyBytes + 64)).toBe(true);
  });

  test.each<[FieldType, (string | number | boolean)[]]>([
    ['Date', ['0000-01-01', '1999-12-31', '2024-02-29', '2024-03-01', '9999-12-31']],
    ['DateTime', ['0999-01-01T00:00:00.000Z', '2026-01-31T13:45:00.000Z', '2026-01-31T13:45:00.001Z']],
    ['Boolean', [false, true]],
    ['Association', [1, 2, 9, 10, 99, 100, Number.MAX_SAFE_INTEGER]],
    ['Coded', ['A', 'B', 'a', 'é', 'e\u0301'].toSorted(compareKeys)],
    ['Text', ['', '-1', '0', '10', '9', 'A', 'Z', 'a', 'z', 'é', '\uffff', '😀']],
  ])('keys of a %s field sort by value', (type, values) => {
    const keys = values.map((value) => keyOf({ type }, value));
    expect(keys.toSorted(compareKeys)).toEqual(keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('a text that is no number, given for a Numeric field, matches nothing', () => {
    // A stored key is never empty, since an empty value is no value.
    for (const text of [
      'abc',
      '1,5',
      ' 1',
      '1 ',
      '1.2.3',
      'NaN',
      'Infinity',
      '0x10',
      'sha256:',
      'x'.repeat(500),
    ]) {
      expect(keyOf({ type: 'Numeric' }, text)).toBe('');
    }
    fc.assert(
      fc.property(anyCodeUnits, fc.double({ noNaN: true, noDefaultInfinity: true }), (text, number) => {
        const isNumber = text.trim() === text && text !== '' && Number.isFinite(Number(text));
        if (!isNumber) expect(keyOf({ type: 'Numeric' }, text)).not.toBe(keyOf({ type: 'Numeric' }, number));
        expect(keyOf({ type: 'Numeric' }, number)).not.toBe('');
        expect(keyOf({ type: 'Text' }, number)).not.toBe('');
      }),
      runs,
    );
  });
});

describe('isStorableText', () => {
  test.each([
    ['', true],
    ['plain', true],
    ['😀', true],
    ['\ud83d\ude00', true],
    ['tab\tnew\nline', true],
    ['\ufffe\uffff', true],
    ['a\0b', false],
    ['\0', false],
    ['\ud83d', false],
    ['\ude00', false],
    ['\ude00\ud83d', false],
    ['a\ud83db', false],
  ])('%j: %s', (text, storable) => {
    expect(isStorableText(text)).toBe(storable);
  });

  test('a text is storable exactly when UTF-8 gives it back, and it has no NUL', () => {
    fc.assert(
      fc.property(anyCodeUnits, (text) => {
        const survives = Buffer.from(text, 'utf8').toString('utf8') === text;
        expect(isStorableText(text)).toBe(survives && !text.includes('\0'));
      }),
      runs,
    );
  });
});
