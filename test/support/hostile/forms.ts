/** Hostile forms: multipart, and as a page sends them. */
import { required } from '../required.js';
import { formHeaders } from '../upload.js';

/** What a multipart body may do. */
export const forms: Record<string, (room: number) => string> = {
  'thousands of parts': (room) => part('a', 'x').repeat(room / part('a', 'x').length) + end,
  'thousands of known parts': (room) =>
    part('FileName', 'x').repeat(room / part('FileName', 'x').length) + end,
  'a part with a long name': (room) => part('x'.repeat(room - 200), 'x') + end,
  'a part with a long value': (room) => part('FileName', 'x'.repeat(room - 200)) + end,
  'a part with many headers': (room) =>
    `--${boundary}\r\n${'X-A: b\r\n'.repeat(room / 8 - 30)}\r\nx\r\n${end}`,
  'a part with a long header': (room) => `--${boundary}\r\nX-A: ${'b'.repeat(room - 200)}\r\n\r\nx\r\n${end}`,
  'a part with many parameters': (room) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="a"${';a=b'.repeat(room / 4 - 60)}\r\n\r\nx\r\n${end}`,
  'boundaries that are none': (room) => `--${boundary}`.slice(0, -1).repeat(room / (boundary.length + 1)),
  dashes: (room) => '\r\n--'.repeat(room / 4),
  'combining marks in a name': (room) =>
    part('FileName', `a${'\u0301\u0316'.repeat(Math.min(60_000, room / 4 - 60))}`) + content + end,
  'compatibility expansions in a name': (room) =>
    part('Description', '\ufdfa'.repeat(Math.min(65_000, room / 3 - 100))) + content + end,
  'a long file name': (room) => content.replace('a.txt', 'a'.repeat(room - 300)) + end,
  'a file name of marks': (room) =>
    content.replace('a.txt', `a${'\u0301\u0316'.repeat(room / 4 - 100)}`) + end,
};
const boundary = required(/boundary=(.*)/.exec(formHeaders['Content-Type'])?.[1]);
const end = `--${boundary}--\r\n`;
const part = (name: string, value: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const content = `--${boundary}\r\nContent-Disposition: form-data; name="content"; filename="a.txt"\r\n\r\nx\r\n`;

/** What a form body may do. */
export const encodedForms: Record<string, (room: number) => string> = {
  'thousands of fields': (room) =>
    Array.from({ length: Math.floor(room / 10) }, (_, at) => `k${at}=1`).join('&'),
  'a field named again and again': (room) => 'Client_ID=a&'.repeat(room / 12),
  ampersands: (room) => '&'.repeat(room),
  'percent signs': (room) => `Client_ID=${'%'.repeat(room - 10)}`,
  escapes: (room) => `Client_ID=${'%cc%81'.repeat(room / 6 - 2)}`,
  brackets: (room) => `${'a[b]'.repeat(room / 4)}=1`,
};
