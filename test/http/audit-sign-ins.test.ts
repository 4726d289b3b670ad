/** docs/reference/audit-log.md#sign-ins and #how-long: who signed in, who tried to, and for how long it is known. */
import { afterEach, describe, expect, test } from 'vitest';
import { noteSignInsProgram } from '#linkwright/access/audit/sign-ins.js';
import { limits } from '#linkwright/limits/limits.js';
import { required } from '../support/required.js';
import { authenticateOn, grant, grantOn, password, right, startSignIns } from '../support/sign-ins.js';
import { stores } from '../support/stores.js';

const day = 86_400_000;
const changed = Object.fromEntries(Object.entries(limits));
afterEach(() => Object.assign(limits, changed));

describe.each(stores)('sign-ins in the audit log, on $name', (store) => {
  /** Each sign-in comes from another address, since they are limited for each. */
  async function start() {
    const server = await startSignIns(store, { trustProxy: ['loopback'] });
    const token = await server.token('ada');
    let count = 0;
    const from = (): Record<string, string> => ({ 'X-Forwarded-For': `10.0.${count >> 8}.${count++ & 255}` });
    const signIn = (User: string, Password = 'wrong', more: object = {}, headers = from()) =>
      authenticateOn(server)({ ...right, User, Password, ...more }, headers);
    const log = async () =>
      (await server.call('GET', '/api/AuditLog?kind=signIn', { token })).body as Record<string, unknown>[];
    return { server, signIn, log, from };
  }

  test('say who signed in, from where and with what', async () => {
    const { server, signIn, log } = await start();
    const answer = await signIn('ada', password, {}, { 'X-Forwarded-For': '10.9.8.7', 'User-Agent': 'a b' });
    await grantOn(server)(grant, { 'X-Forwarded-For': '2001:db8::7' });
    const [second, first] = await log();
    expect(first).toMatchObject({
      ...{ Kind: 'signIn', Action: 'succeeded', Subject: null, User: 'ada', Before: null },
      ...{ Address: '10.9.8.7', UserAgent: 'a b', RequestID: answer.headers.get('X-Request-Id') },
    });
    expect(first?.After).toEqual({ TokenID: expect.any(Number) });
    expect(second).toMatchObject({ Action: 'succeeded', User: 'ada', Address: '2001:db8::7' });
  });

  test('say who tried to, also in the name of a user who is not there', async () => {
    const { server, signIn, log } = await start();
    const long = 'x'.repeat(900);
    const answer = await signIn('ada', 'wrong', {}, { 'X-Forwarded-For': '10.1.1.1', 'User-Agent': long });
    for (const name of ['nobody', 'silent', long, 'lone \ud800', 'eve']) await signIn(name);
    await signIn('ada', password, { ClientName: 'Mein' });
    const entries = (await log()).reverse();
    expect(entries.map(({ Action, User }) => [Action, User])).toEqual([
      ['failed', 'ada'],
      ['failed', 'nobody'],
      ['failed', 'silent'],
      ['failed', `${'x'.repeat(200)}…`],
      ['failed', 'lone \ufffd'],
      ['failed', 'eve'],
    ]);
    expect(entries[0]).toMatchObject({
      ...{ Address: '10.1.1.1', Before: null, After: null },
      ...{ UserAgent: `${'x'.repeat(200)}…`, RequestID: answer.headers.get('X-Request-Id') },
    });
    // What fits no client of the database is in no client's log.
    expect(await server.rows("SELECT * FROM audit_log WHERE kind = 'signIn'")).toHaveLength(6);
  });

  test('say once that a user is refused for trying too often', async () => {
    const { signIn, log } = await start();
    const headers = { 'X-Forwarded-For': '10.2.2.2' };
    for (let count = 0; count < limits.attemptsOfUser + 5; count++) await signIn('ada', 'wrong', {}, headers);
    const actions = (await log()).map(({ Action }) => Action);
    expect(actions.filter((action) => action === 'failed')).toHaveLength(limits.attemptsOfUser);
    expect(actions.filter((action) => action === 'limited')).toHaveLength(1);
  });

  test('that fail too often are counted, not written one by one', async () => {
    Object.assign(limits, { failedSignInsWritten: 3, failedSignInReturnMilliseconds: 1e9 });
    Object.assign(limits, { failedSignInCountMilliseconds: 300 });
    const { signIn, log } = await start();
    for (let count = 0; count < 10; count++) await signIn(`user ${count}`);
    await expect
      .poll(async () => {
        const counted = (await log()).filter(({ User }) => User === null);
        return counted.reduce((sum, { After }) => sum + required(After as { Attempts: number }).Attempts, 0);
      })
      .toBe(7);
    expect((await log()).filter(({ User }) => User !== null)).toHaveLength(3);
  });

  test('that failed are written when the server closes', async () => {
    Object.assign(limits, { failedSignInBatchMilliseconds: 1e6 });
    const { server, signIn } = await start();
    await signIn('ada');
    const { failedSignIns } = server.app.services;
    await failedSignIns.close();
    expect(await server.rows("SELECT * FROM audit_log WHERE kind = 'signIn'")).toHaveLength(1);
  });

  test('are known for as long as the client says, and no longer', async () => {
    const { server, log } = await start();
    const { id: client } = required(await server.store.clientByName('Acme', 'Main'));
    const at = (days: number) => ({ at: Date.now() - days * day, action: 'failed' as const });
    const input = [at(500), at(401), at(399), ...Array.from({ length: 450 }, () => at(600))];
    await server.store.write({ client, program: noteSignInsProgram, input });
    expect(await log()).toHaveLength(1);
    const kept = () => server.rows("SELECT * FROM audit_log WHERE kind = 'signIn'");
    expect(await kept()).toHaveLength(453);
    await server.app.services.auditRetention.sweep();
    expect(await kept()).toHaveLength(1);
  });
});
