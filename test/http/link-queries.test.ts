/** docs/reference/link-operations.md#query: `GET /api/Link/Query` and `GET /api/Link/Count`. */
import { describe, expect, test } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import type { ErrorCode } from '#linkwright/contract/errors.js';
import { idsOf, startLinksServer } from '../support/links-world.js';
import { nextOf } from '../support/page.js';
import { required } from '../support/required.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

type LinkRow = components['schemas']['LinkRow'];

const columns = [
  'LinkID',
  'ParentDomain',
  'ParentID',
  'ChildDomain',
  'ChildID',
  'ContactTypeID',
  'ContactType',
  'CreatedAt',
  'CreatedBy',
  'ModifiedAt',
  'ModifiedBy',
];

const filters: [string, number[]][] = [
  ['parentDomain=Claim', [10, 11, 12, 13, 15, 17]],
  ['parentDomain=Policy', [14, 16]],
  ['parentDomain=Location', []],
  ['childDomain=Contact', [10, 11, 12, 13, 14]],
  ['childDomain=File', [15, 16]],
  ['childDomain=Custom.Vessel', [17]],
  ['parentDomain=Claim&childDomain=Contact', [10, 11, 12, 13]],
  ['parentDomain=Claim&parentRecordID=1', [10, 11, 15, 17]],
  ['parentDomain=Claim&parentRecordID=001', [10, 11, 15, 17]],
  ['parentDomain=Claim&parentRecordKey=CLM-1&parentRecordMatchField=ClaimNumber', [10, 11, 15, 17]],
  ['parentDomain=Claim&parentRecordKey=1500.5&parentRecordMatchField=Amount', [10, 11, 15, 17]],
  ['childDomain=Contact&childRecordID=1', [10, 12, 14]],
  ['childDomain=Contact&childRecordKey=C-1&childRecordMatchField=ContactNumber', [10, 12, 14]],
  ['parentDomain=Claim&parentRecordID=1&childDomain=Contact&childRecordID=1', [10]],
  ['parentDomain=Policy&parentRecordID=1&childDomain=Contact&childRecordID=2', []],
  ['parentDomain=Claim&relationship=Adjuster', [10, 12]],
  ['parentDomain=Claim&relationship=ADJUSTER', [10, 12]],
  ['childDomain=Contact&relationship=insured', [14]],
  ['childDomain=File&relationship=Adjuster', []],
  // An id wins, whatever else is given.
  ['parentDomain=Claim&parentRecordID=2&parentRecordKey=CLM-1&parentRecordMatchField=ClaimNumber', [12, 13]],
  ['parentDomain=Claim&parentRecordID=2&parentRecordMatchField=NoSuchField', [12, 13]],
  // Empty parameters that narrow nothing are not given.
  ['parentDomain=Policy&columns=&after=', [14, 16]],
];

const wrong: [string, number, ErrorCode, RegExp][] = [
  ['', 400, 'invalid_request', /[Dd]omain/],
  ['relationship=Adjuster', 400, 'invalid_request', /[Dd]omain/],
  ['parentDomain=', 400, 'invalid_request', /[Dd]omain/],
  ['parentRecordID=1', 400, 'invalid_request', /parentDomain/],
  ['childDomain=Contact&parentRecordID=1', 400, 'invalid_request', /parentDomain/],
  ['parentDomain=Clam', 400, 'invalid_request', /Clam.*'Claim'/],
  ['parentDomain=claim', 400, 'invalid_request', /'Claim'/],
  ['parentDomain=Claim&parentDomain=Policy', 400, 'invalid_request', /parentDomain/],
  ['parentDomain=Claim&parentRecordID=0', 400, 'invalid_request', /parentRecordID/],
  ['parentDomain=Claim&parentRecordID=-1', 400, 'invalid_request', /parentRecordID/],
  ['parentDomain=Claim&parentRecordID=1.5', 400, 'invalid_request', /parentRecordID/],
  ['parentDomain=Claim&parentRecordID=x', 400, 'invalid_request', /parentRecordID/],
  ['parentDomain=Claim&parentRecordID=9007199254740992', 400, 'invalid_request', /parentRecordID/],
  ['childDomain=Contact&childRecordID=0', 400, 'invalid_request', /childRecordID/],
  ['childDomain=Contact&childRecordID=9007199254740993', 400, 'invalid_request', /childRecordID/],
  ['parentDomain=Claim&parentRecordKey=CLM-1', 400, 'invalid_request', /parentRecordMatchField/],
  ['parentDomain=Claim&parentRecordMatchField=ClaimNumber', 400, 'invalid_request', /parentRecordKey/],
  ['childDomain=Contact&childRecordKey=C-1', 400, 'invalid_request', /childRecordMatchField/],
  [
    'parentDomain=Claim&parentRecordKey=x&parentRecordMatchField=NoSuchField',
    400,
    'invalid_request',
    /NoSuchField/,
  ],
  [
    'parentDomain=Claim&parentRecordKey=x&parentRecordMatchField=LossDate',
    400,
    'invalid_request',
    /LossDate/,
  ],
  [
    'parentDomain=Claim&parentRecordKey=1&parentRecordMatchField=Policy',
    400,
    'invalid_request',
    /association fields are not allowed/i,
  ],
  [
    'parentDomain=Claim&parentRecordKey=NONE&parentRecordMatchField=ClaimNumber',
    500,
    'parent_not_found',
    /parent record/,
  ],
  [
    'parentDomain=Claim&parentRecordKey=clm-1&parentRecordMatchField=ClaimNumber',
    500,
    'parent_not_found',
    /parent record/,
  ],
  [
    'parentDomain=Claim&parentRecordKey=TWICE&parentRecordMatchField=ClaimNumber',
    500,
    'parent_ambiguous',
    /parent record/,
  ],
  [
    'childDomain=Contact&childRecordKey=NONE&childRecordMatchField=ContactNumber',
    500,
    'child_not_found',
    /child record/,
  ],
  ['parentDomain=Claim&relationship=Nobody', 400, 'relationship_not_found', /'Nobody'/],
  ['parentDomain=Claim&parentdomain=Claim', 400, 'invalid_request', /parentdomain.*parentDomain/],
  ['parentDomain=Claim&relationshp=Adjuster', 400, 'invalid_request', /relationshp.*relationship/],
  ['parentDomain=Claim&x=1', 400, 'invalid_request', /"x"/],
  ['parentDomain=Claim&__proto__=1', 400, 'invalid_request', /__proto__/],
];

const wrongOfQuery = [
  ['columns=Contact.Name', /Contact\.Name/],
  ['columns=LinkID,Parent.ClaimNumber', /Parent\.ClaimNumber/],
  ['columns=Nothing', /Nothing/],
  ['columns=linkid', /LinkID/],
  ['columns=LinkID,,ParentID', /columns/],
  ['order=up', /order/],
  ['order=ASC', /order/],
  ['pageSize=0', /pageSize/],
  ['pageSize=-1', /pageSize/],
  ['pageSize=1001', /pageSize/],
  ['pageSize=1.5', /pageSize/],
  ['pageSize=x', /pageSize/],
  ['pageSize=99999999999999999999', /pageSize/],
  ['after=x', /after/],
  ['after=-1', /after/],
  ['by=relationship', /by/],
];

describe.each(stores)('queries of links, on $name', async (store) => {
  const { server, tokens, get, query, count } = await startLinksServer(store);

  describe('filters', () => {
    test.each(filters)('%s', async (parameters, expected) => {
      const answer = await query(parameters);
      expect(answer.status).toBe(200);
      expect(idsOf(answer)).toEqual(expected);
      expect(nextOf(answer)).toBeUndefined();
      expect(idsOf(await query(`${parameters}&order=desc`))).toEqual([...expected].reverse());
      expect((await count(parameters.replace(/&columns=&after=/, ''))).body).toEqual({
        Count: expected.length,
      });
    });
    test.each(wrong)('%s is refused', async (parameters, status, code, words) => {
      expect(expectRefusal(await query(parameters), status, code)).toMatch(words);
      expect(expectRefusal(await count(parameters), status, code)).toMatch(words);
    });
    test.each(wrongOfQuery)('%s is refused', async (parameters, words) => {
      const message = expectRefusal(await query(`parentDomain=Claim&${parameters}`), 400, 'invalid_request');
      expect(message).toMatch(words);
    });
    test.each(['columns=LinkID', 'pageSize=10', 'order=asc', 'by=child', 'by=relationship&by=relationship'])(
      'a count refuses %s',
      async (parameters) => {
        expectRefusal(await count(`parentDomain=Claim&${parameters}`), 400, 'invalid_request');
      },
    );
  });

  describe('rows', () => {
    test('have every column, in order', async () => {
      const { body, headers } = await query<LinkRow[]>(
        'parentDomain=Claim&parentRecordID=1&childDomain=Contact',
      );
      expect(headers.get('Content-Type')).toMatch(/^application\/json\b/);
      const row = required(body[0]);
      expect(Object.keys(row)).toEqual(columns);
      expect(row).toMatchObject({
        LinkID: 10,
        ParentDomain: 'Claim',
        ParentID: 1,
        ChildDomain: 'Contact',
        ChildID: 1,
        ContactTypeID: 3,
        ContactType: 'Adjuster',
      });
      for (const column of ['CreatedAt', 'ModifiedAt'] as const) {
        expect(row[column]).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/);
      }
      for (const column of ['CreatedBy', 'ModifiedBy'] as const) expect(row[column]).toBeTypeOf('string');
    });
    test('of links without a relationship hold null', async () => {
      const { body } = await query('childDomain=File');
      for (const row of body) expect(row).toMatchObject({ ContactTypeID: null, ContactType: null });
    });
    test('have the columns that are asked for', async () => {
      const { body } = await query('parentDomain=Policy&columns=LinkID,ContactType');
      expect(body).toEqual([
        { LinkID: 14, ContactType: 'Insured' },
        { LinkID: 16, ContactType: null },
      ]);
      for (const column of columns) {
        const answer = await query(`parentDomain=Policy&columns=${column}`);
        expect(answer.body.map((row) => Object.keys(row))).toEqual([[column], [column]]);
      }
    });
    test('a path column is refused, since links have no drill-down', async () => {
      const message = expectRefusal(
        await query('parentDomain=Claim&columns=Contact.Name'),
        400,
        'invalid_request',
      );
      expect(message).toMatch(/drill-down/i);
    });
    test('name who wrote them, and when', async () => {
      const body = { ParentDomain: 'Claim', ParentRecordID: 100, ChildDomain: 'Contact', ChildRecordID: 3 };
      const start = Date.now();
      const { RecordID } = (await server.call('POST', '/api/Link/Upsert', { token: tokens.ada, body })).body;
      await server.call('POST', '/api/Link/Upsert', { token: tokens.walt, body });
      const rows = (await query('parentDomain=Claim&parentRecordID=100&childDomain=Contact&childRecordID=3'))
        .body;
      expect(rows).toEqual([
        expect.objectContaining({ LinkID: RecordID, CreatedBy: 'ada', ModifiedBy: 'walt' }),
      ]);
      const { CreatedAt, ModifiedAt } = required(rows[0]);
      expect(Date.parse(CreatedAt)).toBeGreaterThanOrEqual(start - 1);
      expect(Date.parse(ModifiedAt)).toBeGreaterThanOrEqual(Date.parse(CreatedAt));
    });
  });

  describe('counts', () => {
    test('by relationship', async () => {
      const answer = await count('parentDomain=Claim&parentRecordID=1&by=relationship');
      expect(answer.status).toBe(200);
      expect(answer.body).toHaveLength(3);
      expect(answer.body).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ ContactTypeID: null, Count: 2 }),
          expect.objectContaining({ ContactTypeID: 3, ContactType: 'Adjuster', Count: 1 }),
          expect.objectContaining({ ContactTypeID: 4, ContactType: 'Broker', Count: 1 }),
        ]),
      );
    });
    test('add up', async () => {
      for (const [parameters] of filters.filter(([each]) => !each.includes('columns'))) {
        const { body } = await count(`${parameters}&by=relationship`);
        const total = (await count(parameters)).body.Count;
        expect(body.reduce((sum, { Count }) => sum + Count, 0)).toBe(total);
      }
    });
  });

  describe('permission', () => {
    test.each([
      ['a parent domain without View', 'carl', 'parentDomain=Claim', 'Claim'],
      ['a child domain without View', 'grace', 'childDomain=File', 'File'],
      ['one of two domains without View', 'grace', 'parentDomain=Claim&childDomain=File', 'File'],
      ['domains that may be written only', 'walt', 'parentDomain=Claim', 'Claim'],
    ] as const)('%s is refused', async (_, as, parameters, domain) => {
      for (const ask of [query, count]) {
        const message = expectRefusal(await ask(parameters, as), 403, 'permission_denied');
        expect(message).toBe(`Unable to execute. You need the View permission on the ${domain} domain.`);
      }
    });
    test('links whose other domain may not be viewed are left out, and not counted', async () => {
      expect(idsOf(await query('parentDomain=Claim&parentRecordID=1', 'grace'))).toEqual([10, 11]);
      expect((await count('parentDomain=Claim&parentRecordID=1', 'grace')).body).toEqual({ Count: 2 });
      expect((await count('parentDomain=Claim&parentRecordID=1&by=relationship', 'grace')).body).toHaveLength(
        2,
      );
      expect(idsOf(await query('childDomain=Contact', 'carl'))).toEqual([]);
      expect((await count('childDomain=Contact', 'carl')).body).toEqual({ Count: 0 });
      expect(idsOf(await query('childDomain=Contact&childRecordID=1', 'grace'))).toEqual([10, 12]);
    });
    test('comes before what a key finds', async () => {
      const key = (value: string) =>
        `parentDomain=Claim&parentRecordKey=${value}&parentRecordMatchField=ClaimNumber`;
      const [present, absent] = [await query(key('CLM-1'), 'carl'), await query(key('NONE'), 'carl')];
      expectRefusal(present, 403, 'permission_denied');
      expect(absent.text).toBe(present.text);
    });
  });

  test.each(['/api/link/query', '/API/LINK/COUNT', '/api/Link/Query/'])(
    '%s is the same path',
    async (path) => {
      expect((await get(`${path}?parentDomain=Policy`)).status).toBe(200);
    },
  );
});
