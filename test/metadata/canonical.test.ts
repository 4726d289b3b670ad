/** What equals what: canonical numbers, texts, keys and names (contract sections 1 and 2). */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limits } from '#linkwright/limits/limits.js';
import {
  areNear,
  canonicalText,
  compareKeys,
  foldedKey,
  isStorableText,
  keyOf,
  storedKey,
} from '#linkwright/metadata/canonical.js';
import { canonicalNumber } from '#linkwright/text/canonical-number.js';
import { foldedName } from '#linkwright/text/folded-name.js';

const runs = { numRuns: 3_000 };

/** Any UTF-16, lone surrogates included. */
const anyCodeUnits = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd7ff, max: 0xe000 })), {
    maxLength: 20,
  })
  .map((units) => String.fromCharCode(...units));

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
    const most = limits.numberDigits;
    expect(canonicalNumber(`1e${most - 1}`)).toBe(`1${'0'.repeat(most - 1)}`);
    expect(canonicalNumber(`1e${most}`)).toBeUndefined();
    expect(canonicalNumber('1e999999')).toBeUndefined();
    expect(canonicalNumber('1e-999999')).toBeUndefined();
    expect(canonicalNumber('1e99999999999999999999')).toBeUndefined();
    expect(canonicalNumber(`${'0'.repeat(2 * most)}1`)).toBe('1');
  });

  test.each([
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

  const isEqual = (one, other) =>
    one.mantissa * 10n ** BigInt(other.scale) === other.mantissa * 10n ** BigInt(one.scale);

  /** The value of a spelling, with the scale never below zero. */
  function valueOfSpelling({ negative, whole, fraction, exponent }) {
    const digits = BigInt(`0${whole}${fraction}`) * (negative ? -1n : 1n);
    const scale = fraction.length - exponent;
    return scale >= 0 ? { mantissa: digits, scale } : { mantissa: digits * 10n ** BigInt(-scale), scale: 0 };
  }

  function textOf({ negative, plus, whole, fraction, point, exponent, mark }) {
    const sign = negative ? '-' : plus ? '+' : '';
    const behind = fraction === '' && !point ? '' : `.${fraction}`;
    return `${sign}${whole}${behind}${exponent === 0 && mark === '' ? '' : `${mark || 'e'}${exponent}`}`;
  }

  const digit = fc.oneof(fc.constantFrom('0', '9'), fc.integer({ min: 0, max: 9 }).map(String));
  const digits = (minLength, maxLength) => fc.string({ unit: digit, minLength, maxLength, size: 'max' });
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
  const respelled = (one) =>
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
  const disturbed = (one) =>
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
        const canonical = canonicalNumber(textOf(one));
        expect(canonical).toMatch(/^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/);
        expect(canonical).not.toBe('-0');
        const [whole, fraction = ''] = canonical.replace('-', '').split('.');
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

describe('storedKey', () => {
  const digest = (text) => createHash('sha256').update(text).digest('hex');
  const most = limits.keyBytes;

  test('a short value is kept, of a long one the beginning and its digest', () => {
    expect(storedKey('CLM-2026-0001')).toBe('CLM-2026-0001');
    // Counted in bytes, as the index does, and never within a character.
    for (const [one, bytes] of [
      ['a', 1],
      ['é', 2],
      ['€', 3],
      ['😀', 4],
    ]) {
      const longest = one.repeat(Math.floor(most / bytes));
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
    const withLookAlikes = fc
      .tuple(value, fc.nat(2), value, fc.nat(2))
      .map(([one, depth, other, otherDepth]) => [
        Array.from({ length: depth }).reduce((text) => storedKey(text), one),
        Array.from({ length: otherDepth }).reduce(
          (text) => storedKey(text),
          otherDepth > depth ? one : other,
        ),
      ]);
    fc.assert(
      fc.property(withLookAlikes, ([one, other]) => {
        expect(storedKey(one) === storedKey(other)).toBe(one === other);
        expect(Buffer.byteLength(storedKey(one))).toBeLessThanOrEqual(most + 64);
      }),
      { numRuns: 1_500 },
    );
  });

  test('keys sort as their values do by code point, as far as these differ in what is kept', () => {
    const head = (text) =>
      Buffer.from(text)
        .subarray(0, most - 3)
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
    expect(keyOf('Text', number)).toBe(keyOf('Text', text));
  });

  test('a text for a Text field is compared exactly', () => {
    for (const text of ['1e-7', '007', '7', ' 7', '7 ', '7.0', '+7', 'clm', 'CLM']) {
      expect(keyOf('Text', text)).toBe(text);
    }
    expect(keyOf('Text', 'e\u0301')).toBe(keyOf('Text', 'é'));
    expect(keyOf('Text', 'e')).not.toBe(keyOf('Text', 'é'));
  });

  test('a key for a Numeric field is compared by value, however it is written', () => {
    for (const same of [1500.5, '1500.5', '1500.50', '+1500.5', '01500.5', '1.5005e3', '15005e-1']) {
      expect(keyOf('Numeric', same)).toBe(keyOf('Numeric', 1500.5));
    }
    expect(keyOf('Numeric', '12345678901234567890')).not.toBe(keyOf('Numeric', '12345678901234567891'));
    expect(keyOf('Numeric', '0.1')).not.toBe(keyOf('Numeric', '0.1000000000000000055511151231257827'));
    const long = '7'.repeat(400);
    expect(keyOf('Numeric', `${long}.0`)).toBe(keyOf('Numeric', `0${long}`));
    expect(keyOf('Numeric', `${long}.1`)).not.toBe(keyOf('Numeric', long));
  });

  test('keys of numbers sort by value, at any length', () => {
    const number = fc.record({
      negative: fc.boolean(),
      digits: fc.bigInt({ min: 0n, max: 10n ** 24n }),
      exponent: fc.integer({ min: -30, max: 30 }),
    });
    const scaled = ({ negative, digits, exponent }) =>
      (negative ? -1n : 1n) * digits * 10n ** BigInt(exponent + 30);
    const written = ({ negative, digits, exponent }) => `${negative ? '-' : ''}${digits}e${exponent}`;
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
        const keys = [one, other].map((each) => keyOf('Numeric', written(each)));
        expect(Math.sign(compareKeys(...keys))).toBe(expected);
      }),
      { numRuns: 10_000 },
    );
  });

  test('keys of numbers as long as a value may be', () => {
    const most = limits.valueCharacters;
    const rising = [
      `-${'9'.repeat(most)}`,
      `-${'9'.repeat(100)}.5`,
      `-${'9'.repeat(100)}`,
      '-1',
      `-0.${'0'.repeat(most - 1)}1`,
      '0',
      `0.${'0'.repeat(most - 1)}1`,
      `0.${'0'.repeat(most - 2)}1`,
      '1',
      '9007199254740992',
      '9007199254740993',
      '9007199254740993.1',
      '1'.repeat(most),
      '9'.repeat(most),
    ];
    const keys = rising.map((text) => keyOf('Numeric', text));
    expect(keys.toSorted(compareKeys)).toEqual(keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.every((key) => Buffer.byteLength(key) <= limits.keyBytes + 64)).toBe(true);
  });

  test.each([
    ['Date', ['0000-01-01', '1999-12-31', '2024-02-29', '2024-03-01', '9999-12-31']],
    ['DateTime', ['0999-01-01T00:00:00.000Z', '2026-01-31T13:45:00.000Z', '2026-01-31T13:45:00.001Z']],
    ['Boolean', [false, true]],
    ['Association', [1, 2, 9, 10, 99, 100, Number.MAX_SAFE_INTEGER]],
    ['Coded', ['A', 'B', 'a', 'é', 'e\u0301'].toSorted(compareKeys)],
    ['Text', ['', '-1', '0', '10', '9', 'A', 'Z', 'a', 'z', 'é', '\uffff', '😀']],
  ])('keys of a %s field sort by value', (type, values) => {
    const keys = values.map((value) => keyOf(type, value));
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
      expect(keyOf('Numeric', text)).toBe('');
    }
    fc.assert(
      fc.property(anyCodeUnits, fc.double({ noNaN: true, noDefaultInfinity: true }), (text, number) => {
        const isNumber = text.trim() === text && text !== '' && Number.isFinite(Number(text));
        if (!isNumber) expect(keyOf('Numeric', text)).not.toBe(keyOf('Numeric', number));
        expect(keyOf('Numeric', number)).not.toBe('');
        expect(keyOf('Text', number)).not.toBe('');
      }),
      runs,
    );
  });
});

/** Near keys are told by `areNear`, and fetched by `foldedKey`, which they must therefore share. */
function expectNear(one, other) {
  expect(areNear(one, other)).toBe(true);
  expect(foldedKey(one)).toBe(foldedKey(other));
}

describe('near keys', () => {
  test.each([
    ['case', 'CLM-2026', 'clm-2026'],
    ['accents', 'Müller', 'Muller'],
    ['accents, decomposed', 'Mu\u0308ller', 'muller'],
    ['spaces', 'CLM 2026', 'CLM2026'],
    ['other spaces', 'CLM\u00a0\t2026 ', ' CLM2026'],
    ['punctuation', 'CLM-2026/01', 'CLM.2026_1'],
    ['dashes and quotes', 'O’Neil–1', "O'Neil-1"],
    ['leading zeros', 'CLM-007', 'CLM-7'],
    ['leading zeros at the start', '0007', '7'],
    ['leading zeros of each group', '007-0012', '7-12'],
    ['leading zeros behind letters', 'A007B0012', 'A7B12'],
    ['zeros alone', 'A-000', 'A-0'],
    ['wide digits', 'CLM-１２', 'clm-12'],
    ['all of them', ' Société-Générale 0042 ', 'societe generale/42'],
    ['ß', 'Straße', 'STRASSE'],
    ['ẞ', 'STRAẞE', 'Strasse'],
    ['a Greek word’s last sigma beside a space', 'ΟΔΟΣ Α', 'ΟΔΟΣΑ'],
    ['a separator left out before a zero', 'POL-2026-001', 'POL2026001'],
  ])('%s: %j is near %j', (_name, one, other) => {
    expectNear(one, other);
  });

  test.each([
    ['CLM-1', 'CLM-2'],
    ['CLM-1', 'CLM-10'],
    ['10', '1'],
    ['100', '1'],
    ['A0', 'A'],
    ['A-101', 'A-11'],
    ['Meier', 'Meyer'],
    ['CLM-1', 'POL-1'],
  ])('%j is not near %j', (one, other) => {
    expect(areNear(one, other)).toBe(false);
  });

  const letters = ['a', 'b', 'e', 'o', 'u', 'n', 'z'];
  const part = fc.oneof(
    fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 4 }),
    fc.integer({ min: 0, max: 1_005 }),
  );
  const parts = fc.array(part, { minLength: 1, maxLength: 5 });
  const separator = fc.constantFrom(' ', '-', '_', '.', '/', ' - ', '\u2013', '\u00a0', '#', '(', '’');

  /** One way of writing the parts: what tells it from any other way does not count. */
  const written = (all) =>
    fc
      .array(
        fc.record({
          separator,
          join: fc.boolean(),
          zeros: fc.nat(3),
          upper: fc.boolean(),
          accent: fc.constantFrom('', '\u0301', '\u0308', '\u0323'),
          compose: fc.boolean(),
        }),
        { minLength: all.length, maxLength: all.length },
      )
      .map((ways) =>
        ways
          .map((way, at) => {
            const each = all[at];
            const isNumber = typeof each === 'number';
            // Two numbers side by side need what parts them.
            const joined = way.join && !(isNumber && typeof all[at - 1] === 'number');
            if (isNumber) return (joined ? '' : way.separator) + '0'.repeat(way.zeros) + each;
            const cased = way.upper ? each.toUpperCase() : each;
            const accented = cased + way.accent;
            return (joined ? '' : way.separator) + (way.compose ? accented.normalize('NFC') : accented);
          })
          .join(''),
      );

  test('any two ways of writing one key are near', () => {
    fc.assert(
      fc.property(
        parts.chain((all) => fc.tuple(written(all), written(all))),
        ([one, other]) => {
          expectNear(one, other);
        },
      ),
      runs,
    );
  });
});

describe('foldedName', () => {
  test.each([
    ['Adjuster', 'ADJUSTER'],
    ['adjuster', 'aDJUSTER'],
    ['Straße', 'STRASSE'],
    ['Straße', 'strasse'],
    ['Straße', 'STRAẞE'],
    ['Caf\u00e9', 'CAFE\u0301'],
    ['caf\u00e9', 'CAF\u00c9'],
    ['ΟΔΟΣ', 'οδος'],
    ['οδοσ', 'οδος'],
    ['ﬁdelity', 'FIDELITY'],
    ['\u212aelvin', 'kelvin'],
    ['ДИСПАШЕР', 'диспашер'],
  ])('%j is %j', (one, other) => {
    expect(foldedName(one)).toBe(foldedName(other));
  });

  test.each([
    ['Adjuster', 'Adjustor'],
    ['resume', 'résumé'],
    ['Expert Witness', 'ExpertWitness'],
    ['Witness', ' Witness'],
    ['Witness 1', 'Witness 01'],
    ['Broker', 'Broker-'],
  ])('%j is not %j', (one, other) => {
    expect(foldedName(one)).not.toBe(foldedName(other));
  });

  test('every letter of Unicode is equal to its capital, its small form and its decomposition', () => {
    const wrong = [];
    for (let point = 0; point <= 0x10ffff; point++) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const letter = String.fromCodePoint(point);
      const forms = [letter.toUpperCase(), letter.toLowerCase(), letter.normalize('NFD')];
      const others = forms.filter((form) => form !== letter);
      if (others.some((form) => foldedName(form) !== foldedName(letter))) wrong.push(point.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  test('a name in any case and form is one name, and different names are not', () => {
    const letter = fc.constantFrom('a', 'b', 'é', 'ö', 'ß', 'ж', ' ', '1', '-');
    const name = fc.string({ unit: letter, minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(foldedName(one.toUpperCase().normalize('NFD'))).toBe(foldedName(one));
        expect(foldedName(foldedName(one))).toBe(foldedName(one));
        const plain = (text) => text.replaceAll('ß', 'ss');
        expect(foldedName(one) === foldedName(other)).toBe(plain(one) === plain(other));
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
