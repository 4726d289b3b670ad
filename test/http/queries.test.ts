/** docs/reference/link-operations.md#query: `GET /api/Link/Query` and `GET /api/Link/Count`. */
import { describe, expect, test } from 'vitest';
import { nextOf } from '../support/page.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

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

const link = (id, parent, parentId, child, childId, Relationship) => ({
  id,
  ParentDomain: parent,
  ParentRecordID: parentId,
  ChildDomain: child,
  ChildRecordID: childId,
  ...(Relationship === undefined ? {} : { Relationship }),
});

const fixture = {
  account: 'Acme',
  client: 'Main',
  domains: [{ Name: 'Custom.Vessel', Linkable: true, Fields: [{ Name: 'IMO', Type: 'Text' }] }],
  roles: [
    { name: 'Claims and contacts', grants: { Claim: ['View'], Contact: ['View'] } },
    { name: 'Contacts', grants: { Contact: ['View'] } },
    { name: 'Writers', grants: { '*': ['Edit', 'AttachContacts', 'AttachFiles'] } },
  ],
  users: [
    { user: 'ada', administrator: true },
    { user: 'grace', roles: ['Claims and contacts'] },
    { user: 'carl', roles: ['Contacts'] },
    { user: 'walt', roles: ['Writers'] },
  ],
  records: {
    Claim: [
      { id: 1, ClaimNumber: 'CLM-1', Amount: '1500.50' },
      { id: 2, ClaimNumber: 'CLM-2' },
      { id: 3, ClaimNumber: 'TWICE' },
      { id: 4, ClaimNumber: 'TWICE' },
      ...Array.from({ length: 30 }, (_, index) => ({ id: 100 + index })),
    ],
    Policy: [{ id: 1, PolicyNumber: 'POL-1' }],
    Contact: [
      { id: 1, ContactNumber: 'C-1' },
      { id: 2, ContactNumber: 'C-2' },
      { id: 3, ContactNumber: 'C-3' },
    ],
    File: [{ id: 1, FileName: 'a.pdf' }],
    'Custom.Vessel': [{ id: 1, IMO: '9074729' }],
  },
  links: [
    link(10, 'Claim', 1, 'Contact', 1, 'Adjuster'),
    link(11, 'Claim', 1, 'Contact', 2, 'Broker'),
    link(12, 'Claim', 2, 'Contact', 1, 'Adjuster'),
    link(13, 'Claim', 2, 'Contact', 3),
    link(14, 'Policy', 1, 'Contact', 1, 'Insured'),
    link(15, 'Claim', 1, 'File', 1),
    link(16, 'Policy', 1, 'File', 1),
    link(17, 'Claim', 1, 'Custom.Vessel', 1),
  ],
};

const filters = [
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

const wrong = [
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
  const server = await startServer(store, [fixture]);
  const tokens = {};
  for (const { user } of fixture.users) tokens[user] = await server.token(user);
  const get = (path, as = 'ada') => server.call('GET', path, { token: tokens[as] });
  const query = (parameters, as) => get(`/api/Link/Query?${parameters}`, as);
  const count = (parameters, as) => get(`/api/Link/Count?${parameters}`, as);
  const idsOf = ({ body }) => body.map(({ LinkID }) => LinkID);

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
      const { body, headers } = await query('parentDomain=Claim&parentRecordID=1&childDomain=Contact');
      expect(headers.get('Content-Type')).toMatch(/^application\/json\b/);
      expect(Object.keys(body[0])).toEqual(columns);
      expect(body[0]).toMatchObject({
        LinkID: 10,
        ParentDomain: 'Claim',
        ParentID: 1,
        ChildDomain: 'Contact',
        ChildID: 1,
        ContactTypeID: 3,
        ContactType: 'Adjuster',
      });
      for (const column of ['CreatedAt', 'ModifiedAt']) {
        expect(body[0][column]).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/);
      }
      for (const column of ['CreatedBy', 'ModifiedBy']) expect(body[0][column]).toBeTypeOf('string');
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
      expect(Date.parse(rows[0].CreatedAt)).toBeGreaterThanOrEqual(start - 1);
      expect(Date.parse(rows[0].ModifiedAt)).toBeGreaterThanOrEqual(Date.parse(rows[0].CreatedAt));
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
    ])('%s is refused', async (_, as, parameters, domain) => {
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
      const key = (value) => `parentDomain=Claim&parentRecordKey=${value}&parentRecordMatchField=ClaimNumber`;
      const [present, absent] = [await query(key('CLM-1'), 'carl'), await query(key('NONE'), 'carl')];
      expectRefusal(present, 403, 'permission_denied');
      expect(absent.text).toBe(present.text);
    });
  });

  describe('pages', () => {
    const all = 'parentDomain=Claim&childDomain=Contact';

    test.each(['asc', 'desc'])('%s, every page through the Link header', async (order) => {
      const whole = idsOf(await query(`parentDomain=Claim&order=${order}`));
      for (const pageSize of [1, 2, 3, whole.length, 1_000]) {
        const seen = [];
        let path = `/api/Link/Query?parentDomain=Claim&order=${order}&pageSize=${pageSize}&columns=LinkID,ChildDomain`;
        let pages = 0;
        while (path !== undefined) {
          const answer = await get(path);
          expect(answer.status).toBe(200);
          expect(answer.body.length).toBeLessThanOrEqual(pageSize);
          for (const row of answer.body) expect(Object.keys(row)).toEqual(['LinkID', 'ChildDomain']);
          seen.push(...idsOf(answer));
          path = nextOf(answer);
          pages += 1;
        }
        expect(seen).toEqual(whole);
        expect(pages).toBe(Math.ceil(whole.length / pageSize));
      }
    });

    test('the header is there only where there is more', async () => {
      const { Count } = (await count(all)).body;
      expect(nextOf(await query(`${all}&pageSize=${Count}`))).toBeUndefined();
      expect(nextOf(await query(`${all}&pageSize=${Count - 1}`))).toMatch(/^\/api\/Link\/Query\?/);
    });

    test.each(['asc', 'desc'])(
      '%s, while links are inserted: each that was there is seen once',
      async (order) => {
        const before = idsOf(await query(`${all}&order=${order}`));
        const seen = [];
        let path = `/api/Link/Query?${all}&order=${order}&pageSize=2`;
        let next = 101;
        while (path !== undefined && seen.length < 200) {
          const answer = await get(path);
          seen.push(...idsOf(answer));
          path = nextOf(answer);
          const ParentRecordID = next++;
          if (ParentRecordID >= 115) continue;
          const body = {
            ParentDomain: 'Claim',
            ParentRecordID,
            ChildDomain: 'Contact',
            ChildRecordID: order === 'asc' ? 1 : 2,
          };
          expect((await server.call('POST', '/api/Link/Upsert', { token: tokens.ada, body })).status).toBe(
            200,
          );
        }
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen.filter((id) => before.includes(id))).toEqual(before);
        const sign = order === 'asc' ? 1 : -1;
        expect(seen).toEqual([...seen].sort((one, other) => sign * (one - other)));
        // What came after the cursor is seen in ascending order, and left out in descending order.
        if (order === 'desc') expect(seen).toEqual(before);
        else expect(seen.length).toBeGreaterThan(before.length);
      },
    );

    test('are of 100 rows unless asked otherwise, and of at most 1,000', async () => {
      const entries = [];
      for (let claim = 100; claim < 130; claim++) {
        for (const contact of [1, 2, 3]) {
          entries.push({
            ParentDomain: 'Claim',
            ParentRecordID: claim,
            ChildDomain: 'Contact',
            ChildRecordID: contact,
          });
        }
        entries.push({ ParentDomain: 'Claim', ParentRecordID: claim, ChildDomain: 'File', ChildRecordID: 1 });
      }
      await server.call('POST', '/api/Link/BulkUpsert', { token: tokens.ada, body: entries });
      const first = await query('parentDomain=Claim');
      expect(first.body).toHaveLength(100);
      expect(nextOf(first)).toBeDefined();
      const rest = await get(nextOf(first));
      expect(rest.body[0].LinkID).toBeGreaterThan(first.body.at(-1).LinkID);
      const whole = await query('parentDomain=Claim&pageSize=1000');
      expect(idsOf(whole)).toEqual([...idsOf(first), ...idsOf(rest)]);
    });

    test('a cursor past the end is an empty page', async () => {
      for (const after of ['999999', '9007199254740991', '99999999999999999999']) {
        const answer = await query(`${all}&after=${after}`);
        if (answer.status === 400) expectRefusal(answer, 400, 'invalid_request');
        else expect(answer.body).toEqual([]);
      }
    });

    test('rows that may not be viewed are passed over', async () => {
      const whole = idsOf(await query('parentDomain=Claim&pageSize=1000', 'grace'));
      const seen = [];
      let path = '/api/Link/Query?parentDomain=Claim&pageSize=7';
      while (path !== undefined) {
        const answer = await get(path, 'grace');
        if (nextOf(answer) !== undefined) expect(answer.body).toHaveLength(7);
        seen.push(...idsOf(answer));
        path = nextOf(answer);
      }
      expect(seen).toEqual(whole);
    });
  });

  test.each(['/api/link/query', '/API/LINK/COUNT', '/api/Link/Query/'])(
    '%s is the same path',
    async (path) => {
      expect((await get(`${path}?parentDomain=Policy`)).status).toBe(200);
    },
  );
});
