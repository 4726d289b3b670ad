/**
 * Canonical keys: two values are the same key exactly when their canonical forms are the same text
 * (docs/reference/identification.md#what-equals-what). Pure; nothing else decides what equals what.
 */
import { createHash } from 'node:crypto';
import type { FieldType, Matching } from '../contract/words.js';
import { limits } from '../limits/limits.js';
import { canonicalNumber, type Decimal, decimalOf } from '../text/canonical-number.js';
import { streamSafe } from '../text/combining-marks.js';
import type { ExactNumber } from '../text/exact-number.js';
import { caseless } from '../text/folded-name.js';

export const onlyAscii = /^[\x00-\x7f]*$/;

/** A text as it is compared: Unicode NFC; case, spaces and leading zeros kept. In linear time, whatever it is. */
export function canonicalText(text: string): string {
  return streamSafe(text).normalize('NFC');
}

/** What an exponent is raised by, so that the smallest exponent of a value is not negative. */
const exponentBias = 500_000;
const exponentWidth = String(2 * exponentBias - 1).length;

/** Ends the digits of a negative number and sorts above them: of two that begin alike, the longer is the smaller. */
const negativeEnd = '~';

function ninesComplement(digits: string): string {
  return digits.replace(/\d/g, (digit) => String(9 - Number(digit)));
}

/**
 * A number as a text that sorts as its value does: its sign, its exponent, its digits; for a negative number both
 * are turned around. Exact at any length.
 */
function orderedNumber({ negative, digits, point }: Decimal): string {
  if (digits === '') return '0';
  const magnitude = String(point + exponentBias).padStart(exponentWidth, '0') + digits;
  return negative ? `-${ninesComplement(magnitude)}${negativeEnd}` : `1${magnitude}`;
}

/** The longest beginning of a text that has at most so many bytes, and no half of a character. */
export function beginning(text: string, bytes: number): string {
  const cut = Buffer.from(text).subarray(0, bytes + 1);
  let end = Math.min(bytes, cut.length);
  // A byte like 10xxxxxx continues a character.
  while (end > 0 && ((cut[end] ?? 0) & 0xc0) === 0x80) end--;
  return cut.toString('utf8', 0, end);
}

/**
 * A canonical value as `match_key` holds it: it sorts as the value does. Index entries have a limit, so only the
 * beginning of a long value is held, and its digest, which makes it longer than any short one: so nobody can write
 * a value that stands for another's. Long values that begin alike sort by their digests.
 */
export function storedKey(canonical: string): string {
  const long = canonical.length > limits.keyBytes / 4 && Buffer.byteLength(canonical) > limits.keyBytes;
  if (!long) return canonical;
  return beginning(canonical, limits.keyBytes) + createHash('sha256').update(canonical).digest('hex');
}

/**
 * How this program writes keys. A client whose keys were written by another version is given new ones before
 * it is served (`rebuildKeys`), so raise it whenever what `match_key` holds of a record changes.
 */
export const keyVersion = 4;

/** No stored key is empty, since an empty value is no value. */
const matchesNothing = '';

/** What of a field says how its values are compared. */
export interface Compared {
  type: FieldType;
  /** Exact where nothing is said, as for fields that nothing is found by. */
  matching?: Matching;
}

/** A text as it is compared where only white space is in it: no stored key is empty. */
const blank = ' ';

/**
 * A text as it is compared loosely: in NFKC, without case, without white space at its ends, and with one space for any
 * within. In linear time, whatever it is.
 */
export function looseText(text: string): string {
  const folded = onlyAscii.test(text)
    ? text.toUpperCase()
    : caseless(streamSafe(text).normalize('NFKC').toWellFormed()).normalize('NFKC');
  return folded.replace(/\s+/gu, ' ').trim() || blank;
}

/**
 * What a key that a caller gives for a field, or a value that a record has, is compared and sorted by. A JSON number
 * given for a Text field counts by its decimal text. A text that is no number, given for a Numeric field, equals no
 * record.
 */
export function canonicalForm(
  { type, matching }: Compared,
  value: string | number | boolean | ExactNumber,
): string {
  if (type === 'Numeric' || type === 'Association') {
    const decimal = decimalOf(String(value));
    const isNear = decimal !== undefined && Math.abs(decimal.point) <= limits.valueCharacters;
    return isNear ? orderedNumber(decimal) : matchesNothing;
  }
  // A code is one of a list, letter by letter; dates, times and truth values have one spelling each.
  if (type !== 'Text') return String(value);
  const text = typeof value === 'string' ? value : canonicalNumber(String(value));
  if (text === undefined) return matchesNothing;
  return matching === 'loose' ? looseText(text) : canonicalText(text);
}

/** The same as `match_key` holds it. */
export function keyOf(field: Compared, value: string | number | boolean | ExactNumber): string {
  return storedKey(canonicalForm(field, value));
}

/** Sorts stored keys as both stores do: by code point. */
export function compareKeys(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

/** Capitals whose strokes and joins Unicode does not take apart, as people write them who have no key for them. */
const plainLetters: Record<string, string> = {
  ...{
    Ł: 'L',
    Ø: 'O',
    Đ: 'D',
    Ð: 'D',
    Ħ: 'H',
    Ŧ: 'T',
    Ŋ: 'N',
    Ƶ: 'Z',
    Ɨ: 'I',
    Ʉ: 'U',
    Ǥ: 'G',
    Ɓ: 'B',
    Ƀ: 'B',
  },
  ...{ Æ: 'AE', Œ: 'OE', Þ: 'TH' },
};
const stroked = new RegExp(`[${Object.keys(plainLetters).join('')}]`, 'g');

/** Without case, accents and strokes. */
export function plain(text: string): string {
  // Answers the same as below, several times quicker.
  if (onlyAscii.test(text)) return text.toUpperCase();
  const decomposed = streamSafe(text).normalize('NFKD');
  const max = limits.foldedCharacters * text.length + limits.foldedCharactersOfShort;
  const folded = caseless(decomposed.slice(0, max).toWellFormed().replace(/\p{M}/gu, ''));
  return folded.replace(stroked, (letter) => plainLetters[letter] ?? letter);
}

const withoutSigns = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');
const withoutLeadingZeros = (text: string) => text.replace(/(?<!\p{Nd})0+(?=\p{Nd})/gu, '');

/**
 * What near keys have in common, and some others too: letters and digits without case, accents and zeros. Nothing,
 * where the text has none, or is longer than a key that is looked for so.
 */
export function foldedKey(text: string): string {
  if (text.length > limits.nearKeyCharacters) return '';
  return storedKey(withoutSigns(plain(text)).replaceAll('0', ''));
}

/** What near keys of a field's value have in common, as `match_key` holds it. */
export function foldedKeyOf({ type }: Compared, value: string | number | boolean): string | null {
  return type === 'Text' ? foldedKey(String(value)) || null : null;
}

/**
 * Whether two texts differ only in case, accents, spaces, punctuation or the leading zeros of a group of
 * digits (docs/reference/identification.md#near-keys).
 */
export function areNear(one: string, other: string): boolean {
  const [first, second] = [plain(one), plain(other)];
  return (
    withoutSigns(first) === withoutSigns(second) ||
    withoutSigns(withoutLeadingZeros(first)) === withoutSigns(withoutLeadingZeros(second))
  );
}

/** Whether every database can hold the text: no lone surrogate and no NUL. */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
