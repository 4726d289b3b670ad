/** docs/reference/records.md: a record that is read, and pages of records. */
import { describe, expect, test } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import { nextOf } from '../support/page.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';
import { contacts, startThings } from '../support/things-world.js';

describe.each(stores)('reading records, on $name', async (store) => {
  const { get } = await startThings(store);

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

  describe('pages of records', () => {
    const all = '/api/Contact/Query';

    test('in order of id, through the Link header', async () => {
      const whole = (await get(`${all}?pageSize=1000`)).body;
      expect(whole.slice(0, contacts.length).map(({ ID, Name }) => ({ id: ID, Name }))).toEqual(contacts);
      for (const pageSize of [1, 7, whole.length]) {
        const seen: components['schemas']['RecordRow'][] = [];
        let path: string | undefined = `${all}?pageSize=${pageSize}&columns=Name`;
        while (path !== undefined) {
          const answer = await get<components['schemas']['RecordRow'][]>(path);
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
