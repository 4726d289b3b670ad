/** Numbers as people write them where the browser is at home, to the last digit. */

/** From five digits on in groups, so that a year stays one. */
const whole = new Intl.NumberFormat(undefined, { useGrouping: 'min2', numberingSystem: 'latn' });

const parts = new Intl.NumberFormat(undefined, { useGrouping: true, numberingSystem: 'latn' }).formatToParts(
  -1_234_567.5,
);
const partOf = (type: Intl.NumberFormatPartTypes, otherwise: string) =>
  parts.find((part) => part.type === type)?.value ?? otherwise;

const point = partOf('decimal', '.');
const group = partOf('group', ',');

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whoever types a space or an apostrophe types the plain one. */
const anyGroup = /\s/.test(group) ? '\\s' : group === '’' ? "[’']" : escaped(group);

const plain = /^([+-]?)0*(\d*)(?:\.(\d*))?$/;
const inGroups = new RegExp(
  `^[+-]?(?:\\d{1,3}(?:${anyGroup}\\d{2,3})*${anyGroup}\\d{3}|\\d+|(?=${escaped(point)}))(?:${escaped(point)}\\d*)?$`,
);

/** `41100.5` and `+041100.50` alike as `41100.5`; `undefined` for what is no number. */
function canonical(text: string): string | undefined {
  const [, sign, digits = '', fraction = ''] = plain.exec(text) ?? [];
  if (sign === undefined || !/\d/.test(text)) return undefined;
  const rest = fraction.replace(/0+$/, '');
  const number = `${digits || '0'}${rest === '' ? '' : `.${rest}`}`;
  return sign === '-' && number !== '0' ? `-${number}` : number;
}

/** `41,100.5` for `41100.5`, where that is how numbers are written; what is no plain number as it is. */
export function writtenNumber(value: string | number): string {
  const [, sign, digits, fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value)) ?? [];
  if (digits === undefined) return String(value);
  const minus = sign === '-' ? partOf('minusSign', '-') : '';
  return `${minus}${whole.format(BigInt(digits))}${fraction === undefined ? '' : point + fraction}`;
}

/**
 * The number that somebody has typed as they are written here, as a call takes it: `41,100.50` is `41100.5`. One with a
 * point and no groups is read as well. What is no number stays as it is, for the server to say so.
 */
export function readNumber(typed: string): string {
  const text = typed.trim().replace('−', '-');
  const read = inGroups.test(text)
    ? text.replaceAll(new RegExp(anyGroup, 'g'), '').replace(point, '.')
    : text;
  return canonical(read) ?? typed;
}
