/**
 * What no caller can do to the others: each sentence of docs/reference/limits.md, and the tests that hold it.
 * A sentence without a test, and a test that is not there, are found here.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const hostile = 'test/http/hostile.test.ts';
const crowds = 'test/http/hostile-crowds.test.ts';
const requests = 'test/http/request-limits.test.ts';
const messages = 'test/http/refusal-messages.test.ts';
const connections = 'test/http/connections.test.ts';

/** Sentences, with `[file, title]` of their tests; a title is as it is written, with its placeholders. */
const sentences: Record<string, [file: string, title: string][]> = {
  'Other callers go on being answered (a Ping beside it within 500 ms on two cores).': [
    [hostile, '%s lets others go on'],
    [crowds, '%s let others go on'],
  ],
  'Memory stays bounded with a heap of 512 MB, the process lives.': [
    [hostile, '%s lets others go on'],
    [hostile, 'those who called may still call'],
    [crowds, '%s let others go on'],
  ],
  'What died by itself is back within 5 s without a person.': [
    ['test/faults/threads.test.ts', 'is started anew: that which %ss'],
    [
      'test/faults/threads.test.ts',
      'under load loses no answered write, answers no other, and makes none twice',
    ],
  ],
  'Checks are ordered by cost: authentication; size; shape; permission; and only then what grows with a value.':
    [
      [requests, 'are not counted before it is known that the caller may ask'],
      [requests, 'a key beside an id is not looked at'],
      ['test/json/json-scan.test.ts', 'a limit is what may be, and one more is refused'],
      ['test/json/json-scan.test.ts', 'the largest bodies are looked through in linear time'],
    ],
  'A message lists at most 20 errors and quotes at most 200 characters of what was sent.': [
    ['test/http/limits.test.ts', 'of many unknown properties a few are named'],
    [messages, 'does not repeat %s'],
    [messages, 'about each of many entries is short'],
  ],
  'Body: 10 MB for bulk, 1 MB for one link or record (payload_too_large).': [
    [requests, 'of $id has at most so many bytes'],
    [requests, 'has 10 MB where it is for many links or records, and 1 MB where it is for one'],
    [hostile, '%s lets others go on'],
  ],
  'A key or a name: at most 65,536 characters, else invalid_request.': [
    [requests, 'a key has at most so many characters'],
  ],
  'More than 30 combining marks in a row (UAX 15, Stream-Safe): invalid_request.': [
    [requests, 'too many in a row are refused in %s'],
    ['test/text/combining-marks.test.ts', 'are found as the slow way finds them'],
  ],
  'Numeric: at most 1,000 digits written out.': [
    [requests, 'no Numeric field holds %s'],
    [requests, 'a Numeric field holds %s'],
  ],
  'A record: at most 1 MB as stored.': [[requests, 'a record has at most 1 MB as it is stored']],
  'The fields of one link: at most 10 kB as stored.': [['test/http/link-fields.test.ts', '%j is refused']],
  'What one call stores is at most 10 times what it sent, or 1 MB.': [
    [requests, 'a call stores at most ten times what it sent'],
    ['test/http/link-fields.test.ts', 'a call stores at most ten times what it sent, or 1 MB'],
  ],
  'A page of an answer ends at 8 MB, with a next link, whatever pageSize says.': [
    ['test/http/page-bytes.test.ts', 'of records, %s'],
    ['test/http/page-bytes.test.ts', 'of users, where they have more roles than fit'],
  ],
  'An answer that is not taken for 60 s loses its connection.': [
    [connections, 'loses its connection: %s'],
    [connections, 'but not where a little is taken each time'],
    ['test/http/event-streams.test.ts', 'loses its stream after a while'],
  ],
  'Connections are limited in all and for each address.': [
    [connections, '%s are so many; one more is told so, and others go on'],
    [connections, 'past those that are told are closed at once'],
  ],
  'Bodies that are under way, of each user, client and in all, so that memory stays bounded.': [
    ['test/http/long-bodies.test.ts', 'take so much of a user; one more is told so, and others go on'],
    ['test/http/long-bodies.test.ts', 'take so much of a client, and so much in all'],
  ],
  "Streams and uploads for each user (so that no user has all of the client's).": [
    ['test/http/changes.test.ts', 'of a %s are so many, and a reader that goes makes room'],
    ['test/http/arrival.test.ts', 'a server takes in so many %s at once, and turns others away'],
  ],
  'Sign-ins that are hashed at once, with a short queue (unavailable, Retry-After).': [
    ['test/http/sign-in-flood.test.ts', 'turns its own away, which costs no attempt'],
    ['test/http/sign-in-flood.test.ts', 'of others lets a user in who comes from elsewhere'],
    ['test/store/fair-turns.test.ts', 'that do not come in time are refused, and the others go on'],
  ],
  'Requests for each user where --rate-limit says so (RateLimit headers).': [
    [
      'test/http/rate-limit.test.ts',
      'each user has so many, whatever tokens they come by, and nobody takes them from others',
    ],
    ['test/http/rate-limit.test.ts', 'nothing is counted where the server was told nothing'],
  ],
  'Metadata and storage of a client by its sizes.': [
    ['test/http/client-limits.test.ts', 'past it, what makes it less, or no more, is still done'],
    ['test/http/client-limits.test.ts', 'permissions that roles grant'],
    [
      'test/http/content-of-client.test.ts',
      'is so much in all, of which equal content is counted once; nothing is left of what is refused',
    ],
  ],
  'A thread of the store that ends is started anew; where that fails the process ends with 1.': [
    ['test/faults/threads.test.ts', 'is started anew: that which %ss'],
    ['test/faults/threads.test.ts', 'and cannot be started anew ends the server with 1'],
    ['test/faults/threads.test.ts', 'of memory ends alone, and what waited is told'],
  ],
  '/health says what works.': [
    ['test/faults/threads.test.ts', 'asks both sides, once for all who ask within a second'],
    ['test/http/errors-of-server.test.ts', 'health says so'],
  ],
  'Files of the database, its log, its lock and content: readable by their owner alone.': [
    ['test/cli/private-files.test.ts', 'by %s'],
    ['test/cli/private-files.test.ts', 'of content, wherever'],
  ],
  '--trust-proxy takes nothing for an address that is none.': [
    ['test/http/address.test.ts', '%j is no address'],
    ['test/http/address.test.ts', 'of the forwards %j is believed: %s'],
  ],
  'Known addresses of users survive a restart.': [
    ['test/http/sign-in-attempts.test.ts', 'does not have to there on another server, or after a restart'],
  ],
  'A hint (Did you mean) names only what the caller may know of.': [
    [messages, 'at %s names what the caller may know of alone'],
  ],
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const texts = new Map<string, string>();

/** The text of a test file; nothing, where there is none. */
function textOf(file: string) {
  const text = texts.get(file) ?? (existsSync(root + file) ? readFileSync(root + file, 'utf8') : '');
  texts.set(file, text);
  return text;
}

/** Whether a file has a test, or a group of tests, of that title: it stands in quotes in front of its function. */
function has(file: string, title: string) {
  const text = textOf(file);
  return ["'", '"', '`'].some((quote) => {
    const at = text.indexOf(`(${quote}${title}${quote},`);
    const inLines = text.search(
      new RegExp(`\\(\\s+${quote}${title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}${quote},\\s`),
    );
    return at >= 0 || inLines >= 0;
  });
}

test.each(Object.entries(sentences))('%s', (_, tests) => {
  expect(tests.length).toBeGreaterThan(0);
  expect(tests.filter(([file, title]) => !has(file, title))).toEqual([]);
});

test('a test that is not there is found', () => {
  expect(has(hostile, 'of a title that no test has')).toBe(false);
  expect(has('test/no-such.test.ts', '%s')).toBe(false);
});
