/** `linkwright load`: a client with all that is in a file, all or nothing (docs/reference/command-line.md#load). */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run, start, stop } from '../support/command.js';
import { tokenOf } from '../support/database.js';
import { temporaryFolder } from '../support/folder.js';

const folder = temporaryFolder();
let count = 0;

/** A database file of a test's own. */
function newDatabase() {
  const path = join(folder, `load-${count++}.db`);
  return { path, url: `sqlite:${path}` };
}

async function load(database, content) {
  const file = join(folder, `fixture-${count++}.json`);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return { file, ...(await run(['load', file, '--database', database.url])) };
}

async function mustLoad(database, content) {
  const outcome = await load(database, content);
  expect(outcome.stderr).toBe('');
  expect(outcome.code).toBe(0);
  return outcome;
}

/** What is in the database, past the server: rows in a table, for what must be nothing at all. */
function rowsOf({ path }, statement) {
  // A file that is refused before the database is opened leaves not even that.
  if (!existsSync(path)) return [];
  const connection = new Database(path, { readonly: true });
  try {
    return connection.prepare(statement).all();
  } finally {
    connection.close();
  }
}

const totals = (database) =>
  Object.fromEntries(
    [
      'client',
      'domain',
      'relationship',
      'record',
      'match_key',
      'link',
      'link_change',
      'app_user',
      'role',
    ].map((table) => [table, rowsOf(database, `SELECT count(*) AS total FROM ${table}`)[0]?.total ?? 0]),
  );

async function call(address, method, path, { token, body } = {}) {
  const response = await fetch(address + path, {
    method,
    headers: {
      ...(token === undefined ? {} : { Token: token }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** Serves a database for one test and answers what it asks for. */
async function serving(database, user, work) {
  const server = await start(['serve', '--database', database.url]);
  try {
    const token = await tokenOf(database.url, user);
    return await work((method, path, body) => call(server.address, method, path, { token, body }), server);
  } finally {
    await stop(server);
  }
}

function expectNoStack(text) {
  expect(text).not.toMatch(/\n\s+at |node:internal|file:\/\/|SQLITE|constraint/);
}

const whole = () => ({
  account: 'Acme',
  client: 'Main',
  linkIdentity: 'pair',
  domains: [
    {
      name: 'Custom.Vessel',
      label: 'Vessel',
      linkable: true,
      fields: [
        { name: 'Number', type: 'Text' },
        { name: 'Built', type: 'Date' },
        { name: 'Owner', type: 'Association', refersTo: 'Contact' },
        { name: 'Flag', type: 'Coded', codes: ['DE', 'DK'] },
      ],
    },
  ],
  relationships: [
    { id: 7, code: 'Adjuster', description: 'Handles the claim' },
    { id: 9, code: 'Witness' },
  ],
  roles: [
    { name: 'adjusters', grants: { Claim: ['View', 'AttachContacts'], Contact: ['View'] } },
    { name: 'readers', grants: { '*': ['View'] } },
  ],
  users: [
    { user: 'ada', password: 'correct horse', administrator: true },
    { user: 'alan', password: 'battery staple', roles: ['adjusters'] },
    { user: 'rita', roles: ['readers'] },
  ],
  records: {
    Claim: [
      { id: 5001, ClaimNumber: '00042', Amount: '12345678901234567.89' },
      { id: 5007, ClaimNumber: 'CLM-7' },
    ],
    Contact: [
      { id: 2001, Name: 'Jürgen Müller' },
      { id: 2002, Name: 'Maria' },
    ],
    File: [{ id: 3001, FileName: 'survey.pdf' }],
    'Custom.Vessel': [{ id: 40, Number: 'V-1', Built: '1999-02-28', Owner: 2001, Flag: 'DK' }],
  },
  links: [
    {
      id: 101,
      ParentDomain: 'Claim',
      ParentRecordID: 5001,
      ChildDomain: 'Contact',
      ChildRecordID: 2001,
      Relationship: 'Adjuster',
    },
    {
      id: 205,
      ParentDomain: 'Claim',
      ParentRecordKey: 'CLM-7',
      ParentRecordMatchField: 'ClaimNumber',
      ChildDomain: 'Contact',
      ChildRecordKey: 'Maria',
      ChildRecordMatchField: 'Name',
    },
    { id: 150, ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'File', ChildRecordID: 3001 },
    {
      id: 151,
      ParentDomain: 'Claim',
      ParentRecordID: 5001,
      ChildDomain: 'Custom.Vessel',
      ChildRecordID: 40,
    },
  ],
});

const linkOf = (id, claim, contact, relationship) => ({
  id,
  ParentDomain: 'Claim',
  ParentRecordID: claim,
  ChildDomain: 'Contact',
  ChildRecordID: contact,
  ...(relationship === undefined ? {} : { Relationship: relationship }),
});

describe('a whole file', () => {
  const database = newDatabase();
  let server;
  let token;
  const api = (method, path, body) => call(server.address, method, path, { token, body });

  beforeAll(async () => {
    const { stdout } = await mustLoad(database, whole());
    expect(stdout).toContain('6 records');
    expect(stdout).toContain('4 links');
    server = await start(['serve', '--database', database.url]);
    token = await tokenOf(database.url, 'ada');
  });
  afterAll(() => stop(server));

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
    const { body } = await api('GET', '/api/Link/Query?parentDomain=Claim');
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
    const { id: _, ...link } = linkOf(0, 5001, 2002, 'Broker');
    const refused = await api('POST', '/api/Link/Upsert', link);
    expect(refused.headers.get('Error-Code')).toBe('relationship_not_found');
  });

  test('the next ids are one above the highest', async () => {
    const { id: _, ...link } = linkOf(0, 5001, 2002, 'Witness');
    expect((await api('POST', '/api/Link/Upsert', link)).body.Message).toBe(
      'Inserted link with id 206 successfully.',
    );
    const records = await api('POST', '/api/Claim/BulkUpsert?matchFields=ClaimNumber', [
      { ClaimNumber: 'new' },
    ]);
    expect(records.body[0].RecordID).toBe(5008);
    const vessels = await api('POST', '/api/Custom.Vessel/BulkUpsert?matchFields=Number', [
      { Number: 'V-2' },
    ]);
    expect(vessels.body[0].RecordID).toBe(41);
    const others = await api('POST', '/api/Policy/BulkUpsert?matchFields=PolicyNumber', [
      { PolicyNumber: 'P' },
    ]);
    expect(others.body[0].RecordID).toBe(1);
  });

  test('users sign in with their passwords', async () => {
    const signIn = (User, Password) =>
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
    const asAlan = (method, path, sent) =>
      call(server.address, method, path, { token: body.token, body: sent });
    const { id: _, ...link } = linkOf(0, 5007, 2001, 'Witness');
    expect((await asAlan('POST', '/api/Link/Upsert', link)).status).toBe(200);
    expect((await asAlan('GET', '/api/Policy/Query')).status).toBe(403);
  });

  test('a role for every domain grants in every domain, and nothing more', async () => {
    const rita = await tokenOf(database.url, 'rita');
    const asRita = (method, path, sent) => call(server.address, method, path, { token: rita, body: sent });
    expect((await asRita('GET', '/api/Policy/Query')).status).toBe(200);
    expect((await asRita('GET', '/api/Custom.Vessel/40')).status).toBe(200);
    const { id: _, ...link } = linkOf(0, 5007, 2001, 'Adjuster');
    expect((await asRita('POST', '/api/Link/Upsert', link)).status).toBe(403);
  });

  test('doctor finds it in order', async () => {
    expect((await run(['doctor', '--database', database.url])).code).toBe(0);
  });
});

describe('a file loaded again', () => {
  test('changes nothing, and history is not doubled', async () => {
    const database = newDatabase();
    await mustLoad(database, whole());
    const before = totals(database);
    const links = rowsOf(database, 'SELECT id, relationship_id FROM link ORDER BY id');
    await mustLoad(database, whole());
    expect(totals(database)).toEqual(before);
    expect(before.link_change).toBe(4);
    expect(rowsOf(database, 'SELECT id, relationship_id FROM link ORDER BY id')).toEqual(links);
    expect((await run(['doctor', '--database', database.url])).code).toBe(0);
    await serving(database, 'ada', async (api) => {
      const { id: _, ...link } = linkOf(0, 5001, 2002, 'Witness');
      expect((await api('POST', '/api/Link/Upsert', link)).body.RecordID).toBe(206);
    });
  });

  test('brings what is there to what the file says, and leaves what it does not name', async () => {
    const database = newDatabase();
    await mustLoad(database, whole());
    const changed = whole();
    changed.records = { Claim: [{ id: 5001, ClaimNumber: '00043' }] };
    changed.links = [{ ...changed.links[0], Relationship: 'Witness' }];
    await mustLoad(database, changed);
    await serving(database, 'ada', async (api) => {
      expect((await api('GET', '/api/Claim/5001')).body.ClaimNumber).toBe('00043');
      expect((await api('GET', '/api/Claim/5007')).body.ClaimNumber).toBe('CLM-7');
      const byKey = (key) =>
        api(
          'GET',
          `/api/Link/Count?parentDomain=Claim&parentRecordKey=${key}&parentRecordMatchField=ClaimNumber`,
        );
      expect((await byKey('00042')).status).toBe(500);
      expect((await byKey('00043')).body.Count).toBe(3);
      const { body } = await api(
        'GET',
        '/api/Link/Query?parentDomain=Claim&parentRecordID=5001&childDomain=Contact',
      );
      expect(body.map((row) => [row.LinkID, row.ContactType])).toEqual([[101, 'Witness']]);
    });
    expect(rowsOf(database, 'SELECT action FROM link_change WHERE link_id = 101 ORDER BY id')).toHaveLength(
      2,
    );
  });

  test('a former password does not work once another is loaded', async () => {
    const database = newDatabase();
    const content = (password) => ({
      account: 'A',
      client: 'C',
      users: [{ user: 'ada', password, administrator: true }],
    });
    await mustLoad(database, content('first'));
    await mustLoad(database, content('second'));
    await serving(database, 'ada', async (_api, server) => {
      const signIn = (Password) =>
        call(server.address, 'POST', '/Authentication/Authenticate', {
          body: { Account: 'A', ClientName: 'C', User: 'ada', Password },
        });
      expect((await signIn('first')).status).toBe(401);
      expect((await signIn('second')).status).toBe(200);
    });
  });

  test('its relationships may change places', async () => {
    const database = newDatabase();
    const content = (first, second) => ({
      account: 'A',
      client: 'C',
      users: [{ user: 'ada', administrator: true }],
      relationships: [
        { id: 1, code: first },
        { id: 2, code: second },
      ],
    });
    await mustLoad(database, content('One', 'Two'));
    await mustLoad(database, content('Two', 'One'));
    await serving(database, 'ada', async (api) => {
      const { body } = await api('GET', '/api/Contact/Codes/ContactType');
      expect(body.map(({ ID, Code }) => [ID, Code])).toEqual([
        [1, 'Two'],
        [2, 'One'],
      ]);
    });
  });

  test('two clients in one database keep their own', async () => {
    const database = newDatabase();
    await mustLoad(database, whole());
    await mustLoad(database, { ...whole(), client: 'Second', linkIdentity: 'relationship' });
    const { stdout } = await run(['client', 'list', '--json', '--database', database.url]);
    expect(JSON.parse(stdout).map(({ name, linkIdentity }) => [name, linkIdentity])).toEqual([
      ['Main', 'pair'],
      ['Second', 'relationship'],
    ]);
    expect(totals(database)).toMatchObject({ link: 8, link_change: 8, record: 12 });
  });
});

describe('link identity', () => {
  const twice = (linkIdentity) => ({
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
      const { body } = await api('GET', '/api/Link/Query?parentDomain=Claim');
      expect(body.map((row) => [row.LinkID, row.ContactType])).toEqual([
        [1, 'Claimant'],
        [2, 'Witness'],
      ]);
      const { id: _, ...link } = linkOf(0, 1, 1, 'Broker');
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
    content.links[1].Relationship = 'claimant';
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
    domains: { 'Custom.Vessel': { Linkable: true, Fields: api.domains[0].Fields } },
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
      const fields = (await ask('GET', '/api/Metadata/Domains/Custom.Vessel/DataDictionary')).body;
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

describe('all or nothing', () => {
  const bad = (change) => {
    const content = whole();
    change(content);
    return content;
  };

  test.each([
    ['a last link whose child is not there', '/links/4', (file) => file.links.push(linkOf(206, 5001, 999))],
    [
      'a last link that passes a limit of the file',
      "1 Claim record has more than 1 link with the relationship 'Adjuster': 5001.",
      (file) => {
        file.relationships[0].limits = { Claim: 1 };
        file.links.push(linkOf(206, 5001, 2002, 'Adjuster'));
      },
    ],
    [
      'a limit for a domain that there is not',
      '/relationships/1',
      (file) => {
        file.relationships[1].limits = { claim: 1 };
      },
    ],
    [
      'a last link with an unknown relationship',
      '/links/4',
      (file) => file.links.push(linkOf(206, 5001, 2002, 'Broker')),
    ],
    [
      'a last link with a misspelt property',
      '/links/4',
      (file) => file.links.push({ ...linkOf(206, 5001, 2002), Relationshp: 'Witness' }),
    ],
    [
      'a last link without an id',
      '/links/4',
      (file) => file.links.push({ ...linkOf(206, 5001, 2002), id: undefined }),
    ],
    [
      'a label that no database holds',
      '/domains/0: Fields[0].Label must be well-formed Unicode without NUL',
      (file) => {
        file.domains = [{ Name: 'Custom.Odd', Fields: [{ Name: 'A', Type: 'Text', Label: 'a\0b' }] }];
      },
    ],
    [
      'a code that no database holds',
      '/domains/0: Fields[0].Codes must be well-formed Unicode without NUL',
      (file) => {
        file.domains = [{ Name: 'Custom.Odd', Fields: [{ Name: 'A', Type: 'Coded', Codes: ['\ud800'] }] }];
      },
    ],
    [
      'a description that no database holds',
      '/relationships/1: Description must be well-formed Unicode without NUL',
      (file) => {
        file.relationships[1].description = 'a\0b';
      },
    ],
    ['a link with the id of another', '/links/4', (file) => file.links.push(linkOf(101, 5007, 2001))],
    ['a link between records that have one', '/links/4', (file) => file.links.push(linkOf(206, 5001, 2001))],
    [
      'a field that there is not',
      '/records/Contact/1',
      (file) => {
        file.records.Contact[1].Nmae = 'x';
      },
    ],
    [
      'a value that does not fit',
      '/records/Custom.Vessel/0',
      (file) => {
        file.records['Custom.Vessel'][0].Built = '1999-02-30';
      },
    ],
    [
      'a record without an id',
      '/records/Claim/1',
      (file) => {
        file.records.Claim[1].id = undefined;
      },
    ],
    [
      'two records with one id',
      '/records/Claim',
      (file) => {
        file.records.Claim[1].id = 5001;
      },
    ],
    [
      'a domain that there is not',
      '/records/Custom.Ship',
      (file) => {
        file.records['Custom.Ship'] = [{ id: 1 }];
      },
    ],
    [
      'an association to nothing',
      '/records/Custom.Vessel',
      (file) => {
        file.records['Custom.Vessel'][0].Owner = 9;
      },
    ],
    [
      'a user with a role that there is not',
      '/users/2',
      (file) => {
        file.users[2].roles = ['reader'];
      },
    ],
    [
      'a role with a permission that there is not',
      '/roles/1',
      (file) => {
        file.roles[1].grants = { '*': ['Veiw'] };
      },
    ],
    [
      'two relationships with one code',
      '/relationships',
      (file) => {
        file.relationships[1].code = 'adjuster';
      },
    ],
  ])('%s', async (_name, place, change) => {
    const database = newDatabase();
    const { code, stdout, stderr } = await load(database, bad(change));
    expect(code).toBe(1);
    expect(stdout).toBe('');
    // Places are JSON Pointers, or the same written as a path.
    const asPath = place
      .slice(1)
      .replace(/\/(\d+)/g, '[$1]')
      .replaceAll('/', '.');
    expect(stderr.includes(place) || stderr.includes(asPath), stderr).toBe(true);
    expectNoStack(stderr);
    expect(totals(database)).toMatchObject({ client: 0, record: 0, link: 0, link_change: 0, app_user: 0 });
  });

  test('a file that fails leaves a client that was there as it was', async () => {
    const database = newDatabase();
    await mustLoad(database, whole());
    const before = totals(database);
    const content = whole();
    content.records.Claim[0].ClaimNumber = 'changed';
    content.records.Claim.push({ id: 6000 });
    content.links.push(linkOf(300, 5001, 999));
    expect((await load(database, content)).code).toBe(1);
    expect(totals(database)).toEqual(before);
    expect(rowsOf(database, "SELECT id FROM record WHERE fields LIKE '%changed%'")).toEqual([]);
  });

  test('an id that another pair’s link has is refused in words', async () => {
    const database = newDatabase();
    await mustLoad(database, whole());
    const { code, stderr } = await load(database, {
      account: 'Acme',
      client: 'Main',
      links: [linkOf(101, 5007, 2001, 'Witness')],
    });
    expect(code).toBe(1);
    expect(stderr).toContain('/links/0');
    expectNoStack(stderr);
  });

  test('a relationship that links carry cannot be left out', async () => {
    const database = newDatabase();
    await mustLoad(database, whole());
    const { code, stderr } = await load(database, {
      account: 'Acme',
      client: 'Main',
      relationships: [{ id: 9, code: 'Witness' }],
    });
    expect(code).toBe(1);
    expect(stderr).toContain('/relationships');
    expect(totals(database).relationship).toBe(2);
  });

  test.each([
    ['not JSON', '{"account": "A", }', /not JSON/],
    ['an unknown property', '{"account": "A", "client": "C", "record": {}}', /record.*Did you mean.*records/],
    ['no account', '{"client": "C"}', /account/],
    ['an array', '[]', /object/],
    ['a wrong identity', '{"account": "A", "client": "C", "linkIdentity": "pairs"}', /pair or relationship/],
  ])('%s', async (_name, text, says) => {
    const database = newDatabase();
    const { code, stderr } = await load(database, text);
    expect(code).toBe(1);
    expect(stderr).toMatch(says);
    expectNoStack(stderr);
  });

  test('a file that is not there, and a folder', async () => {
    const database = newDatabase();
    const missing = await run(['load', join(folder, 'missing.json'), '--database', database.url]);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('missing.json');
    mkdirSync(join(folder, 'folder.json'));
    const directory = await run(['load', join(folder, 'folder.json'), '--database', database.url]);
    expect(directory.code).toBe(1);
    expect(directory.stderr).toContain('folder.json');
    expectNoStack(missing.stderr + directory.stderr);
  });

  test('a byte order mark in front is passed over', async () => {
    const database = newDatabase();
    await mustLoad(database, `\uFEFF${JSON.stringify({ account: 'A', client: 'C' })}`);
    expect(totals(database).client).toBe(1);
  });
});

describe('beside a running server', () => {
  test('which notices new records, relationships and users', async () => {
    const database = newDatabase();
    await mustLoad(database, whole());
    await serving(database, 'ada', async (api, server) => {
      const { id: _, ...link } = linkOf(0, 5007, 2003, 'Broker');
      expect((await api('POST', '/api/Link/Upsert', link)).status).toBe(500);
      const present = { ...link, ChildRecordID: 2001 };
      expect((await api('POST', '/api/Link/Upsert', present)).status).toBe(400);
      const more = whole();
      more.relationships.push({ id: 12, code: 'Broker' });
      more.records.Contact.push({ id: 2003, Name: 'New' });
      more.domains.push({ name: 'Custom.Port', fields: [{ name: 'Number', type: 'Text' }] });
      more.users.push({ user: 'eve', password: 'new here', roles: ['readers'] });
      await mustLoad(database, more);
      // Several times a second it looks what others have changed (test/faults/settings.test.ts).
      const answer = async () => (await api('POST', '/api/Link/Upsert', link)).body;
      await expect.poll(answer).toMatchObject({ RecordID: 206, RelationshipID: 12 });
      expect((await api('GET', '/api/Contact/2003')).body.Name).toBe('New');
      expect((await api('GET', '/api/Custom.Port/Query')).body).toEqual([]);
      const signedIn = await call(server.address, 'POST', '/Authentication/Authenticate', {
        body: { Account: 'Acme', ClientName: 'Main', User: 'eve', Password: 'new here' },
      });
      expect(signedIn.status).toBe(200);
      const asEve = await call(server.address, 'GET', '/api/Claim/Query', { token: signedIn.body.token });
      expect(asEve.status).toBe(200);
    });
  });

  test('which goes on writing meanwhile, and no id is given out twice', async () => {
    const database = newDatabase();
    const content = whole();
    content.records.Contact = Array.from({ length: 3_000 }, (_, at) => ({
      id: at + 1,
      Name: `Contact ${at + 1}`,
    }));
    content.records['Custom.Vessel'][0].Owner = 1;
    content.links = [linkOf(1, 5001, 1)];
    await mustLoad(database, content);
    await serving(database, 'ada', async (api) => {
      let done = false;
      const ids = [];
      const write = async (from) => {
        for (let contact = from; contact <= 2_000 && !done; contact += 4) {
          const { id: _, ...link } = linkOf(0, 5001, contact);
          const { status, body } = await api('POST', '/api/Link/Upsert', link);
          expect(status).toBe(200);
          ids.push(body.RecordID);
        }
      };
      const writers = [2, 3, 4, 5].map(write);
      const more = { ...content, links: [linkOf(100_000, 5007, 2_500, 'Witness')] };
      try {
        await mustLoad(database, more);
      } finally {
        done = true;
        await Promise.all(writers);
      }
      expect(new Set(ids).size).toBe(ids.length);
      const { id: _, ...link } = linkOf(0, 5007, 2_600);
      expect((await api('POST', '/api/Link/Upsert', link)).body.RecordID).toBeGreaterThan(100_000);
    });
    expect((await run(['doctor', '--database', database.url])).code).toBe(0);
  });
});
