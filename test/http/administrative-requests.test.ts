/** docs/reference/recent-requests.md#how-long: what changes settings is kept whatever else is asked. */
import { afterEach, describe, expect, test } from 'vitest';
import { isAdministrative } from '#linkwright/contract/operations/activity.js';
import { operations } from '#linkwright/contract/operations/index.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { limits } from '#linkwright/limits/limits.js';
import { everyOperation } from '../support/every-operation.js';
import { required } from '../support/required.js';
import { startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  users: [{ user: 'ada', administrator: true }, { user: 'bob' }],
};

const changed = Object.fromEntries(Object.entries(limits));
afterEach(() => Object.assign(limits, changed));

test('what takes the Administer permission and is no GET changes settings, and a change of a password', () => {
  const administered = operations
    .filter(({ id, method }) => method !== 'GET' && everyOperation[id]?.needs?.['*']?.includes('Administer'))
    .map(({ id }) => id);
  const administrative = operations.filter(isAdministrative).map(({ id }) => id);
  expect(administrative).toEqual(expect.arrayContaining([...administered, 'revokeToken', 'changePassword']));
  expect(administrative).not.toContain('upsertLink');
});

describe.each(stores)('requests that change settings, on $name', async (store) => {
  const server = await startServer(store, [fixture]);
  const tokens = { ada: await server.token('ada'), bob: await server.token('bob') };
  const saveRole = (as: keyof typeof tokens) =>
    server.call('PUT', '/api/Roles/Clerk', { token: tokens[as], body: { Grants: {} } });

  test('are kept when there are too many requests, of others or of their own user', async () => {
    const { recorder, callers } = server.app.services;
    const { client } = required(await callers.find(tokens.ada));
    Object.assign(limits, { requestsInBlock: 1 });
    await saveRole('ada');
    for (let count = 0; count < 12; count++) {
      await server.call('GET', '/api/Domains', { token: tokens.ada });
      await server.call('GET', '/api/Domains', { token: tokens.bob });
      await saveRole('bob');
    }
    await recorder.settle(client);
    Object.assign(limits, { recentRequestsOfClient: 10, administrativeRequestsOfClient: 4 });
    await recorder.retention.trim(client);
    const { body } = await server.call('GET', '/api/RecentRequests', { token: tokens.ada });
    const kept = body.map(({ Operation, User }) => `${User} ${Operation}`).sort();
    expect(kept).toEqual([
      ...Array(3).fill('ada listDomains'),
      'ada saveRole',
      ...Array(3).fill('bob listDomains'),
      ...Array(3).fill('bob saveRole'),
    ]);
  });
});
