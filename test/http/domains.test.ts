/** docs/reference/metadata.md: the domains of a client and their fields. */
import { describe, expect, test } from 'vitest';
import { required } from '../support/required.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';
import { startThings } from '../support/things-world.js';

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

describe.each(stores)('domains, on $name', async (store) => {
  const { call, get, put, dictionary } = await startThings(store);

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
      expect(fields[0]?.Label).toBe('IMO number');
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
      expect(record.body[0]?.IsSuccessful).toBe(true);
      const linked = await call('POST', '/api/Link/Upsert', {
        ParentDomain: 'Claim',
        ParentRecordID: 5001,
        ChildDomain: 'Custom.Vessel',
        ChildRecordKey: '9074729',
        ChildRecordMatchField: 'IMO',
      });
      expect(linked.body).toMatchObject({ IsSuccessful: true, ChildID: required(record.body[0]).RecordID });
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
    expect(linked.body).toMatchObject({ IsSuccessful: true, ParentID: required(written.body[0]).RecordID });
  });

  describe('a domain is refused', () => {
    const field = (others: object) => ({ Fields: [{ Name: 'Extra', Type: 'Text', ...others }] });
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
});
