/** The rest of the typed client's groups: users, roles, tokens, settings, recent requests, files (decision 25). */

import { describe, expect, test } from 'vitest';
import { createClient, type Role } from '#linkwright/client/index.js';
import { openFolder } from '#linkwright/content/folder.js';
import { accepted } from '../support/accepted.js';
import { all } from '../support/all.js';
import { temporaryFolder } from '../support/folder.js';
import { required } from '../support/required.js';
import { startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const fixture = {
  account: 'Acme',
  client: 'Main',
  users: [{ user: 'ada', administrator: true }],
  records: {
    Claim: [
      { id: 1, ClaimNumber: 'CLM-1', Status: 'Open' },
      { id: 2, ClaimNumber: 'CLM-2', Status: 'Closed' },
    ],
    Contact: [
      { id: 1, Name: 'Maria Jensen' },
      { id: 2, Name: 'Tom Okafor' },
    ],
  },
};

describe('the client', async () => {
  const content = await openFolder(temporaryFolder(), 'nothing');
  const server = await startServer(stores[0], [fixture], { content });
  const client = createClient({ server: server.address, token: await server.token('ada') });
  const password = 'correct-horse-battery';

  test('administers users, roles and tokens', async () => {
    const role: Role = { Name: 'Viewers', Grants: { Claim: ['View'] } };
    expect(await client.roles.save('Viewers', { Grants: role.Grants })).toEqual(role);
    expect(await client.roles.list()).toContainEqual(role);
    expect(await client.users.save('bo', { Password: password, Roles: ['Viewers'] })).toMatchObject({
      Name: 'bo',
      Roles: ['Viewers'],
    });
    const users = await all(client.users.list({ pageSize: 1 }));
    expect(users.map(({ Name }) => Name)).toEqual(expect.arrayContaining(['ada', 'bo']));

    const { ID, Token } = await client.tokens.create({ User: 'bo', Name: 'for a test' });
    const bo = createClient({ server: server.address, token: Token });
    expect(await bo.me.read()).toMatchObject({ User: 'bo', Permissions: { Claim: ['View'] } });
    const tokens = await all(client.tokens.list({ user: 'bo', pageSize: 1 }));
    expect(tokens).toEqual([expect.objectContaining({ ID, Name: 'for a test' })]);
    await client.tokens.revoke(ID);
    await expect(bo.me.read()).rejects.toMatchObject({ code: 'unauthenticated' });

    const credentials = { account: 'Acme', client: 'Main', user: 'bo', password };
    const signed = createClient({ server: server.address, credentials });
    const changed = { OldPassword: password, NewPassword: 'battery-horse-correct' };
    expect((await signed.me.changePassword(changed)).IsSuccessful).toBe(true);
    await expect(client.roles.delete('Viewers')).rejects.toMatchObject({ code: 'in_use' });
    await client.users.delete('bo');
    await client.roles.delete('Viewers');
    expect(await client.roles.list()).not.toContainEqual(role);
  });

  test('reads and saves the settings', async () => {
    expect(await client.settings.read()).toMatchObject({
      Account: 'Acme',
      Client: 'Main',
      LinkIdentity: 'pair',
      Limits: { BulkEntries: 1_000, RecentRequestDays: 7 },
    });
    const { Domains } = await client.settings.sizes();
    expect(Domains).toContainEqual({
      Domain: 'Claim',
      Records: expect.any(Number),
      Links: expect.any(Number),
    });
    expect(await client.settings.save({ LinkIdentity: 'relationship' })).toMatchObject({
      LinkIdentity: 'relationship',
    });
  });

  test('reads the audit log', async () => {
    await client.settings.save({ AuditLogDays: 365 });
    const [entry] = await all(client.auditLog.list({ kind: 'setting', user: 'ada' }));
    expect(entry).toMatchObject({ Action: 'changed', After: { AuditLogDays: 365 } });
  });

  test('drops domains, fields and relationships', async () => {
    await client.domains.save('Custom.Vessel', { Fields: [{ Name: 'Number', Type: 'Text' }] });
    await client.domains.dropField('Custom.Vessel', 'Number');
    expect(await client.domains.fields('Custom.Vessel')).toEqual([]);
    await client.domains.drop('Custom.Vessel');
    expect((await client.domains.list()).map(({ Name }) => Name)).not.toContain('Custom.Vessel');
    const { ID } = await client.relationships.save({ Code: 'Skipper', Limits: { Claim: 1 } });
    await client.relationships.drop(ID);
    const many = await all(
      client.relationships.upsertMany([{ Code: 'Skipper' }, { Code: 'adjuster' }, { Code: ' ' }]),
    );
    expect(many.map((each) => ('ErrorCode' in each ? each.ErrorCode : each.Code))).toEqual([
      'Skipper',
      'Adjuster',
      'invalid_request',
    ]);
    await client.relationships.drop(accepted(required(many[0])).ID);
    expect((await client.relationships.list()).map(({ Code }) => Code)).not.toContain('Skipper');
  });

  test('queries records by their fields and by words, sorted', async () => {
    const claims = client.records('Claim').query({ where: { Status: 'Open' }, columns: ['ClaimNumber'] });
    expect(await all(claims)).toEqual([{ ID: 1, ClaimNumber: 'CLM-1' }]);
    const params = { path: { domain: 'Claim' }, query: { filters: { Status: 'Open' }, columns: 'Status' } };
    const { data } = await client.api.GET('/api/{domain}/Query', { params });
    expect(data).toEqual([{ ID: 1, Status: 'Open' }]);
    const contacts = client.records('Contact');
    expect((await all(contacts.query({ search: 'jens' }))).map(({ ID }) => ID)).toEqual([1]);
    const sorted = contacts.query({ sort: '-Name', pageSize: 1 });
    expect((await all(sorted)).map(({ Name }) => Name)).toEqual(['Tom Okafor', 'Maria Jensen']);
  });

  test('shows recent requests, and follows them', async () => {
    const following = client.recentRequests.follow({ operation: 'listDomains' });
    const next = following.next();
    let seen = false;
    next.then(() => {
      seen = true;
    });
    while (!seen) {
      await client.domains.list();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect((await next).value).toMatchObject({ Operation: 'listDomains', Status: 200, User: 'ada' });
    await following.return();
    const requests = await all(client.recentRequests.query({ operation: 'listDomains', limit: 1 }));
    expect(requests[0]).toMatchObject({ Operation: 'listDomains' });
    expect((await client.recentRequests.summary()).Count).toBeGreaterThan(0);
  });

  test('uploads files and downloads them', async () => {
    const content = new Blob(['hello, world']);
    const uploaded = await client.files.upload(
      { domain: 'Claim', id: 1 },
      { content, fileName: 'grüße.txt', description: 'What was said', folder: 'Letters' },
    );
    expect(uploaded).toMatchObject({ ParentID: 1, Size: 12 });
    expect(await client.records('File').read(uploaded.ChildID)).toMatchObject({
      FileName: 'grüße.txt',
      Description: 'What was said',
      Folder: 'Letters',
    });
    expect(await (await client.files.download(uploaded.ChildID)).text()).toBe('hello, world');
    const part = await client.files.download(uploaded.ChildID, { range: { from: 7, to: 9 } });
    expect(await part.text()).toBe('wor');
    const byKey = { domain: 'Claim', key: 'CLM-2', matchField: 'ClaimNumber' };
    expect((await client.files.upload(byKey, { content, fileName: 'a' })).ParentID).toBe(2);
    await expect(
      client.files.upload({ domain: 'Claim', id: 9 }, { content, fileName: 'a' }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});
