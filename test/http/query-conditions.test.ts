/** docs/reference/records.md#conditions: how a query string says what values of fields must be. */
import { describe, expect, test } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { limits } from '#linkwright/limits/limits.js';
import { claimsToQuery } from '../support/claims-to-query.js';
import { nextOf } from '../support/page.js';
import { required } from '../support/required.js';
import { startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

type RecordRow = components['schemas']['RecordRow'];

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  users: [{ user: 'ada', administrator: true }],
  records: {
    Policy: [{ id: 1 }, { id: 2 }],
    Claim: claimsToQuery,
  },
};

describe.each(stores)('conditions of queries, on $name', async (store) => {
  const server = await startServer(store, [fixture]);
  const token = await server.token('ada');
  const query = (domain: string, parameters: string) =>
    server.call<RecordRow[]>('GET', `/api/${domain}/Query?${parameters}`, { token });

  // What each condition means is in test/record/query.test.ts; here is how a query string says it.
  test.each<[string, number[]]>([
    ['Status=Open&Status=Closed&sort=ID', [1, 3, 4, 5]],
    ['Status=Closed&Status=&sort=ID', [4, 6]],
    ['Status.not=Open', [2, 4, 6]],
    ['Status.not=Open&Status.not=', [2, 4]],
    ['Amount.from=9&Amount.to=10.5', [1, 2]],
    ['Amount.from=-1e2', [3, 1, 2, 4]],
    ['LossDate.to=2026-02-11', [2, 1]],
    ['ClaimNumber.startsWith=CLM-1&ClaimNumber.startsWith=CLM-9', [1, 2]],
    ['Description.contains=caf%C3%A9', [6]],
    ['Description.contains=Caf%65%CC%81&Description.contains=damage', [5, 6]],
    ['ID=3&ID=1', [1, 3]],
    ['ids=1,2&ID=3&ID=2', [2]],
    ['Policy=1&Policy=2&Status=Open', [1, 3]],
  ])('%s', async (parameters, expected) => {
    const { body, headers } = await query('Claim', parameters);
    expect(body.map(({ ID }) => ID)).toEqual(expected);
    expect(headers.get('Search-Stopped')).toBeNull();
  });

  test('a day stands for its first moment and its last', async () => {
    const times = [
      '2026-01-30T23:59:59.999Z',
      '2026-01-31T00:00:00Z',
      '2026-01-31T23:59:59.999Z',
      '2026-02-01T00:00:00Z',
    ];
    for (const IncidentDate of times) {
      await server.call('POST', '/api/Incident', { token, body: { IncidentDate } });
    }
    const { body } = await query('Incident', 'IncidentDate.from=2026-01-31&IncidentDate.to=2026-01-31');
    expect(body.map(({ ID }) => ID)).toEqual([2, 3]);
  });

  test('a page that has looked through as many records as one may says so, and has a next one', async () => {
    const names = Array.from({ length: limits.searchedRecords + limits.recordsAtOnce }, (_, at) => ({
      Name: `Place ${at}`,
    }));
    for (let at = 0; at < names.length; at += 1_000) {
      const body = names.slice(at, at + 1_000);
      await server.call('POST', '/api/Location/BulkUpsert?matchFields=Name', { token, body });
    }
    const answer = await query('Location', 'Name.contains=nowhere');
    expect(answer.body).toEqual([]);
    expect(answer.headers.get('Search-Stopped')).toBe('true');
    const last = await server.call<RecordRow[]>('GET', required(nextOf(answer)), { token });
    expect([last.body, last.headers.get('Search-Stopped'), nextOf(last)]).toEqual([[], null, undefined]);
  });
});
