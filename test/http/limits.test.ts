/** What bounds a caller, and rights that change under a call. */

import { describe, expect, test } from 'vitest';
import { type CreateClientInput, createClientProgram } from '#linkwright/access/clients.js';
import { saveRoleProgram } from '#linkwright/access/roles.js';
import { revokeTokenProgram } from '#linkwright/access/tokens.js';
import { saveUserProgram } from '#linkwright/access/users.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { limits } from '#linkwright/limits/limits.js';
import { nextOf } from '../support/page.js';
import { required } from '../support/required.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const fixture: Fixture = {
  account: 'Test',
  client: 'Limits',
  roles: [{ name: 'linkers', grants: { Claim: ['AttachContacts'] } }],
  users: [
    { user: 'ada', administrator: true },
    { user: 'ben', roles: ['linkers'] },
  ],
  records: {
    Claim: [{ id: 1, ClaimNumber: 'CLM-1' }],
    Contact: [
      { id: 1, ContactNumber: 'C-1' },
      { id: 2, ContactNumber: 'C-2' },
    ],
  },
};

describe.each(stores)('limits, on $name', async (store) => {
  const server = await startServer(store, [fixture]);
  const ada = await server.token('ada');
  const post = (path: string, body: unknown, token = ada) => server.call('POST', path, { token, body });
  const upsert = (child: number, token?: string) =>
    post(
      '/api/Link/Upsert',
      { ParentDomain: 'Claim', ParentRecordID: 1, ChildDomain: 'Contact', ChildRecordID: child },
      token,
    );

  test('of many unknown properties a few are named', async () => {
    const body = Object.fromEntries(
      Array.from({ length: limits.bodyProperties - 1 }, (_, at) => [`Unknown${at}`, 1]),
    );
    const message = expectRefusal(await post('/api/Link/Upsert', body), 400, 'invalid_request');
    expect(message.match(/Unknown property/g)).toHaveLength(limits.namedErrors);
    const records = await post('/api/Claim/BulkUpsert?matchFields=ClaimNumber', [
      { ...body, ClaimNumber: 'X' },
    ]);
    expect(required(records.body[0]).Message.match(/has no field/g)).toHaveLength(limits.namedErrors);
  });

  test('a sign-in is short', async () => {
    const body = { Account: 'a', ClientName: 'b', User: 'c', Password: 'x'.repeat(limits.signInBytes) };
    const answer = await post('/Authentication/Authenticate', body, undefined);
    expect(expectRefusal(answer, 413, 'payload_too_large')).toContain('The body is larger than 16 kB.');
  });

  test.each(['constructor', 'toString', 'valueOf', 'hasOwnProperty'])(
    'no field is named %s',
    async (Name) => {
      const answer = await server.call('PUT', '/api/Metadata/Domains/Custom.Thing', {
        token: ada,
        body: { Fields: [{ Name, Type: 'Text' }] },
      });
      expect(expectRefusal(answer, 400, 'invalid_request')).toContain(Name);
    },
  );

  test('Administer is granted for the whole client alone', async () => {
    const input = { name: 'odd', grants: { Claim: ['Administer'] } };
    await expect(server.store.write({ client: 1, program: saveRoleProgram, input })).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });

  test.each([
    '/api/Link/Query?parentDomain=Claim&pageSize=',
    '/api/Link/Changes?pageSize=',
    '/api/Claim/Query?pageSize=',
    '/api/Users?pageSize=',
    '/api/RecentRequests?limit=',
    '/api/RecentRequests/Summary?minutes=',
  ])('an empty number in a query string is not given: %s', async (path) => {
    const get = (each: string) => server.call('GET', each, { token: ada });
    const [given, without] = await Promise.all([get(path), get(path.replace(/[^?&]*=$/, ''))]);
    expect(given.status).toBe(200);
    if (!path.includes('Recent')) expect(given.body).toEqual(without.body);
  });

  test('the next page keeps what stands behind a question mark', async () => {
    await upsert(1);
    await upsert(2);
    const query = '/api/Link/Query?parentDomain=Claim&parentRecordKey=?&parentRecordID=1&pageSize=1';
    const first = await server.call('GET', query, { token: ada });
    expect(first.body).toHaveLength(1);
    const next = required(nextOf(first));
    expect(new URL(next, server.address).searchParams.get('parentRecordID')).toBe('1');
    const second = await server.call('GET', next, { token: ada });
    expect(second.body.map(({ ChildID }) => ChildID)).toEqual([2]);
  });

  test('a change of one client leaves alone what is known of the callers of others', async () => {
    const client = required(await server.store.clientByName('Test', 'Limits')).id;
    const input: CreateClientInput = { account: 'Test', name: 'Other', linkIdentity: 'pair' };
    const other = (await server.store.write({ client: 0, program: createClientProgram, input })).id;
    const changeOf = (of: number) => {
      const user = { name: 'cleo', passwordHash: null };
      return server.store.write({ client: of, program: saveUserProgram, input: user });
    };
    const { callers, metadata } = server.app.services;
    await changeOf(other);
    await metadata.get(other);
    await callers.find(ada);
    await changeOf(other);
    await metadata.reload(other);
    expect(callers.peek(ada)).toMatchObject({ name: 'ada' });
    await changeOf(client);
    await metadata.reload(client);
    expect(callers.peek(ada)).toBeUndefined();
  });

  test('a right that is taken away while calls arrive is not used again once the change is known', async () => {
    const ben = await server.token('ben');
    expect((await upsert(1, ben)).status).toBe(200);
    await server.store.write({ client: 1, program: saveRoleProgram, input: { name: 'linkers', grants: {} } });
    // No pause: the call was read with the old rights, and the writer sees that they are old.
    expectRefusal(await upsert(1, ben), 403, 'permission_denied');
  });

  test('a dry run of many records sees what those before would do', async () => {
    const entries = Array.from({ length: limits.batchRecords + 50 }, (_, at) => ({
      ClaimNumber: `DRY-${at}`,
    }));
    const path = '/api/Claim/BulkUpsert?matchFields=ClaimNumber&dryRun=true';
    const { body } = await post(path, [...entries, entries[0]]);
    expect(body.at(-1)?.Message).toBe('Would update a record that would be inserted.');
    expect(body.slice(0, -1).every(({ Message }) => Message === 'Would insert a record.')).toBe(true);
  });

  test('entries of one call take effect in their order, also beside single calls', async () => {
    const ids = { Claimant: 1, Witness: 6, Adjuster: 3, Broker: 4 };
    const inTurn = <Value>(values: Value[], at: number) => values[at % values.length];
    const entries = Array.from({ length: 1_000 }, (_, at) => ({
      ParentDomain: 'Claim',
      ParentRecordID: 1,
      ChildDomain: 'Contact',
      ChildRecordID: 2,
      Relationship: inTurn(Object.keys(ids), at),
    }));
    const [bulk] = await Promise.all([
      post('/api/Link/BulkUpsert', entries),
      ...Array.from({ length: 50 }, () => upsert(1)),
    ]);
    expect(bulk.body.map(({ RelationshipID }) => RelationshipID)).toEqual(
      entries.map((_, at) => inTurn(Object.values(ids), at)),
    );
    const { body } = await server.call('GET', '/api/Link/Query?parentDomain=Claim&parentRecordID=1', {
      token: ada,
    });
    expect(body.find(({ ChildID }) => ChildID === 2)?.ContactType).toBe('Broker');
  });

  test('the id of a token that is gone is not given again', async () => {
    const tokens = async () => (await server.store.tokens(1, Date.now())).map(({ id }) => id);
    await server.token('ada');
    const last = Math.max(...(await tokens()));
    await server.store.write({ client: 1, program: revokeTokenProgram, input: { id: last } });
    await server.token('ada');
    expect(Math.max(...(await tokens()))).toBe(last + 1);
  });
});
