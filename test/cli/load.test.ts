/** `linkwright load`: a client with all that is in a file (docs/reference/command-line.md#load). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import type { LinkIdentity } from '#linkwright/contract/words.js';
import { call, callerOf } from '../support/call.js';
import { run } from '../support/command.js';
import { runHere, serveHere } from '../support/command-here.js';
import { tokenOf } from '../support/database.js';
import { linkBodyOf, linkOf, loading, serving, totals, wholeFile } from '../support/loading.js';
import { expectNoStack } from '../support/no-stack.js';
import { required } from '../support/required.js';

type LinkRow = components['schemas']['LinkRow'];
type Field = components['schemas']['Field'];

const { load, mustLoad, newDatabase, wordsOf } = loading();

describe('a whole file', () => {
  const database = newDatabase();
  let server: Awaited<ReturnType<typeof serveHere>>;
  let api: ReturnType<typeof callerOf>;
  let token: string;

  beforeAll(async () => {
    const { code, stdout, stderr } = await run(wordsOf(database, wholeFile()));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('6 records');
    expect(stdout).toContain('4 links');
    server = await serveHere(database.url);
    token = await tokenOf(database.url, 'ada');
    api = callerOf(server.address, token);
  });
  afterAll(() => server.stop());

  test('records have their ids and values', async () => {
    expect((await api('GET', '/api/Claim/5001')).body).toMatchObject({ ID: 5001, ClaimNumber: '00042' });
    expect((await api('GET', '/api/Custom.Vessel/40')).body).toMatchObject({
      ID: 40,
      Number: 'V-1',
      Built: '1999-02-28',
      Owner: 2001,
      Flag: 'DK',
    });
    // A number of 19 digits is the same number after all the way through.
    const text = await (
      await fetch(`${server.address}/api/Claim/5001`, { headers: { Token: token } })
    ).text();
    expect(text).toContain('12345678901234567.89');
  });

  test('links have their ids, by id and by key', async () => {
    const { body } = await api<LinkRow[]>('GET', '/api/Link/Query?parentDomain=Claim');
    expect(
      body.map((row) => [row.LinkID, row.ParentID, row.ChildDomain, row.ChildID, row.ContactTypeID]),
    ).toEqual([
      [101, 5001, 'Contact', 2001, 7],
      [150, 5001, 'File', 3001, null],
      [151, 5001, 'Custom.Vessel', 40, null],
      [205, 5007, 'Contact', 2002, null],
    ]);
  });

  test('the relationships are the file’s, in place of the built-in ones', async () => {
    const { body } = await api('GET', '/api/Contact/Codes/ContactType');
    expect(body).toMatchObject([
      { ID: 7, Code: 'Adjuster', Description: 'Handles the claim' },
      { ID: 9, Code: 'Witness' },
    ]);
    expect(body).toHaveLength(2);
    const link = linkBodyOf(5001, 2002, 'Broker');
    const refused = await api('POST', '/api/Link/Upsert', link);
    expect(refused.headers.get('Error-Code')).toBe('relationship_not_found');
  });

  test('the next ids are one above the highest', async () => {
    const link = linkBodyOf(5001, 2002, 'Witness');
    expect((await api('POST', '/api/Link/Upsert', link)).body.Message).toBe(
      'Inserted link with id 206 successfully.',
    );
    const records = await api('POST', '/api/Claim/BulkUpsert?matchFields=ClaimNumber', [
      { ClaimNumber: 'new' },
    ]);
    expect(records.body[0]?.RecordID).toBe(5008);
    const vessels = await api('POST', '/api/Custom.Vessel/BulkUpsert?matchFields=Number', [
      { Number: 'V-2' },
    ]);
    expect(vessels.body[0]?.RecordID).toBe(41);
    const others = await api('POST', '/api/Policy/BulkUpsert?matchFields=PolicyNumber', [
      { PolicyNumber: 'P' },
    ]);
    expect(others.body[0]?.RecordID).toBe(1);
  });

  test('users sign in with their passwords', async () => {
    const signIn = (User: string, Password: string) =>
      call(server.address, 'POST', '/Authentication/Authenticate', {
        body: { Account: 'Acme', ClientName: 'Main', User, Password },
      });
    expect((await signIn('ada', 'correct horse')).status).toBe(200);
    expect((await signIn('alan', 'battery staple')).status).toBe(200);
    expect((await signIn('alan', 'correct horse')).status).toBe(401);
    // Without a password a user works with tokens alone.
    expect((await signIn('rita', 'undefined')).status).toBe(401);
    // The user that the loaded data is written by is not one who signs in.
    expect((await signIn('linkwright load', 'x')).status).toBe(401);
    const { body } = await signIn('alan', 'battery staple');
    const asAlan = callerOf(server.address, body.token);
    const link = linkBodyOf(5007, 2001, 'Witness');
    expect((await asAlan('POST', '/api/Link/Upsert', link)).status).toBe(200);
    expect((await asAlan('GET', '/api/Policy/Query')).status).toBe(403);
  });

  test('a role for every domain grants in every domain, and nothing more', async () => {
    const asRita = callerOf(server.address, await tokenOf(database.url, 'rita'));
    expect((await asRita('GET', '/api/Policy/Query')).status).toBe(200);
    expect((await asRita('GET', '/api/Custom.Vessel/40')).status).toBe(200);
    const link = linkBodyOf(5007, 2001, 'Adjuster');
    expect((await asRita('POST', '/api/Link/Upsert', link)).status).toBe(403);
  });

  test('doctor finds it in order', async () => {
    expect((await runHere(['doctor', '--database', database.url])).code).toBe(0);
  });
});

describe('link identity', () => {
  const twice = (linkIdentity: LinkIdentity) => ({
    account: 'Acme',
    client: 'Main',
    linkIdentity,
    users: [{ user: 'ada', administrator: true }],
    records: { Claim: [{ id: 1 }], Contact: [{ id: 1 }] },
    links: [linkOf(1, 1, 1, 'Claimant'), linkOf(2, 1, 1, 'Witness')],
  });

  test('relationship: one link for a pair and a relationship', async () => {
    const database = newDatabase();
    await mustLoad(database, twice('relationship'));
    await mustLoad(database, twice('relationship'));
    await serving(database, 'ada', async (api) => {
      const { body } = await api<LinkRow[]>('GET', '/api/Link/Query?parentDomain=Claim');
      expect(body.map((row) => [row.LinkID, row.ContactType])).toEqual([
        [1, 'Claimant'],
        [2, 'Witness'],
      ]);
      const link = linkBodyOf(1, 1, 'Broker');
      expect((await api('POST', '/api/Link/Upsert', link)).body.Message).toContain('Inserted link with id 3');
    });
  });

  test('pair: a second link of a pair is refused, and nothing is left', async () => {
    const database = newDatabase();
    const { code, stderr } = await load(database, twice('pair'));
    expect(code).toBe(1);
    expect(stderr).toContain('/links/1');
    expectNoStack(stderr);
    expect(totals(database).client).toBe(0);
  });

  test('relationship: the same relationship twice is refused', async () => {
    const database = newDatabase();
    const content = twice('relationship');
    required(content.links[1]).Relationship = 'claimant';
    const { code, stderr } = await load(database, content);
    expect(code).toBe(1);
    expect(stderr).toContain('/links/1');
    expectNoStack(stderr);
    expect(totals(database)).toMatchObject({ client: 0, link: 0 });
  });

  test('back to pair is refused while a pair has several, and nothing is changed', async () => {
    const database = newDatabase();
    await mustLoad(database, twice('relationship'));
    const { code, stderr } = await load(database, { account: 'Acme', client: 'Main', linkIdentity: 'pair' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/1 pair/);
    expect(totals(database).link).toBe(2);
  });
});

describe('the forms of domains and relationships', () => {
  const small = {
    domains: [
      {
        name: 'Custom.Vessel',
        linkable: true,
        fields: [
          { name: 'Number', type: 'Text' },
          { name: 'Flag', type: 'Coded', codes: ['DE'] },
        ],
      },
    ],
    relationships: [{ id: 1, code: 'Skipper', description: 'Commands it', limits: { 'Custom.Vessel': 1 } }],
  };
  const api = {
    domains: [
      {
        Name: 'Custom.Vessel',
        Linkable: true,
        Fields: [
          { Name: 'Number', Type: 'Text' },
          { Name: 'Flag', Type: 'Coded', Codes: ['DE'] },
        ],
      },
    ],
    relationships: [{ ID: 1, Code: 'Skipper', Description: 'Commands it', Limits: { 'Custom.Vessel': 1 } }],
  };
  const objects = {
    domains: {
      'Custom.Vessel': { linkable: true, fields: { Number: 'Text', Flag: { type: 'Coded', codes: ['DE'] } } },
    },
    relationships: small.relationships,
  };
  const objectOfLists = {
    domains: { 'Custom.Vessel': { Linkable: true, Fields: api.domains[0]?.Fields } },
    relationships: api.relationships,
  };

  test.each([
    ['an array in small letters', small],
    ['an array as the API spells it', api],
    ['an object of objects', objects],
    ['an object with arrays of fields', objectOfLists],
  ])('%s', async (_name, part) => {
    const database = newDatabase();
    await mustLoad(database, {
      account: 'A',
      client: 'C',
      users: [{ user: 'ada', administrator: true }],
      ...part,
      records: { 'Custom.Vessel': [{ id: 4, Number: 'V-4', Flag: 'DE' }], Claim: [{ id: 1 }] },
      links: [
        { id: 3, ParentDomain: 'Claim', ParentRecordID: 1, ChildDomain: 'Custom.Vessel', ChildRecordID: 4 },
      ],
    });
    await serving(database, 'ada', async (ask) => {
      const fields = (await ask<Field[]>('GET', '/api/Metadata/Domains/Custom.Vessel/DataDictionary')).body;
      expect(fields.map(({ Name, Type, Codes }) => [Name, Type, Codes])).toEqual([
        ['Number', 'Text', null],
        ['Flag', 'Coded', ['DE']],
      ]);
      expect((await ask('GET', '/api/Contact/Codes/ContactType')).body).toMatchObject([
        { ID: 1, Code: 'Skipper', Description: 'Commands it', Limits: { 'Custom.Vessel': 1 } },
      ]);
      expect((await ask('GET', '/api/Link/Count?childDomain=Custom.Vessel')).body).toEqual({ Count: 1 });
    });
  });
});
