/**
 * docs/reference/records.md#upsert-a-record: records that are upserted under the ids which they have
 * elsewhere (decision 53).
 */

import { describe, expect, test } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import { examineData } from '#linkwright/diagnosis/data.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import type { AnswerBody } from '../support/answers.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

type RecordRow = components['schemas']['RecordRow'];

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  domains: [
    {
      Name: 'Custom.Node',
      Fields: [
        { Name: 'Code', Type: 'Text' },
        { Name: 'Above', Type: 'Association', RefersTo: 'Custom.Node' },
        { Name: 'Policy', Type: 'Association', RefersTo: 'Policy' },
      ],
    },
    { Name: 'Custom.Numbered', Fields: [{ Name: 'ID', Type: 'Text' }] },
  ],
  roles: [{ name: 'Editors', grants: { '*': ['View', 'Edit'] } }],
  users: [
    { user: 'ada', administrator: true },
    { user: 'edith', roles: ['Editors'] },
  ],
};

describe.each(stores)('records by id, on $name', async (store) => {
  const server = await startServer(store, [fixture]);
  const tokens: Record<string, string> = {
    ada: await server.token('ada'),
    edith: await server.token('edith'),
  };
  const call = <Body = AnswerBody>(method: string, path: string, body?: unknown, as = 'ada') =>
    server.call<Body>(method, `/api/${path}`, { token: tokens[as], body });
  const upsert = async (domain: string, entries: object[], query = '') =>
    (await call('POST', `${domain}/BulkUpsert?matchFields=ID${query}`, entries)).body;
  const rows = async (domain: string) => (await call<RecordRow[]>('GET', `${domain}/Query`)).body;
  const said = (answers: AnswerBody) =>
    answers.map(({ RecordID, Message, ErrorCode }) => [ErrorCode ?? RecordID, Message]);

  test('a record that is not there gets its id, one that is there is changed', async () => {
    const answers = await upsert('Contact', [
      { ID: 70, Name: 'Ada' },
      { ID: '12', Name: 'Ben' },
      { ID: 70, Phone: '1' },
      { ID: 3 },
    ]);
    expect(said(answers)).toEqual([
      [70, 'Inserted record with id 70 successfully.'],
      [12, 'Inserted record with id 12 successfully.'],
      [70, 'Updated record with id 70 successfully.'],
      [3, 'Inserted record with id 3 successfully.'],
    ]);
    expect(said(await upsert('Contact', [{ ID: 12, Name: '' }]))).toEqual([
      [12, 'Updated record with id 12 successfully.'],
    ]);
    expect((await rows('Contact')).map(({ ID, Name, Phone }) => [ID, Name, Phone])).toEqual([
      [3, null, null],
      [12, null, null],
      [70, 'Ada', '1'],
    ]);
  });

  test('the next record of the domain gets an id above them all', async () => {
    await upsert('Claim', [{ ID: 500 }, { ID: 20 }]);
    expect((await call('POST', 'Claim', {})).body.RecordID).toBe(501);
    expect((await upsert('Claim', [{ ID: 30 }]))[0]?.RecordID).toBe(30);
    expect((await call('POST', 'Claim', {})).body.RecordID).toBe(502);
    expect((await call('POST', 'Claim/Upsert?matchFields=ID', { ID: 503 })).body.RecordID).toBe(503);
  });

  test('an entry may refer to itself and to those before it, not to one that was refused', async () => {
    const answers = await upsert('Custom.Node', [
      { ID: 1, Above: 1 },
      { ID: 5, Above: 1 },
      { ID: 7, Above: 8 },
      { ID: 8, Above: 5 },
      { ID: 9, Above: 7 },
      { ID: 10, Above: 8, Policy: 1 },
    ]);
    expect(said(answers).map(([outcome]) => outcome)).toEqual([
      1,
      5,
      'invalid_request',
      8,
      'invalid_request',
      'invalid_request',
    ]);
    expect(answers[2]?.Message).toBe(
      'Unable to execute. Above must be the id of a record; there is none with id 8.',
    );
    expect(answers[5]?.Message).toContain('Policy must be the id of a record; there is none with id 1.');
    expect((await rows('Custom.Node')).map(({ ID, Above }) => [ID, Above])).toEqual([
      [1, 1],
      [5, 1],
      [8, 5],
    ]);
    expect(await examineData(server.store)).toEqual([]);
  });

  test('a dry run writes nothing', async () => {
    await upsert('Location', [{ ID: 4 }]);
    expect(said(await upsert('Location', [{ ID: 4 }, { ID: 9 }, { ID: 9 }], '&dryRun=true'))).toEqual([
      [4, 'Would update record with id 4.'],
      [null, 'Would insert a record.'],
      [null, 'Would update a record that would be inserted.'],
    ]);
    expect(await rows('Location')).toHaveLength(1);
    expect((await call('POST', 'Location', {})).body.RecordID).toBe(5);
  });

  test.each([
    [{}, 'ID must be provided, because records are found by it.'],
    [{ ID: '' }, 'ID must be provided'],
    [{ ID: null }, 'ID must be provided'],
    [{ ID: 0 }, 'ID must be an integer from 1 to 9007199254740991; "0" was given.'],
    [{ ID: -1 }, 'ID must be an integer'],
    [{ ID: 1.5 }, 'ID must be an integer'],
    [{ ID: 'x' }, 'ID must be an integer'],
    [{ ID: [5] }, 'ID must be an integer'],
    [{ ID: {} }, 'ID must be an integer'],
    [{ ID: true }, 'ID must be an integer'],
    [{ ID: 1, Nmae: 'x' }, `no field "Nmae". Did you mean 'Name'?`],
  ])('%j is refused', async (entry, words) => {
    const before = await rows('Contact');
    const [answer] = await upsert('Contact', [entry]);
    expect(answer).toMatchObject({ IsSuccessful: false, ErrorCode: 'invalid_request' });
    expect(answer?.Message).toContain(words);
    expect(await rows('Contact')).toEqual(before);
  });

  test('an id of more digits than JavaScript keeps is refused', async () => {
    const answer = await call('POST', 'Contact/Upsert?matchFields=ID', '{"ID": 9007199254740993}');
    expect(expectRefusal(answer, 400, 'invalid_request')).toContain('"9007199254740993" was given');
  });

  test('needs Administer: whoever may choose ids could use them up', async () => {
    const answer = await call('POST', 'Contact/BulkUpsert?matchFields=ID', [{ ID: 99 }], 'edith');
    expect(expectRefusal(answer, 403, 'permission_denied')).toContain('Administer');
  });

  test('ID stands alone', async () => {
    const answer = await call('POST', 'Contact/BulkUpsert?matchFields=Name,ID', [{ ID: 99, Name: 'x' }]);
    expect(expectRefusal(answer, 400, 'invalid_request')).toContain('ID must stand alone in matchFields');
  });

  test('is the field of that name where the domain has one', async () => {
    const answers = await upsert('Custom.Numbered', [{ ID: 'A' }, { ID: 'B' }, { ID: 'A' }]);
    expect(answers.map(({ RecordID }) => RecordID)).toEqual([1, 2, 1]);
  });
});
