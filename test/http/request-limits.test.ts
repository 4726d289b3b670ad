/** What a request may hold, before anything is done with it (docs/reference/limits.md#size-of-a-request). */
import { describe, expect, test } from 'vitest';
import type { Operation } from '#linkwright/contract/operation.js';
import { bodyBytesOf } from '#linkwright/contract/operation.js';
import { operations } from '#linkwright/contract/operations/index.js';
import { limits } from '#linkwright/limits/limits.js';
import { callOf, type Place, pair, type RecordRow, startRequestsServer } from '../support/requests-world.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

const marks = (count: number) => `a${'\u0301'.repeat(count)}`;

describe.each(stores)('what a request may hold, on $name', async (store) => {
  const { server, ada, nora, send, post } = await startRequestsServer(store);

  describe('a body', () => {
    const bodies = operations.filter(({ body }) => body !== undefined);
    const isJson = ({ body }: Operation) =>
      body?.types === undefined || body.types.includes('application/json');

    test.each(bodies.filter(isJson))('of $id has at most so many bytes', async (operation) => {
      const [method, path] = callOf(operation.id);
      const max = bodyBytesOf(operation);
      const within = await send(method, path, ' '.repeat(max));
      expect(within.headers.get('Error-Code')).toBe('invalid_json');
      expectRefusal(await send(method, path, ' '.repeat(max + 1)), 413, 'payload_too_large');
    });

    test('has 10 MB where it is for many links or records, and 1 MB where it is for one', () => {
      const bytes = Object.fromEntries(operations.map((each) => [each.id, bodyBytesOf(each)]));
      for (const id of ['upsertLinks', 'removeLinks', 'upsertRecords']) expect(bytes[id]).toBe(10_000_000);
      for (const id of ['upsertLink', 'removeLink', 'createRecord', 'updateRecord', 'upsertRecord']) {
        expect(bytes[id]).toBe(1_000_000);
      }
    });

    test.each(bodies)('of $id is taken in no coding', async ({ id }) => {
      const [method, path, { headers, body } = {}] = callOf(id);
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

  describe('combining marks', () => {
    const many = marks(limits.combiningMarks + 1);
    const q = encodeURIComponent(many);
    const key = { ParentRecordID: undefined, ParentRecordKey: many, ParentRecordMatchField: 'ClaimNumber' };
    const places: Record<string, Place> = {
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

    test.each(Object.entries(places))(
      'too many in a row are refused in %s',
      async (_, [method, path, body]) => {
        const message = expectRefusal(await send(method, path, body), 400, 'invalid_request');
        expect(message).toContain(`${limits.combiningMarks} combining marks in a row`);
      },
    );

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
      const { Premium } = (await server.call<RecordRow>('GET', `/api/Policy/${RecordID}`, { token: ada }))
        .body;
      expect(BigInt(String(Premium).replace(/^0\.0*/, ''))).toBe(
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
      const max = limits.valueCharacters;
      const within = await post('/api/Link/Upsert', { ...pair, ...key, ParentRecordKey: 'x'.repeat(max) });
      expect(within.headers.get('Error-Code')).toBe('parent_not_found');
      const beyond = await post('/api/Link/Upsert', {
        ...pair,
        ...key,
        ParentRecordKey: 'x'.repeat(max + 1),
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
      expect(body[1]?.Message).toContain(`${property} must be a string of at most 65536 characters`);
    });

    test('a record has at most 1 MB as it is stored', async () => {
      const texts = (count: number) =>
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
      const path = `/api/Custom.Large/${RecordID}`;
      const stored = (await server.call<RecordRow>('GET', path, { token: ada })).body;
      expect([stored.T18, stored.T19]).toEqual(['small', null]);
    });

    test('a call stores at most ten times what it sent', async () => {
      const short = (at: number) => ({
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
});
