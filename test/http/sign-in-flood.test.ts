/**
 * docs/reference/signing-in.md#limits-of-attempts: of passwords that are hashed, few are at once, and few
 * wait (docs/decisions/0041).
 */

import { describe, expect, test } from 'vitest';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { limits } from '#linkwright/limits/limits.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const password = 'correct horse battery';
const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  users: [{ user: 'ada', password, administrator: true }],
};
const right = { Account: 'Acme', ClientName: 'Main', User: 'ada', Password: password };

describe('a flood of sign-ins', async () => {
  const server = await startServer(stores[0], [fixture], { trustProxy: ['loopback'] });
  const { passwords } = server.app.services;
  const from = (address: string, body: object = {}) =>
    server.call('POST', '/Authentication/Authenticate', {
      body: { ...right, ...body },
      headers: { 'X-Forwarded-For': address },
    });
  const pause = () => new Promise((resolve) => setImmediate(resolve));
  /** Sees to it that an address has as many waiting as there is room for, until it is told to stop. */
  function flood(address: string) {
    let over = false;
    const again = async () => {
      while (!over) {
        // At once, so that nobody else takes the place between.
        await passwords.verify(null, 'wrong', { name: address }).catch(pause);
      }
    };
    const places = limits.waitingPasswords + limits.passwordsHashedAtOnce;
    const all = Promise.all(Array.from({ length: places }, again));
    return () => {
      over = true;
      return all;
    };
  }

  test('turns its own away, which costs no attempt', async () => {
    const stop = flood('192.0.2.9');
    const token = await server.token('ada');
    for (let count = 0; count <= limits.attemptsOfUser; count++) {
      const answer = await from('192.0.2.9', { User: 'ben' });
      expectRefusal(answer, 503, 'unavailable');
      expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
    }
    // Whatever hashes waits in the same line.
    const own = { token, headers: { 'X-Forwarded-For': '192.0.2.9' } };
    const change = { OldPassword: password, NewPassword: 'another horse battery' };
    expect((await server.call('PUT', '/api/Me/Password', { ...own, body: change })).status).toBe(503);
    await stop();
    expect((await from('192.0.2.9', { User: 'ben' })).status).toBe(401);
  });

  test('of others lets a user in who comes from elsewhere', async () => {
    const stop = flood('192.0.2.9');
    const answers = await Promise.all([from('192.0.2.1'), from('192.0.2.2', { Password: 'wrong' })]);
    expect(answers.map(({ status }) => status)).toEqual([200, 401]);
    await stop();
  });
});
