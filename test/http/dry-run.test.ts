/**
 * docs/reference/upsert.md#dry-run: `?dryRun=true`: what the call would do now, and near keys where one finds
 * nothing.
 */

import { describe, expect, test } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

type FieldBody = components['schemas']['FieldBody'];
type Problem = components['schemas']['Problem'];

/** The same keys on both sides. */
const keys: [id: number, key: string][] = [
  [1, 'POL-2026-001'],
  [2, 'Café Münster'],
  [3, 'Hartmann Sohne'],
  [4, "O'Brien, Sean"],
  [5, '0007'],
  [6, '42'],
  [7, 'John  Smith'],
  [8, 'Straße'],
  [9, 'TWICE'],
  [10, 'TWICE'],
  [11, 'SAME-A'],
  [12, 'Same-A'],
  [13, 'same a'],
  [14, 'SAME.A'],
  [15, 'sâme a'],
  [16, 'A1B2'],
  [17, 'X-0'],
  [18, 'CLM 10 05'],
];
const Fields: FieldBody[] = [
  { Name: 'Key', Type: 'Text' },
  { Name: 'Value', Type: 'Numeric' },
];
const records = keys.map(([id, Key]) => ({ id, Key, Value: id }));

const users = [
  { user: 'ada', administrator: true },
  { user: 'blind', roles: ['Attach'] },
  { user: 'claims', roles: ['View claims'] },
  { user: 'contacts', roles: ['View contacts'] },
  { user: 'reader', roles: ['View all'] },
];

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  linkIdentity: 'relationship',
  domains: [
    { Name: 'Claim', Fields },
    { Name: 'Contact', Fields },
  ],
  roles: [
    { name: 'Attach', grants: { Claim: ['AttachContacts'] } },
    { name: 'View claims', grants: { Claim: ['AttachContacts', 'View'] } },
    { name: 'View contacts', grants: { Claim: ['AttachContacts'], Contact: ['View'] } },
    { name: 'View all', grants: { '*': ['View'] } },
  ],
  users,
  records: { Claim: records, Contact: records, File: [{ id: 1, FileName: 'a.pdf' }] },
  links: [
    {
      id: 98,
      ParentDomain: 'Claim',
      ParentRecordID: 1,
      ChildDomain: 'Contact',
      ChildRecordID: 1,
      Relationship: 'Adjuster',
    },
    {
      id: 99,
      ParentDomain: 'Claim',
      ParentRecordID: 2,
      ChildDomain: 'Contact',
      ChildRecordID: 1,
      Relationship: 'Claimant',
    },
    {
      id: 100,
      ParentDomain: 'Claim',
      ParentRecordID: 2,
      ChildDomain: 'Contact',
      ChildRecordID: 1,
      Relationship: 'Witness',
    },
  ],
};

const other: Fixture = {
  account: 'Other',
  client: 'Other',
  domains: fixture.domains,
  users: [{ user: 'eve', administrator: true }],
  records: { Claim: [{ id: 900, Key: 'Only-Other' }], Contact: [{ id: 901, Key: 'Only-Other' }] },
};

/** How the key differs, the key that is sent, and the records that are near. */
const near: [difference: string, key: string, ids: number[]][] = [
  ['case', 'pol-2026-001', [1]],
  ['case', 'Pol-2026-001', [1]],
  ['case', 'CAFÉ MÜNSTER', [2]],
  ['case', 'STRASSE', [8]],
  ['case', 'a1b2', [16]],
  ['accents', 'Cafe Munster', [2]],
  ['accents', 'Cafe\u0301 Munster', [2]],
  ['accents', 'Hartmann Söhne', [3]],
  ['spaces', ' POL-2026-001', [1]],
  ['spaces', 'POL-2026-001 ', [1]],
  ['spaces', 'POL - 2026 - 001', [1]],
  ['spaces', 'John Smith', [7]],
  ['spaces', 'JohnSmith', [7]],
  ['spaces', 'John\u00a0Smith', [7]],
  ['spaces', 'John\tSmith', [7]],
  ['spaces', 'CLM1005', [18]],
  ['spaces', 'CLM 1005', [18]],
  ['punctuation', 'POL/2026/001', [1]],
  ['punctuation', 'POL_2026_001', [1]],
  ['punctuation', 'POL.2026.001', [1]],
  ['punctuation', 'POL2026001', [1]],
  ['punctuation', 'POL–2026–001', [1]],
  ['punctuation', 'OBrien Sean', [4]],
  ['punctuation', 'O’Brien, Sean', [4]],
  ['punctuation', 'A1-B2', [16]],
  ['leading zeros', 'POL-2026-1', [1]],
  ['leading zeros', 'POL-2026-01', [1]],
  ['leading zeros', 'POL-2026-0001', [1]],
  ['leading zeros', '7', [5]],
  ['leading zeros', '007', [5]],
  ['leading zeros', '0042', [6]],
  ['leading zeros', 'X-00', [17]],
  ['several at once', 'pol 2026 1', [1]],
  ['several at once', 'obrien sean', [4]],
  ['several at once', 'cafe-munster', [2]],
  ['case, where three of five are shown', 'SÂME/A', [11, 12, 13]],
];

const notNear = [
  'POL-2026-002',
  'POL-2026-0010',
  'POL-2026-100',
  'POL-226-001',
  'XPOL-2026-001',
  'POL-2026',
  '70',
  '420',
  '4002',
  'Cafe Minster',
  'TWICE2',
  '-',
  ' ',
  '...',
  'Only-Other',
  'only other',
];

interface Options {
  as?: string;
  query?: string;
  headers?: Record<string, string> | undefined;
}

describe.each(stores)('a dry run, on $name', async (store) => {
  const server = await startServer(store, [fixture, other]);
  const tokens: Record<string, string> = {};
  for (const { user } of users) tokens[user] = await server.token(user);
  const problem = { Accept: 'application/problem+json' };
  const send = (body: unknown, { as = 'ada', query = '?dryRun=true', headers }: Options = {}) =>
    server.call('POST', `/api/Link/Upsert${query}`, { token: tokens[as], body, headers });
  const byId = (claim: number | undefined, contact: number | undefined, others: object = {}) => ({
    ParentDomain: 'Claim',
    ParentRecordID: claim,
    ChildDomain: 'Contact',
    ChildRecordID: contact,
    ...others,
  });
  const written = () =>
    Promise.all(
      ['link', 'link_change', 'client_state', 'record'].map((name) => server.rows(`SELECT * FROM ${name}`)),
    );

  describe('says what the call would do, and does not do it', () => {
    test.each([
      ['insert', byId(3, 3), null, null],
      ['insert with a relationship', byId(3, 3, { Relationship: 'Broker' }), null, 4],
      [
        'insert with a new relationship',
        byId(3, 3, { Relationship: 'Broker', NewRelationship: 'Insured' }),
        null,
        2,
      ],
      ['insert a second link', byId(1, 1, { Relationship: 'Broker' }), null, 4],
      ['insert a file', { ...byId(3, 1), ChildDomain: 'File' }, null, null],
      ['update', byId(1, 1), 98, 3],
      ['update by its relationship', byId(2, 1, { Relationship: 'Witness' }), 100, 6],
      ['change', byId(1, 1, { Relationship: 'Adjuster', NewRelationship: 'Broker' }), 98, 4],
      ['change the only one', byId(1, 1, { NewRelationship: 'Broker' }), 98, 4],
    ])('%s', async (_, body, RecordID, RelationshipID) => {
      const before = await written();
      const answer = await send(body);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        IsSuccessful: true,
        RecordID,
        Message: RecordID === null ? 'Would insert a link.' : `Would update link with id ${RecordID}.`,
        ParentID: body.ParentRecordID,
        ChildID: body.ChildRecordID,
        RelationshipID,
        DryRun: true,
      });
      expect(Object.keys(answer.body).slice(0, 6)).toEqual([
        'IsSuccessful',
        'RecordID',
        'Message',
        'ParentID',
        'ChildID',
        'RelationshipID',
      ]);
      expect(await written()).toEqual(before);
    });

    test('and then the call does it', async () => {
      const body = byId(4, 4, { Relationship: 'Broker' });
      await send(body);
      const done = await send(body, { query: '' });
      expect(done.body).toMatchObject({ RecordID: 101, Message: 'Inserted link with id 101 successfully.' });
      expect(done.body).not.toHaveProperty('DryRun');
      expect((await send(body)).body).toMatchObject({
        RecordID: 101,
        Message: 'Would update link with id 101.',
      });
    });

    test.each(['?dryRun=false', '?'])('%s is no dry run', async (query) => {
      const answer = await send(byId(5, 5), { query });
      expect(answer.body.Message).toMatch(/^(Inserted|Updated) link/);
      expect(answer.body).not.toHaveProperty('DryRun');
    });
  });

  describe('meets the same errors', () => {
    test.each([
      ['invalid_json', '{'],
      ['invalid_request', byId(0, 1)],
      ['invalid_request', byId(1, 1, { Relationshp: 'Broker' })],
      ['invalid_request', byId(1, 1, { ParentDomain: 'Clam' })],
      ['permission_denied', byId(1, 1), 'reader'],
      ['parent_not_found', byId(999, 1)],
      ['child_not_found', byId(1, 999)],
      ['parent_ambiguous', byId(undefined, 1, { ParentRecordKey: 'TWICE', ParentRecordMatchField: 'Key' })],
      ['child_ambiguous', byId(1, undefined, { ChildRecordKey: 'TWICE', ChildRecordMatchField: 'Key' })],
      ['relationship_not_found', byId(1, 1, { Relationship: 'Nobody' })],
      ['link_conflict', byId(2, 1, { Relationship: 'Claimant', NewRelationship: 'Witness' })],
      ['link_ambiguous', byId(2, 1, { NewRelationship: 'Broker' })],
    ])('%s: %j', async (code, body, as = 'ada') => {
      const before = await written();
      for (const headers of [undefined, problem]) {
        const dry = await send(body, { as, headers });
        const real = await send(body, { as, headers, query: '' });
        expect(dry.headers.get('Error-Code')).toBe(code);
        expect([dry.status, dry.body]).toEqual([real.status, real.body]);
      }
      expect(await written()).toEqual(before);
    });

    test('without a token', async () => {
      const answer = await server.call('POST', '/api/Link/Upsert?dryRun=true', { body: byId(1, 1) });
      expectRefusal(answer, 401, 'unauthenticated', 'Authentication is required');
    });
  });

  describe.each<[side: 'parent' | 'child', property: string, sees: string, doesNot: string]>([
    ['parent', 'Parent', 'claims', 'contacts'],
    ['child', 'Child', 'contacts', 'claims'],
  ])('near keys of the %s', (side, property, sees, doesNot) => {
    const body = (key: string, field = 'Key') => ({
      ...byId(1, 1),
      [`${property}RecordID`]: undefined,
      [`${property}RecordKey`]: key,
      [`${property}RecordMatchField`]: field,
    });
    const ask = (sent: object, options?: Options) => send(sent, { headers: problem, ...options });
    const found = ({ body: answered }: { body: Partial<Pick<Problem, 'candidates'>> }) =>
      (answered.candidates ?? []).map(({ RecordID }) => RecordID);

    test.each(near)('that differ in %s: %j', async (_, key, expected) => {
      const answer = await ask(body(key));
      expect(answer.status).toBe(404);
      expect(answer.body.code).toBe(`${side}_not_found`);
      expect(found(answer)).toHaveLength(expected.length);
      // Which three of more are shown is not said.
      if (expected.length === 1) expect(found(answer)).toEqual(expected);
      for (const candidate of answer.body.candidates)
        expect(JSON.stringify(candidate)).toMatch(/[A-Za-z0-9]/);
    });

    test.each(notNear)('%j is near to none', async (key) => {
      const answer = await ask(body(key));
      expect(answer.body.code).toBe(`${side}_not_found`);
      expect(found(answer)).toEqual([]);
    });

    test('are shown in the problem form only', async () => {
      const answer = await send(body('pol-2026-001'));
      expect(expectRefusal(answer, 500, `${side}_not_found`)).toBe(
        `Unable to execute. Unable to identify the ${side} record based on the information provided.`,
      );
    });

    test('are shown in a dry run only', async () => {
      const answer = await ask(body('pol-2026-001'), { query: '' });
      expect(answer.body.code).toBe(`${side}_not_found`);
      expect(answer.body).not.toHaveProperty('candidates');
    });

    test('are shown to those only who may view them', async () => {
      expect(found(await ask(body('pol-2026-001'), { as: sees }))).toEqual([1]);
      for (const as of [doesNot, 'blind']) {
        const answer = await ask(body('pol-2026-001'), { as });
        expect(answer.body.code).toBe(`${side}_not_found`);
        expect(found(answer)).toEqual([]);
        expect(answer.text).not.toContain('POL-2026-001');
      }
    });

    test('are not looked for by id, or where there are several', async () => {
      const byIdAlone = { ...body('pol-2026-001'), [`${property}RecordID`]: 999 };
      expect(found(await ask(byIdAlone))).toEqual([]);
      expect(found(await ask(body('TWICE')))).toEqual([]);
    });

    test('of a number are none', async () => {
      expect((await ask(body('999', 'Value'))).body.code).toBe(`${side}_not_found`);
    });
  });
});
