/**
 * docs/reference/records.md#values-of-fields: what a field of each type accepts, in every call that writes it
 * or filters by it.
 */

import { describe, expect, test } from 'vitest';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { required } from '../support/required.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  domains: [
    {
      Name: 'Custom.Thing',
      Fields: [
        { Name: 'Key', Type: 'Text' },
        { Name: 'Text', Type: 'Text' },
        { Name: 'Number', Type: 'Numeric' },
        { Name: 'Day', Type: 'Date' },
        { Name: 'Time', Type: 'DateTime' },
        { Name: 'Flag', Type: 'Boolean' },
        { Name: 'Kind', Type: 'Coded', Codes: ['A', 'B'] },
        { Name: 'Policy', Type: 'Association', RefersTo: 'Policy' },
        { Name: 'Parent', Type: 'Association', RefersTo: 'Custom.Thing' },
      ],
    },
  ],
  users: [{ user: 'ada', administrator: true }],
  records: { Policy: [{ id: 7, PolicyNumber: 'P-7' }] },
};

const digits = '9007199254740993';

/** What is sent, as JSON; what comes back; and how it may be written in a filter. */
const accepted: [field: string, sent: string, back: string, filter: string | undefined][] = [
  ['Text', '"Zoe\u0301 "', '"Zoe\u0301 "', 'Zoé '],
  ['Text', digits, `"${digits}"`, digits],
  ['Text', '"007"', '"007"', '007'],
  ['Number', '1500.50', '1500.5', '+01500.5'],
  ['Number', digits, `"${digits}"`, `${digits}.0`],
  ['Number', `-0.${'3'.repeat(40)}`, `"-0.${'3'.repeat(40)}"`, `-.${'3'.repeat(40)}0`],
  ['Number', '"1e30"', '1e+30', `1${'0'.repeat(30)}`],
  ['Number', `"${'7'.repeat(1_000)}"`, `"${'7'.repeat(1_000)}"`, undefined],
  ['Number', '-0', '0', '-0'],
  ['Day', '"2024-02-29"', '"2024-02-29"', '2024-02-29'],
  ['Day', '"2000-02-29"', '"2000-02-29"', '2000-02-29'],
  ['Day', '"0001-01-01"', '"0001-01-01"', '0001-01-01'],
  ['Time', '"2026-01-31T13:45:00Z"', '"2026-01-31T13:45:00.000Z"', '2026-01-31 13:45'],
  ['Time', '"2026-01-01T00:30:00.5+01:00"', '"2025-12-31T23:30:00.500Z"', '2025-12-31T23:30:00.500Z'],
  ['Time', '"2024-02-29T23:00:00-02:00"', '"2024-03-01T01:00:00.000Z"', '2024-03-01T01:00Z'],
  ['Flag', 'true', 'true', 'true'],
  ['Flag', '"false"', 'false', 'false'],
  ['Kind', '"B"', '"B"', 'B'],
  ['Policy', '7', '7', '7'],
  ['Policy', '"007"', '7', '07'],
];

/** What is sent, as JSON, and what it is told. What is a text is refused as a filter too. */
const refused: [field: string, sent: string, words: string][] = [
  ['Text', '{"a":1}', 'Text must be a string; an object was given.'],
  ['Text', 'true', 'Text must be a string; true was given.'],
  ['Text', '"a\\u0000b"', 'Text must be well-formed Unicode without NUL; "a�b" was given.'],
  ['Text', `"${'x'.repeat(65_537)}"`, 'Text must be a string of at most 65536 characters;'],
  [
    'Number',
    '"12a"',
    'Number must be a number, or a string of one, of at most 1000 digits; "12a" was given.',
  ],
  ['Number', '"1e1000"', 'Number must be a number, or a string of one, of at most 1000 digits;'],
  ['Number', 'true', 'Number must be a number, or a string of one,'],
  ['Day', '"2023-02-29"', 'Day must be a date like 2026-01-31; "2023-02-29" was given.'],
  ['Day', '"1900-02-29"', 'Day must be a date like 2026-01-31;'],
  ['Day', '"2026-04-31"', 'Day must be a date like 2026-01-31;'],
  ['Day', '"2026-1-1"', 'Day must be a date like 2026-01-31;'],
  ['Day', '20260101', 'Day must be a date like 2026-01-31; 20260101 was given.'],
  ['Time', '"2023-02-29T00:00:00Z"', 'Time must be a date and time like 2026-01-31T13:45:00Z;'],
  ['Time', '"2026-01-31T25:00:00Z"', 'Time must be a date and time like 2026-01-31T13:45:00Z;'],
  ['Time', '"2026-01-31"', 'Time must be a date and time like 2026-01-31T13:45:00Z;'],
  [
    'Time',
    '"9999-12-31T23:00:00-02:00"',
    'Time must be a date and time like 2026-01-31T13:45:00Z, in the years',
  ],
  [
    'Time',
    '"0000-01-01T00:00:00+02:00"',
    'Time must be a date and time like 2026-01-31T13:45:00Z, in the years',
  ],
  ['Flag', '"yes"', 'Flag must be true or false; "yes" was given.'],
  ['Flag', '1', 'Flag must be true or false; 1 was given.'],
  ['Kind', '"C"', 'Kind must be one of A, B; "C" was given.'],
  ['Kind', '"a"', 'Kind must be one of A, B; "a" was given.'],
  ['Policy', '"P-7"', 'Policy must be a record\'s id, from 1 to 9007199254740991; "P-7" was given.'],
  ['Policy', digits, `Policy must be a record's id, from 1 to 9007199254740991; ${digits} was given.`],
  ['Policy', '0', "Policy must be a record's id, from 1 to 9007199254740991; 0 was given."],
];

describe.each(stores)('field types, on $name', async (store) => {
  const server = await startServer(store, [fixture]);
  const token = await server.token('ada');
  const path = '/api/Custom.Thing';
  const call = (method: string, place: string, body?: unknown, headers?: Record<string, string>) =>
    server.call(method, `${path}${place}`, { token, body, headers });
  const asProblem = { Accept: 'application/problem+json' };
  let key = 0;

  test.each(accepted)('%s accepts %.60s', async (field, sent, back, filter) => {
    const { body } = await call('POST', '', `{"Key": "K${++key}", "${field}": ${sent}}`);
    const many = await call(
      'POST',
      '/BulkUpsert?matchFields=Key',
      `[{"Key": "K${++key}", "${field}": ${sent}}]`,
    );
    const ids = [body.RecordID, required(many.body[0]).RecordID];
    for (const id of ids) {
      const { text } = await call('GET', `/${id}`);
      expect(text).toContain(`${JSON.stringify(field)}:${back}`);
      // What is read may be sent back.
      await call('PUT', `/${id}`, text);
      expect((await call('GET', `/${id}`)).text).toBe(text);
    }
    if (filter === undefined) return;
    const found = await call('GET', `/Query?columns=ID&${field}=${encodeURIComponent(filter)}`);
    expect(found.body.map(({ ID }) => ID)).toEqual(expect.arrayContaining(ids));
  });

  test.each(refused)('%s refuses %.60s', async (field, sent, words) => {
    const body = `{"Key": "R", "${field}": ${sent}}`;
    const whole = await call('POST', '/BulkUpsert?matchFields=Key', [{ Key: 'whole' }]);
    const { RecordID } = required(whole.body[0]);
    const calls: [method: string, place: string, body?: string][] = [
      ['POST', '', body],
      ['PUT', `/${RecordID}`, body],
      ['POST', '/Upsert?matchFields=Key', body],
    ];
    const value = JSON.parse(sent);
    const isSendable = typeof value === 'string' && value.length < 1_000;
    if (isSendable) calls.push(['GET', `/Query?${field}=${encodeURIComponent(value)}`]);
    for (const [method, place, sentBody] of calls) {
      const message = expectRefusal(await call(method, place, sentBody), 400, 'invalid_request');
      expect(message).toContain(words);
      const problem = await call(method, place, sentBody, asProblem);
      expect(problem.status).toBe(400);
      expect(problem.body).toMatchObject({ code: 'invalid_request', detail: message });
      expect(problem.body.errors).toEqual([{ pointer: `/${field}`, detail: expect.stringContaining(words) }]);
    }
    const many = await call('POST', '/BulkUpsert?matchFields=Key', `[${body}]`);
    expect(many.body).toMatchObject([{ IsSuccessful: false, ErrorCode: 'invalid_request' }]);
    expect(many.body[0]?.Message).toContain(words);
    expect((await call('GET', `/${RecordID}`)).body).toMatchObject({ Key: 'whole', [field]: null });
    expect((await call('GET', '/Query?Key=R')).body).toEqual([]);
  });

  test('everything that is wrong is told at once', async () => {
    const answer = await call('POST', '', { Day: 'x', Flag: 'x', Wrong: 1 }, asProblem);
    expect(answer.body.errors.map(({ pointer }) => pointer)).toEqual(['/Day', '/Flag', '/Wrong']);
    const query = await call('GET', '/Query?Day=x&Flag=x&Wrong=1&search=-', undefined, asProblem);
    expect(query.body.errors.map(({ pointer }) => pointer)).toEqual(['/Day', '/Flag', '/Wrong', '/search']);
  });

  describe('an association', () => {
    const upsert = (entries: object[], more = '') =>
      call('POST', `/BulkUpsert?matchFields=Key${more}`, entries);

    test('refers to a record that is there', async () => {
      const words = 'Unable to execute. Policy must be the id of a record; there is none with id 8.';
      for (const place of ['', '/Upsert?matchFields=Key']) {
        const answer = await call('POST', place, { Key: 'A', Policy: 8 });
        expect(expectRefusal(answer, 400, 'invalid_request')).toBe(words);
      }
      const problem = await call('POST', '', { Policy: 8 }, asProblem);
      expect(problem.body.errors).toEqual([expect.objectContaining({ pointer: '/Policy' })]);
      const { body } = await upsert([{ Key: 'A', Policy: 8 }]);
      expect(body).toEqual([{ IsSuccessful: false, Message: words, ErrorCode: 'invalid_request' }]);
    });

    test.each(['', '&dryRun=true'])(
      'sees what entries before it insert, and nothing else%s',
      async (more) => {
        const next = (await call('POST', '', {})).body.RecordID + 1;
        const { body } = await upsert(
          [
            { Key: `B0${more}`, Parent: next },
            { Key: `B1${more}` },
            { Key: `B2${more}`, Parent: next },
            { Key: `B3${more}`, Parent: next + 2 },
            { Key: `B4${more}`, Parent: next + 1, Policy: 8 },
            { Key: `B5${more}`, Parent: next + 1, Policy: 7 },
          ],
          more,
        );
        expect(body.map(({ IsSuccessful }) => IsSuccessful)).toEqual([false, true, true, false, false, true]);
        expect(body[4]?.Message).toContain('Policy must be the id of a record; there is none with id 8.');
        if (more !== '') return;
        expect(body.map(({ RecordID }) => RecordID)).toEqual([
          undefined,
          next,
          next + 1,
          undefined,
          undefined,
          next + 2,
        ]);
        expect((await call('GET', `/${next + 2}`)).body).toMatchObject({ Parent: next + 1 });
      },
    );
  });
});
