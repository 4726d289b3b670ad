/** Values that are empty, and switches (docs/reference/upsert.md#reading-the-body). */
import { describe, expect, test } from 'vitest';
import { operations } from '#linkwright/contract/operations/index.js';
import { isOn } from '#linkwright/contract/shapes.js';
import { callOf, pair, type RecordRow, startRequestsServer } from '../support/requests-world.js';
import { required } from '../support/required.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

describe.each(stores)('what is asked for without a value, on $name', async (store) => {
  const { server, ada, send, post } = await startRequestsServer(store);

  describe('a filter without a value', () => {
    /** What narrows an answer; all others say how it is given. */
    const filters = [
      ...['parentDomain', 'parentRecordID', 'parentRecordKey', 'parentRecordMatchField'],
      ...['childDomain', 'childRecordID', 'childRecordKey', 'childRecordMatchField'],
      ...['relationship', 'linkID', 'search', 'ids', 'referredBy', 'operation', 'status', 'user'],
      ...['kind', 'from', 'to'],
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
      Object.keys(required(operation.parameters).properties).map((name) => ({ id: operation.id, name })),
    );

    test('is known of each parameter', () => {
      const known = [...filters, ...others];
      expect(rows.filter(({ name }) => !known.includes(name))).toEqual([]);
    });

    test.each(rows.filter(({ name }) => filters.includes(name)))('$id: $name', async ({ id, name }) => {
      const [method, path] = callOf(id);
      const url = new URL(path, server.address);
      url.searchParams.set(name, '');
      const answer = await send(method, url.pathname + url.search);
      expect(expectRefusal(answer, 400, 'invalid_request')).toContain(name);
    });

    // No text of a database has it, and PostgreSQL looks for none that has.
    test.each(rows)('$id: NUL in $name', async ({ id, name }) => {
      const [method, path] = callOf(id);
      const url = new URL(path, server.address);
      for (const value of ['\0', 'a\0b']) {
        url.searchParams.set(name, value);
        const answer = await send(method, url.pathname + url.search);
        expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500);
      }
    });

    test('of a field still asks for records without a value', async () => {
      const path = '/api/Claim/Query?Status=';
      const answer = await server.call<RecordRow[]>('GET', path, { token: ada });
      expect(answer.body.map(({ ClaimNumber }) => ClaimNumber)).toContain('CLM-1');
    });
  });

  describe('a switch', () => {
    const rows = operations.flatMap(({ id, parameters }) =>
      Object.entries(parameters?.properties ?? {})
        .filter(
          ([, schema]) => (schema as { documented?: { type?: unknown } }).documented?.type === 'boolean',
        )
        .map(([name]) => ({ id, name })),
    );
    const call = (id: string, query: string) => {
      const [method, path, { body } = {}] = callOf(id);
      const bare = path.replace(/\?.*/, '');
      const rest = path.slice(bare.length + 1);
      return send(method, `${bare}?${[rest, query].filter((part) => part !== '').join('&')}`, body);
    };

    test('there are some', () => expect(rows.length).toBeGreaterThan(6));

    test.each(rows)('$id: $name has no other value and no other spelling', async ({ id, name }) => {
      const capital = name.charAt(0).toUpperCase() + name.slice(1);
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

    test.each<['true' | 'false' | '' | undefined, boolean]>([
      ['true', true],
      ['', true],
      ['false', false],
      [undefined, false],
    ])('%j is %j', (sent, on) => expect(isOn(sent)).toBe(on));

    test.each(['?dryRun', '?dryRun=', '?dryRun=true'])('%s writes nothing', async (query) => {
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
});
