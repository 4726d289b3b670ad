/**
 * The kinds of hostile values, each filled to a number of bytes: as a piece of JSON, and as a text that goes into a
 * query, a path or a header.
 */

/** Makes a text of at most so many bytes. */
type Filled = (room: number) => string;

/** A kind of value. */
export interface Kind {
  /** As a piece of JSON. */
  json?: Filled;
  /** As a text. */
  text?: Filled;
  /** As a text that is encoded already, in place of `text`. */
  raw?: Filled;
}

const fill = (unit: string, room: number) =>
  unit.repeat(Math.max(1, Math.floor(room / Buffer.byteLength(unit))));

/** Just under the longest key that is allowed, so that the check of its length does not end it. */
const underTheLimit = 65_000;

const list = (entry: string) => (room: number) => `[${fill(`${entry},`, room - entry.length - 2)}${entry}]`;

/** An object whose property names are all different. */
function manyProperties(room: number): string {
  const entries: string[] = [];
  for (let length = 2, at = 0; length < room - 40; at++) {
    const entry = `"k${at.toString(36)}":1`;
    entries.push(entry);
    length += entry.length + 1;
  }
  return `{${entries.join(',')}}`;
}

const marks = '\u0301\u0316';
const ofText = (make: Filled): Kind => ({
  json: (room) => JSON.stringify(make(Math.max(1, room - 2))),
  text: make,
});
const ofJson = (json: Filled): Kind => ({ json });

/** Texts that cost something once they pass the check of their length. */
const atTheLimit = (make: Filled) => ofText((room) => make(Math.min(room, underTheLimit)));
const characters = (unit: string) => (room: number) => unit.repeat(Math.floor(room / unit.length));

export const kinds: Record<string, Kind> = {
  'an oversized text': ofText((room) => fill('x', room)),
  'an oversized text of escapes': {
    json: (room) => `"${fill('\\u0061', room - 2)}"`,
    raw: (room) => fill('%61', room),
  },
  'an oversized text of surrogates': ofJson((room) => `"${fill('\\ud83d', room - 2)}"`),
  'combining marks': ofText((room) => `a${fill(marks, room - 3)}`),
  'combining marks within the length of a key': atTheLimit((room) => `a${characters(marks)(room - 1)}`),
  'combining marks in one order': atTheLimit((room) => `a${characters('\u0316')(room - 1)}`),
  'combining marks, thirty at a time': atTheLimit(characters(`a${marks.repeat(15)}`)),
  'combining marks that are decomposed': atTheLimit(characters('\u0344')),
  'compatibility expansions': ofText((room) => fill('\ufdfa', room)),
  'compatibility expansions within the length of a key': atTheLimit(characters('\ufdfa')),
  'canonical expansions': atTheLimit(characters('\u{1d160}')),
  'case expansions': atTheLimit(characters('\u0390')),
  'Hangul pieces': atTheLimit(characters('\u1100\u1161\u11a8')),
  'white space': ofText((room) => `a${fill(' ', room - 2)}b`),
  words: atTheLimit((room) =>
    Array.from({ length: Math.floor(room / 6) }, (_, at) => `w${at.toString(36)}`)
      .join(' ')
      .slice(0, room),
  ),
  'a list of names': ofText((room) => fill('a,', room)),
  'a path of names': ofText((room) => fill('a.', room)),
  'quotes and backslashes': ofText((room) => fill('"\\', room / 2)),
  'control characters': { json: (room) => `"${fill('\\u0000', room - 2)}"` },
  'a long number': { json: (room) => fill('9', room), text: (room) => fill('9', room) },
  'a long number in a text': ofText((room) => fill('9', room)),
  'a long fraction': {
    json: (room) => `0.${fill('0', room - 3)}1`,
    text: (room) => `0.${fill('0', room - 3)}1`,
  },
  'a number of zeros': ofText((room) => `1${fill('0', room - 1)}`),
  'an exponent': { json: () => '1e65000', text: () => '1e65000' },
  'a negative exponent': { json: () => '1e-65000', text: () => '1e-65000' },
  'an endless exponent': { json: () => '1e999999999999999', text: () => '1e999999999999999' },
  'a long exponent': ofJson((room) => `1e${fill('9', room - 2)}`),
  exponents: ofJson(list('1e65000')),
  'deep arrays': ofJson((room) => `${'['.repeat(room / 2)}${']'.repeat(room / 2)}`),
  'deep objects': ofJson((room) => `${'{"a":'.repeat(room / 6)}1${'}'.repeat(room / 6)}`),
  numbers: ofJson(list('1')),
  nulls: ofJson(list('null')),
  'empty objects': ofJson(list('{}')),
  'empty arrays': ofJson(list('[]')),
  'empty texts': ofJson(list('""')),
  'small objects': ofJson(list('{"a":1}')),
  'unknown properties': ofJson(manyProperties),
  'properties of the prototype': ofJson(list('{"__proto__":{"constructor":{"prototype":1}}}')),
  'a property named again and again': ofJson((room) => `{${fill('"a":1,', room - 8)}"a":1}`),
  'a property named again in escapes': ofJson((room) => `{${fill('"\\u0061":1,', room - 16)}"a":1}`),
  'a long property name': ofJson((room) => `{${JSON.stringify(fill('x', room - 6))}:1}`),
  'property names of combining marks': ofJson((room) => `{${JSON.stringify(`a${fill(marks, room - 8)}`)}:1}`),
};

/** Bodies that are no piece of JSON, or hide what they are. */
export const bodies: Record<string, (room: number) => Buffer> = {
  'a text without an end': (room) => Buffer.from(`{"a":"${fill('x', room - 6)}`),
  'arrays without an end': (room) => Buffer.from('['.repeat(room)),
  'objects without an end': (room) => Buffer.from(fill('{"a":', room)),
  'white space': (room) => Buffer.from(' '.repeat(room)),
  'white space within': (room) => Buffer.from(`{"a"${' '.repeat(room - 6)}:1}`),
  'marks of byte order': (room) => Buffer.from(fill('\ufeff', room)),
  'a mark of byte order in front': (room) => Buffer.from(`\ufeff${list('1')(room - 3)}`),
  'bytes that are no UTF-8': (room) => Buffer.alloc(room, 0xff),
  'overlong UTF-8': (room) => Buffer.from('c0af'.repeat(room / 2), 'hex'),
  zeros: (room) => Buffer.alloc(room),
  commas: (room) => Buffer.from(`[${','.repeat(room - 2)}]`),
  'minus signs': (room) => Buffer.from('-'.repeat(room)),
};
