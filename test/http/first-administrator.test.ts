/**
 * docs/reference/signing-in.md#the-first-administrator: the first client and its administrator, by a link
 * that works one time.
 */

import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createClientProgram } from '#linkwright/access/clients.js';
import { newSecret } from '#linkwright/access/secrets.js';
import { createApp } from '#linkwright/http/app.js';
import { limits } from '#linkwright/limits/limits.js';
import type { Answer } from '../support/answers.js';
import { temporaryFolder } from '../support/folder.js';
import { required } from '../support/required.js';
import { addressOf, expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

const path = '/Authentication/FirstAdministrator';
const wanted = { Account: 'Acme', ClientName: 'Main', User: 'ada', Password: 'correct horse' };

let count = 0;

describe.each(stores)('the first administrator, on $name', (store) => {
  /** A database without a client, and servers on it, each with a secret of its own. */
  function database() {
    const [folder, name] = [temporaryFolder(), `first-${count++}`];
    return {
      open: () => store.open(folder, name),
      rows: <Row extends object>(select: string) => store.rows<Row>(folder, name, select),
      async serve({ hasSecret = true } = {}) {
        const secret = newSecret();
        const app = await createApp({
          store: await store.open(folder, name),
          log: pino({ level: 'silent' }),
          firstSecret: hasSecret ? secret : undefined,
        });
        await app.server.listen({ host: '127.0.0.1', port: 0 });
        const address = addressOf(app);
        onTestFinished(() => app.close());
        const call = async (
          method: string,
          at: string,
          { token, body }: { token?: string; body?: object } = {},
        ): Promise<Answer> => {
          const response = await fetch(address + at, {
            method,
            headers: {
              ...(token === undefined ? {} : { Token: token }),
              ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
            },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          });
          const text = await response.text();
          return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
        };
        const ask = (change: object = {}) =>
          call('POST', path, { body: { Secret: secret, ...wanted, ...change } });
        return { secret, call, ask };
      },
    };
  }

  test('is made with its client, signed in, and may do everything', async () => {
    const { serve, rows } = database();
    const { call, ask } = await serve();
    const { status, headers, body } = await ask();
    expect(status).toBe(200);
    expect(headers.get('Cache-Control')).toBe('no-store');
    expect(Object.keys(body)).toEqual(['token', 'tokenExpiry']);
    const me = await call('GET', '/api/Me', { token: body.token });
    expect(me.body).toMatchObject({ Account: 'Acme', Client: 'Main', User: 'ada', Administrator: true });
    expect((await call('POST', '/Authentication/Authenticate', { body: wanted })).status).toBe(200);
    expect(await rows('SELECT link_identity FROM client_state')).toEqual([{ link_identity: 'pair' }]);
    expect(JSON.stringify(await rows('SELECT * FROM app_user'))).not.toContain(wanted.Password);
  });

  test('works one time', async () => {
    const { serve, rows } = database();
    const { ask } = await serve();
    expect((await ask()).status).toBe(200);
    for (const change of [{}, { ClientName: 'Other' }, { User: 'eve' }]) {
      expect(expectRefusal(await ask(change), 404, 'not_found')).toContain('has a client already');
    }
    expect(await rows('SELECT account, name FROM client')).toEqual([{ account: 'Acme', name: 'Main' }]);
    expect(await rows('SELECT name FROM app_user')).toEqual([{ name: 'ada' }]);
  });

  test('not once a client was made in another way', async () => {
    const { open, serve, rows } = database();
    const { ask } = await serve();
    const other = await open();
    const input = { account: 'Acme', name: 'Main', linkIdentity: 'relationship' } as const;
    await other.write({ client: 0, program: createClientProgram, input });
    await other.close();
    expectRefusal(await ask(), 404, 'not_found');
    expectRefusal(await ask({ Account: 'Another' }), 404, 'not_found');
    expect(await rows('SELECT name FROM app_user')).toEqual([]);
  });

  test('a wrong secret makes nothing, nor one sent to a server that has none', async () => {
    const { serve, rows } = database();
    const { secret, ask } = await serve();
    const others = [newSecret(), `${secret}x`, secret.slice(1), secret.toLowerCase(), 'x'];
    for (const Secret of others) {
      const message = expectRefusal(
        await ask({ Secret }),
        401,
        'unauthenticated',
        'Authentication is required.',
      );
      expect(message).not.toContain(Secret);
    }
    const without = await serve({ hasSecret: false });
    expectRefusal(
      await without.ask({ Secret: secret }),
      401,
      'unauthenticated',
      'Authentication is required.',
    );
    expect(await rows('SELECT id FROM client')).toEqual([]);
    expect((await ask()).status).toBe(200);
  });

  test.each([
    ['Secret', ''],
    ['Secret', undefined],
    ['Account', 'a:b'],
    ['Account', ''],
    ['ClientName', 'a\u0000'],
    ['ClientName', 'x'.repeat(limits.nameCharacters + 1)],
    ['User', ' \n'],
    ['User', 5],
    ['Password', 'x'.repeat(limits.passwordCharacters - 1)],
    ['Password', null],
    ['Pasword', 'correct horse'],
  ])('%s %j is refused by name, and the link goes on working', async (property, value) => {
    const { serve } = database();
    const { ask } = await serve();
    const message = expectRefusal(await ask({ [property]: value }), 400, 'invalid_request');
    expect(message).toContain(property);
    expect(message).not.toMatch(/horse/);
    expect((await ask()).status).toBe(200);
  });

  test('is limited for each address, as signing in is', async () => {
    const { serve } = database();
    const { ask } = await serve();
    for (let tried = 0; tried < limits.signInsPerMinute; tried++) await ask({ Secret: 'wrong' });
    const answer = await ask();
    expectRefusal(answer, 429, 'rate_limited');
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
  });

  test('of many calls at once to two servers, and clients made by command, one makes it', async () => {
    const { open, serve, rows } = database();
    const servers = [await serve(), await serve()];
    const other = await open();
    const command = { account: 'Acme', name: 'By command', linkIdentity: 'pair' } as const;
    const [answers] = await Promise.all([
      Promise.all(
        Array.from({ length: 12 }, (_, at) =>
          required(servers[at % 2]).ask(at < 6 ? {} : { ClientName: `Main ${at}`, User: `ada ${at}` }),
        ),
      ),
      other.write({ client: 0, program: createClientProgram, input: command }),
    ]);
    await other.close();
    const made = answers.filter(({ status }) => status === 200);
    expect(made.length).toBeLessThanOrEqual(1);
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      expectRefusal(answer, 404, 'not_found');
    }
    const clients = await rows<{ id: number; name: string }>('SELECT id, name FROM client ORDER BY id');
    expect(clients.map(({ id }) => id)).toEqual(made.length === 1 ? [1, 2] : [1]);
    expect(clients.at(-1)?.name).toBe('By command');
    expect(await rows('SELECT client_id, administrator FROM app_user')).toEqual(
      made.map(() => ({ client_id: 1, administrator: 1 })),
    );
  });

  test('of equal calls at once to two servers one makes it', async () => {
    const { serve, rows } = database();
    const servers = [await serve(), await serve()];
    const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => required(servers[at % 2]).ask()));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      expectRefusal(answer, 404, 'not_found');
    }
    expect(await rows('SELECT id FROM client')).toHaveLength(1);
    expect(await rows('SELECT id FROM app_user')).toHaveLength(1);
  });
});
