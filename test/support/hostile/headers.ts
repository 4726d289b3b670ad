/** Hostile headers. */

/** Headers that a server or what stands in front of it may read, beside those of the document. */
export const readHeaders = [
  'Accept',
  'Accept-Encoding',
  'Authorization',
  'Content-Encoding',
  'Content-Type',
  'Cookie',
  'Expect',
  'Forwarded',
  'Idempotency-Key',
  'If-Match',
  'If-Modified-Since',
  'If-None-Match',
  'If-Range',
  'Last-Event-ID',
  'Origin',
  'Range',
  'Referer',
  'Token',
  'Traceparent',
  'User-Agent',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Request-Id',
];

/** Values of headers that have lists or parts: each is as long as a head may be. */
export const headerKinds: Record<string, (room: number) => string> = {
  'an oversized value': (room) => 'x'.repeat(room),
  'a list': (room) => 'a,'.repeat(room / 2),
  'a list of qualities': (room) => 'a/b;q=0.1,'.repeat(room / 10),
  'a list of ranges': (room) => `bytes=${'0-0,'.repeat(room / 4 - 2)}1-1`,
  'a list of overlapping ranges': (room) => `bytes=${'0-,'.repeat(room / 3 - 3)}0-`,
  'a list of tags': (room) => '"a",W/"b",'.repeat(room / 10),
  'a list of addresses': (room) => '1.2.3.4, '.repeat(room / 9),
  'a list of cookies': (room) => 'a=b; '.repeat(room / 5),
  parameters: (room) => `application/json${';a="b"'.repeat(room / 6 - 3)}`,
  'spaces within': (room) => `Bearer${' '.repeat(room - 8)}x`,
  'quotes and backslashes': (room) => `"${'\\"'.repeat(room / 2)}`,
  digits: (room) => '9'.repeat(room),
  base64: (room) => `Basic ${'QTpCOkM6'.repeat(room / 8 - 1)}`,
};
