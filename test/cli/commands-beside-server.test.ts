/** What a running server notices of commands on its database. */
import { describe, expect, test } from 'vitest';
import { call } from '../support/call.js';
import { start, stop } from '../support/command.js';
import { runHere } from '../support/command-here.js';
import { expectNoStack } from '../support/no-stack.js';
import { databases, linkOf, servedFixture } from '../support/served-client.js';

const { loaded } = databases();

describe('a token is refused soon after it is revoked', () => {
  test('also where the server has been asked nothing but whether it has expired', async () => {
    const { database, token } = await loaded('expiry');
    const server = await start(['serve', '--database', database]);
    try {
      const hasExpired = async () =>
        (await call<boolean>(server.address, 'GET', '/Authentication/HasTokenExpired', { token })).body;
      expect(await hasExpired()).toBe(false);
      const rows = JSON.parse((await runHere(['token', 'list', '--json', '--database', database])).stdout);
      await runHere(['token', 'revoke', String(rows.at(-1).id), '--database', database]);
      await expect.poll(hasExpired).toBe(true);
    } finally {
      await stop(server);
    }
  });
});

describe('client set', () => {
  test('refuses pair while pairs have several links, and says how many and which', async () => {
    const { database } = await loaded('several', {
      ...servedFixture(),
      linkIdentity: 'relationship',
      links: [
        { id: 1, ...linkOf(1), Relationship: 'Adjuster' },
        { id: 2, ...linkOf(1), Relationship: 'Witness' },
        { id: 3, ...linkOf(2), Relationship: 'Witness' },
      ],
    });
    const { code, stderr } = await runHere([
      'client',
      'set',
      '--link-identity',
      'pair',
      '--database',
      database,
    ]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/\b1 pair\b.*Claim 1.*Contact 1/);
    expectNoStack(stderr);
    const clients = JSON.parse((await runHere(['client', 'list', '--json', '--database', database])).stdout);
    expect(clients[0].linkIdentity).toBe('relationship');
  });

  test('is noticed by a running server', async () => {
    const { database, token } = await loaded('noticed');
    const server = await start(['serve', '--database', database]);
    try {
      const upsert = (body: object) => call(server.address, 'POST', '/api/Link/Upsert', { token, body });
      await upsert(linkOf(1));
      await runHere(['client', 'set', '--link-identity', 'relationship', '--database', database]);
      const second = await upsert({ ...linkOf(1), Relationship: 'Witness' });
      expect(second.body.Message).toBe('Inserted link with id 2 successfully.');
    } finally {
      await stop(server);
    }
  });
});
