/** Dates as files write them. */

/** A form of dates that was given, ready to read them; or the numbers by which spreadsheets count days. */
export type DateForm =
  | { kind: 'excel' }
  | { kind: 'pattern'; pattern: RegExp; parts: DatePart[]; hasTime: boolean };

type DatePart = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'half';

/** What stands for a part, as `DD.MM.YYYY HH:mm` and `%d.%m.%Y %H:%M` have it. */
const signs = /%[YmdHMSIp]|Y{4}|y{4}|D{1,2}|d{1,2}|H{1,2}|h{1,2}|M{1,2}|m{1,2}|S{1,2}|s{1,2}|A|a|tt/g;
const ofPercent: Record<string, DatePart> = {
  ...{ Y: 'year', m: 'month', d: 'day', H: 'hour', I: 'hour', M: 'minute', S: 'second', p: 'half' },
};
const digits: Record<DatePart, string> = {
  ...{ year: '(\\d{4})', month: '(\\d{1,2})', day: '(\\d{1,2})', hour: '(\\d{1,2})', minute: '(\\d{2})' },
  ...{ second: '(\\d{2}(?:\\.\\d{1,9})?)', half: '([AaPp])\\.?[Mm]\\.?' },
};

/** Letters count whatever their case; M is the month, and behind an hour the minute. */
function partOf(sign: string, before: DatePart[]): DatePart {
  if (sign.startsWith('%')) return ofPercent[sign.charAt(1)] as DatePart;
  const letter = sign.charAt(0).toLowerCase();
  if (letter === 'm') return before.includes('hour') ? 'minute' : 'month';
  const parts: Record<string, DatePart> = { y: 'year', d: 'day', h: 'hour', s: 'second' };
  return parts[letter] ?? 'half';
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&').replace(/\s+/g, '\\s+');

/** The form that `DD.MM.YYYY`, `M/D/YYYY` or `excel` names; `undefined` where it lacks year, month or day, or has one twice. */
export function dateFormOf(text: string): DateForm | undefined {
  if (text.toLowerCase() === 'excel') return { kind: 'excel' };
  const parts: DatePart[] = [];
  let pattern = '';
  let from = 0;
  for (const { 0: sign, index } of text.matchAll(signs)) {
    const part = partOf(sign, parts);
    pattern += escaped(text.slice(from, index)) + digits[part];
    parts.push(part);
    from = index + sign.length;
  }
  const isWhole = (['year', 'month', 'day'] as const).every((part) => parts.includes(part));
  if (!isWhole || new Set(parts).size < parts.length || /[a-z\d]/i.test(text.slice(from))) return undefined;
  const hasTime = parts.includes('hour');
  const time = hasTime
    ? ''
    : '(?:[T ]+(\\d{1,2}):(\\d{2})(?::(\\d{2}(?:\\.\\d{1,9})?))?(?:\\s*([AaPp])\\.?[Mm]\\.?)?)?';
  return {
    kind: 'pattern',
    pattern: new RegExp(`^\\s*${pattern}${escaped(text.slice(from))}${time}\\s*$`),
    parts: hasTime ? parts : [...parts, 'hour', 'minute', 'second', 'half'],
    hasTime,
  };
}

const two = (number: number | string) => String(number).padStart(2, '0');

/** Day and time of a moment that a spreadsheet counts in days; its 29 February 1900, which was none, is none here either. */
export function momentOfSerial(text: string): string | undefined {
  if (!/^\s*\d{1,7}(?:\.\d+)?\s*$/.test(text)) return undefined;
  const serial = Number(text);
  const isNone = serial < 1 || (serial >= 60 && serial < 61) || serial >= 2_958_466;
  if (isNone) return undefined;
  const days = serial < 60 ? serial + 1 : serial;
  const moment = new Date(Date.UTC(1899, 11, 30) + Math.round(days * 86_400) * 1_000);
  return moment.toISOString().replace('.000Z', 'Z');
}

function momentOfPattern(
  { pattern, parts }: DateForm & { kind: 'pattern' },
  text: string,
): string | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const found = new Map(parts.map((part, at) => [part, match[at + 1]]));
  const hour = hourOf(found.get('hour') ?? '0', found.get('half'));
  if (hour === undefined) return undefined;
  const date = `${found.get('year')}-${two(found.get('month') ?? '')}-${two(found.get('day') ?? '')}`;
  if (!isDay(date)) return undefined;
  return `${date}T${two(hour)}:${found.get('minute') ?? '00'}:${found.get('second') ?? '00'}Z`;
}

/** The hour of the day; with AM or PM it goes from 1 to 12. */
function hourOf(text: string, half: string | undefined): number | undefined {
  const hour = Number(text);
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** Whether the calendar has the day: no 31st of February, no 14th month. */
function isDay(date: string): boolean {
  const moment = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(date);
}

const isoDate = /^\d{4}-\d{2}-\d{2}$/;

/** The moment in ISO 8601; `undefined` where the text is none in the form. What ISO 8601 has needs no form. */
function momentOf(text: string, form: DateForm): string | undefined {
  return form.kind === 'excel' ? momentOfSerial(text) : momentOfPattern(form, text);
}

/** The date as the server takes it; `undefined` where the text is none in the form. */
export function readDate(text: string, form: DateForm | undefined): string | undefined {
  const trimmed = text.trim();
  // A moment at midnight is how programs write a day.
  const day = /^(\d{4}-\d{2}-\d{2})[T ]00:00(?::00(?:\.0+)?)?Z?$/.exec(trimmed)?.[1];
  if (day !== undefined) return day;
  if (isoDate.test(trimmed)) return trimmed;
  if (form === undefined) return looksLikeSerial(trimmed) ? undefined : text;
  const moment = momentOf(text, form);
  return moment?.endsWith('T00:00:00Z') ? moment.slice(0, 10) : undefined;
}

/** The date and time as the server takes it; `undefined` where the text is none in the form. A date alone begins its day. */
export function readDateTime(text: string, form: DateForm | undefined): string | undefined {
  const trimmed = text.trim();
  if (isoDate.test(trimmed)) return `${trimmed}T00:00:00Z`;
  if (/^\d{4}-\d{2}-\d{2}[T ]/.test(trimmed)) return trimmed;
  if (form === undefined) return looksLikeSerial(trimmed) ? undefined : text;
  return momentOf(text, form);
}

/** Forms in which dates are often written; a time may stand behind each. */
const usualForms = [
  'DD.MM.YYYY',
  'DD/MM/YYYY',
  'MM/DD/YYYY',
  'DD-MM-YYYY',
  'MM-DD-YYYY',
  'YYYY/MM/DD',
  'YYYYMMDD',
];

/**
 * The forms in which dates of a file are probably written: the usual ones that read each text which any of them reads.
 * None where no text needs a form; several where nobody can say which is meant, as of `3/4/2026`.
 */
export function recognizeDateForms(texts: Iterable<string>): string[] {
  const read = usualForms.map((name) => ({ name, form: dateFormOf(name) as DateForm, isWhole: true }));
  let isNeeded = false;
  for (const text of texts) {
    if (/^\s*\d{4}-\d{2}-\d{2}(?:[T ]|\s*$)/.test(text)) continue;
    const fits = read.map(({ form }) => momentOf(text, form) !== undefined);
    if (!fits.includes(true)) continue;
    isNeeded = true;
    for (const [at, one] of read.entries()) one.isWhole &&= fits[at] === true;
  }
  return isNeeded ? read.filter(({ isWhole }) => isWhole).map(({ name }) => name) : [];
}

/** What a spreadsheet leaves of a date whose cell lost its form. */
const looksLikeSerial = (text: string) => /^\d{1,7}(?:[.,]\d+)?$/.test(text);
