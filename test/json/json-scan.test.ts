/**
 * What is refused of JSON before anything is built of it (docs/reference/limits.md#checks-in-order-of-cost),
 * and what is not.
 */
import { deepStrictEqual } from 'node:assert';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseExactly } from '#linkwright/json/exact-json.js';
import { type JsonBounds, scanJson } from '#linkwright/json/json-scan.js';
import { limits } from '#linkwright/limits/limits.js';
import { refusalOf } from '../support/refusal.js';
import { required } from '../support/required.js';

const bounds = { entries: 10, values: limits.bodyValues };

/** The first of the errors, or undefined where the text is accepted; by default as the body of a bulk call. */
function firstError(json: string, within: JsonBounds = bounds) {
  const refusal = refusalOf(() => scanJson(json, within));
  if (refusal === undefined) return undefined;
  expect(refusal.code).toBe('invalid_request');
  return required(refusal.details.errors?.[0]);
}

const array = (count: number, entry: string) => `[${Array(count).fill(entry).join()}]`;
const object = (count: number) => `{${Array.from({ length: count }, (_, at) => `"a${at}":1`).join()}}`;
const text = (length: number) => `"${'x'.repeat(length)}"`;
const escaped = (length: number) => `"${'\\u00e9\\n'.repeat(length / 2)}"`;

describe('a limit is what may be, and one more is refused', () => {
  test.each<[string, string, (size: number) => string, number]>([
    ['entries', '', (size) => array(size, '1'), bounds.entries],
    ['entries that are objects', '', (size) => array(size, '{}'), bounds.entries],
    ['properties', '/a', (size) => `{"a":${object(size)}}`, limits.bodyProperties],
    ['depth', '', (size) => '['.repeat(size) + ']'.repeat(size), limits.bodyDepth],
    ['characters of a name', '/a', (size) => `{"a":{${text(size)}:1}}`, limits.nameCharacters],
  ])('%s', (_, pointer, of, max) => {
    expect(firstError(of(max))).toBeUndefined();
    expect(firstError(of(max + 1))).toMatchObject({ pointer });
  });

  // An entry of a bulk call is refused for it by itself, where it is read.
  test.each<[string, string, (size: number) => string, number]>([
    ['characters of a text', '/a/1', (size) => `{"a":[1,${text(size)}]}`, limits.valueCharacters],
    ['characters of an escaped text', '/a/1', (size) => `{"a":[1,${escaped(size)}]}`, limits.valueCharacters],
    ['digits of a number', '/1/a', (size) => `[1,{"a":${'7'.repeat(size)}}]`, limits.numberDigits],
    [
      'digits behind a point, with an exponent',
      '/a',
      (size) => `{"a":-0.${'7'.repeat(size - 1)}e-5}`,
      limits.numberDigits,
    ],
  ])('%s, unless it is one of many', (_, pointer, of, max) => {
    const ofOne = { values: limits.bodyValues };
    const step = String(of).includes('escaped') ? 2 : 1;
    expect(firstError(of(max), ofOne)).toBeUndefined();
    expect(firstError(of(max + step), ofOne)).toMatchObject({ pointer });
    expect(firstError(of(max + step))).toBeUndefined();
  });

  test('values in all', () => {
    const lists = (count: number) => `{"a":${array(count, array(99, '""'))}}`;
    // The object and the outer array count too.
    expect(firstError(lists(limits.bodyValues / 100 - 1))).toBeUndefined();
    expect(firstError(lists(limits.bodyValues / 100))?.detail).toBe(
      `The body must hold at most ${limits.bodyValues} values in all.`,
    );
  });
});

describe('a property that is named twice', () => {
  test.each([
    ['{"a":1,"a":2}', '/a'],
    ['{"a":1,"b":{"a":1},"a":2}', '/a'],
    ['{"b":[{"a":1},{"a":1,"c":[],"a":[]}]}', '/b/1/a'],
    ['{"a":1,"\\u0061":2}', '/a'],
    ['{"\\ud83d\\ude00":1,"😀":2}', '/😀'],
    ['{"a/b":1,"a\\/b":2}', '/a~1b'],
    ['{"":1,"":2}', '/'],
    ['{"__proto__":1,"__proto__":2}', '/__proto__'],
  ])('%s is refused at %s', (json, pointer) => {
    expect(firstError(json)).toMatchObject({ pointer, detail: expect.stringContaining('named twice') });
  });

  test.each(['{"a":1,"A":2}', '[{"a":1},{"a":1}]', '{"a":"a","b":{"a":{"a":1}}}', '{"a":["a","a"]}'])(
    '%s names none twice',
    (json) => expect(firstError(json)).toBeUndefined(),
  );

  /** A name, written in one of the ways in which JSON writes it. */
  const name = fc.tuple(
    fc.constantFrom('a', 'b', 'ab', '"', '\\', '/', '\n', 'é', '😀', '1', '__proto__'),
    fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }),
  );
  const written = ([letters, escapes]: [string, boolean[]]) =>
    `"${Array.from({ length: letters.length }, (_, at) => {
      const letter = letters.charAt(at);
      return escapes[at] || /["\\\n]/.test(letter)
        ? `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
        : letter;
    }).join('')}"`;
  const { value } = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('1', 'null', '"a"', '"\\""', '12345678901234567890'),
      fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(' , ')}]`),
      fc
        .array(fc.tuple(name, tie('value')), { maxLength: 4 })
        .map((entries) => `{${entries.map(([key, inner]) => `${written(key)} : ${inner}`).join(',')}}`),
    ),
  }));

  test('is found wherever there is one, and nowhere else', () => {
    /** Properties as they stand: every colon outside of a text follows a name. */
    const named = (json: string) => json.replace(/"(?:[^"\\]|\\.)*"/g, '').split(':').length - 1;
    const kept = (read: unknown): number => {
      if (typeof read !== 'object' || read === null) return 0;
      const inner: number = Object.values(read).reduce((sum, each) => sum + kept(each), 0);
      return inner + (Array.isArray(read) ? 0 : Object.keys(read).length);
    };
    fc.assert(
      fc.property(value, (json) => {
        const hasTwice = named(json) > kept(JSON.parse(json));
        const error = firstError(json);
        expect(error !== undefined && /named twice/.test(error.detail)).toBe(hasTwice);
        if (!hasTwice && !json.includes('1234567')) deepStrictEqual(parseExactly(json), JSON.parse(json));
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('the largest bodies are looked through in linear time', () => {
  const bytes = limits.bodyBytes;
  const filled = (unit: string, size: number) => unit.repeat(Math.floor(size / unit.length));
  test.each([
    ['white space', ' '],
    ['digits', '1'],
    ['quotes', '"'],
    ['backslashes', '\\'],
    ['texts of a backslash', '"\\\\"'],
    ['an escaped text', '\\u0041'],
    ['closing brackets', ']'],
    ['objects', '{}'],
    ['openings', '{"a":['],
    ['properties', '"a":1,'],
    ['letters', 'n'],
    ['exponents', '1e65000,'],
    ['long numbers', '1.2345678901234567890,'],
  ])('%s', (_, unit) => {
    const cost = (size: number) => {
      const sent = filled(unit, size);
      for (const json of [sent, `"${sent}`, `{"a":[${sent}`, `[{"a":"${sent}`]) {
        try {
          parseExactly(json, bounds);
        } catch {
          // What it says is tried elsewhere.
        }
      }
    };
    const of = (size: number) => {
      const { user } = process.cpuUsage();
      cost(size);
      return process.cpuUsage().user - user;
    };
    of(bytes / 10);
    // A quadratic one would take a hundred times as long.
    expect(of(bytes)).toBeLessThan(40 * Math.max(of(bytes / 10), 20_000));
  });
});
