/**
 * docs/reference/metadata.md#relationships: what relationships may be called, and adding many of them in one
 * call.
 */

import { describe, expect, test } from 'vitest';
import { limits } from '#linkwright/limits/limits.js';
import type { Answer } from '../support/answers.js';
import { required } from '../support/required.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const path = '/api/Contact/Codes/ContactType';
const bulkPath = `${path}/BulkUpsert`;

const unseen = {
  'a line feed': '\n',
  'a carriage return': '\r',
  'a tab': '\t',
  NUL: '\0',
  'a control character': '\u0085',
  'a line separator': '\u2028',
  'a zero-width space': '\u200b',
  'a byte order mark': '\ufeff',
  'a word joiner': '\u2060',
  'a soft hyphen': '\u00ad',
  'a mark of direction': '\u202e',
  'a Hangul filler': '\u3164',
};
const blanks = {
  'a space': ' ',
  'a no-break space': '\u00a0',
  'an ideographic space': '\u3000',
  'an empty Braille cell': '\u2800',
  'a zero-width joiner': '\u200d',
};
const refused: [string, string][] = [
  ...Object.entries({ ...unseen, ...blanks }).flatMap(([name, text]): [string, string][] => [
    [`${name} alone`, text],
    [`${name} in front`, `${text}Skipper`],
    [`${name} at the end`, `Skipper${text}`],
  ]),
  ...Object.entries(unseen).map(([name, text]): [string, string] => [
    `${name} in the middle`,
    `Skip${text}per`,
  ]),
];
const taken = [
  'Persönlich haftender Gesellschafter',
  '👩\u200d⚖️ Judge',
  'می\u200cخواهم',
  '漢\u3000字',
  '=x',
  "O'Neill",
];

describe.each(stores)('relationships by name, on $name', async (store) => {
  const server = await startServer(store, [
    { account: 'Acme', client: 'Names', users: [{ user: 'ada', administrator: true }] },
    { account: 'Acme', client: 'Many', users: [{ user: 'ada', administrator: true }] },
    { account: 'Acme', client: 'Sent', users: [{ user: 'ada', administrator: true }, { user: 'bob' }] },
  ]);
  const tokens = Object.fromEntries(
    await Promise.all(
      ['Names', 'Many', 'Sent'].map(async (client) => [client, await server.token('ada', client)]),
    ),
  );
  const call = (client: string, method: string, address: string, body?: unknown) =>
    server.call(method, address, { body, token: tokens[client] });
  const listOf = async (client: string) => (await call(client, 'GET', path)).body;

  test.each(['-', '?', '...', '#N/A', '#REF!', '#BEZUG!', 'Err:502'])(
    'refuses the Code %s, which is no name, one at a time and in bulk',
    async (code) => {
      expectRefusal(await call('Names', 'POST', path, { Code: code }), 400, 'invalid_request');
      for (const dryRun of ['', '?dryRun=true']) {
        const { body } = await call('Names', 'POST', bulkPath + dryRun, [{ Code: code }]);
        expect(body).toMatchObject([{ IsSuccessful: false, ErrorCode: 'invalid_request' }]);
      }
    },
  );

  test('a dry run in bulk answers what the call would, and adds none', async () => {
    const before = await listOf('Names');
    const entries = [{ Code: 'Pilot' }, { Code: 'pilot' }, { Code: ' ' }, { Code: 'Stevedore' }];
    const dry = await call('Names', 'POST', `${bulkPath}?dryRun=true`, entries);
    expect(await listOf('Names')).toEqual(before);
    const done = await call('Names', 'POST', bulkPath, entries);
    expect(dry.body).toEqual(done.body);
    expect(done.body.map(({ IsSuccessful }: { IsSuccessful: boolean }) => IsSuccessful)).toEqual([
      ...[true, true, false, true],
    ]);
  });

  test.each(refused)('refuses a name with %s, as Code and as Description', async (_, name) => {
    const before = await listOf('Names');
    for (const [property, body] of Object.entries({
      Code: { Code: name },
      Description: { Code: 'Skipper', Description: name },
    })) {
      const answer = await call('Names', 'POST', path, body);
      expectRefusal(answer, 400, 'invalid_request');
      expect(answer.body).toContain(`${property} must be a string`);
      expect(answer.body).toContain('white space at its ends');
      expectRefusal(await call('Names', 'POST', path, { ID: 3, ...body }), 400, 'invalid_request');
      const many = await call('Names', 'POST', bulkPath, [body]);
      expect(many.body).toEqual([
        { IsSuccessful: false, Message: answer.body, ErrorCode: 'invalid_request' },
      ]);
    }
    expect(await listOf('Names')).toEqual(before);
  });

  test('takes names of other scripts, and with a space between words', async () => {
    for (const name of taken)
      expect((await call('Names', 'POST', path, { Code: name })).body.Code).toBe(name);
  });

  test('an entry sees those before it; one that is refused does not stop the others', async () => {
    const first = await listOf('Sent');
    const entries = [
      { Code: 'Skipper' },
      { Code: 'SKIPPER' },
      { Code: 'Adjuster', Description: 'Looks at the damage' },
      { Code: 'Mate', Description: 'looks AT the damage' },
      { Code: 'Mate' },
      { Code: '' },
      { Code: 'Cook', ID: 3 },
      null,
    ];
    const { status, body } = await call('Sent', 'POST', bulkPath, entries);
    expect(status).toBe(200);
    expect(body.map(({ ID, ErrorCode }) => ID ?? ErrorCode)).toEqual([
      ...[13, 13, 3, 'invalid_request', 14],
      ...Array(3).fill('invalid_request'),
    ]);
    expect(body[0]).toEqual({
      IsSuccessful: true,
      ID: 13,
      Code: 'Skipper',
      Description: 'Skipper',
      Limits: {},
    });
    expect(body[3]?.Message).toContain("relationship 3 is described 'Looks at the damage' already");
    const list = await listOf('Sent');
    expect(list.slice(first.length).map(({ ID, Code }) => [ID, Code])).toEqual([
      [13, 'Skipper'],
      [14, 'Mate'],
    ]);
    expect(list[2]).toMatchObject({ Code: 'Adjuster', Description: 'Looks at the damage' });
    // Sent again, it answers the same and changes nothing.
    expect((await call('Sent', 'POST', bulkPath, entries)).body).toEqual(body);
    expect(await listOf('Sent')).toEqual(list);
  });

  test('calls at once add each name once', async () => {
    const names = Array.from({ length: 50 }, (_, at) => ({ Code: `At once ${at}` }));
    const answers = await Promise.all(Array.from({ length: 6 }, () => call('Sent', 'POST', bulkPath, names)));
    const idsOf = ({ body }: Answer) => body.map(({ ID }) => ID);
    const first = idsOf(required(answers[0]));
    for (const answer of answers) expect(idsOf(answer)).toEqual(first);
    expect(new Set(first).size).toBe(50);
  });

  test('not without the permission, not more than a call may have, and not more than a client may have', async () => {
    const bob = await server.token('bob', 'Sent');
    const without = await server.call('POST', bulkPath, { body: [{ Code: 'Mine' }], token: bob });
    expectRefusal(without, 403, 'permission_denied');
    const entries = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => ({ Code: `Role ${from + at}` }));
    expectRefusal(
      await call('Many', 'POST', bulkPath, entries(0, limits.bulkEntries + 1)),
      400,
      'invalid_request',
    );
    expect(await listOf('Many')).toHaveLength(12);
    for (let from = 0; from < limits.relationships - 1_000; from += 1_000) {
      const { body } = await call('Many', 'POST', bulkPath, entries(from, 1_000));
      expect(body.every(({ IsSuccessful }) => IsSuccessful)).toBe(true);
    }
    const { body } = await call('Many', 'POST', bulkPath, entries(limits.relationships - 1_000, 1_000));
    const left = body.filter(({ IsSuccessful }) => !IsSuccessful);
    expect(left).toHaveLength(12);
    expect(left[0]?.Message).toContain(`There are ${limits.relationships} relationships already`);
    expect(await listOf('Many')).toHaveLength(limits.relationships);
  });
});
