/** docs/reference/audit-log.md: what changes settings is told, with what was there before and what is there after. */
import { describe, expect, test } from 'vitest';
import { operations } from '#linkwright/contract/operations/index.js';
import { limits } from '#linkwright/limits/limits.js';
import { password as secret, startAdministration } from '../support/administration-world.js';
import type { Answer } from '../support/answers.js';
import { everyFixture, everyOperation, password } from '../support/every-operation.js';
import { required } from '../support/required.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

/** What takes the right to administer and writes, and what else changes a setting: a new one is here by itself. */
const changing = operations
  .filter(({ id, method }) => method !== 'GET' && everyOperation[id]?.needs?.['*']?.includes('Administer'))
  .map(({ id }) => id);
const alsoTold = ['changePassword', 'authenticate', 'authenticateOAuth', 'signOut'];

describe.each(stores)('every operation that changes settings, on $name', async (store) => {
  const server = await startServer(store, [everyFixture]);
  // The one with number 1, which is there to be revoked.
  await server.token('ada');
  const token = await server.token('ada');
  const body = { Account: 'Acme', ClientName: 'Main', User: 'ada', Password: password };
  const session = async () =>
    (await server.call('POST', '/Authentication/Authenticate', { body })).body.token;
  const latest = async () => required((await server.call('GET', '/api/AuditLog', { token })).body[0]);

  test.each([...changing, ...alsoTold])('%s leaves an entry', async (id) => {
    const { call, asSession } = required(everyOperation[id]);
    const [method, path, options] = call;
    const sentWith = asSession ? await session() : token;
    const { EntryID: before } = await latest();
    const answer = await server.call(method, path, { ...options, token: sentWith });
    expect(answer.status).toBe(200);
    const entry = await latest();
    expect(entry.EntryID).toBeGreaterThan(before);
    expect(entry).toMatchObject({
      User: 'ada',
      RequestID: answer.headers.get('X-Request-Id'),
      Address: '127.0.0.1',
      UserAgent: 'node',
    });
  });

  test('no entry holds a password, a token or a hash', async () => {
    const rows = await server.rows('SELECT * FROM audit_log');
    expect(rows.length).toBeGreaterThan(changing.length);
    const text = JSON.stringify(rows);
    expect(text).not.toContain(password);
    expect(text).not.toMatch(/lw_\d|argon2/);
    for (const { hash } of await server.rows<{ hash: string }>('SELECT hash FROM token')) {
      expect(text).not.toContain(hash);
    }
  });
});

type Told = [kind: string, action: string, subject: string | null, before: unknown, after: unknown];

describe.each(stores)('the audit log, on $name', async (store) => {
  const { server, ben, call, user, role } = await startAdministration(store);
  const log = async (query = '') => (await call('GET', `/api/AuditLog${query}`)).body;
  /** What is told of the work, oldest first. */
  async function toldOf(...work: (() => Promise<Answer>)[]): Promise<Told[]> {
    const last = required((await log('?pageSize=1'))[0]).EntryID;
    for (const each of work) expect((await each()).status).toBe(200);
    const entries = (await log()).filter(({ EntryID }) => EntryID > last).reverse();
    return entries.map(({ Kind, Action, Subject, Before, After }) => [Kind, Action, Subject, Before, After]);
  }

  test('tells of users', async () => {
    const told = await toldOf(
      () => user('cleo', { Roles: ['readers'] }),
      () => user('cleo', { Password: secret, Administrator: true }),
      () => user('cleo', { Password: `${secret}!` }),
      () => user('cleo', { Roles: ['readers'] }),
      () => call('DELETE', '/api/Users/cleo'),
    );
    expect(told).toEqual([
      ['user', 'created', 'cleo', null, { Administrator: false, Roles: ['readers'], Password: 'none' }],
      [
        'user',
        'changed',
        'cleo',
        { Administrator: false, Password: 'none' },
        { Administrator: true, Password: 'set' },
      ],
      ['user', 'changed', 'cleo', { Password: 'set' }, { Password: 'changed' }],
      ['user', 'deleted', 'cleo', { Administrator: true, Roles: ['readers'], Password: 'set' }, null],
    ]);
  });

  test('tells of roles', async () => {
    const told = await toldOf(
      () => role('clerks', { Claim: ['View'], Policy: ['View'] }),
      () => role('clerks', { Claim: ['View', 'Edit'], Policy: ['View'] }),
      () => call('DELETE', '/api/Roles/clerks'),
    );
    const after = { Claim: ['View', 'Edit'], Policy: ['View'] };
    expect(told).toEqual([
      ['role', 'created', 'clerks', null, { Grants: { Claim: ['View'], Policy: ['View'] } }],
      ['role', 'changed', 'clerks', { Grants: { Claim: ['View'] } }, { Grants: { Claim: ['View', 'Edit'] } }],
      ['role', 'deleted', 'clerks', { Grants: after }, null],
    ]);
  });

  test('tells of tokens', async () => {
    const body = { User: 'ben', Name: 'nightly', ExpiresAt: '2099-01-01T00:00:00Z' };
    const made = await call('POST', '/api/Tokens', body);
    const [entry] = await log('?kind=token&pageSize=1');
    const values = { User: 'ben', Name: 'nightly', Kind: 'token', ExpiresAt: '2099-01-01T00:00:00.000Z' };
    expect(entry).toMatchObject({ Action: 'created', Subject: String(made.body.ID), Before: null });
    expect(entry?.After).toMatchObject(values);
    const [ended] = await toldOf(() => call('DELETE', `/api/Tokens/${made.body.ID}`));
    expect(ended).toEqual(['token', 'deleted', String(made.body.ID), expect.objectContaining(values), null]);
  });

  test('tells of relationships', async () => {
    const codes = '/api/Contact/Codes/ContactType';
    const { body } = await call('POST', codes, { Code: 'Nurse', Limits: { Claim: 2 } });
    const told = await toldOf(
      () => call('POST', codes, { ID: body.ID, Code: 'Head nurse', Limits: { Claim: 1, Policy: 3 } }),
      () => call('DELETE', `${codes}/${body.ID}`),
    );
    const after = { Code: 'Head nurse', Description: 'Nurse', Limits: { Claim: 1, Policy: 3 } };
    expect(told).toEqual([
      [
        'relationship',
        'changed',
        'Nurse',
        { Code: 'Nurse', Limits: { Claim: 2, Policy: null } },
        { Code: 'Head nurse', Limits: { Claim: 1, Policy: 3 } },
      ],
      ['relationship', 'deleted', 'Head nurse', { ID: body.ID, ...after }, null],
    ]);
  });

  test('tells of domains and fields, of records and of links', async () => {
    const path = '/api/Metadata/Domains/Custom.Vessel';
    const told = await toldOf(
      () => call('PUT', path, { Linkable: true, Fields: [{ Name: 'IMO', Type: 'Text' }] }),
      () => call('PUT', path, { Label: 'Ship', Fields: [{ Name: 'IMO', Type: 'Text', Matching: 'loose' }] }),
      () => call('PUT', '/api/Metadata/Links/Custom.Vessel', { Fields: [{ Name: 'Since', Type: 'Date' }] }),
      () => call('DELETE', '/api/Metadata/Links/Custom.Vessel/Fields/Since'),
      () => call('DELETE', `${path}/Fields/IMO`),
      () => call('DELETE', path),
    );
    const since = { Label: 'Since', Type: 'Date', Codes: null };
    expect(told).toEqual([
      ['domain', 'created', 'Custom.Vessel', null, { Label: 'Custom.Vessel', Linkable: true }],
      [
        'field',
        'created',
        'Custom.Vessel.IMO',
        null,
        expect.objectContaining({ Label: 'IMO', Type: 'Text', Matching: 'exact' }),
      ],
      ['domain', 'changed', 'Custom.Vessel', { Label: 'Custom.Vessel' }, { Label: 'Ship' }],
      ['field', 'changed', 'Custom.Vessel.IMO', { Matching: 'exact' }, { Matching: 'loose' }],
      ['linkField', 'created', 'Custom.Vessel.Since', null, since],
      ['linkField', 'deleted', 'Custom.Vessel.Since', since, null],
      ['field', 'deleted', 'Custom.Vessel.IMO', expect.objectContaining({ Matching: 'loose' }), null],
      [
        'domain',
        'deleted',
        'Custom.Vessel',
        { Label: 'Ship', Linkable: true, Fields: [], LinkFields: [] },
        null,
      ],
    ]);
  });

  test('tells of settings', async () => {
    const told = await toldOf(() => call('PUT', '/api/Client', { AuditLogDays: 401 }));
    expect(told).toEqual([['setting', 'changed', null, { AuditLogDays: 400 }, { AuditLogDays: 401 }]]);
  });

  test('has one entry for many things of a kind, with the first of them', async () => {
    const entries = Array.from({ length: 150 }, (_, at) => ({ Code: `Role ${at}` }));
    const bulk = '/api/Contact/Codes/ContactType/BulkUpsert';
    const [told, ...more] = await toldOf(() => call('POST', bulk, entries));
    expect(more).toEqual([]);
    const [kind, action, subject, before, after] = required(told);
    expect([kind, action, subject, before]).toEqual(['relationship', 'created', null, null]);
    expect(after).toMatchObject({ 'Role 0': { Code: 'Role 0' }, '…': '50 more' });
  });

  test('shows a long list and a long text as far as there is room', async () => {
    const Codes = Array.from({ length: 130 }, (_, at) => `code ${at}`);
    const field = { Name: 'Kind', Type: 'Coded', Codes };
    const [told] = await toldOf(() => call('PUT', '/api/Metadata/Domains/Claim', { Fields: [field] }));
    expect(told?.[4]).toMatchObject({ Codes: [...Codes.slice(0, 100), '… 30 more'] });
  });

  test('tells nothing of what changes nothing, tries only, or is refused', async () => {
    const bulk = '/api/Contact/Codes/ContactType/BulkUpsert';
    const told = await toldOf(
      () => role('readers', { '*': ['View'] }),
      () => call('PUT', '/api/Metadata/Domains/Claim', {}),
      () => call('PUT', '/api/Client', { LinkIdentity: 'pair' }),
      () => call('POST', `${bulk}?dryRun`, [{ Code: 'Not yet' }]),
      async () => {
        expectRefusal(await role('clerks', { Nothing: ['View'] }), 400, 'invalid_request');
        expectRefusal(await call('PUT', '/api/Roles/x', { Grants: {} }, ben), 403, 'permission_denied');
        return call('GET', '/api/Me');
      },
    );
    expect(told).toEqual([]);
  });

  test('is read by administrators alone, and changed by nobody', async () => {
    expectRefusal(await call('GET', '/api/AuditLog', undefined, ben), 403, 'permission_denied');
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const answer = await server.call(method, '/api/AuditLog', { token: ben, elsewhere: true });
      expectRefusal(answer, 405, 'method_not_allowed', '');
    }
  });

  test('is filtered by user, kind and time, and paged newest first', async () => {
    await call('PUT', '/api/Me/Password', { OldPassword: secret, NewPassword: `${secret} 2` }, ben);
    const all = await log();
    const times = all.map(({ At }) => Date.parse(At));
    expect(times).toEqual([...times].sort((one, other) => other - one));
    const found = (query: string) => log(query).then((rows) => rows.map(({ EntryID }) => EntryID));
    const wanted = (fits: (entry: (typeof all)[number]) => boolean) =>
      all.filter(fits).map(({ EntryID }) => EntryID);
    expect(await found('?user=ben')).toEqual(wanted(({ User }) => User === 'ben'));
    expect(await found('?user=ben')).toHaveLength(1);
    expect(await found('?kind=role')).toEqual(wanted(({ Kind }) => Kind === 'role'));
    expect(await found('?kind=role&user=linkwright%20load')).toHaveLength(2);
    const middle = required(all[Math.floor(all.length / 2)]).At;
    expect(await found(`?from=${middle}`)).toEqual(wanted(({ At }) => At >= middle));
    expect(await found(`?to=${middle}`)).toEqual(wanted(({ At }) => At <= middle));
    const today = new Date().toISOString().slice(0, 10);
    expect(await found(`?from=2020-01-01&to=${today}`)).toEqual(wanted(({ At }) => At.startsWith(today)));
    expect(await found('?from=2099-01-01')).toEqual([]);
    const pages: number[] = [];
    for (let next: string | undefined = '/api/AuditLog?kind=user&pageSize=3'; next !== undefined; ) {
      const { headers, body }: Answer = await call('GET', next);
      expect(body.length).toBeLessThanOrEqual(3);
      pages.push(...body.map(({ EntryID }) => EntryID));
      next = /<(.*)>; rel="next"/.exec(headers.get('Link') ?? '')?.[1];
    }
    expect(pages).toEqual(wanted(({ Kind }) => Kind === 'user'));
  });

  test.each([
    ['kind=users', 'kind must be one of user, role, token, relationship'],
    ['from=yesterday', 'from must be a day like 2027-01-31, or a date and time'],
    ['to=2027-02-30', 'to must be a day like 2027-01-31, or a date and time'],
    ['user=', 'user must be the name of a user'],
    ['after=12', 'after must be the cursor of an earlier page'],
    ['pageSize=1001', 'pageSize must be an integer from 1 to 1000'],
    ['limit=1', 'limit'],
  ])('refuses %s', async (query, words) => {
    const refused = await call('GET', `/api/AuditLog?${query}`);
    expect(expectRefusal(refused, 400, 'invalid_request')).toContain(words);
  });

  test('a page ends where it has grown too large, with a next one', async () => {
    const { pageBytes } = limits;
    Object.assign(limits, { pageBytes: 2_000 });
    const { body, headers } = await call('GET', '/api/AuditLog');
    Object.assign(limits, { pageBytes });
    expect(JSON.stringify(body).length).toBeLessThan(20_000);
    expect(headers.get('Link')).toContain('rel="next"');
  });
});
