/** docs/reference/identification.md, on both sides alike; and the order of checks. */

import { describe, expect, test } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import type { ErrorCode } from '#linkwright/contract/errors.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

/** Both domains have the same fields and records, so that each rule is held against each side. */
const Fields: components['schemas']['FieldBody'][] = [
  { Name: 'Key', Type: 'Text' },
  { Name: 'Value', Type: 'Numeric' },
  { Name: 'Day', Type: 'Date' },
  { Name: 'Moment', Type: 'DateTime' },
  { Name: 'Flag', Type: 'Boolean' },
  { Name: 'Kind', Type: 'Coded', Codes: ['A', 'B'] },
];

const records = [
  { id: 1, Key: 'ABC-001', Value: 1500.5 },
  { id: 2, Key: 'abc-001', Value: 0 },
  { id: 3, Key: 'ABC-1', Value: -7 },
  { id: 4, Key: ' ABC-001', Value: 1500 },
  { id: 5, Key: 'Zoe\u0301' },
  { id: 6, Key: '5001' },
  { id: 7, Key: '0005001' },
  { id: 8, Key: 'TWICE', Value: 42 },
  { id: 9, Key: 'TWICE', Value: '42.0' },
  { id: 10, Key: '123456789012345678', Value: '123456789012345678' },
  { id: 11, Key: '123456789012345679', Value: '123456789012345679' },
  { id: 12, Value: '0.1000000000000000055511151231257827' },
  { id: 13, Value: 0.1 },
  { id: 14, Value: '98765432109876543210.123456789' },
  { id: 15, Key: '1000000000000000000000' },
  { id: 16, Key: 'Straße 7' },
  { id: 17, Key: '0.5' },
  { id: 18, Key: 'Å' },
  { id: 19, Key: '-3' },
  { id: 20, Key: "O'Brien; DROP TABLE record;--" },
  { id: 21, Key: '😀%_\\' },
];

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  linkIdentity: 'relationship',
  domains: [
    { Name: 'Claim', Fields: [...Fields, { Name: 'Other', Type: 'Association', RefersTo: 'Claim' }] },
    { Name: 'Contact', Fields: [...Fields, { Name: 'Other', Type: 'Association', RefersTo: 'Claim' }] },
  ],
  roles: [
    { name: 'Adjuster', grants: { Claim: ['AttachContacts'] } },
    { name: 'Reader', grants: { '*': ['View'] } },
  ],
  users: [
    { user: 'ada', administrator: true },
    { user: 'grace', roles: ['Reader'] },
  ],
  records: { Claim: records, Contact: records },
};

const base = { ParentDomain: 'Claim', ParentRecordID: 1, ChildDomain: 'Contact', ChildRecordID: 1 };
const sides: { side: 'parent' | 'child'; property: string; domain: string; answered: string }[] = [
  { side: 'parent', property: 'Parent', domain: 'Claim', answered: 'ParentID' },
  { side: 'child', property: 'Child', domain: 'Contact', answered: 'ChildID' },
];

const found: [field: string, key: string, record: number][] = [
  ['Key', '"ABC-001"', 1],
  ['Key', '"abc-001"', 2],
  ['Key', '"ABC-1"', 3],
  ['Key', '" ABC-001"', 4],
  ['Key', '"Zoe\u0301"', 5],
  ['Key', '"Zo\u00e9"', 5],
  ['Key', '"\\u212b"', 18],
  ['Key', '"A\\u030a"', 18],
  ['Key', '"5001"', 6],
  ['Key', '5001', 6],
  ['Key', '"0005001"', 7],
  ['Key', '"123456789012345678"', 10],
  ['Key', '123456789012345678', 10],
  ['Key', '123456789012345679', 11],
  ['Key', '1000000000000000000000', 15],
  ['Key', '0.5', 17],
  ['Key', '-3', 19],
  ['Key', '"Straße 7"', 16],
  ['Key', '"O\'Brien; DROP TABLE record;--"', 20],
  ['Key', '"😀%_\\\\"', 21],
  ['Value', '1500.5', 1],
  ['Value', '1500.50', 1],
  ['Value', '15005e-1', 1],
  ['Value', '"1500.50"', 1],
  ['Value', '"1500.5"', 1],
  ['Value', '"01500.5"', 1],
  ['Value', '1500', 4],
  ['Value', '"1500.000"', 4],
  ['Value', '0', 2],
  ['Value', '"0.00"', 2],
  ['Value', '-0', 2],
  ['Value', '-7', 3],
  ['Value', '"-7.0"', 3],
  ['Value', '123456789012345678', 10],
  ['Value', '"123456789012345678"', 10],
  ['Value', '123456789012345679', 11],
  ['Value', '"123456789012345679.00"', 11],
  ['Value', '0.1', 13],
  ['Value', '0.1000000000000000055511151231257827', 12],
  ['Value', '"0.1000000000000000055511151231257827"', 12],
  ['Value', '98765432109876543210.123456789', 14],
  ['Value', '"98765432109876543210.1234567890"', 14],
];

const notFound: [field: string, key: string][] = [
  ['Key', '"ABC-002"'],
  ['Key', '"Abc-001"'],
  ['Key', '"ABC-001 "'],
  ['Key', '"\\tABC-001"'],
  ['Key', '"ABC-01"'],
  ['Key', '"ABC001"'],
  ['Key', '"zo\u00e9"'],
  ['Key', '"Zoe"'],
  ['Key', '"STRASSE 7"'],
  ['Key', '"Strasse 7"'],
  ['Key', '"05001"'],
  ['Key', '"5001.0"'],
  ['Key', '50010'],
  ['Key', '123456789012345677'],
  ['Key', '"123456789012345680"'],
  ['Key', '"%"'],
  ['Key', '"😀%_"'],
  ['Key', '"null"'],
  ['Value', '1500.51'],
  ['Value', '1500.5000000000000001'],
  ['Value', '7'],
  ['Value', '123456789012345677'],
  ['Value', '"123456789012345680"'],
  ['Value', '0.10000000000000000555'],
  ['Value', '98765432109876543210.12345678'],
  ['Value', '"ABC"'],
  ['Value', '"1,500.50"'],
  ['Value', '"Infinity"'],
  ['Value', '"NaN"'],
  ['Value', '"-"'],
  ['Value', '"."'],
  ['Value', '1e400'],
];

const ambiguous: [field: string, key: string][] = [
  ['Key', '"TWICE"'],
  ['Value', '42'],
  ['Value', '"42.00"'],
];

const refusedFields: [field: string, words: RegExp][] = [
  ['NoSuchField', /NoSuchField/],
  ['key', /Key/],
  ['KEY', /Key/],
  ['Kee', /Key/],
  ['ID', /ID/],
  ['id', /id/],
  ['Key ', /Key/],
  ['Other', /association fields are not allowed/i],
  ['Other.Key', /Other\.Key/],
  ['Claim.Key', /Claim\.Key/],
  ['Day', /Day/],
  ['Moment', /Moment/],
  ['Flag', /Flag/],
  ['Kind', /Kind/],
  ['__proto__', /__proto__/],
  ['constructor', /constructor/],
  ["Key' OR 1=1", /Key/],
];

describe.each(stores)('identifying a side, on $name', async (store) => {
  const server = await startServer(store, [fixture]);
  const token = await server.token('ada');
  const reader = await server.token('grace');
  const send = (body: unknown, as = token) =>
    server.call('POST', '/api/Link/Upsert', { token: as || undefined, body });
  const count = async () =>
    (await server.call('GET', '/api/Link/Count?parentDomain=Claim', { token })).body.Count;

  describe.each(sides)('the $side', ({ side, property, domain, answered }) => {
    const id = `${property}RecordID`;
    const key = `${property}RecordKey`;
    const matchField = `${property}RecordMatchField`;
    /** `raw` is JSON, so that no digit is lost on the way. */
    const byKey = (field: string, raw: string) => {
      const body: Record<string, unknown> = { ...base, [matchField]: field };
      delete body[id];
      return send(JSON.stringify(body).replace('{', `{"${key}":${raw},`));
    };
    const notFoundMessage = `Unable to execute. Unable to identify the ${side} record based on the information provided.`;

    test.each(found)('%s %s is one record', async (field, raw, record) => {
      expect((await byKey(field, raw)).body).toMatchObject({ IsSuccessful: true, [answered]: record });
    });

    test.each(notFound)('%s %s is no record', async (field, raw) => {
      const message = expectRefusal(await byKey(field, raw), 500, `${side}_not_found`);
      expect(message).toBe(notFoundMessage);
    });

    test.each(ambiguous)('%s %s is several records, and none is picked', async (field, raw) => {
      const before = await count();
      expectRefusal(
        await byKey(field, raw),
        500,
        `${side}_ambiguous`,
        `Unable to execute. More than one ${side} record matches the information provided.`,
      );
      expect(await count()).toBe(before);
    });

    test.each(refusedFields)('the match field %s is refused', async (field, words) => {
      const message = expectRefusal(await byKey(field, '"ABC-001"'), 400, 'invalid_request');
      expect(message).toContain(matchField);
      expect(message).toMatch(words);
    });

    test('an id wins over a key and a match field that say otherwise', async () => {
      const wrong = [
        { [key]: 'ABC-1', [matchField]: 'Key' },
        { [key]: 'NONE', [matchField]: 'Key' },
        { [key]: 'TWICE', [matchField]: 'Key' },
        { [key]: 'ABC-1', [matchField]: 'NoSuchField' },
        { [key]: 'ABC-1', [matchField]: 'Other' },
        { [key]: 'ABC-1' },
        { [matchField]: 'Key' },
      ];
      for (const each of wrong) {
        expect((await send({ ...base, [id]: 2, ...each })).body).toMatchObject({ [answered]: 2 });
      }
    });

    test('an id that is no record’s does not fall back to the key', async () => {
      const body = { ...base, [id]: 999, [key]: 'ABC-001', [matchField]: 'Key' };
      expect(expectRefusal(await send(body), 500, `${side}_not_found`)).toBe(notFoundMessage);
    });

    test.each<[string, Record<string, unknown>]>([
      ['only a key', { [key]: 'ABC-001' }],
      ['only a match field', { [matchField]: 'Key' }],
      ['an empty key', { [key]: '', [matchField]: 'Key' }],
      ['an empty match field', { [key]: 'ABC-001', [matchField]: '' }],
      ['nulls', { [id]: null, [key]: null, [matchField]: null }],
      ['nothing', {}],
    ])('%s is refused in the words of the precondition', async (_, given) => {
      const body: Record<string, unknown> = { ...base, ...given };
      if (given[id] === undefined) delete body[id];
      const message = expectRefusal(await send(body), 400, 'invalid_request');
      expect(message).toContain(`Either ${id} or both ${key} and ${matchField} must be provided.`);
    });

    test.each([
      'Clam',
      'claim',
      'CONTACT',
      'contact',
      'Claim ',
      '',
      'Custom.None',
      '__proto__',
      'constructor',
    ])('the domain %j is refused', async (name) => {
      const message = expectRefusal(
        await send({ ...base, [`${property}Domain`]: name }),
        400,
        'invalid_request',
      );
      expect(message).toContain(`${property}Domain`);
    });

    test(`a key of the other side’s domain is not looked for in ${domain}`, async () => {
      const other = { ...base, [id]: 999 };
      expectRefusal(await send(other), 500, `${side}_not_found`);
    });
  });

  test.each(['Claim', 'Policy', 'Location'])('%s is no child domain', async (domain) => {
    const message = expectRefusal(await send({ ...base, ChildDomain: domain }), 400, 'invalid_request');
    expect(message).toContain('ChildDomain must be "Contact" or "File"');
  });

  test('both sides by key at once', async () => {
    const answer = await send({
      ParentDomain: 'Claim',
      ParentRecordKey: 'ABC-1',
      ParentRecordMatchField: 'Key',
      ChildDomain: 'Contact',
      ChildRecordKey: '1500.50',
      ChildRecordMatchField: 'Value',
    });
    expect(answer.body).toMatchObject({ IsSuccessful: true, ParentID: 3, ChildID: 1 });
  });

  describe('the order of checks', () => {
    // From each row to the next one fault is put right; the first that is left answers.
    const byKeys = {
      ParentDomain: 'Claim',
      ParentRecordKey: 'NONE',
      ParentRecordMatchField: 'Key',
      ChildDomain: 'Contact',
      ChildRecordKey: 'NONE',
      ChildRecordMatchField: 'Key',
      Relationship: 'Nobody',
      NewRelationship: 'Noone',
    };
    const everything = {
      ...byKeys,
      ParentDomain: 'Nowhere',
      ParentRecordMatchField: 'NoSuchField',
      ChildRecordMatchField: 'NoSuchChildField',
      Zebra: 1,
    };
    const { Zebra: _, ...noZebra } = everything;
    const parentDomain = { ...noZebra, ParentDomain: 'Claim' };
    const parentField = { ...parentDomain, ParentRecordMatchField: 'Key' };
    const parent = { ...byKeys, ParentRecordKey: 'ABC-001' };
    const child = { ...parent, ChildRecordKey: 'ABC-001' };

    test.each<[string, string, unknown, number, ErrorCode, RegExp]>([
      ['authentication before the body', '', everything, 401, 'unauthenticated', /Authentication/],
      ['authentication before JSON', '', '{', 401, 'unauthenticated', /Authentication/],
      ['the body before domains', reader, everything, 400, 'invalid_request', /Zebra/],
      ['the parent domain before permission', reader, noZebra, 400, 'invalid_request', /ParentDomain/],
      [
        'the parent match field before permission',
        reader,
        parentDomain,
        400,
        'invalid_request',
        /NoSuchField/,
      ],
      [
        'the child match field before permission',
        reader,
        parentField,
        400,
        'invalid_request',
        /NoSuchChildField/,
      ],
      ['permission before the parent', reader, byKeys, 403, 'permission_denied', /Attach Contacts/],
      ['the parent before the child', token, byKeys, 500, 'parent_not_found', /parent record/],
      [
        'an ambiguous parent before the child',
        token,
        { ...byKeys, ParentRecordKey: 'TWICE' },
        500,
        'parent_ambiguous',
        /parent record/,
      ],
      ['the child before the relationship', token, parent, 500, 'child_not_found', /child record/],
      [
        'an ambiguous child before the relationship',
        token,
        { ...parent, ChildRecordKey: 'TWICE' },
        500,
        'child_ambiguous',
        /child record/,
      ],
      ['the relationship', token, child, 400, 'relationship_not_found', /'Nobody'/],
      [
        'the new relationship',
        token,
        { ...child, Relationship: 'Broker' },
        400,
        'relationship_not_found',
        /'Noone'/,
      ],
    ])('%s', async (_name, as, body, status, code, words) => {
      const before = await count();
      const beginning = code === 'unauthenticated' ? 'Authentication is required' : 'Unable to execute.';
      expect(expectRefusal(await send(body, as), status, code, beginning)).toMatch(words);
      expect(await count()).toBe(before);
    });

    test('the relationship before the link', async () => {
      const pair = { ...base, ParentRecordID: 20, ChildRecordID: 20 };
      for (const NewRelationship of ['Witness', 'Claimant']) {
        await send({ ...pair, Relationship: NewRelationship });
      }
      expectRefusal(await send({ ...pair, NewRelationship: 'Broker' }), 409, 'link_ambiguous');
      expectRefusal(await send({ ...pair, NewRelationship: 'Nobody' }), 400, 'relationship_not_found');
      const conflict = { ...pair, Relationship: 'Witness', NewRelationship: 'Claimant' };
      expectRefusal(await send(conflict), 409, 'link_conflict');
      expectRefusal(await send({ ...conflict, Relationship: 'Nobody' }), 400, 'relationship_not_found');
    });

    test('permission is asked before it is said whether a record is there', async () => {
      const present = await send({ ...base, ParentRecordID: 1 }, reader);
      const absent = await send({ ...base, ParentRecordID: 999 }, reader);
      expectRefusal(present, 403, 'permission_denied');
      expect(absent.text).toBe(present.text);
    });
  });
});
