/** What the message of a refusal says of what was sent, and of what is there (docs/reference/errors.md#messages). */
import { describe, expect, test } from 'vitest';
import { limits } from '#linkwright/limits/limits.js';
import { callOf, contact, type Place, pair, startRequestsServer } from '../support/requests-world.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

describe.each(stores)('the words of a refusal, on $name', async (store) => {
  const { ada, vera, nora, send, post } = await startRequestsServer(store);

  describe('a message', () => {
    const long = 'x'.repeat(9_000);
    const name = (letter: string) => letter.repeat(limits.nameCharacters);
    const unknown = Object.fromEntries(
      [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => [name(letter), long]),
    );
    const query = encodeURIComponent(long);
    test.each<[string, ...Place]>([
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
    const places: Record<string, Place> = {
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
      'a domain of an upload': ['POST', '/api/Files/Upload/Custom.SecretB/1', callOf('uploadFile')[2]?.body],
    };

    test.each(Object.entries(places))(
      'at %s names what the caller may know of alone',
      async (_, [method, url, body]) => {
        const headers = url.includes('Upload') ? callOf('uploadFile')[2]?.headers : {};
        for (const token of [nora, vera]) {
          const { text } = await send(method, url, body, token, headers);
          expect(text).not.toMatch(/SecretA'|SecretA"|SecretNumber'|SecretNumber[^s]/);
        }
        expect((await send(method, url, body, ada, headers)).text).toMatch(/SecretA|SecretNumber\b/);
      },
    );

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
