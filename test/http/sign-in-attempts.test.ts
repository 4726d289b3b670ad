/** docs/reference/signing-in.md#limits-of-attempts: how often may be signed in, from where and as whom. */
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { createApp } from '#linkwright/http/app.js';
import { limits } from '#linkwright/limits/limits.js';
import { required } from '../support/required.js';
import { expectRefusal } from '../support/server.js';
import { authenticateOn, grant, grantOn, open, password, right, startSignIns } from '../support/sign-ins.js';
import { stores } from '../support/stores.js';

/** The address that a proxy says a sign-in comes from. */
type Forwarded = (count: number) => string;

describe.each(stores)('attempts to sign in, on $name', async (store) => {
  describe('too many attempts', async () => {
    test('are turned away, right or wrong, whatever address they claim to come from', async () => {
      const server = await startSignIns(store);
      const token = await server.token('ada');
      const authenticate = authenticateOn(server);
      for (let count = 0; count < limits.signInsPerMinute; count++) {
        const answer = await authenticate(
          { ...right, Password: '' },
          { 'X-Forwarded-For': `10.0.0.${count}` },
        );
        expect(answer.status).toBe(400);
      }
      const turned = await authenticate(right, { 'X-Forwarded-For': '10.0.1.1' });
      expectRefusal(turned, 429, 'rate_limited', '');
      const seconds = Number(turned.headers.get('Retry-After'));
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(60);
      expect(turned.headers.get('X-Request-Id')).toMatch(/\S/);
      // Those who have signed in go on.
      expect((await open(server, { Token: token })).status).toBe(200);
      expect((await server.call('GET', '/Authentication/Ping')).status).toBe(200);
      expect((await server.call('GET', '/Authentication/HasTokenExpired', { token })).body).toBe(false);
    });

    test('are counted for both ways of signing in together', async () => {
      const server = await startSignIns(store);
      const [authenticate, ask] = [authenticateOn(server), grantOn(server)];
      for (let count = 0; count < limits.signInsPerMinute; count++) {
        const answer = await (count % 2 === 0 ? authenticate({}) : ask({}));
        expect(answer.status).toBe(400);
      }
      expect((await authenticate(right)).status).toBe(429);
      expect((await ask(grant)).status).toBe(429);
    });

    test('with a path in another spelling are the same attempts', async () => {
      const server = await startSignIns(store);
      const paths = [
        '/Authentication/Authenticate',
        '/authentication/authenticate',
        '/Authentication/Authenticate/',
      ];
      for (let count = 0; count < limits.signInsPerMinute; count++) {
        expect((await server.call('POST', required(paths[count % 3]), { body: {} })).status).toBe(400);
      }
      for (const path of paths) expect((await server.call('POST', path, { body: right })).status).toBe(429);
    });
  });

  describe('a user that is guessed at', async () => {
    const server = await startSignIns(store, { trustProxy: ['loopback'] });
    let guesses = 0;
    /** A sign-in from an address, as a proxy on this machine says. */
    const from = (address: string, body: object = right) =>
      server.call('POST', '/Authentication/Authenticate', { body, headers: { 'X-Forwarded-For': address } });
    const guess = (change: object) =>
      from(`10.1.${guesses >> 8}.${guesses++ & 255}`, { ...right, Password: 'wrong', ...change });

    test.each([
      ['that there is', {}],
      ['that there is not', { User: 'nobody' }],
      ['of a client that there is not', { ClientName: 'Nowhere' }],
    ])('from many addresses, one %s, is guessed at slowly', async (_, change) => {
      if (Object.keys(change).length === 0) await from('192.0.2.1');
      const answers = await Promise.all(
        Array.from({ length: 2 * limits.attemptsOfUser }, () => guess(change)),
      );
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([
        ...Array(limits.attemptsOfUser).fill(401),
        ...Array(limits.attemptsOfUser).fill(429),
      ]);
      const turned = required(answers.find(({ status }) => status === 429));
      expectRefusal(turned, 429, 'rate_limited', '');
      const seconds = Number(turned.headers.get('Retry-After'));
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(limits.attemptReturnMilliseconds / 1_000);
    });

    test('has to wait elsewhere, even with the right password, but not where it has signed in before', async () => {
      expect((await from('192.0.2.2')).status).toBe(429);
      expect((await from('192.0.2.1')).status).toBe(200);
    });

    test('does not have to there on another server, or after a restart', async () => {
      const { store: opened } = server;
      const other = await createApp({
        store: opened,
        log: pino({ level: 'silent' }),
        trustProxy: ['loopback'],
      });
      const ask = (address: string, Password: string) =>
        other.server.inject({
          method: 'POST',
          url: '/Authentication/Authenticate',
          payload: { ...right, Password },
          headers: { 'X-Forwarded-For': address },
        });
      const statuses: number[] = [];
      for (let count = 0; count <= limits.attemptsOfUser; count++) {
        statuses.push((await ask(`10.2.0.${count}`, 'wrong')).statusCode);
      }
      expect(statuses.at(-1)).toBe(429);
      expect((await ask('192.0.2.2', password)).statusCode).toBe(429);
      expect((await ask('192.0.2.1', password)).statusCode).toBe(200);
      await other.server.close();
    });

    test('of addresses digests are kept, of users that are there', async () => {
      const kept = await server.rows('SELECT user_id, address FROM known_address');
      expect(kept).toHaveLength(1);
      expect(kept[0]?.address).toMatch(/^[\w-]{43}$/);
    });

    test('others do not have to', async () => {
      expect((await from('192.0.2.2', { ...right, User: 'a:b:c' })).status).toBe(200);
    });
  });

  describe('behind a proxy', () => {
    const turnedAway = async (trustProxy: string[] | undefined, forwarded: Forwarded) => {
      const server = await startSignIns(store, trustProxy === undefined ? {} : { trustProxy });
      const statuses: number[] = [];
      for (let count = 0; count <= limits.signInsPerMinute; count++) {
        const headers = { 'X-Forwarded-For': forwarded(count) };
        statuses.push((await authenticateOn(server)({}, headers)).status);
      }
      return statuses.at(-1) === 429;
    };
    const differing: Forwarded = (count) => `10.0.0.${count}`;

    test.each<[string, string[] | undefined, Forwarded, boolean]>([
      ['without trust, its word is nothing', undefined, differing, true],
      ['trusted, it says who is asking', ['loopback'], differing, false],
      ['trusted, it says when it is one and the same', ['127.0.0.1'], () => '10.0.0.1', true],
      ['what the caller itself wrote is nothing', ['loopback'], (count) => `10.0.0.${count}, 10.9.9.9`, true],
      ['another proxy than this is not trusted', ['192.0.2.0/24'], differing, true],
      ['trusted, it is an address alone: no port', ['loopback'], (count) => `7.7.7.7:${1_000 + count}`, true],
      ['trusted, it is an address alone: no rubbish', ['loopback'], (count) => `caller-${count}`, true],
      ['what stands before rubbish is nothing', ['loopback'], (count) => `10.0.0.${count}, unknown`, true],
      ['one network is one caller', ['loopback'], (count) => `2001:db8:1:2::${count}`, true],
      ['two networks are two', ['loopback'], (count) => `2001:db8:1:${count}::1`, false],
    ])('%s', async (_, trustProxy, forwarded, expected) => {
      expect(await turnedAway(trustProxy, forwarded)).toBe(expected);
    });
  });
});
