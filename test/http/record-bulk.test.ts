/** docs/reference/records.md#bulk-upsert-of-records: records that are inserted and updated, many in one call. */

import { describe, expect, test } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import { refused } from '../support/refusal.js';
import { required } from '../support/required.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';
import { startThings } from '../support/things-world.js';

const long = '123456789012345678901';

/** Field, what is sent (as JSON), and what is read afterwards. */
const accepted: [field: string, sent: string, read: string | undefined][] = [
  ['Region', '"North"', '"North"'],
  ['Region', '" North "', '" North "'],
  ['Region', '"007"', '"007"'],
  ['Region', '"\\u0000"', undefined],
  ['Region', '"\\ud800"', undefined],
  ['Region', 'true', undefined],
  ['Region', '{}', undefined],
  ['Region', '["North"]', undefined],
  ['Number', '1500.5', '1500.5'],
  ['Number', '"1500.50"', '1500.5'],
  ['Number', '0', '0'],
  ['Number', '-7', '-7'],
  ['Number', '"abc"', undefined],
  ['Number', '"1,5"', undefined],
  ['Number', 'true', undefined],
  ['Number', '[]', undefined],
  ['Number', '"Infinity"', undefined],
  ['Day', '"2026-02-28"', '"2026-02-28"'],
  ['Day', '"2028-02-29"', '"2028-02-29"'],
  ['Day', '"2026-02-29"', undefined],
  ['Day', '"2026-13-01"', undefined],
  ['Day', '"28.02.2026"', undefined],
  ['Day', '"2026-2-8"', undefined],
  ['Day', '20260228', undefined],
  ['Day', 'true', undefined],
  ['Moment', '"2026-01-31T13:45:00Z"', '"2026-01-31T13:45:00.000Z"'],
  ['Moment', '"2026-01-31T13:45:00+02:00"', '"2026-01-31T11:45:00.000Z"'],
  ['Moment', '"2026-02-30T13:45:00Z"', undefined],
  ['Moment', '"2026-01-31T25:00:00Z"', undefined],
  ['Moment', '"yesterday"', undefined],
  ['Moment', '5', undefined],
  ['Flag', 'true', 'true'],
  ['Flag', 'false', 'false'],
  ['Flag', '"yes"', undefined],
  ['Flag', '1', undefined],
  ['Flag', '[]', undefined],
  ['Kind', '"A"', '"A"'],
  ['Kind', '"Größe"', '"Größe"'],
  ['Kind', '"a"', undefined],
  ['Kind', '"C"', undefined],
  ['Kind', '1', undefined],
  ['Claim', '5001', '5001'],
  ['Claim', '"5001"', '5001'],
  ['Claim', '9999', undefined],
  ['Claim', '0', undefined],
  ['Claim', '-1', undefined],
  ['Claim', '1.5', undefined],
  ['Claim', '"CLM-1"', undefined],
  ['Claim', 'true', undefined],
];

/** The id of the first record that a call wrote. */
const idIn = ({ body }: { body: { RecordID: number }[] }) => required(body[0]).RecordID;

describe.each(stores)('bulk upserts of records, on $name', async (store) => {
  const { call, get } = await startThings(store);

  const write = (body: unknown, matchFields = 'Code', domain = 'Custom.Thing') =>
    call('POST', `/api/${domain}/BulkUpsert?matchFields=${matchFields}`, body);
  const read = async (id: number | undefined) =>
    (await get<components['schemas']['RecordRow']>(`/api/Custom.Thing/${id}`)).body;
  const total = async () => (await get('/api/Custom.Thing/Query?pageSize=1000')).body.length;

  test('inserts, then updates what it finds', async () => {
    const inserted = await write([
      { Code: 'one', Region: 'North' },
      { Code: 'two', Region: 'South' },
    ]);
    expect(inserted.status).toBe(200);
    const [one, two] = inserted.body.map(({ RecordID }) => RecordID);
    expect(inserted.body[0]).toMatchObject({
      IsSuccessful: true,
      Message: expect.stringMatching(/^Inserted/),
    });
    expect(two).not.toBe(one);
    const updated = await write([
      { Code: 'two', Number: 5 },
      { Code: 'one', Region: null },
    ]);
    expect(updated.body).toMatchObject([
      { IsSuccessful: true, RecordID: two, Message: expect.stringMatching(/^Updated/) },
      { IsSuccessful: true, RecordID: one },
    ]);
    expect(await read(two)).toMatchObject({ Code: 'two', Region: 'South', Number: 5 });
    expect(await read(one)).toMatchObject({ Code: 'one', Region: null });
  });

  test('finds by all match fields together', async () => {
    const { body } = await write(
      [
        { Code: 'm', Region: 'N' },
        { Code: 'm', Region: 'S' },
      ],
      'Code,Region',
    );
    const [north, south] = body.map(({ RecordID }) => RecordID);
    expect(south).not.toBe(north);
    const again = await write(
      [
        { Code: 'm', Region: 'S', Number: 1 },
        { Code: 'm', Region: 'N', Number: 2 },
        { Code: 'M', Region: 'N', Number: 3 },
      ],
      'Region, Code',
    );
    expect(again.body.map(({ RecordID }) => RecordID).slice(0, 2)).toEqual([south, north]);
    expect([north, south]).not.toContain(required(again.body[2]).RecordID);
    expect(await write([{ Code: 'm', Number: 9 }])).toMatchObject({ body: [refused('record_ambiguous')] });
    expect(await read(north)).toMatchObject({ Number: 2 });
  });

  test('finds a number by its value', async () => {
    const RecordID = idIn(await write([{ Number: 77.5, Code: 'by number' }], 'Number'));
    const again = await write([{ Number: '77.50', Region: 'found' }], 'Number');
    expect(idIn(again)).toBe(RecordID);
  });

  test('loses no digit', async () => {
    const before = await total();
    const { body } = await write(
      `[{"Number":${long},"Code":"long"},{"Number":${long.slice(0, -1)}2,"Code":"other"}]`,
      'Number',
    );
    expect(required(body[1]).RecordID).not.toBe(required(body[0]).RecordID);
    expect(await total()).toBe(before + 2);
    expect((await get(`/api/Custom.Thing/${required(body[0]).RecordID}`)).text).toContain(long);
  });

  test('the same key twice in one call makes one record', async () => {
    const before = await total();
    const { body } = await write([
      { Code: 'twice', Region: 'first' },
      { Code: 'twice', Number: 2 },
      { Code: 'Zoe\u0301', Region: 'a' },
      { Code: 'Zo\u00e9', Number: 3 },
    ]);
    expect(body.map(({ Message }) => Message.split(' ')[0])).toEqual([
      'Inserted',
      'Updated',
      'Inserted',
      'Updated',
    ]);
    expect(required(body[1]).RecordID).toBe(required(body[0]).RecordID);
    expect(required(body[3]).RecordID).toBe(required(body[2]).RecordID);
    expect(await total()).toBe(before + 2);
    expect(await read(required(body[0]).RecordID)).toMatchObject({ Region: 'first', Number: 2 });
  });

  test('the same key in many calls at once makes one record', async () => {
    const before = await total();
    const answers = await Promise.all(Array.from({ length: 10 }, () => write([{ Code: 'at once' }])));
    expect(new Set(answers.map(idIn)).size).toBe(1);
    expect(await total()).toBe(before + 1);
  });

  test.each([null, ''])('%j empties a field, and the record is no longer found by it', async (empty) => {
    const RecordID = idIn(
      await write([{ Code: `empty ${empty}`, Region: `R ${empty}`, Flag: true, Day: '2026-01-01' }]),
    );
    await write([{ Code: `empty ${empty}`, Region: empty, Flag: empty, Day: empty }]);
    expect(await read(RecordID)).toMatchObject({ Region: null, Flag: null, Day: null });
    const other = await write([{ Region: `R ${empty}` }], 'Region');
    expect(idIn(other)).not.toBe(RecordID);
  });

  test('a changed key is found by its new value only', async () => {
    const RecordID = idIn(await write([{ Code: 'changing', Region: 'before' }]));
    await write([{ Code: 'changing', Region: 'after' }]);
    expect(idIn(await write([{ Region: 'after', Number: 1 }], 'Region'))).toBe(RecordID);
    expect(idIn(await write([{ Region: 'before' }], 'Region'))).not.toBe(RecordID);
  });

  test('entries of one call see what those before them changed', async () => {
    const RecordID = idIn(await write([{ Code: 'seen', Region: 'seen before' }]));
    await write([{ Code: 'seen', Region: 'seen after' }]);
    const { body } = await write(
      [
        { Region: 'seen after', Code: 'renamed' },
        { Region: 'seen after', Number: 4 },
      ],
      'Region',
    );
    expect(body.map((answer) => answer.RecordID)).toEqual([RecordID, RecordID]);
    expect(await read(RecordID)).toMatchObject({ Code: 'renamed', Number: 4 });
  });

  test.each(accepted)('%s: %s', async (field, raw, expected) => {
    const code = `${field} ${raw}`.replace(/[^\w. ]/g, '_');
    const { status, body } = await write(
      `[{"Code":${JSON.stringify(code)},${JSON.stringify(field)}:${raw}}]`,
    );
    expect(status).toBe(200);
    if (expected === undefined) {
      expect(body).toEqual([refused('invalid_request', new RegExp(field))]);
      return;
    }
    expect(body[0]).toMatchObject({ IsSuccessful: true });
    expect(JSON.stringify((await read(required(body[0]).RecordID))[field])).toBe(expected);
  });

  test('an unknown field is refused, with a hint', async () => {
    const { body } = await write([{ Code: 'hint', Regoin: 'N' }, { code: 'hint' }, { Code: 'hint', ID: 5 }]);
    expect(body).toEqual([
      refused('invalid_request', /Regoin.*'Region'/),
      refused('invalid_request', /Code/),
      refused('invalid_request', /ID/),
    ]);
  });

  test('a match field that an entry does not give is refused', async () => {
    const { body } = await write([{ Region: 'N' }, { Code: null }, { Code: '' }, {}]);
    expect(body).toEqual([1, 2, 3, 4].map(() => refused('invalid_request', /Code/)));
  });

  test.each([[null], [5], ['text'], [true], [[]]])('an entry %j is refused by itself', async (wrong) => {
    const { status, body } = await write([{ Code: 'beside' }, wrong, { Code: 'beside' }]);
    expect(status).toBe(200);
    expect(body[1]).toEqual(refused('invalid_request'));
    expect([body[0]?.IsSuccessful, body[2]?.IsSuccessful]).toEqual([true, true]);
    expect(required(body[2]).RecordID).toBe(required(body[0]).RecordID);
  });

  test('a refused entry writes nothing of itself', async () => {
    const before = await total();
    await write([
      { Code: 'never', Claim: 9999 },
      { Code: 'never', Day: 'never' },
    ]);
    expect(await total()).toBe(before);
  });

  test('an empty array is answered with an empty array', async () => {
    expect((await write([])).text).toBe('[]');
  });

  test.each([['{}'], ['null'], ['5'], ['{"Code":"x"}']])('a body %s is no array', async (body) => {
    expectRefusal(await write(body), 400, 'invalid_request');
  });

  test.each([
    'NoSuchField',
    'code',
    'Claim',
    'Day',
    'Flag',
    'Kind',
    'Claim.ClaimNumber',
    'Id',
    'Code,NoSuchField',
    ',',
  ])('the match field %s is refused', async (fields) => {
    expectRefusal(await write([{ Code: 'x' }], fields), 400, 'invalid_request');
  });

  test('match fields must be given', async () => {
    for (const query of ['', '?matchFields=', '?matchfields=Code', '?matchFields=Code&x=1']) {
      expectRefusal(await call('POST', `/api/Custom.Thing/BulkUpsert${query}`, []), 400, 'invalid_request');
    }
  });

  test('to a domain that there is not', async () => {
    expectRefusal(await write([], 'Code', 'Custom.None'), 404, 'not_found');
    expectRefusal(await write([], 'ClaimNumber', 'claim'), 404, 'not_found');
  });

  test('at most 1,000 at once', async () => {
    const before = await total();
    const entries = Array.from({ length: 1_001 }, (_, index) => ({ Code: `cap ${index}` }));
    expectRefusal(await write(entries), 400, 'invalid_request');
    expect(await total()).toBe(before);
    const { body } = await write(entries.slice(0, 1_000));
    expect(body).toHaveLength(1_000);
    expect(new Set(body.map(({ RecordID }) => RecordID)).size).toBe(1_000);
  });

  test('what is written can be linked at once', async () => {
    const written = await write([{ ContactNumber: 'NEW-1', Name: 'New' }], 'ContactNumber', 'Contact');
    const linked = await call('POST', '/api/Link/Upsert', {
      ParentDomain: 'Claim',
      ParentRecordID: 5001,
      ChildDomain: 'Contact',
      ChildRecordKey: 'NEW-1',
      ChildRecordMatchField: 'ContactNumber',
    });
    expect(linked.body).toMatchObject({ IsSuccessful: true, ChildID: idIn(written) });
    expect(idIn(written)).toBe(59);
  });
});
