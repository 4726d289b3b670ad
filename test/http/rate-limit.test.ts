/**
 * Requests of each user in a minute, where the server is told a number
 * (docs/reference/limits.md#shares-of-a-user).
 */

import { expect, test } from 'vitest';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const [sqlite] = stores;
const fixtureOf = (client: string): Fixture => ({
  account: 'Acme',
  client,
  users: [{ user: 'ada', administrator: true }, { user: 'ben' }],
});
const fixtures = [fixtureOf('Main'), fixtureOf('Other')];
const requestsPerMinute = 5;

test('each user has so many, whatever tokens they come by, and nobody takes them from others', async () => {
  const server = await startServer(sqlite, fixtures, { requestsPerMinute });
  const [first, second] = [await server.token('ada'), await server.token('ada')];
  const get = (path: string, token?: string) => server.call('GET', path, { token });
  for (let left = requestsPerMinute - 1; left >= 0; left--) {
    const { status, headers } = await get('/api/Me', left % 2 === 0 ? first : second);
    expect(status).toBe(200);
    expect(headers.get('RateLimit-Limit')).toBe(String(requestsPerMinute));
    expect(headers.get('RateLimit-Remaining')).toBe(String(left));
    expect(Number(headers.get('RateLimit-Reset'))).toBeGreaterThan(0);
  }
  for (const token of [first, second]) {
    for (const path of ['/api/Me', '/api/Domains']) {
      const answer = await get(path, token);
      expectRefusal(answer, 429, 'rate_limited');
      expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
      expect(answer.headers.get('RateLimit-Remaining')).toBe('0');
    }
  }
  const body = { ParentDomain: 'Claim' };
  expectRefusal(await server.call('POST', '/api/Link/Upsert', { token: first, body }), 429, 'rate_limited');
  for (const token of [await server.token('ben'), await server.token('ada', 'Other')]) {
    expect((await get('/api/Me', token)).headers.get('RateLimit-Remaining')).toBe('4');
  }
  for (let count = 0; count < 2 * requestsPerMinute; count++) {
    const open = await get('/health');
    expect([open.status, open.headers.get('RateLimit-Limit')]).toEqual([200, null]);
  }
});

test('nothing is counted where the server was told nothing', async () => {
  const server = await startServer(sqlite, fixtures);
  const { headers } = await server.call('GET', '/api/Me', { token: await server.token('ada') });
  expect(headers.get('RateLimit-Limit')).toBeNull();
});
