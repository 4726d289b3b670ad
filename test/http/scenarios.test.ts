/** The page's three scenarios, byte for byte (reference/link-upsert.txt). */
import { describe, expect, test } from 'vitest';
import { demoFixtures } from '#linkwright/cli/demo-fixtures.js';
import { tour } from '#linkwright/cli/demo-tour.js';
import { scenarios } from '../../scripts/scenarios.mjs';
import { startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

describe.each(stores)('the scenarios, on $name', async (store) => {
  const clients = [...demoFixtures, tour];
  const server = await startServer(store, clients);

  test.each(scenarios)('$title', async ({ client, body, status, answer }) => {
    const token = await server.token('demo', client);
    const response = await server.call('POST', '/api/Link/Upsert', { token, body });
    expect(response.status).toBe(status);
    expect(response.text).toBe(answer);
    expect(response.headers.get('Error-Code')).toBe(status === 200 ? null : 'parent_not_found');
  });

  // Whoever opens the demo tries them in any of its clients.
  test.each(clients.map(({ client }) => client))('every scenario in the client %s', async (client) => {
    const token = await server.token('demo', client);
    for (const { body, status } of scenarios) {
      const response = await server.call('POST', '/api/Link/Upsert', { token, body });
      expect([response.status, response.text]).toEqual([status, expect.anything()]);
    }
  });
});
