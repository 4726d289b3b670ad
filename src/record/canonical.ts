/**
 * Canonical keys: two values are the same key exactly when their canonical forms are the same text
 * (contract section 2, design section 2). Pure; nothing else decides what equals what.
 */
import { createHash } from 'node:crypto';
import { limits } from '../contract/limits.js';
import type { FieldType } from '../contract/words.js';

const numberPattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/;

/**
 * A decimal number's value as plain digits, without leading or trailing zeros: `"+01500.50"` is `1500.5`,
 * `-0` is `0`, `1e3` is `1000`. Nothing is lost at any length. `undefined` where the text is no number, or
 * one that is longer than a value may be when written out.
 */
export function canonicalNumber(text: string): string | undefined {
  const match = numberPattern.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const digits = whole + fraction;
  if (digits === '') return undefined;
  const significant = digits.replace(/^0+/, '');
  if (significant === '') return '0';
  // Where the point stands, counted from the first significant digit.
  const point = significant.length - fraction.length + Number(exponent);
  const trimmed = significant.replace(/0+$/, '');
  if (Math.max(point, trimmed.length, trimmed.length - point) > limits.valueCharacters) return undefined;
  const left = point <= 0 ? '0' : trimmed.slice(0, point).padEnd(point, '0');
  const right = point <= 0 ? '0'.repeat(-point) + trimmed : trimmed.slice(point);
  return `${sign === '-' ? '-' : ''}${left}${right === '' ? '' : `.${right}`}`;
}

/** A text as it is compared: Unicode NFC; case, spaces and leading zeros kept. */
export function canonicalText(text: string): string {
  return text.normalize('NFC');
}

const digestPrefix = 'sha256:';

/**
 * A canonical value as `match_key` holds it. A long one is held as its digest, since index entries have a
 * limit; one that looks like a digest too, so that nobody can write a value that stands for another's.
 */
export function storedKey(canonical: string): string {
  const long = canonical.length > limits.keyBytes / 4 && Buffer.byteLength(canonical) > limits.keyBytes;
  if (!long && !canonical.startsWith(digestPrefix)) return canonical;
  return digestPrefix + createHash('sha256').update(canonical).digest('hex');
}

/** No stored key is empty, since an empty value is no value. */
const matchesNothing = '';

/**
 * The stored form of a key that a caller gives for a field. A JSON number given for a Text field counts by
 * its decimal text. A text that is no number, given for a Numeric field, equals no record.
 */
export function keyOf(type: FieldType, key: string | number): string {
  if (type === 'Numeric') {
    const canonical = canonicalNumber(String(key));
    return canonical === undefined ? matchesNothing : storedKey(canonical);
  }
  const text = typeof key === 'number' ? canonicalNumber(String(key)) : key;
  return storedKey(canonicalText(text ?? matchesNothing));
}

/**
 * A text without what tells near keys apart: case, accents, spaces, punctuation, and the leading zeros of
 * each group of digits (contract section 2, dry run).
 */
export function foldedKey(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .toLowerCase()
    .replace(/(?<!\p{Nd})0+(?=\p{Nd})/gu, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
  return storedKey(plain);
}

/** A name without case, for comparing relationships: full case folding, NFC (contract section 1). */
export function foldedName(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}

/** Whether every database can hold the text: no lone surrogate and no NUL. */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
