/** docs/reference/metadata.md: domains, fields, relationships and records. */
import { describe, expect, test } from 'vitest';
import { nextOf } from '../support/page.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const fixture = {
  account: 'Acme',
  client: 'Main',
  domains: [
    {
      Name: 'Custom.Thing',
      Fields: [
        { Name: 'Code', Type: 'Text' },
        { Name: 'Region', Type: 'Text' },
        { Name: 'Number', Type: 'Numeric' },
        { Name: 'Day', Type: 'Date' },
        { Name: 'Moment', Type: 'DateTime' },
        { Name: 'Flag', Type: 'Boolean' },
        { Name: 'Kind', Type: 'Coded', Codes: ['A', 'B', 'Größe'] },
        { Name: 'Claim', Type: 'Association', RefersTo: 'Claim' },
      ],
    },
  ],
  roles: [
    { name: 'Everything but Administer', grants: { '*': ['View', 'Edit', 'AttachContacts', 'AttachFiles'] } },
  ],
  users: [
    { user: 'ada', administrator: true },
    { user: 'grace', roles: ['Everything but Administer'] },
  ],
  records: {
    Claim: [{ id: 5001, ClaimNumber: 'CLM-1', Amount: 42.5, LossDate: '2026-02-11', Status: 'Open' }],
    Contact: Array.from({ length: 25 }, (_, index) => ({ id: 10 + 2 * index, Name: `Contact ${index}` })),
  },
};

const builtIn = {
  Claim: {
    ClaimNumber: 'Text',
    Description: 'Text',
    Status: 'Text',
    LossDate: 'Date',
    Policy: 'Association',
    Amount: 'Numeric',
  },
  Policy: {
    PolicyNumber: 'Text',
    Carrier: 'Text',
    EffectiveDate: 'Date',
    ExpirationDate: 'Date',
    Premium: 'Numeric',
  },
  Incident: { IncidentNumber: 'Text' },
  Location: {},
  Member: {},
  Contact: {
    ContactNumber: 'Text',
    Name: 'Text',
    FirstName: 'Text',
    LastName: 'Text',
    CompanyName: 'Text',
    Email: 'Text',
    Phone: 'Text',
  },
  File: {
    FileName: 'Text',
    Description: 'Text',
    Folder: 'Text',
    MimeType: 'Text',
    Size: 'Numeric',
    SHA256: 'Text',
    ExternalDirectURL: 'Text',
  },
};

const builtInRelationships = [
  'Claimant',
  'Insured',
  'Adjuster',
  'Broker',
  'Underwriter',
  'Witness',
  'Defense Attorney',
  'Plaintiff Attorney',
  'Expert Witness',
  'Medical Provider',
  'Employer',
  'Investigator',
];

const long = '123456789012345678901';

/** Field, what is sent (as JSON), and what is read afterwards. */
const accepted = [
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

const refused = (code, words = /./) => ({
  IsSuccessful: false,
  Message: expect.stringMatching(words),
  ErrorCode: code,
});

describe.each(stores)('metadata and records, on $name', async (store) => {
  const server = await startServer(store, [fixture]);
  const tokens = { ada: await server.token('ada'), grace: await server.token('grace') };
  const call = (method, path, body, as = 'ada') => server.call(method, path, { token: tokens[as], body });
  const get = (path, as) => call('GET', path, undefined, as);
  const put = (domain, body, as) => call('PUT', `/api/Metadata/Domains/${domain}`, body, as);
  const dictionary = async (domain) => (await get(`/api/Metadata/Domains/${domain}/DataDictionary`)).body;
  const domainNames = async () => (await get('/api/Domains')).body.map(({ Name }) => Name);

  describe('domains', () => {
    test('are those of a new client and its own', async () => {
      const { status, body } = await get('/api/Domains');
      expect(status).toBe(200);
      expect(body.map(({ Name }) => Name)).toEqual(
        expect.arrayContaining([...Object.keys(builtIn), 'Custom.Thing']),
      );
      const linkable = body.filter(({ Linkable }) => Linkable).map(({ Name }) => Name);
      expect(linkable.sort()).toEqual(['Contact', 'File']);
    });

    test.each(Object.entries(builtIn))('%s has its fields', async (domain, fields) => {
      const described = await dictionary(domain);
      for (const [Name, Type] of Object.entries(fields)) {
        expect(described).toContainEqual(expect.objectContaining({ Name, Type }));
      }
      for (const field of described) {
        expect(field.Label).toBeTypeOf('string');
        expect(Object.values(field)).toContain(['Text', 'Numeric'].includes(field.Type));
      }
    });

    test('say what their own fields refer to and accept', async () => {
      const described = await dictionary('Custom.Thing');
      expect(described.find(({ Name }) => Name === 'Claim')).toMatchObject({
        Type: 'Association',
        RefersTo: 'Claim',
      });
      expect(described.find(({ Name }) => Name === 'Kind')).toMatchObject({
        Type: 'Coded',
        Codes: ['A', 'B', 'Größe'],
      });
    });

    test.each(['claim', 'Clam', 'Custom.None', '__proto__', '%00'])(
      'there is none named %s',
      async (name) => {
        const answer = await get(`/api/Metadata/Domains/${name}/DataDictionary`);
        expectRefusal(answer, 404, 'not_found');
        if (name === 'Clam') expect(answer.body).toContain("'Claim'");
      },
    );
  });

  describe('a domain of the client’s own', () => {
    const vessel = {
      Label: 'Vessel',
      Linkable: true,
      Fields: [
        { Name: 'IMO', Label: 'IMO number', Type: 'Text' },
        { Name: 'Tonnage', Type: 'Numeric' },
        { Name: 'Kind', Type: 'Coded', Codes: ['Tanker', 'Ferry'] },
        { Name: 'Owner', Type: 'Association', RefersTo: 'Contact' },
        { Name: 'Sister', Type: 'Association', RefersTo: 'Custom.Vessel' },
      ],
    };

    test('is created, and created again without a change', async () => {
      const created = await put('Custom.Vessel', vessel);
      expect(created.status).toBe(200);
      const [domains, fields] = [(await get('/api/Domains')).text, await dictionary('Custom.Vessel')];
      expect(fields.map(({ Name }) => Name)).toEqual(['IMO', 'Tonnage', 'Kind', 'Owner', 'Sister']);
      expect(fields[0].Label).toBe('IMO number');
      const again = await put('Custom.Vessel', vessel);
      expect(again.status).toBe(200);
      expect(again.text).toBe(created.text);
      expect((await get('/api/Domains')).text).toBe(domains);
      expect(await dictionary('Custom.Vessel')).toEqual(fields);
    });

    test('takes records and links at once', async () => {
      await put('Custom.Vessel', vessel);
      const record = await call('POST', '/api/Custom.Vessel/BulkUpsert?matchFields=IMO', [
        { IMO: '9074729', Owner: 10 },
      ]);
      expect(record.body[0].IsSuccessful).toBe(true);
      const linked = await call('POST', '/api/Link/Upsert', {
        ParentDomain: 'Claim',
        ParentRecordID: 5001,
        ChildDomain: 'Custom.Vessel',
        ChildRecordKey: '9074729',
        ChildRecordMatchField: 'IMO',
      });
      expect(linked.body).toMatchObject({ IsSuccessful: true, ChildID: record.body[0].RecordID });
      const parent = await call('POST', '/api/Link/Upsert', {
        ParentDomain: 'Custom.Vessel',
        ParentRecordKey: '9074729',
        ParentRecordMatchField: 'IMO',
        ChildDomain: 'Contact',
        ChildRecordID: 10,
        Relationship: 'Insured',
      });
      expect(parent.body).toMatchObject({ IsSuccessful: true, RelationshipID: 2 });
    });

    test('gets more fields, and keeps those it has', async () => {
      await put('Custom.Vessel', vessel);
      expect((await put('Custom.Vessel', { Fields: [{ Name: 'Flag', Type: 'Text' }] })).status).toBe(200);
      expect((await dictionary('Custom.Vessel')).map(({ Name }) => Name)).toEqual(
        expect.arrayContaining(['IMO', 'Tonnage', 'Kind', 'Owner', 'Sister', 'Flag']),
      );
      const listed = (await get('/api/Domains')).body.find(({ Name }) => Name === 'Custom.Vessel');
      expect(listed).toMatchObject({ Label: 'Vessel', Linkable: true });
    });

    test('that is not linkable is no child', async () => {
      const body = {
        ParentDomain: 'Claim',
        ParentRecordID: 5001,
        ChildDomain: 'Custom.Thing',
        ChildRecordID: 1,
      };
      const message = expectRefusal(await call('POST', '/api/Link/Upsert', body), 400, 'invalid_request');
      expect(message).toContain('ChildDomain');
    });
  });

  test('a built-in domain gets fields of the client’s own, that match at once', async () => {
    const fields = { Fields: [{ Name: 'ExternalNumber', Type: 'Text' }] };
    expect((await put('Claim', fields)).status).toBe(200);
    expect((await put('Claim', fields)).status).toBe(200);
    expect((await dictionary('Claim')).filter(({ Name }) => Name === 'ExternalNumber')).toHaveLength(1);
    const written = await call('POST', '/api/Claim/BulkUpsert?matchFields=ExternalNumber', [
      { ExternalNumber: 'X-1' },
    ]);
    const linked = await call('POST', '/api/Link/Upsert', {
      ParentDomain: 'Claim',
      ParentRecordKey: 'X-1',
      ParentRecordMatchField: 'ExternalNumber',
      ChildDomain: 'Contact',
      ChildRecordID: 10,
    });
    expect(linked.body).toMatchObject({ IsSuccessful: true, ParentID: written.body[0].RecordID });
  });

  describe('a domain is refused', () => {
    const field = (others) => ({ Fields: [{ Name: 'Extra', Type: 'Text', ...others }] });
    test.each([
      ['a name outside Custom.', 'Vessels', {}],
      ['a name in another case', 'custom.Boat', {}],
      ['a built-in name in another case', 'claim', {}],
      ['an empty word', 'Custom.', {}],
      ['a word with a space', 'Custom.My%20Boat', {}],
      ['a word with a dot', 'Custom.My.Boat', {}],
      ['a type that there is not', 'Custom.Boat', field({ Type: 'Money' })],
      ['a type in another case', 'Custom.Boat', field({ Type: 'text' })],
      ['a field without a type', 'Custom.Boat', field({ Type: undefined })],
      ['a field without a name', 'Custom.Boat', field({ Name: undefined })],
      ['a field name that is a path', 'Custom.Boat', field({ Name: 'Owner.Name' })],
      ['an empty field name', 'Custom.Boat', field({ Name: '' })],
      ['an association without a domain', 'Custom.Boat', field({ Type: 'Association' })],
      [
        'an association to a domain that there is not',
        'Custom.Boat',
        field({ Type: 'Association', RefersTo: 'Nowhere' }),
      ],
      ['a domain for a field that refers to none', 'Custom.Boat', field({ RefersTo: 'Claim' })],
      ['a coded field without codes', 'Custom.Boat', field({ Type: 'Coded' })],
      ['a coded field with no code', 'Custom.Boat', field({ Type: 'Coded', Codes: [] })],
      ['fields that are no array', 'Custom.Boat', { Fields: {} }],
      ['a field that is null', 'Custom.Boat', { Fields: [null] }],
      ['an unknown property', 'Custom.Boat', { Fieldz: [] }],
      ['an unknown property of a field', 'Custom.Boat', field({ Typ: 'Text' })],
      ['a switch that is none', 'Custom.Boat', { Linkable: 'yes' }],
      ['a body that is an array', 'Custom.Boat', []],
      [
        'another type for a field that is there',
        'Custom.Thing',
        { Fields: [{ Name: 'Code', Type: 'Numeric' }] },
      ],
      ['another type for a built-in field', 'Claim', { Fields: [{ Name: 'ClaimNumber', Type: 'Numeric' }] }],
      [
        'two types for one field',
        'Custom.Boat',
        {
          Fields: [
            { Name: 'A', Type: 'Text' },
            { Name: 'A', Type: 'Date' },
          ],
        },
      ],
      ['making a built-in domain linkable', 'Claim', { Linkable: true }],
    ])('with %s', async (_, name, body) => {
      const [domains, fields] = [await domainNames(), await dictionary('Custom.Thing')];
      expectRefusal(await put(name, body), 400, 'invalid_request');
      expect(await domainNames()).toEqual(domains);
      expect(await dictionary('Custom.Thing')).toEqual(fields);
    });

    test('all of it, where one field is wrong', async () => {
      const body = {
        Fields: [
          { Name: 'Good', Type: 'Text' },
          { Name: 'Code', Type: 'Date' },
        ],
      };
      expectRefusal(await put('Custom.Thing', body), 400, 'invalid_request');
      expect((await dictionary('Custom.Thing')).map(({ Name }) => Name)).not.toContain('Good');
    });

    test('from one who may not administer', async () => {
      const message = expectRefusal(await put('Custom.Boat', {}, 'grace'), 403, 'permission_denied');
      expect(message).toContain('Administer');
      expect(await domainNames()).not.toContain('Custom.Boat');
    });
  });

  describe('relationships', () => {
    const path = '/api/Contact/Codes/ContactType';
    const list = async () => (await get(path)).body;
    const save = (body, as) => call('POST', path, body, as);

    test('are the built-in ones', async () => {
      expect(await list()).toMatchObject(
        builtInRelationships.map((Code, index) => ({ ID: index + 1, Code })),
      );
    });

    test('are added, with an id of their own', async () => {
      const added = await save({ Code: 'ADJ2', Description: 'Second adjuster' });
      expect(added.status).toBe(200);
      expect(added.body).toMatchObject({ ID: 13, Code: 'ADJ2', Description: 'Second adjuster' });
      expect(await list()).toContainEqual(added.body);
      const linked = await call('POST', '/api/Link/Upsert', {
        ParentDomain: 'Claim',
        ParentRecordID: 5001,
        ChildDomain: 'Contact',
        ChildRecordID: 12,
        Relationship: 'second ADJUSTER',
      });
      expect(linked.body.RelationshipID).toBe(13);
    });

    test('are renamed, and links follow', async () => {
      const { body: added } = await save({ Code: 'OLD', Description: 'Old name' });
      const pair = { ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 14 };
      await call('POST', '/api/Link/Upsert', { ...pair, Relationship: 'OLD' });
      const renamed = await save({ ID: added.ID, Code: 'NEW', Description: 'New name' });
      expect(renamed.body).toMatchObject({ ID: added.ID, Code: 'NEW', Description: 'New name' });
      const rows = await get('/api/Link/Query?parentDomain=Claim&childDomain=Contact&childRecordID=14');
      expect(rows.body).toMatchObject([{ ContactTypeID: added.ID, ContactType: 'NEW' }]);
      expect((await call('POST', '/api/Link/Upsert', { ...pair, Relationship: 'new name' })).status).toBe(
        200,
      );
      expectRefusal(
        await call('POST', '/api/Link/Upsert', { ...pair, Relationship: 'OLD' }),
        400,
        'relationship_not_found',
      );
    });

    test('may be renamed to the same words, or to another case', async () => {
      for (const Code of ['Employer', 'EMPLOYER', 'Employer']) {
        expect((await save({ ID: 11, Code })).body).toMatchObject({ ID: 11, Code });
      }
    });

    test('a Code may be another’s Description', async () => {
      const { body } = await save({ Code: 'Contractor', Description: 'Someone hired' });
      const other = await save({ Code: 'HIRED', Description: 'Someone else' });
      expect(other.status).toBe(200);
      const crossed = await save({ ID: other.body.ID, Code: 'HIRED', Description: 'CONTRACTOR' });
      expect(crossed.status).toBe(200);
      const linked = await call('POST', '/api/Link/Upsert', {
        ParentDomain: 'Claim',
        ParentRecordID: 5001,
        ChildDomain: 'Contact',
        ChildRecordID: 16,
        Relationship: 'contractor',
      });
      expect(linked.body.RelationshipID).toBe(body.ID);
    });

    test.each([
      ['a Code that there is', { Code: 'Adjuster', Description: 'Of its own' }],
      ['a Code that there is, in another case', { Code: 'aDJUSTER', Description: 'Of its own' }],
      ['a Description that there is', { Code: 'Of its own', Description: 'Adjuster' }],
      ['a Description that there is, in another case', { Code: 'Of its own', Description: 'ADJUSTER' }],
      ['a new Code that another has', { ID: 1, Code: 'WITNESS' }],
      ['a new Description that another has', { ID: 1, Description: 'witness' }],
      ['no Code', { Description: 'Of its own' }],
      ['an empty Code', { Code: '', Description: 'Of its own' }],
      ['a Code that is no string', { Code: 5 }],
      ['a Code that is a long number', `{"Code":${long}}`],
      ['a Code with NUL', { Code: 'a\0b' }],
      ['an id that is none', { ID: -1, Code: 'Of its own' }],
      ['an unknown property', { Code: 'Of its own', Descripton: 'x' }],
      ['a body that is an array', []],
    ])('%s is refused', async (_, body) => {
      const before = await list();
      expectRefusal(await save(body), 400, 'invalid_request');
      expect(await list()).toEqual(before);
    });

    test('one that is not there cannot be renamed', async () => {
      const before = await list();
      const answer = await save({ ID: 999, Code: 'Of its own' });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(await list()).toEqual(before);
    });

    test('only an administrator changes them; all may read them', async () => {
      const before = await list();
      expectRefusal(await save({ Code: 'Of grace' }, 'grace'), 403, 'permission_denied');
      expect((await get(path, 'grace')).body).toEqual(before);
    });
  });

  describe('a record', () => {
    test('is read with its id and all its fields', async () => {
      const { status, body } = await get('/api/Claim/5001');
      expect(status).toBe(200);
      expect(body).toMatchObject({
        ID: 5001,
        ClaimNumber: 'CLM-1',
        Amount: 42.5,
        LossDate: '2026-02-11',
        Status: 'Open',
        Policy: null,
        Description: null,
      });
    });
    test.each(['/api/Claim/5001/', '/API/Claim/5001'])('%s is the same', async (path) => {
      expect((await get(path)).body.ID).toBe(5001);
    });
    test.each(['/api/Claim/4999', '/api/Claim/9007199254740991', '/api/claim/5001', '/api/Clam/5001'])(
      '%s is not there',
      async (path) => {
        expectRefusal(await get(path), 404, 'not_found');
      },
    );
    test.each(['0', '-1', '1.5', 'CLM-1', '9007199254740992', '5001x', '%20', '٥'])(
      '%s is no id',
      async (id) => {
        const answer = await get(`/api/Claim/${id}`);
        expect([400, 404]).toContain(answer.status);
      },
    );
  });

  describe('writing records', () => {
    const write = (body, matchFields = 'Code', domain = 'Custom.Thing', as = 'ada') =>
      call('POST', `/api/${domain}/BulkUpsert?matchFields=${matchFields}`, body, as);
    const read = async (id) => (await get(`/api/Custom.Thing/${id}`)).body;
    const total = async () => (await get('/api/Custom.Thing/Query?pageSize=1000')).body.length;

    test('inserts, then updates what it finds', async () => {
      const inserted = await write([
        { Code: 'one', Region: 'North' },
        { Code: 'two', Region: 'South' },
      ]);
      expect(inserted.status).toBe(200);
      const [one, two] = inserted.body;
      expect(one).toMatchObject({ IsSuccessful: true, Message: expect.stringMatching(/^Inserted/) });
      expect(two.RecordID).not.toBe(one.RecordID);
      const updated = await write([
        { Code: 'two', Number: 5 },
        { Code: 'one', Region: null },
      ]);
      expect(updated.body).toMatchObject([
        { IsSuccessful: true, RecordID: two.RecordID, Message: expect.stringMatching(/^Updated/) },
        { IsSuccessful: true, RecordID: one.RecordID },
      ]);
      expect(await read(two.RecordID)).toMatchObject({ Code: 'two', Region: 'South', Number: 5 });
      expect(await read(one.RecordID)).toMatchObject({ Code: 'one', Region: null });
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
      expect([north, south]).not.toContain(again.body[2].RecordID);
      expect(await write([{ Code: 'm', Number: 9 }])).toMatchObject({ body: [refused('record_ambiguous')] });
      expect(await read(north)).toMatchObject({ Number: 2 });
    });

    test('finds a number by its value', async () => {
      const [{ RecordID }] = (await write([{ Number: 77.5, Code: 'by number' }], 'Number')).body;
      const again = await write([{ Number: '77.50', Region: 'found' }], 'Number');
      expect(again.body[0].RecordID).toBe(RecordID);
    });

    test('loses no digit', async () => {
      const before = await total();
      const { body } = await write(
        `[{"Number":${long},"Code":"long"},{"Number":${long.slice(0, -1)}2,"Code":"other"}]`,
        'Number',
      );
      expect(body[1].RecordID).not.toBe(body[0].RecordID);
      expect(await total()).toBe(before + 2);
      expect((await get(`/api/Custom.Thing/${body[0].RecordID}`)).text).toContain(long);
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
      expect(body[1].RecordID).toBe(body[0].RecordID);
      expect(body[3].RecordID).toBe(body[2].RecordID);
      expect(await total()).toBe(before + 2);
      expect(await read(body[0].RecordID)).toMatchObject({ Region: 'first', Number: 2 });
    });

    test('the same key in many calls at once makes one record', async () => {
      const before = await total();
      const answers = await Promise.all(Array.from({ length: 10 }, () => write([{ Code: 'at once' }])));
      expect(new Set(answers.map(({ body }) => body[0].RecordID)).size).toBe(1);
      expect(await total()).toBe(before + 1);
    });

    test.each([null, ''])('%j empties a field, and the record is no longer found by it', async (empty) => {
      const [{ RecordID }] = (
        await write([{ Code: `empty ${empty}`, Region: `R ${empty}`, Flag: true, Day: '2026-01-01' }])
      ).body;
      await write([{ Code: `empty ${empty}`, Region: empty, Flag: empty, Day: empty }]);
      expect(await read(RecordID)).toMatchObject({ Region: null, Flag: null, Day: null });
      const other = await write([{ Region: `R ${empty}` }], 'Region');
      expect(other.body[0].RecordID).not.toBe(RecordID);
    });

    test('a changed key is found by its new value only', async () => {
      const [{ RecordID }] = (await write([{ Code: 'changing', Region: 'before' }])).body;
      await write([{ Code: 'changing', Region: 'after' }]);
      expect((await write([{ Region: 'after', Number: 1 }], 'Region')).body[0].RecordID).toBe(RecordID);
      expect((await write([{ Region: 'before' }], 'Region')).body[0].RecordID).not.toBe(RecordID);
    });

    test('entries of one call see what those before them changed', async () => {
      const [{ RecordID }] = (await write([{ Code: 'seen', Region: 'seen before' }])).body;
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
      expect(JSON.stringify((await read(body[0].RecordID))[field])).toBe(expected);
    });

    test('an unknown field is refused, with a hint', async () => {
      const { body } = await write([
        { Code: 'hint', Regoin: 'N' },
        { code: 'hint' },
        { Code: 'hint', ID: 5 },
      ]);
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
      expect([body[0].IsSuccessful, body[2].IsSuccessful]).toEqual([true, true]);
      expect(body[2].RecordID).toBe(body[0].RecordID);
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
      expect(linked.body).toMatchObject({ IsSuccessful: true, ChildID: written.body[0].RecordID });
      expect(written.body[0].RecordID).toBe(59);
    });
  });

  describe('pages of records', () => {
    const contacts = fixture.records.Contact;
    const all = '/api/Contact/Query';

    test('in order of id, through the Link header', async () => {
      const whole = (await get(`${all}?pageSize=1000`)).body;
      expect(whole.slice(0, contacts.length).map(({ ID, Name }) => ({ id: ID, Name }))).toEqual(contacts);
      for (const pageSize of [1, 7, whole.length]) {
        const seen = [];
        let path = `${all}?pageSize=${pageSize}&columns=Name`;
        while (path !== undefined) {
          const answer = await get(path);
          expect(answer.status).toBe(200);
          for (const row of answer.body) expect(Object.keys(row).sort()).toEqual(['ID', 'Name']);
          seen.push(...answer.body);
          path = nextOf(answer);
        }
        expect(seen.map(({ ID }) => ID)).toEqual(whole.map(({ ID }) => ID));
      }
    });

    test.each([
      'pageSize=0',
      'pageSize=1001',
      'pageSize=x',
      'after=x',
      'columns=Nothing',
      'columns=name',
      'x=1',
      'pageSize=5&pageSize=6',
    ])('%s is refused', async (parameters) => {
      expectRefusal(await get(`${all}?${parameters}`), 400, 'invalid_request');
    });

    test('of a domain that there is not', async () => {
      expectRefusal(await get('/api/Contacts/Query'), 404, 'not_found');
    });

    test('past the end are empty', async () => {
      for (const after of ['9007199254740991', '99999999999999999999']) {
        const answer = await get(`${all}?after=${after}`);
        if (answer.status === 400) expectRefusal(answer, 400, 'invalid_request');
        else expect(answer.body).toEqual([]);
      }
    });
  });
});
