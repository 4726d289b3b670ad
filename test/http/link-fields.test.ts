/** docs/reference/upsert.md#fields: values of a link's own fields. */
import { beforeAll, describe, expect, test } from 'vitest';
import { limits } from '#linkwright/limits/limits.js';
import { type Fields, type LinkFieldsServer, startLinkFields } from '../support/link-fields-world.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

/** What is sent, and how it is read. */
const kept: [name: string, sent: unknown, read: unknown][] = [
  ['Since', '2026-03-01', '2026-03-01'],
  ['Note', ' as sent ', ' as sent '],
  ['Note', 12.5, '12.5'],
  ['Share', 1500.5, 1500.5],
  ['Share', '1500.50', 1500.5],
  ['Share', '12345678901234567891', '12345678901234567891'],
  ['Seen', '2026-01-31T13:45+01:00', '2026-01-31T12:45:00.000Z'],
  ['Sole', true, true],
  ['Sole', 'false', false],
  ['Capacity', 'jointly', 'jointly'],
];

/** What is there, and another spelling of the same. */
const same: [name: string, there: unknown, again: unknown][] = [
  ['Since', '2026-03-01', '2026-03-01'],
  ['Note', 'M\u00fcller', 'Mu\u0308ller'],
  ['Share', 1500.5, '1500.50'],
  ['Share', '12345678901234567891', '12345678901234567891.0'],
  ['Seen', '2026-01-31T12:45:00Z', '2026-01-31 13:45:00+01:00'],
  ['Sole', true, 'true'],
  ['Capacity', 'alone', 'alone'],
];

const refused: [fields: unknown, pointers: string[], words: RegExp][] = [
  [{ Sinc: '2026-01-01' }, ['/Fields/Sinc'], /Links to Contact have no field "Sinc". Did you mean 'Since'\?/],
  [{ since: '2026-01-01' }, ['/Fields/since'], /no field "since".*'Since'/],
  [{ Name: 'x' }, ['/Fields/Name'], /no field "Name"/],
  [
    { Since: '2026-02-30' },
    ['/Fields/Since'],
    /Fields.Since must be a date like 2026-01-31; "2026-02-30" was/,
  ],
  [{ Share: 'much', Sole: 1 }, ['/Fields/Share', '/Fields/Sole'], /Fields.Share must.*Fields.Sole must/],
  [{ Capacity: 'ALONE' }, ['/Fields/Capacity'], /one of alone, jointly; "ALONE"/],
  [{ Note: { a: 1 } }, ['/Fields/Note'], /Fields.Note must be a string; an object was given/],
  [{ Note: 'x'.repeat(limits.linkBytes) }, ['/Fields'], /at most 10 kB/],
  [[], ['/Fields'], /Fields must be a JSON object; an array was given/],
  ['Since', ['/Fields'], /Fields must be a JSON object/],
];

describe.each(stores)('fields of a link, on $name', (store) => {
  let world: LinkFieldsServer;
  beforeAll(async () => {
    world = await startLinkFields(store);
  });

  test.each(kept)('%s: %j is kept', async (name, sent, read) => {
    const { link, values } = world;
    const answer = await link(1, 1, { [name]: sent });
    expect(Object.keys(answer.body)).toEqual([
      ...['IsSuccessful', 'RecordID', 'Message', 'ParentID', 'ChildID', 'RelationshipID'],
    ]);
    expect(await values(1, 1, name)).toEqual([{ [`Fields.${name}`]: read }]);
  });

  test.each(same)('%s: %j is there where %j is sent, and nothing changes', async (name, there, again) => {
    const { link, historyOf, values } = world;
    const { RecordID } = (await link(2, 1, { [name]: there })).body;
    const [before, present] = [await historyOf(RecordID), await values(2, 1, name)];
    expect((await link(2, 1, { [name]: again })).body.Message).toMatch(/^Updated/);
    expect(await historyOf(RecordID)).toEqual(before);
    expect(await values(2, 1, name)).toEqual(present);
  });

  test('what is not named or not given stays, and null clears', async () => {
    const { link, values } = world;
    await link(3, 1, { Since: '2026-03-01', Note: 'n', Share: 1 });
    for (const fields of [undefined, null, {}, { Since: '' }]) {
      expect((await link(3, 1, fields)).status).toBe(200);
    }
    await link(3, 1, { Note: null, Share: 2 });
    expect(await values(3, 1, 'Since', 'Note', 'Share')).toEqual([
      { 'Fields.Since': '2026-03-01', 'Fields.Note': null, 'Fields.Share': 2 },
    ]);
  });

  test('history tells of just the fields that differ, in one entry with the relationship', async () => {
    const { link, remove, differences, historyOf } = world;
    const { RecordID } = (await link(4, 1, { Since: '2026-03-01', Share: 1 })).body;
    await link(4, 1, { Since: '2026-04-01', Share: '1.0' });
    await link(4, 1, { Note: 'n', Share: null }, { Relationship: 'Broker' });
    await link(4, 1, { Note: 'n' });
    await remove(4, 1);
    expect(await differences(RecordID)).toEqual([
      ['removed', { Since: '2026-04-01', Note: 'n' }, { Since: null, Note: null }],
      ['changed', { Note: null, Share: 1 }, { Note: 'n', Share: null }],
      ['changed', { Since: '2026-03-01' }, { Since: '2026-04-01' }],
      ['inserted', { Since: null, Share: null }, { Since: '2026-03-01', Share: 1 }],
    ]);
    expect((await historyOf(RecordID))[1]).toMatchObject({
      BeforeContactTypeID: null,
      AfterContactTypeID: 4,
    });
  });

  test.each(refused)('%j is refused', async (fields, pointers, words) => {
    const { link, server, tokens, pair, historyOf } = world;
    const { RecordID } = (await link(5, 1, { Note: 'stays' })).body;
    const before = await historyOf(RecordID);
    expect(expectRefusal(await link(5, 1, fields), 400, 'invalid_request')).toMatch(words);
    const problem = await server.call('POST', '/api/Link/Upsert', {
      token: tokens.ada,
      body: { ...pair(5, 1), Fields: fields },
      headers: { Accept: 'application/problem+json' },
    });
    expect(problem.body.errors.map((each: { pointer: string }) => each.pointer)).toEqual(pointers);
    expect(await historyOf(RecordID)).toEqual(before);
  });

  test('who may do nothing with the child domain gets no hint', async () => {
    const message = expectRefusal(await world.link(5, 1, { Sinc: 1 }, {}, 'mia'), 400, 'invalid_request');
    expect(message).toMatch(/no field "Sinc"\.$/);
  });

  test('a removal takes none', async () => {
    const answer = await world.remove(5, 1, { Fields: { Note: null } });
    expect(expectRefusal(answer, 400, 'invalid_request')).toMatch(/Unknown property "Fields"/);
  });

  test('a dry run looks at them, and writes nothing', async () => {
    const { link, values } = world;
    await link(6, 1, { Note: 'stays' });
    const answer = await link(6, 1, { Note: 'gone' }, {}, 'ada', '?dryRun');
    expect(answer.body).toMatchObject({ DryRun: true, Message: expect.stringMatching(/^Would update/) });
    const long = await link(6, 1, { Note: 'x'.repeat(limits.linkBytes) }, {}, 'ada', '?dryRun');
    expectRefusal(long, 400, 'invalid_request');
    expect(await values(6, 1, 'Note')).toEqual([{ 'Fields.Note': 'stays' }]);
  });

  test('each child domain has its own', async () => {
    const { call, get } = world;
    const body = { ParentDomain: 'Claim', ParentRecordID: 7, ChildDomain: 'File', ChildRecordID: 1 };
    const wrong = await call('POST', '/api/Link/Upsert', { ...body, Fields: { Note: 'n' } });
    expect(expectRefusal(wrong, 400, 'invalid_request')).toMatch(/Links to File have no field "Note"/);
    await call('POST', '/api/Link/Upsert', { ...body, Fields: { Since: 'long ago' } });
    await world.link(7, 1, { Since: '2026-03-01' });
    expect(
      await get(
        '/api/Link/Query?parentDomain=Claim&parentRecordID=7&columns=ChildDomain,Fields.Since,Fields.Note',
      ),
    ).toEqual([
      { ChildDomain: 'File', 'Fields.Since': 'long ago', 'Fields.Note': null },
      { ChildDomain: 'Contact', 'Fields.Since': '2026-03-01', 'Fields.Note': null },
    ]);
  });

  test('entries of a bulk call see what those before them did', async () => {
    const { call, pair, values, differences } = world;
    const entry = (Fields: Fields) => ({ ...pair(8, 1), Fields });
    const answers = await call('POST', '/api/Link/BulkUpsert', [
      entry({ Note: 'a', Share: 1 }),
      entry({ Note: 'b' }),
      entry({ Unknown: 1 }),
      entry({ Share: null }),
      entry({ Note: 'b' }),
    ]);
    expect(answers.body[2]).toMatchObject({ IsSuccessful: false, ErrorCode: 'invalid_request' });
    expect(await values(8, 1, 'Note', 'Share')).toEqual([{ 'Fields.Note': 'b', 'Fields.Share': null }]);
    expect(await differences(answers.body[0]?.RecordID ?? null)).toEqual([
      ['changed', { Share: 1 }, { Share: null }],
      ['changed', { Note: 'a' }, { Note: 'b' }],
      ['inserted', { Note: null, Share: null }, { Note: 'a', Share: 1 }],
    ]);
  });

  test('an atomic call with a wrong value writes nothing', async () => {
    const { call, pair, get } = world;
    const bodies = [
      { ...pair(9, 1), Fields: { Note: 'n' } },
      { ...pair(9, 2), Fields: { Since: 'x' } },
    ];
    const answers = await call('POST', '/api/Link/BulkUpsert?atomic', bodies);
    expect(answers.body.map((each: { ErrorCode: string }) => each.ErrorCode)).toEqual([
      ...['not_applied', 'invalid_request'],
    ]);
    expect(await get('/api/Link/Query?parentDomain=Claim&parentRecordID=9')).toEqual([]);
  });

  test('a call stores at most ten times what it sent, or 1 MB', async () => {
    const { call, pair } = world;
    const digits = `1e${limits.numberDigits - 1}`;
    const bodies = Array.from({ length: 800 }, () => ({
      ...pair(10, 1),
      Fields: { Share: digits, Note: null },
    }));
    const answers = await call('POST', '/api/Link/BulkUpsert', bodies);
    expect(answers.body.at(0)).toMatchObject({ IsSuccessful: true });
    expect(answers.body.at(-1)).toMatchObject({
      ErrorCode: 'invalid_request',
      Message: expect.stringMatching(/10 times/),
    });
  });

  test('a link of a record that is deleted leaves its values in the history', async () => {
    const { call, link, differences } = world;
    const { RecordID } = (await link(11, 20, { Note: 'kept' })).body;
    expect((await call('DELETE', '/api/Claim/11')).status).toBe(200);
    expect((await differences(RecordID))[0]).toEqual(['removed', { Note: 'kept' }, { Note: null }]);
  });
});
