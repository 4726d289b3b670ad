/** What a request may hold, before anything is done with it (docs/reference/limits.md#size-of-a-request). */
import { describe, expect, test } from 'vitest';
import { bodyBytesOf } from '#linkwright/contract/operation.js';
import { operations } from '#linkwright/contract/operations/index.js';
import { isOn } from '#linkwright/contract/shapes.js';
import { limits } from '#linkwright/limits/limits.js';
import { everyFixture, everyOperation } from '../support/every-operation.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const claim = { ParentDomain: 'Claim', ParentRecordID: 1 };
const contact = { ChildDomain: 'Contact', ChildRecordID: 1 };
const pair = { ...claim, ...contact };
const marks = (count) => `a${'\u0301'.repeat(count)}`;

const fixture = {
  ...everyFixture,
  domains: [
    ...everyFixture.domains,
    { Name: 'Custom.SecretA', Linkable: true, Fields: [{ Name: 'SecretNumber', Type: 'Text' }] },
    {
      Name: 'Custom.Wide',
      Fields: [
        { Name: 'Key', Type: 'Text' },
        { Name: 'Text', Type: 'Text' },
        ...Array.from({ length: 480 }, (_, at) => ({ Name: `N${at}`, Type: 'Numeric' })),
      ],
    },
  ],
  roles: [...everyFixture.roles, { name: 'viewers', grants: { Claim: ['View'], Contact: ['View'] } }],
  users: [...everyFixture.users, { user: 'vera', roles: ['viewers'] }, { user: 'nora' }],
};

describe.each(stores)('what a request may hold, on $name', async (store) => {
  const server = await startServer(store, [fixture]);
  const ada = await server.token('ada');
  const vera = await server.token('vera');
  const nora = await server.token('nora');
  const send = (method, path, body, token = ada, headers = {}) =>
    server.call(method, path, { token, body, headers });
  const post = (path, body, token) => send('POST', path, body, token);

  describe('a body', () => {
    const bodies = operations.filter(({ body }) => body !== undefined);
    const isJson = ({ body }) => body.types === undefined || body.types.includes('application/json');

    test.each(bodies.filter(isJson))('of $id has at most so many bytes', async (operation) => {
      const [method, path] = everyOperation[operation.id].call;
      const most = bodyBytesOf(operation);
      const within = await send(method, path, ' '.repeat(most));
      expect(within.headers.get('Error-Code')).toBe('invalid_json');
      expectRefusal(await send(method, path, ' '.repeat(most + 1)), 413, 'payload_too_large');
    });

    test('has 10 MB where it is for many links or records, and 1 MB where it is for one', () => {
      const bytes = Object.fromEntries(operations.map((each) => [each.id, bodyBytesOf(each)]));
      for (const id of ['upsertLinks', 'removeLinks', 'upsertRecords']) expect(bytes[id]).toBe(10_000_000);
      for (const id of ['upsertLink', 'removeLink', 'createRecord', 'updateRecord', 'upsertRecord']) {
        expect(bytes[id]).toBe(1_000_000);
      }
    });

    test.each(bodies)('of $id is taken in no coding', async ({ id }) => {
      const [method, path, { headers, body }] = everyOperation[id].call;
      for (const coding of ['gzip', 'GZIP', 'br', 'identity, gzip', 'x']) {
        const coded = { ...headers, 'Content-Encoding': coding };
        const answer = await send(method, path, body, ada, coded);
        expect(expectRefusal(answer, 415, 'unsupported_media_type')).toContain('Content-Encoding');
      }
    });

    test('in the coding identity is as it is', async () => {
      const answer = await send('POST', '/api/Link/Upsert', pair, ada, { 'Content-Encoding': 'Identity' });
      expect(answer.status).toBe(200);
    });
  });

  describe('a filter without a value', () => {
    /** What narrows an answer; all others say how it is given. */
    const filters = [
      ...['parentDomain', 'parentRecordID', 'parentRecordKey', 'parentRecordMatchField'],
      ...['childDomain', 'childRecordID', 'childRecordKey', 'childRecordMatchField'],
      ...['relationship', 'linkID', 'search', 'ids', 'operation', 'status', 'user'],
    ];
    const others = [
      'columns',
      'order',
      'pageSize',
      'after',
      'by',
      'sort',
      'limit',
      'minutes',
      'step',
      'inline',
    ];
    const gets = operations.filter(({ method, parameters }) => method === 'GET' && parameters !== undefined);
    const rows = gets.flatMap((operation) =>
      Object.keys(operation.parameters.properties).map((name) => ({ id: operation.id, name })),
    );

    test('is known of each parameter', () => {
      const known = [...filters, ...others];
      expect(rows.filter(({ name }) => !known.includes(name))).toEqual([]);
    });

    test.each(rows.filter(({ name }) => filters.includes(name)))('$id: $name', async ({ id, name }) => {
      const [method, path] = everyOperation[id].call;
      const url = new URL(path, server.address);
      url.searchParams.set(name, '');
      const answer = await send(method, url.pathname + url.search);
      expect(expectRefusal(answer, 400, 'invalid_request')).toContain(name);
    });

    test('of a field still asks for records without a value', async () => {
      const answer = await send('GET', '/api/Claim/Query?Status=');
      expect(answer.body.map(({ ClaimNumber }) => ClaimNumber)).toContain('CLM-1');
    });
  });

  describe('a switch', () => {
    const rows = operations.flatMap(({ id, parameters }) =>
      Object.entries(parameters?.properties ?? {})
        .filter(([, schema]) => schema.documented?.type === 'boolean')
        .map(([name]) => ({ id, name })),
    );
    const call = (id, query) => {
      const [method, path, { body } = {}] = everyOperation[id].call;
      const bare = path.replace(/\?.*/, '');
      const rest = path.slice(bare.length + 1);
      return send(method, `${bare}?${[rest, query].filter((part) => part !== '').join('&')}`, body);
    };

    test('there are some', () => expect(rows.length).toBeGreaterThan(6));

    test.each(rows)('$id: $name has no other value and no other spelling', async ({ id, name }) => {
      const capital = name[0].toUpperCase() + name.slice(1);
      const wrong = ['1', 'TRUE', 'True', 'yes', '0', 'tru', 'true ', 'null', 'on'].map(
        (value) => `${name}=${encodeURIComponent(value)}`,
      );
      const spelled = [capital, name.toUpperCase(), name.toLowerCase()].filter((other) => other !== name);
      const renamed = spelled.flatMap((other) => [other, `${other}=`, `${other}=true`, `${other}=false`]);
      const twice = [`${name}=true&${name}=true`, `${name}&${name}`, `${name}=true&${name}=false`];
      for (const query of [...wrong, ...renamed, ...twice]) {
        const answer = await call(id, query);
        expectRefusal(answer, 400, 'invalid_request');
      }
    });

    test.each([
      ['true', true],
      ['', true],
      ['false', false],
      [undefined, false],
    ])('%j is %j', (sent, on) => expect(isOn(sent)).toBe(on));

    test.each(['?dryRun', '?dryRun=', '?dryRun=true'])('%s writes nothing', async (query) => {
      const child = { ChildDomain: 'Claim', ChildRecordID: 2 };
      for (const [path, body] of [
        ['/api/Claim/Upsert', { ClaimNumber: 'NEW' }],
        ['/api/Claim/BulkUpsert', [{ ClaimNumber: 'NEW' }]],
      ]) {
        const answer = await post(`${path}${query}&matchFields=ClaimNumber`, body);
        expect(JSON.stringify(answer.body)).toContain('"DryRun":true');
      }
      for (const [path, body] of [
        ['/api/Link/Upsert', { ...pair, NewRelationship: 'Witness' }],
        ['/api/Link/Remove', pair],
        ['/api/Link/BulkUpsert', [{ ...pair, NewRelationship: 'Witness' }]],
        ['/api/Link/BulkRemove', [pair]],
      ]) {
        const answer = await post(`${path}${query}`, body);
        expect(JSON.stringify(answer.body)).toContain('"DryRun":true');
      }
      expect(child.ChildRecordID).toBe(2);
      expect((await send('GET', '/api/Claim/Query?ClaimNumber=NEW')).body).toEqual([]);
      const links = await send('GET', '/api/Link/Query?parentDomain=Claim&parentRecordID=1');
      expect(links.body.map(({ ContactType }) => ContactType)).not.toContain('Witness');
      expect(links.body).not.toEqual([]);
    });

    test.each(['?atomic', '?atomic=', '?atomic=true'])('%s is all or nothing', async (query) => {
      const answer = await post(`/api/Link/BulkUpsert${query}`, [pair, { ...pair, ParentRecordID: 999 }]);
      expect(answer.body.map(({ ErrorCode }) => ErrorCode)).toEqual(['not_applied', 'parent_not_found']);
    });
  });

  describe('an empty Relationship', () => {
    test('is refused where links are removed, and nothing is', async () => {
      await post('/api/Link/Upsert', pair);
      const body = { ...pair, Relationship: '' };
      expect(expectRefusal(await post('/api/Link/Remove', body), 400, 'invalid_request')).toContain(
        'Relationship must be a string that is not empty',
      );
      const many = await post('/api/Link/BulkRemove', [body]);
      expect(many.body[0]).toMatchObject({ IsSuccessful: false, ErrorCode: 'invalid_request' });
      const count = await send('GET', '/api/Link/Count?parentDomain=Claim&parentRecordID=1');
      expect(count.body.Count).toBeGreaterThan(0);
    });

    test('is none where a link is made, and so is null everywhere', async () => {
      expect((await post('/api/Link/Upsert', { ...pair, Relationship: '' })).status).toBe(200);
      const removed = await post('/api/Link/Remove?dryRun', { ...pair, Relationship: null });
      expect(removed.body.IsSuccessful).toBe(true);
    });
  });

  describe('combining marks', () => {
    const many = marks(limits.combiningMarks + 1);
    const q = encodeURIComponent(many);
    const key = { ParentRecordID: undefined, ParentRecordKey: many, ParentRecordMatchField: 'ClaimNumber' };
    const places = {
      'a key of a link': ['POST', '/api/Link/Upsert', { ...pair, ...key }],
      'a key of a removal': ['POST', '/api/Link/Remove', { ...pair, ...key }],
      'a relationship': ['POST', '/api/Link/Upsert', { ...pair, Relationship: many }],
      'a new relationship': ['POST', '/api/Link/Upsert', { ...pair, NewRelationship: many }],
      'a relationship of a removal': ['POST', '/api/Link/Remove', { ...pair, Relationship: many }],
      'a value': ['POST', '/api/Claim', { Description: many }],
      'a changed value': ['PUT', '/api/Claim/1', { Description: many }],
      'a value that a record is found by': [
        'POST',
        '/api/Claim/Upsert?matchFields=ClaimNumber',
        { ClaimNumber: many },
      ],
      'a filter of records': ['GET', `/api/Claim/Query?Description=${q}`],
      'a search': ['GET', `/api/Claim/Query?search=${q}`],
      'a key of a query': [
        'GET',
        `/api/Link/Query?parentDomain=Claim&parentRecordKey=${q}&parentRecordMatchField=ClaimNumber`,
      ],
      'a relationship of a query': ['GET', `/api/Link/Query?parentDomain=Claim&relationship=${q}`],
      'a Code': ['POST', '/api/Contact/Codes/ContactType', { Code: many }],
      'a Description': ['POST', '/api/Contact/Codes/ContactType', { Code: 'X', Description: many }],
      'a label': ['PUT', '/api/Metadata/Domains/Custom.Thing', { Label: many }],
      'a code of a field': [
        'PUT',
        '/api/Metadata/Domains/Custom.Thing',
        { Fields: [{ Name: 'A', Type: 'Coded', Codes: [many] }] },
      ],
      'a user': ['PUT', `/api/Users/${q}`, {}],
      'a role': ['PUT', `/api/Roles/${q}`, { Grants: {} }],
      'a user who signs in': [
        'POST',
        '/Authentication/Authenticate',
        { Account: 'Acme', ClientName: 'Main', User: many, Password: 'x' },
      ],
      'a user who signs in by OAuth': [
        'POST',
        '/Authentication/AuthenticateOAuth',
        { Grant_Type: 'client_credentials', Client_ID: `Acme:Main:${many}`, Client_Secret: 'x' },
      ],
    };

    test.each(Object.keys(places))('too many in a row are refused in %s', async (place) => {
      const [method, path, body] = places[place];
      const message = expectRefusal(await send(method, path, body), 400, 'invalid_request');
      expect(message).toContain(`${limits.combiningMarks} combining marks in a row`);
    });

    test('as many as may be are a key like any other', async () => {
      const ClaimNumber = marks(limits.combiningMarks);
      await post('/api/Claim', { ClaimNumber });
      const named = { ...key, ParentRecordKey: ClaimNumber.normalize('NFD') };
      expect((await post('/api/Link/Upsert', { ...pair, ...named })).status).toBe(200);
    });

    test('a key beside an id is not looked at', async () => {
      const answer = await post('/api/Link/Upsert', { ...pair, ...key, ParentRecordID: 1 });
      expect(answer.status).toBe(200);
    });

    test('are not counted before it is known that the caller may ask', async () => {
      expectRefusal(await post('/api/Link/Upsert', { ...pair, ...key }, nora), 403, 'permission_denied');
      expectRefusal(await post('/api/Claim', { Description: many }, nora), 403, 'permission_denied');
    });
  });

  describe('numbers and sizes', () => {
    test.each(['1e65000', '1e-65000', '1e1000', '-1e999999', '1e-1001', '9'.repeat(1_001)])(
      'no Numeric field holds %s',
      async (number) => {
        for (const value of [number, `"${number}"`]) {
          const answer = await post('/api/Policy', `{"Premium":${value}}`);
          const message = expectRefusal(answer, 400, 'invalid_request');
          expect(message).toContain('at most 1000 digits');
          expect(message.length).toBeLessThan(300);
        }
      },
    );

    test.each(['1e999', '1e-999', '9'.repeat(1_000)])('a Numeric field holds %s', async (number) => {
      const { RecordID } = (await post('/api/Policy', `{"Premium":${number}}`)).body;
      const { Premium } = (await send('GET', `/api/Policy/${RecordID}`)).body;
      expect(BigInt(Premium.replace(/^0\.0*/, ''))).toBe(
        number.includes('-') ? 1n : BigInt(number.includes('e') ? 10n ** 999n : number),
      );
    });

    test('a Numeric key in any notation finds its value', async () => {
      await post('/api/Policy', { PolicyNumber: 'EXP', Premium: '1234570000000000' });
      for (const key of ['"1.23457E+15"', '1.23457e15', '"+1234570000000000.000"', '123457e10']) {
        const body = `{"ParentDomain":"Policy","ParentRecordKey":${key},"ParentRecordMatchField":"Premium","ChildDomain":"Contact","ChildRecordID":1}`;
        expect((await post('/api/Link/Upsert?dryRun', body)).body).toMatchObject({ IsSuccessful: true });
      }
      const none = `{"ParentDomain":"Policy","ParentRecordKey":1e65000,"ParentRecordMatchField":"Premium","ChildDomain":"Contact","ChildRecordID":1}`;
      expect((await post('/api/Link/Upsert', none)).headers.get('Error-Code')).toBe('parent_not_found');
    });

    test('a key has at most so many characters', async () => {
      const key = { ParentRecordID: undefined, ParentRecordMatchField: 'ClaimNumber' };
      const most = limits.valueCharacters;
      const within = await post('/api/Link/Upsert', { ...pair, ...key, ParentRecordKey: 'x'.repeat(most) });
      expect(within.headers.get('Error-Code')).toBe('parent_not_found');
      const beyond = await post('/api/Link/Upsert', {
        ...pair,
        ...key,
        ParentRecordKey: 'x'.repeat(most + 1),
      });
      expect(expectRefusal(beyond, 400, 'invalid_request')).toContain('ParentRecordKey');
    });

    test.each([
      ['a key', { ParentRecordID: undefined, ParentRecordMatchField: 'ClaimNumber' }, 'ParentRecordKey'],
      ['a relationship', {}, 'Relationship'],
    ])('%s that is too long is refused with its entry alone', async (_, more, property) => {
      const long = { ...pair, ...more, [property]: 'x'.repeat(limits.valueCharacters + 1) };
      const { body } = await post('/api/Link/BulkUpsert?dryRun=true', [pair, long, pair]);
      expect(body.map(({ IsSuccessful }) => IsSuccessful)).toEqual([true, false, true]);
      expect(body[1]).toMatchObject({ ErrorCode: 'invalid_request' });
      expect(body[1].Message).toContain(`${property} must be a string of at most 65536 characters`);
    });

    test('a record has at most 1 MB as it is stored', async () => {
      const texts = (count) =>
        Object.fromEntries(Array.from({ length: count }, (_, at) => [`T${at}`, 'x'.repeat(60_000)]));
      const Fields = Object.keys(texts(20)).map((Name) => ({ Name, Type: 'Text' }));
      await send('PUT', '/api/Metadata/Domains/Custom.Large', { Fields });
      const { RecordID } = (await post('/api/Custom.Large', texts(15))).body;
      const change = { T18: 'x'.repeat(60_000), T19: 'x'.repeat(60_000) };
      const refused = await send('PUT', `/api/Custom.Large/${RecordID}`, change);
      expect(expectRefusal(refused, 400, 'invalid_request')).toContain('at most 1 MB');
      const entries = [
        { ID: RecordID, ...change },
        { ID: RecordID, T18: 'small' },
      ];
      const many = await post('/api/Custom.Large/BulkUpsert?matchFields=ID', entries);
      expect(many.body.map(({ IsSuccessful }) => IsSuccessful)).toEqual([false, true]);
      const stored = (await send('GET', `/api/Custom.Large/${RecordID}`)).body;
      expect([stored.T18, stored.T19]).toEqual(['small', null]);
    });

    test('a call stores at most ten times what it sent', async () => {
      const short = (at) => ({
        Key: `K${at}`,
        ...Object.fromEntries(Array.from({ length: 400 }, (_, field) => [`N${field}`, '1e999'])),
      });
      const body = JSON.stringify(Array.from({ length: 20 }, (_, at) => short(at)));
      const answer = await post('/api/Custom.Wide/BulkUpsert?matchFields=Key', body);
      const made = answer.body.filter(({ IsSuccessful }) => IsSuccessful).length;
      expect(made).toBeGreaterThan(0);
      expect(made * 400_000).toBeLessThanOrEqual(Math.max(10 * body.length, 1_000_000));
      expect(answer.body.at(-1)).toMatchObject({ IsSuccessful: false, ErrorCode: 'invalid_request' });
      expect((await send('GET', '/api/Custom.Wide/Query?columns=Key')).body).toHaveLength(made);
    });
  });

  describe('a message', () => {
    const long = 'x'.repeat(9_000);
    const name = (letter) => letter.repeat(limits.nameCharacters);
    const unknown = Object.fromEntries(
      [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => [name(letter), long]),
    );
    const query = encodeURIComponent(long);
    test.each([
      ['an unknown property', 'POST', '/api/Link/Upsert', { ...pair, [long]: 1 }],
      ['unknown properties', 'POST', '/api/Link/Upsert', { ...pair, ...unknown }],
      ['unknown fields', 'POST', '/api/Claim', unknown],
      ['a relationship', 'POST', '/api/Link/Upsert', { ...pair, Relationship: long }],
      ['a domain', 'POST', '/api/Link/Upsert', { ...pair, ParentDomain: long }],
      ['a child domain', 'POST', '/api/Link/Upsert', { ...pair, ChildDomain: long }],
      [
        'a match field',
        'POST',
        '/api/Link/Upsert',
        { ...pair, ParentRecordID: null, ParentRecordKey: 'x', ParentRecordMatchField: long },
      ],
      [
        'a match field of a wide domain',
        'POST',
        '/api/Custom.Wide/Upsert?matchFields=qqqqqqqqqqqqqqqqqqqqqq',
        {},
      ],
      ['a parameter', 'GET', `/api/Link/Query?parentDomain=Claim&${query}=1`],
      ['a filter', 'GET', `/api/Claim/Query?${query}=1`],
      ['columns', 'GET', `/api/Claim/Query?columns=${query}`],
      ['a sort', 'GET', `/api/Claim/Query?sort=${query}`],
      ['a Grant', 'PUT', '/api/Roles/x', { Grants: { [long]: ['View'] } }],
    ])('does not repeat %s', async (_, method, path, body) => {
      const plain = await send(method, path, body);
      expect(plain.status).toBe(400);
      expect(plain.text.length).toBeLessThan(2_500);
      const problem = await send(method, path, body, ada, { Accept: 'application/problem+json' });
      expect(problem.text.length).toBeLessThan(20_000);
      expect(problem.body.errors?.length ?? 0).toBeLessThanOrEqual(limits.namedErrors);
      for (const { text } of [plain, problem]) expect(text).not.toMatch(/([a-z])\1{220}/);
    });

    test('about each of many entries is short', async () => {
      const entries = Array.from({ length: 1_000 }, () => unknownNames());
      for (const path of ['/api/Link/BulkUpsert', '/api/Claim/BulkUpsert?matchFields=ClaimNumber']) {
        const answer = await post(path, entries);
        expect(answer.body).toHaveLength(1_000);
        expect(answer.text.length).toBeLessThan(2_500_000);
      }
    });
    const unknownNames = () =>
      Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`${'Unknown'.repeat(8)}${at}`, 1]));
  });

  describe('a hint', () => {
    const path = '/api/Link/Upsert';
    const secret = { ...pair, ParentDomain: 'Custom.SecretB' };
    const places = {
      'a domain of a link': ['POST', path, secret],
      'a child domain': ['POST', path, { ...pair, ChildDomain: 'Custom.SecretB' }],
      'a match field': [
        'POST',
        path,
        {
          ParentDomain: 'Custom.SecretA',
          ParentRecordKey: 'x',
          ParentRecordMatchField: 'SecretNumbers',
          ...contact,
        },
      ],
      'a domain of a query': ['GET', '/api/Link/Query?parentDomain=Custom.SecretB'],
      'a domain in the path': ['GET', '/api/Custom.SecretB/Query'],
      'a match field of records': ['POST', '/api/Custom.SecretA/Upsert?matchFields=SecretNumbers', {}],
      'a domain of an upload': [
        'POST',
        '/api/Files/Upload/Custom.SecretB/1',
        everyOperation.uploadFile.call[2].body,
      ],
    };

    test.each(Object.keys(places))('at %s names what the caller may know of alone', async (place) => {
      const [method, url, body] = places[place];
      const headers = url.includes('Upload') ? everyOperation.uploadFile.call[2].headers : {};
      for (const token of [nora, vera]) {
        const { text } = await send(method, url, body, token, headers);
        expect(text).not.toMatch(/SecretA'|SecretA"|SecretNumber'|SecretNumber[^s]/);
      }
      expect((await send(method, url, body, ada, headers)).text).toMatch(/SecretA|SecretNumber\b/);
    });

    test('is given to so many of a bulk call as cost little together', async () => {
      const entries = Array.from({ length: 300 }, (_, at) =>
        Object.fromEntries(Array.from({ length: 20 }, (_, field) => [`N${500 + field}${at}`, 1])),
      );
      const { body } = await post('/api/Custom.Wide/BulkUpsert?matchFields=Key', entries);
      const hints = body.map(({ Message }) => Message.split('Did you mean').length - 1);
      expect(hints[0]).toBe(limits.namedErrors);
      expect(hints.at(-1)).toBe(0);
    });

    test('at a relationship names the nearest', async () => {
      const upsert = await post(path, { ...pair, Relationship: 'Adjustor' });
      expect(expectRefusal(upsert, 400, 'relationship_not_found')).toContain("Did you mean 'Adjuster'?");
      const queried = await send('GET', '/api/Link/Query?parentDomain=Claim&relationship=Witnes');
      expect(expectRefusal(queried, 400, 'relationship_not_found')).toContain("Did you mean 'Witness'?");
    });
  });
});
