/** docs/reference/records.md#associations: records that others name by a key, and what refers to a record. */
import { describe, expect, test } from 'vitest';
import { startRecordsServer } from '../support/records-world.js';
import { required } from '../support/required.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

describe.each(stores)('associations, on $name', async (store) => {
  const { server, tokens, create, update, read, created } = await startRecordsServer(store);
  const { ada: token } = tokens;
  const bulk = (domain: string, matchFields: string, body: object[], query = '') =>
    server.call('POST', `/api/${domain}/BulkUpsert?matchFields=${matchFields}${query}`, { token, body });
  await created('Policy', { PolicyNumber: 'Twice' });
  await created('Policy', { PolicyNumber: 'Twice', Premium: 1500.5 });

  describe('a key names the record', () => {
    test.each<[string, Record<string, unknown>, number | null]>([
      ['of a text', { 'Policy.PolicyNumber': 'P-2' }, 2],
      ['of a number', { 'Policy.Premium': '1500.50' }, 4],
      ['of a number as a number', { 'Policy.Premium': 1500.5 }, 4],
      ['with an id that is empty', { Policy: '', 'Policy.PolicyNumber': 'P-2' }, 2],
      ['that is empty, and an id', { Policy: 1, 'Policy.PolicyNumber': null }, 1],
      ['of two, one of which is empty', { 'Policy.PolicyNumber': 'P-1', 'Policy.Premium': '' }, 1],
      ['that is empty alone', { 'Policy.PolicyNumber': '' }, null],
    ])('%s: %j', async (_, body, expected) => {
      const id = await created('Claim', { Policy: 3 });
      expect((await update('Claim', id, body)).status).toBe(200);
      expect(await read('Claim', id)).toMatchObject({ Policy: expected });
      expect(await read('Claim', await created('Claim', body))).toMatchObject({ Policy: expected });
    });

    test('in upserts, each by its own', async () => {
      const { body } = await bulk('Claim', 'ClaimNumber', [
        { ClaimNumber: 'K-1', 'Policy.PolicyNumber': 'P-1' },
        { ClaimNumber: 'K-2', 'Policy.PolicyNumber': 'P-9' },
        { ClaimNumber: 'K-3', Policy: 2 },
      ]);
      expect(body.map(({ IsSuccessful }) => IsSuccessful)).toEqual([true, false, true]);
      expect(body[1]).toMatchObject({
        ErrorCode: 'invalid_request',
        Message:
          'Unable to execute. Policy.PolicyNumber must be a key of one record; there is none with "P-9".',
      });
      expect(await read('Claim', required(body[0]?.RecordID))).toMatchObject({ Policy: 1 });
      expect(await read('Claim', required(body[2]?.RecordID))).toMatchObject({ Policy: 2 });
    });

    test('of the same domain, and of an entry before it', async () => {
      const entries = [
        { Code: 'root' },
        { Code: 'leaf', 'Parent.Code': 'root' },
        { Code: 'lost', 'Parent.Code': 'later' },
        { Code: 'later' },
      ];
      const dry = await bulk('Custom.Thing', 'Code', entries, '&dryRun=true');
      expect(dry.body.map(({ IsSuccessful }) => IsSuccessful)).toEqual([true, true, false, true]);
      const { body } = await bulk('Custom.Thing', 'Code', entries);
      expect(body.map(({ IsSuccessful }) => IsSuccessful)).toEqual([true, true, false, true]);
      expect(await read('Custom.Thing', required(body[1]?.RecordID))).toMatchObject({
        Parent: body[0]?.RecordID,
      });
      // Who has a key is as the entries before leave it.
      const renamed = await bulk('Custom.Thing', 'Number', [
        { Number: 1, Code: 'moved' },
        { Number: 2, 'Parent.Code': 'moved' },
        { Number: 1, Code: 'away' },
        { Number: 3, 'Parent.Code': 'moved' },
      ]);
      expect(renamed.body.map(({ IsSuccessful }) => IsSuccessful)).toEqual([true, true, true, false]);
    });
  });

  test.each<[Record<string, unknown>, string]>([
    [{ 'Policy.PolicyNumber': 'P-9' }, 'must be a key of one record; there is none with "P-9".'],
    [{ 'Policy.PolicyNumber': 'Twice' }, 'must be a key of one record; several have "Twice": 3, 4.'],
    [
      { Policy: 1, 'Policy.PolicyNumber': 'P-1' },
      'by its id or by one key; Policy and Policy.PolicyNumber were given.',
    ],
    [
      { 'Policy.Premium': 1, 'Policy.PolicyNumber': 'P-1' },
      'by its id or by one key; Policy.Premium and Policy.PolicyNumber were given.',
    ],
    [{ 'Policy.PolicyNumbr': 'P-1' }, `"PolicyNumbr" was given. Did you mean 'PolicyNumber'?`],
    [{ 'Policy.EffectiveDate': '2026-01-01' }, '"EffectiveDate" is a Date field.'],
    [{ 'Policy.Owner.Name': 'x' }, 'not a path; "Owner.Name" was given.'],
    [{ 'Policy.PolicyNumber': true }, 'Policy.PolicyNumber must be a string or a number; true was given.'],
    [{ 'Policy.PolicyNumber': 'a\0' }, 'must be well-formed Unicode without NUL'],
    [{ 'Status.Code': 'x' }, 'The Claim domain has no field "Status.Code".'],
  ])('refused: %j', async (body, words) => {
    expect(expectRefusal(await create('Claim', body), 400, 'invalid_request')).toContain(words);
  });

  test('a key takes View on its domain, an id does not', async () => {
    const path = '/api/Claim';
    const { claims } = tokens;
    const refused = await server.call('POST', path, {
      token: claims,
      body: { 'Policy.PolicyNumber': 'P-1' },
    });
    expectRefusal(refused, 403, 'permission_denied');
    expect((await server.call('POST', path, { token: claims, body: { Policy: 1 } })).status).toBe(200);
  });

  describe('referredBy', () => {
    const query = (parameters: string, as = token) =>
      server.call<{ ID: number }[]>('GET', `/api/Policy/Query?${parameters}`, { token: as });

    test.each([
      'ID=1&referredBy=Claim.Policy&sort=-ClaimNumber&pageSize=3&columns=ClaimNumber',
      'PolicyNumber=P-1&referredBy=Claim.Policy&sort=-ClaimNumber&pageSize=3&columns=ClaimNumber',
    ])('%s', async (parameters) => {
      await bulk('Claim', 'ClaimNumber', [{ ClaimNumber: 'X-9', Policy: 1 }]);
      const { body, headers } = await query(parameters);
      expect(body.map((row) => ('ClaimNumber' in row ? row.ClaimNumber : undefined))).toEqual([
        'X-9',
        'K-1',
        'CLM-3',
      ]);
      expect(headers.get('Link')).toContain('rel="next"');
    });

    test.each<[string, number, Parameters<typeof expectRefusal>[2], string]>([
      ['ID=9&referredBy=Claim.Policy', 404, 'not_found', 'No Policy record is as the filters want it.'],
      [
        'PolicyNumber=Twice&referredBy=Claim.Policy',
        400,
        'invalid_request',
        'Several are as the filters want them.',
      ],
      ['referredBy=Claim.Policy', 400, 'invalid_request', 'asked of one Policy record, named by ID or'],
      ['ID=1&referredBy=Claim.Polcy', 400, 'invalid_request', `Did you mean 'Claim.Policy'?`],
      ['ID=1&referredBy=Claim.Status', 400, 'invalid_request', 'its field that refers to Policy'],
      ['ID=1&referredBy=', 400, 'invalid_request', 'referredBy must be'],
    ])('refused: %s', async (parameters, status, code, words) => {
      expect(expectRefusal(await query(parameters), status, code)).toContain(words);
    });

    test('takes View on both domains', async () => {
      for (const as of [tokens.claims, tokens.edith]) {
        expectRefusal(await query('ID=1&referredBy=Claim.Policy', as), 403, 'permission_denied');
      }
    });
  });
});
