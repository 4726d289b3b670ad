/**
 * docs/reference/metadata.md#in-use: domains, fields and relationships that are changed and dropped, and what
 * stands in the way.
 */

import { describe, expect, test } from 'vitest';
import { saveRoleProgram } from '#linkwright/access/roles.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const fixture = {
  account: 'Acme',
  client: 'Main',
  roles: [
    { name: 'Everything', grants: { '*': ['View', 'Edit', 'AttachContacts', 'AttachFiles'] } },
    { name: 'Claims alone', grants: { Claim: ['View', 'AttachContacts', 'AttachFiles'] } },
  ],
  users: [
    { user: 'ada', administrator: true },
    { user: 'grace', roles: ['Everything'] },
    { user: 'bob', roles: ['Claims alone'] },
  ],
  records: {
    Claim: [{ id: 1, ClaimNumber: 'CLM-1' }],
    Contact: [1, 2, 3].map((id) => ({ id, Name: `Contact ${id}` })),
  },
};

describe.each(stores)('changes of metadata, on $name', async (store) => {
  const server = await startServer(store, [fixture]);
  const tokens = {};
  for (const { user } of fixture.users) tokens[user] = await server.token(user);
  const call = (method, path, body, as = 'ada') => server.call(method, path, { token: tokens[as], body });
  const get = async (path, as) => (await call('GET', path, undefined, as)).body;
  const domainPath = (name) => `/api/Metadata/Domains/${name}`;
  const put = (name, body, as) => call('PUT', domainPath(name), body, as);
  const dropDomain = (name, as) => call('DELETE', domainPath(name), undefined, as);
  const dropField = (name, field, as) => call('DELETE', `${domainPath(name)}/Fields/${field}`, undefined, as);
  const dictionary = (name) => get(`${domainPath(name)}/DataDictionary`);
  const field = async (domain, name) => (await dictionary(domain)).find(({ Name }) => Name === name);
  const domain = async (name, as) => (await get('/api/Domains', as)).find(({ Name }) => Name === name);
  const record = async (name, fields) => (await call('POST', `/api/${name}`, fields)).body.RecordID;
  const link = (parent, child, more = {}, as = 'ada', operation = 'Upsert') =>
    call(
      'POST',
      `/api/Link/${operation}`,
      {
        ParentDomain: parent[0],
        ParentRecordID: parent[1],
        ChildDomain: child[0],
        ChildRecordID: child[1],
        ...more,
      },
      as,
    );
  const done = (answer, Message) => {
    expect(answer.body).toEqual({ IsSuccessful: true, Message });
    expect(answer.status).toBe(200);
  };
  const inUse = (answer, words) =>
    expect(expectRefusal(answer, 409, 'in_use')).toBe(`Unable to execute. ${words}`);
  const refusesChange = async (what, answer, code, status, words) => {
    const before = await what();
    expect(expectRefusal(await answer(), status, code)).toMatch(words);
    expect(await what()).toEqual(before);
  };

  test('codes are named once, and of those in use one is told', async () => {
    const codes = Array.from({ length: 10_000 }, (_, at) => `Code ${at}`);
    const kind = (Codes) => ({ Fields: [{ Name: 'Kind', Type: 'Coded', Codes }] });
    const twice = await put('Custom.ManyCodes', kind([...codes.slice(1), 'Code 9998']));
    expect(expectRefusal(twice, 400, 'invalid_request')).toContain('"Code 9998" stands twice (Kind)');
    expect((await put('Custom.ManyCodes', kind(codes))).status).toBe(200);
    await record('Custom.ManyCodes', { Kind: 'Code 7000' });
    inUse(
      await put('Custom.ManyCodes', kind(['Code 1'])),
      'The code "Code 7000" of Kind cannot be left out: 1 record of the Custom.ManyCodes domain has it.',
    );
    expect((await put('Custom.ManyCodes', kind(['Code 7000']))).status).toBe(200);
  });

  test('no more records are counted than a message needs', async () => {
    await put('Custom.Many', { Fields: [{ Name: 'Name', Type: 'Text' }] });
    const entries = Array.from({ length: 1_001 }, (_, at) => ({ Name: `Many ${at}` }));
    for (const part of [entries.slice(0, 600), entries.slice(600)]) {
      const { status } = await call('POST', '/api/Custom.Many/BulkUpsert?matchFields=Name', part);
      expect(status).toBe(200);
    }
    inUse(await dropDomain('Custom.Many'), 'The Custom.Many domain has more than 1000 records.');
    inUse(
      await dropField('Custom.Many', 'Name'),
      'more than 1000 records of the Custom.Many domain have a value in Name.',
    );
  });

  describe('a list of domains says', () => {
    test('which are the client’s own, and what the caller may do', async () => {
      await put('Custom.Seen', { Label: 'Seen' });
      expect(await domain('Custom.Seen')).toEqual({
        Name: 'Custom.Seen',
        Label: 'Seen',
        Linkable: false,
        Custom: true,
        Permissions: ['View', 'Edit', 'AttachContacts', 'DetachContacts', 'AttachFiles', 'ModifyFiles'],
      });
      expect(await domain('Claim', 'bob')).toMatchObject({
        Custom: false,
        Permissions: ['View', 'AttachContacts', 'AttachFiles'],
      });
      expect(await domain('Custom.Seen', 'bob')).toBeUndefined();
    });

    test('and a dictionary which fields are', async () => {
      await put('Claim', { Fields: [{ Name: 'Own', Type: 'Text' }] });
      expect(await field('Claim', 'Own')).toEqual({
        Name: 'Own',
        Label: 'Own',
        Type: 'Text',
        CanMatch: true,
        RefersTo: null,
        Codes: null,
        Custom: true,
      });
      expect(await field('Claim', 'Policy')).toMatchObject({
        CanMatch: false,
        RefersTo: 'Policy',
        Custom: false,
      });
    });
  });

  describe('a domain', () => {
    test('is called otherwise, and its fields, built-in ones too', async () => {
      const fields = [
        { Name: 'ClaimNumber', Label: 'Number of the claim', Type: 'Text' },
        { Name: 'Policy', Label: 'Cover', Type: 'Association', RefersTo: 'Policy' },
      ];
      expect((await put('Claim', { Label: 'Loss', Fields: fields })).body).toMatchObject({ Label: 'Loss' });
      expect(await field('Claim', 'ClaimNumber')).toMatchObject({
        Label: 'Number of the claim',
        Type: 'Text',
      });
      expect(await field('Claim', 'Policy')).toMatchObject({ Label: 'Cover', RefersTo: 'Policy' });
      // What is not named stays.
      await put('Claim', {
        Fields: [
          { Name: 'ClaimNumber', Type: 'Text' },
          { Name: 'Policy', Type: 'Association' },
        ],
      });
      expect(await field('Claim', 'ClaimNumber')).toMatchObject({ Label: 'Number of the claim' });
      expect(await field('Claim', 'Policy')).toMatchObject({ Label: 'Cover', RefersTo: 'Policy' });
      expect((await domain('Claim')).Label).toBe('Loss');
      expect((await get('/api/Claim/1')).ClaimNumber).toBe('CLM-1');
    });

    test.each([
      [
        'to refer to another domain',
        { Name: 'Policy', Type: 'Association', RefersTo: 'Claim' },
        /refers to Policy/,
      ],
      [
        'a domain for a field that refers to none',
        { Name: 'Status', Type: 'Text', RefersTo: 'Claim' },
        /RefersTo/,
      ],
      ['codes for a field that has none', { Name: 'Status', Type: 'Text', Codes: ['A'] }, /Codes/],
      ['another type', { Name: 'Status', Type: 'Numeric' }, /Status is Text/],
      [
        'a label that is too long',
        { Name: 'Status', Type: 'Text', Label: 'x'.repeat(1_001) },
        /Fields\[0\]\.Label must be a string of at most 1000 characters/,
      ],
      [
        'a label with NUL',
        { Name: 'Status', Type: 'Text', Label: 'a\0b' },
        /Fields\[0\]\.Label must be well-formed/,
      ],
    ])('does not get for a field that is there %s', async (_, wanted, words) => {
      const change = () => put('Claim', { Fields: [wanted] });
      await refusesChange(() => dictionary('Claim'), change, 'invalid_request', 400, words);
    });

    test('is linkable or not, as long as no link has a record of it as child', async () => {
      await put('Custom.Boat', { Linkable: true });
      const boat = await record('Custom.Boat', {});
      await link(['Claim', 1], ['Custom.Boat', boat]);
      inUse(
        await put('Custom.Boat', { Linkable: false }),
        'Custom.Boat must stay linkable: 1 link to its records exists.',
      );
      await link(['Custom.Boat', boat], ['Contact', 1]);
      await link(['Custom.Boat', boat], ['Custom.Boat', boat]);
      inUse(
        await put('Custom.Boat', { Linkable: false, Label: 'Ship' }),
        'Custom.Boat must stay linkable: 2 links to its records exist.',
      );
      expect(await domain('Custom.Boat')).toMatchObject({ Linkable: true, Label: 'Custom.Boat' });
      await link(['Claim', 1], ['Custom.Boat', boat], {}, 'ada', 'Remove');
      await link(['Custom.Boat', boat], ['Custom.Boat', boat], {}, 'ada', 'Remove');
      // Links that it is the parent of do not count.
      expect((await put('Custom.Boat', { Linkable: false })).body.Linkable).toBe(false);
      expectRefusal(await link(['Claim', 1], ['Custom.Boat', boat]), 400, 'invalid_request');
      expect((await put('Custom.Boat', { Linkable: true })).body.Linkable).toBe(true);
      expect((await link(['Claim', 1], ['Custom.Boat', boat])).status).toBe(200);
    });

    test('of the client’s own as a child needs Edit on the parent, and carries no relationship', async () => {
      await put('Custom.Car', { Linkable: true });
      const car = await record('Custom.Car', {});
      const linked = await link(['Claim', 1], ['Custom.Car', car], { Relationship: 'Nobody' }, 'grace');
      expect(linked.body).toMatchObject({ IsSuccessful: true, RelationshipID: null });
      const message = expectRefusal(
        await link(['Claim', 1], ['Custom.Car', car], {}, 'bob'),
        403,
        'permission_denied',
      );
      expect(message).toContain('You need the Edit permission on the Claim domain.');
      expect((await link(['Custom.Car', car], ['Contact', 1], {}, 'grace')).status).toBe(200);
      expectRefusal(await link(['Custom.Car', car], ['Contact', 1], {}, 'bob'), 403, 'permission_denied');
      expectRefusal(
        await link(['Claim', 1], ['Custom.Car', car], {}, 'bob', 'Remove'),
        403,
        'permission_denied',
      );
      const removed = await link(['Claim', 1], ['Custom.Car', car], {}, 'grace', 'Remove');
      expect(removed.body.RecordID).toBe(linked.body.RecordID);
    });
  });

  describe('the codes of a field', () => {
    const coded = (...Codes) => ({ Fields: [{ Name: 'Kind', Type: 'Coded', Codes }] });
    const kinds = async () => (await field('Custom.Coded', 'Kind')).Codes;

    test('become the list that is sent, as long as no record has one that is left out', async () => {
      await put('Custom.Coded', coded('A', 'B'));
      const ids = [];
      for (const Kind of ['A', 'A', 'B']) ids.push(await record('Custom.Coded', { Kind }));
      await put('Custom.Coded', coded('C', 'B', 'A'));
      expect(await kinds()).toEqual(['C', 'B', 'A']);
      inUse(
        await put('Custom.Coded', coded('B', 'D')),
        'The code "A" of Kind cannot be left out: 2 records of the Custom.Coded domain have it.',
      );
      inUse(
        await put('Custom.Coded', coded('A')),
        'The code "B" of Kind cannot be left out: 1 record of the Custom.Coded domain has it.',
      );
      expect(await kinds()).toEqual(['C', 'B', 'A']);
      await call('PUT', `/api/Custom.Coded/${ids[2]}`, { Kind: 'C' });
      expect((await put('Custom.Coded', coded('A', 'C'))).status).toBe(200);
      expect(await kinds()).toEqual(['A', 'C']);
      expectRefusal(await call('POST', '/api/Custom.Coded', { Kind: 'B' }), 400, 'invalid_request');
      await put('Custom.Coded', { Fields: [{ Name: 'Kind', Type: 'Coded', Label: 'Sort' }] });
      expect(await field('Custom.Coded', 'Kind')).toMatchObject({ Label: 'Sort', Codes: ['A', 'C'] });
    });

    test.each([
      [['A', 'C', 'A'], /"A" stands twice/],
      [[], /Fields\[0\]\.Codes must be an array of 1 to/],
      [['A', ''], /Codes/],
      [['A', 'C', 'a\0b'], /Fields\[0\]\.Codes must be well-formed/],
      [['A', 7], /Codes/],
    ])('are not %j', async (codes, words) => {
      const change = () => put('Custom.Coded', coded(...codes));
      await refusesChange(() => dictionary('Custom.Coded'), change, 'invalid_request', 400, words);
    });
  });

  describe('a field is dropped', () => {
    const types = ['Text', 'Numeric', 'Date', 'DateTime', 'Boolean', 'Coded', 'Association'];
    const values = ['x', 5, '2026-01-31', '2026-01-31T13:45:00Z', false, 'A', 1];

    test.each(types.map((type, at) => [type, values[at]]))(
      'of type %s, once no record has a value',
      async (type, value) => {
        const name = `Custom.Of${type}`;
        const more = { Coded: { Codes: ['A'] }, Association: { RefersTo: 'Claim' } }[type];
        await put(name, {
          Fields: [
            { Name: 'Mine', Type: type, ...more },
            { Name: 'Other', Type: 'Text' },
          ],
        });
        const ids = [];
        for (let at = 0; at < 3; at++) ids.push(await record(name, { Mine: value, Other: 'stays' }));
        await record(name, { Other: 'without' });
        inUse(await dropField(name, 'Mine'), `3 records of the ${name} domain have a value in Mine.`);
        for (const id of ids.slice(1)) await call('PUT', `/api/${name}/${id}`, { Mine: null });
        inUse(await dropField(name, 'Mine'), `1 record of the ${name} domain has a value in Mine.`);
        await call('DELETE', `/api/${name}/${ids[0]}`);
        done(await dropField(name, 'Mine'), `Dropped the field Mine of the ${name} domain.`);
        expect((await dictionary(name)).map(({ Name }) => Name)).toEqual(['Other']);
        expect(await get(`/api/${name}/${ids[1]}`)).toEqual({ ID: ids[1], Other: 'stays' });
        expectRefusal(await call('POST', `/api/${name}`, { Mine: value }), 400, 'invalid_request');
        // It may come back as another.
        await put(name, { Fields: [{ Name: 'Mine', Type: 'Text' }] });
        expect((await call('PUT', `/api/${name}/${ids[1]}`, { Mine: 'text' })).status).toBe(200);
      },
    );

    test('of a built-in domain, where the client added it', async () => {
      await put('Policy', { Fields: [{ Name: 'Region', Type: 'Text' }] });
      done(await dropField('Policy', 'Region'), 'Dropped the field Region of the Policy domain.');
    });

    test.each([
      ['a built-in one', 'Claim', 'ClaimNumber', 400, 'invalid_request', /is built in/],
      [
        'one that there is not',
        'Claim',
        'ClaimNumbr',
        404,
        'not_found',
        /no field "ClaimNumbr".*'ClaimNumber'/,
      ],
      ['one in another case', 'Claim', 'claimnumber', 404, 'not_found', /no field/],
      ['one of no object', 'Claim', '__proto__', 404, 'not_found', /no field/],
      ['one of a domain that there is not', 'Clam', 'ClaimNumber', 404, 'not_found', /'Claim'/],
    ])('not %s', async (_, name, fieldName, status, code, words) => {
      const drop = () => dropField(name, fieldName);
      await refusesChange(() => dictionary('Claim'), drop, code, status, words);
    });
  });

  describe('a domain is dropped', () => {
    test('once it has no records, and nothing refers to it', async () => {
      await put('Custom.Vessel', {
        Linkable: true,
        Fields: [
          { Name: 'Name', Type: 'Text' },
          { Name: 'Sister', Type: 'Association', RefersTo: 'Custom.Vessel' },
        ],
      });
      await put('Claim', { Fields: [{ Name: 'Vessel', Type: 'Association', RefersTo: 'Custom.Vessel' }] });
      await call('POST', '/api/Contact/Codes/ContactType', { ID: 5, Limits: { 'Custom.Vessel': 1 } });
      const ids = [];
      for (const Name of ['Ann', 'Bea']) ids.push(await record('Custom.Vessel', { Name }));
      await link(['Claim', 1], ['Custom.Vessel', ids[0]]);
      await link(['Custom.Vessel', ids[0]], ['Contact', 1], { Relationship: 'Underwriter' });
      await link(['Custom.Vessel', ids[0]], ['Custom.Vessel', ids[1]]);
      inUse(
        await dropDomain('Custom.Vessel'),
        'The Custom.Vessel domain has 2 records and 3 links and 1 reference (Vessel of Claim).',
      );
      await call('DELETE', `/api/Custom.Vessel/${ids[0]}`);
      inUse(
        await dropDomain('Custom.Vessel'),
        'The Custom.Vessel domain has 1 record and 1 reference (Vessel of Claim).',
      );
      await call('DELETE', `/api/Custom.Vessel/${ids[1]}`);
      inUse(await dropDomain('Custom.Vessel'), 'The Custom.Vessel domain has 1 reference (Vessel of Claim).');
      await dropField('Claim', 'Vessel');
      done(await dropDomain('Custom.Vessel'), 'Dropped the domain Custom.Vessel.');
      expect(await domain('Custom.Vessel')).toBeUndefined();
      expectRefusal(await call('GET', '/api/Custom.Vessel/Query'), 404, 'not_found');
      expectRefusal(await dropDomain('Custom.Vessel'), 404, 'not_found');
      const roles = await get('/api/Contact/Codes/ContactType');
      expect(roles.find(({ ID }) => ID === 5).Limits).toEqual({});
    });

    test('and its history stays, with its name, also where another takes that', async () => {
      const history = async (query, as) =>
        (await get(`/api/Link/History?${query}`, as)).filter(
          ({ ParentDomain }) => ParentDomain === 'Custom.Wagon',
        );
      await put('Custom.Wagon', {});
      const wagon = await record('Custom.Wagon', {});
      const { body } = await link(['Custom.Wagon', wagon], ['Contact', 2], { Relationship: 'Broker' });
      await call('DELETE', `/api/Custom.Wagon/${wagon}`);
      const before = await history(`linkID=${body.RecordID}`);
      expect(before.map(({ Action }) => Action)).toEqual(['removed', 'inserted']);
      await dropDomain('Custom.Wagon');
      for (const query of [
        `linkID=${body.RecordID}`,
        'childDomain=Contact&childRecordID=2',
        'parentDomain=Custom.Wagon',
        `parentDomain=Custom.Wagon&parentRecordID=${wagon}`,
      ]) {
        expect(await history(query), query).toEqual(before);
      }
      expect(await history('childDomain=Contact', 'grace')).toEqual(before);
      const feed = await get('/api/Link/Changes?after=0&pageSize=1000');
      expect(feed.filter(({ LinkID }) => LinkID === body.RecordID)).toEqual(before.toReversed());
      expectRefusal(await call('GET', '/api/Link/Query?parentDomain=Custom.Wagon'), 400, 'invalid_request');
      // One of the same name is another: it begins anew, with records of its own.
      await put('Custom.Wagon', { Fields: [{ Name: 'Name', Type: 'Text' }] });
      expect(await history('parentDomain=Custom.Wagon')).toEqual([]);
      expect(await history(`linkID=${body.RecordID}`)).toEqual(before);
      expect(await record('Custom.Wagon', { Name: 'new' })).toBe(1);
    });

    test('and rights on it are none on another of its name', async () => {
      const grant = async (grants) => {
        const { id: client } = await server.store.clientByName('Acme', 'Main');
        await server.store.write({
          client,
          program: saveRoleProgram,
          input: { name: 'Claims alone', grants },
        });
      };
      const present = { Claim: ['View', 'AttachContacts', 'AttachFiles'] };
      await put('Custom.Secret', { Fields: [{ Name: 'Name', Type: 'Text' }] });
      await grant({ ...present, 'Custom.Secret': ['View', 'Edit'] });
      const view = async () => (await call('GET', '/api/Custom.Secret/Query', undefined, 'bob')).status;
      await expect.poll(view).toBe(200);
      await dropDomain('Custom.Secret');
      expect(await view()).toBe(404);
      await put('Custom.Secret', { Fields: [{ Name: 'Name', Type: 'Text' }] });
      expect(await view()).toBe(403);
    });

    test.each([
      ['a built-in one', 'Claim', 400, 'invalid_request', /is built in/],
      ['one that there is not', 'Custom.None', 404, 'not_found', /no domain/],
      ['one in another case', 'custom.seen', 404, 'not_found', /no domain.*'Custom\.Seen'/],
    ])('not %s', async (_, name, status, code, words) => {
      await put('Custom.Seen', {});
      await refusesChange(
        () => get('/api/Domains'),
        () => dropDomain(name),
        code,
        status,
        words,
      );
    });
  });

  describe('a relationship', () => {
    const path = '/api/Contact/Codes/ContactType';
    const save = (body) => call('POST', path, body);
    const drop = (id, as) => call('DELETE', `${path}/${id}`, undefined, as);
    const list = () => get(path);

    test('is kept in NFC, and found in any form', async () => {
      const { body } = await save({ Code: 'Ge\u0301rant', Description: 'Ge\u0301rant d\u2019affaires' });
      expect(body).toMatchObject({ Code: 'G\u00e9rant', Description: 'G\u00e9rant d\u2019affaires' });
      for (const Relationship of ['g\u00c9RANT', 'gE\u0301RANT', 'G\u00c9RANT D\u2019AFFAIRES']) {
        expect((await link(['Claim', 1], ['Contact', 3], { Relationship })).body.RelationshipID).toBe(
          body.ID,
        );
      }
      const twice = expectRefusal(await save({ Code: 'GE\u0301RANT' }), 400, 'invalid_request');
      expect(twice).toContain(`Code must be unique; relationship ${body.ID} is 'G\u00e9rant' already.`);
      const problem = await server.call('POST', path, {
        token: tokens.ada,
        body: { Code: 'X', Description: 'G\u00c9RANT D\u2019AFFAIRES' },
        headers: { Accept: 'application/problem+json' },
      });
      expect(problem.body).toMatchObject({ status: 400, errors: [{ pointer: '/Description' }] });
    });

    test('is dropped once no link carries it; history keeps its id, which no other gets', async () => {
      const { body: added } = await save({ Code: 'Temp', Limits: { Claim: 2 } });
      const first = await link(['Claim', 1], ['Contact', 1], { Relationship: 'Temp' });
      await link(['Claim', 1], ['Contact', 2], { Relationship: 'Temp' });
      inUse(await drop(added.ID), "2 links carry the relationship 'Temp'.");
      await link(['Claim', 1], ['Contact', 2], { Relationship: 'Broker' });
      inUse(await drop(added.ID), "1 link carries the relationship 'Temp'.");
      await link(['Claim', 1], ['Contact', 1], { Relationship: 'Broker' });
      done(await drop(added.ID), "Dropped the relationship 'Temp'.");
      expect((await list()).map(({ ID }) => ID)).not.toContain(added.ID);
      expectRefusal(
        await link(['Claim', 1], ['Contact', 1], { Relationship: 'Temp' }),
        400,
        'relationship_not_found',
      );
      const history = await get(`/api/Link/History?linkID=${first.body.RecordID}`);
      expect(history.map((row) => [row.BeforeContactTypeID, row.AfterContactTypeID])).toEqual([
        [added.ID, 4],
        [null, added.ID],
      ]);
      const next = await save({ Code: 'Temp' });
      expect(next.body).toEqual({ ID: added.ID + 1, Code: 'Temp', Description: 'Temp', Limits: {} });
      expectRefusal(await drop(added.ID), 404, 'not_found');
    });

    test('that is built in is dropped like any other', async () => {
      done(await drop(12), "Dropped the relationship 'Investigator'.");
      const again = await save({ Code: 'Investigator' });
      expect(again.body.ID).toBeGreaterThan(12);
    });

    test.each([
      ['999', 404, 'not_found'],
      ['x', 400, 'invalid_request'],
      ['0', 400, 'invalid_request'],
    ])('%s is not dropped', async (id, status, code) => {
      await refusesChange(list, () => drop(id), code, status, /./);
    });
  });

  test('all of it is an administrator’s', async () => {
    for (const answer of [
      await put('Custom.Seen', {}, 'grace'),
      await dropDomain('Custom.Seen', 'grace'),
      await dropField('Claim', 'Own', 'grace'),
      await call('DELETE', '/api/Contact/Codes/ContactType/1', undefined, 'grace'),
    ]) {
      expect(expectRefusal(answer, 403, 'permission_denied')).toContain('Administer');
    }
  });

  test('a switch that there is not changes nothing', async () => {
    for (const path of [domainPath('Custom.Seen'), '/api/Contact/Codes/ContactType/2']) {
      expectRefusal(await call('DELETE', `${path}?dryRun=true`), 400, 'invalid_request');
    }
    expect(await domain('Custom.Seen')).toBeDefined();
  });
});
