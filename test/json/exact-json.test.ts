/** JSON without loss of a digit, and otherwise as JSON.parse reads it. */
import { deepStrictEqual } from 'node:assert';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UpsertBody } from '#linkwright/contract/link.js';
import { validate } from '#linkwright/contract/validate.js';
import { parseExactly } from '#linkwright/json/exact-json.js';
import { limits } from '#linkwright/limits/limits.js';
import { ExactNumber } from '#linkwright/text/exact-number.js';
import { refusalOf } from '../support/refusal.js';
import { required } from '../support/required.js';

const runs = { numRuns: 3_000 };

/** Beside such a number the text takes the lossless way, whatever else it holds. */
const withLongNumber = (text: string) => `[${text},12345678901234567890]`;

/** What an array or an object holds under a name. */
function within(value: unknown, name: string | number): unknown {
  if (typeof value !== 'object' || value === null) throw new Error(`${value} holds nothing.`);
  return Reflect.get(value, name);
}

/** The refusal's code, or what the id is read as. */
function readId(json: string) {
  const body = parseExactly(`{"ParentDomain":"Claim","ParentRecordID":${json}}`);
  let id = 0;
  const refusal = refusalOf(() => {
    id = Number(validate(UpsertBody, body).ParentRecordID);
  });
  return refusal === undefined ? id : refusal.code;
}

describe('ordinary JSON', () => {
  test('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.json({ stringUnit: 'binary' })), (text) => {
        deepStrictEqual(parseExactly(text), JSON.parse(text));
        deepStrictEqual(within(parseExactly(withLongNumber(text)), 0), JSON.parse(text));
      }),
      { numRuns: 1_500 },
    );
  });

  test('with white space and escapes too', () => {
    const escaped = (text: string) =>
      text.replace(/[^\p{ASCII}]/gu, (letter) =>
        Array.from(
          { length: letter.length },
          (_, at) => `\\u${letter.charCodeAt(at).toString(16).padStart(4, '0')}`,
        ).join(''),
      );
    fc.assert(
      fc.property(
        fc.jsonValue({ stringUnit: 'binary' }),
        fc.constantFrom(1, '\t', '\r\n'),
        (value, indent) => {
          const text = ` ${escaped(JSON.stringify(value, null, indent))}\n`;
          deepStrictEqual(parseExactly(text), JSON.parse(text));
          deepStrictEqual(within(parseExactly(withLongNumber(text)), 0), JSON.parse(text));
        },
      ),
      runs,
    );
  });

  test('is refused exactly where JSON.parse refuses it', () => {
    const damage = fc.record({
      at: fc.nat(),
      put: fc.constantFrom(
        '',
        ',',
        '"',
        '[',
        ']',
        '{',
        '}',
        '\\',
        '0',
        '-',
        '.',
        'e',
        ' ',
        '\u00a0',
        '\n',
        '\u0001',
        'x',
      ),
    });
    const outcome = (parse: (text: string) => unknown, text: string) => {
      try {
        parse(text);
        return 'read';
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        // What becomes of a name that stands twice is a test of its own.
        fc.pre(!/named twice/.test(error.message));
        return error.name;
      }
    };
    fc.assert(
      fc.property(fc.json({ maxDepth: 2 }), damage, (json, { at, put }) => {
        const place = at % (json.length + 1);
        const text = json.slice(0, place) + put + json.slice(place + 1);
        expect(outcome(parseExactly, text)).toBe(outcome(JSON.parse, text));
        const beside = withLongNumber(text);
        expect(outcome(parseExactly, beside)).toBe(outcome(JSON.parse, beside));
      }),
      runs,
    );
  });

  test.each([
    '01e5',
    '-',
    '1.e5',
    '.5e1',
    '1e',
    '+1e5',
    '1e5,',
    '[1e5,]',
    '{"a":1e5,}',
    "{'a':1e5}",
    '[1e5',
    '1e5 1',
    '"\n1e5"',
    '"\\x1e5"',
    '"\\u12e5',
    'NaN',
    '1e5//',
    '\u00a01e5',
    'Infinity',
    '',
  ])('%j is no JSON', (text) => {
    expect(() => parseExactly(text)).toThrow(SyntaxError);
  });
});

describe('long numbers', () => {
  test.each([
    ['12345678901234567890', '12345678901234567890'],
    ['-12345678901234567890', '-12345678901234567890'],
    ['9007199254740993', '9007199254740993'],
    ['123456789012345.6789', '123456789012345.6789'],
    ['0.1000000000000000055511151231257827', '0.1000000000000000055511151231257827'],
    ['12345678901234567890e2', '1234567890123456789000'],
    ['1e400', `1${'0'.repeat(400)}`],
    ['1e-400', `0.${'0'.repeat(399)}1`],
    [`${'7'.repeat(400)}`, '7'.repeat(400)],
  ])('%s keeps its digits', (json, digits) => {
    expect(parseExactly(json)).toBeInstanceOf(ExactNumber);
    expect(String(parseExactly(json))).toBe(digits);
    expect(String(within(within(parseExactly(`{"a":[${json}]}`), 'a'), 0))).toBe(digits);
  });

  test.each([
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', 9007199254740992],
    ['1.0000000000000000000', 1],
    ['100000000000000000000', 100000000000000000000],
    ['1e3', 1000],
    ['1E+3', 1000],
    ['1500.50e0', 1500.5],
    ['0.30000000000000004', 0.30000000000000004],
  ])('%s is a number, since it is held exactly', (json, number) => {
    expect(parseExactly(json)).toBe(number);
  });

  test('no digit is lost, at any length', () => {
    /** A decimal text as an integer over a power of ten. */
    const fractionOf = (text: string) => {
      const [, sign, whole, behind = '', exponent = '0'] = required(
        /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text),
      );
      const scale = behind.length - Number(exponent);
      const mantissa = BigInt(`${whole}${behind}`) * (sign === '-' ? -1n : 1n);
      return scale < 0
        ? { mantissa: mantissa * 10n ** BigInt(-scale), scale: 0n }
        : { mantissa, scale: BigInt(scale) };
    };
    const digits = fc.string({
      unit: fc.constantFrom(...'0123456789'),
      minLength: 1,
      maxLength: 60,
      size: 'max',
    });
    const exponent = fc.oneof(
      fc.constant(''),
      fc.integer({ min: -70, max: 70 }).map((by) => `e${by}`),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('', '-'),
        digits,
        fc.option(digits),
        exponent,
        (sign, whole, behind, by) => {
          const json = `${sign}${whole.replace(/^0+(?=.)/, '')}${behind === null ? '' : `.${behind}`}${by}`;
          const sent = fractionOf(json);
          const read = parseExactly(json);
          // A text has every digit; a number is what it writes itself as, and so must be what was sent.
          const { mantissa, scale } = fractionOf(String(read));
          expect(mantissa * 10n ** sent.scale).toBe(sent.mantissa * 10n ** scale);
          if (read instanceof ExactNumber) expect(String(read)).toMatch(/^-?\d+(\.\d+)?$/);
        },
      ),
      runs,
    );
  });
});

describe('a number where a name is wanted', () => {
  test.each(['7', '1.5', '1e400', '12345678901234567890', '0.1000000000000000055511151231257827'])(
    '%s is no name, however long it is',
    (json) => {
      const body = parseExactly(`{"ParentDomain":"Claim","Relationship":${json}}`);
      expect(() => validate(UpsertBody, body)).toThrow(/Relationship must be a string/);
    },
  );
});

describe('names that mean something to JavaScript', () => {
  const namesOf = (value: unknown) => Object.keys(Object(value));

  test.each(['1', '12345678901234567890'])('__proto__ is a name like any other (%s)', (number) => {
    const value = parseExactly(`{"__proto__":{"polluted":${number}},"a":{"__proto__":${number}}}`);
    expect(namesOf(value)).toEqual(['__proto__', 'a']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.getPrototypeOf(within(value, 'a'))).toBe(Object.prototype);
    expect(within(value, 'polluted')).toBeUndefined();
    expect(within({}, 'polluted')).toBeUndefined();
  });

  test.each(['1', '12345678901234567890'])('constructor, toString and hasOwnProperty too (%s)', (number) => {
    const value = parseExactly(
      `{"constructor":{"prototype":{"polluted":${number}}},"toString":${number},"hasOwnProperty":null}`,
    );
    expect(namesOf(value)).toEqual(['constructor', 'toString', 'hasOwnProperty']);
    expect(within({}, 'polluted')).toBeUndefined();
    expect(typeof {}.toString).toBe('function');
  });

  test('an upsert body with __proto__ is refused as one with an unknown property', () => {
    const body = parseExactly(
      '{"ParentDomain":"Claim","ParentRecordID":1e0,"__proto__":{"ChildDomain":"Contact"}}',
    );
    expect(() => validate(UpsertBody, body)).toThrow(/Unknown property "__proto__"/);
  });
});

describe('deep nesting', () => {
  const shapes = {
    arrays: (depth: number, inner: string) => '['.repeat(depth) + inner + ']'.repeat(depth),
    objects: (depth: number, inner: string) => '{"a":'.repeat(depth) + inner + '}'.repeat(depth),
    'arrays that never end': (depth: number, inner: string) => '['.repeat(depth) + inner,
  };

  test.each(Object.entries(shapes))('as many %s as may be are read', (name, shape) => {
    for (const inner of ['1', '1e400']) {
      const read = () => parseExactly(shape(limits.bodyDepth, inner));
      if (name === 'arrays that never end') expect(read).toThrow(SyntaxError);
      else expect(read).not.toThrow();
    }
  });

  test.each(Object.entries(shapes))('more %s are refused', (_, shape) => {
    for (const depth of [limits.bodyDepth + 1, 1_000_000]) {
      for (const inner of ['1', '1e400', '']) {
        expect(() => parseExactly(shape(depth, inner))).toThrow(
          `The body must be nested at most ${limits.bodyDepth} deep.`,
        );
      }
    }
  });
});

describe('ids past what JavaScript holds exactly', () => {
  const max = BigInt(Number.MAX_SAFE_INTEGER);

  test.each([
    '9007199254740992',
    '9007199254740993',
    '9007199254740991.5',
    '9007199254740991.0000000000000001',
    '9007199254740990.9999999999999999',
    '0.99999999999999999999',
    '1.00000000000000000001',
    '18446744073709551617',
    '1e16',
    '1e400',
    '1e-400',
    '1e99999999',
    '-1e0',
    '0e1',
    '"9007199254740992"',
    '"9007199254740993"',
    '"18446744073709551617"',
    '"1e3"',
    '"1.0"',
  ])('%s is refused', (json) => {
    expect(readId(json)).toBe('invalid_request');
  });

  test.each([
    ['9007199254740991', 9007199254740991],
    ['"9007199254740991"', 9007199254740991],
    ['5001', 5001],
    ['5001.0', 5001],
    ['5.001e3', 5001],
    ['5001.00000000000000000000', 5001],
    ['"005001"', 5001],
  ])('%s is %d', (json, id) => {
    expect(readId(json)).toBe(id);
  });

  test('an id is read as it is written, or refused', () => {
    const id = fc.oneof(
      fc.bigInt({ min: max - 1_000n, max: max + 1_000n }),
      fc.bigInt({ min: 1n, max: 2n ** 70n }),
    );
    fc.assert(
      fc.property(id, fc.boolean(), (value, asText) => {
        const read = readId(asText ? `"${value}"` : `${value}`);
        expect(read).toBe(value <= max ? Number(value) : 'invalid_request');
      }),
      runs,
    );
  });
});
