/** docs/reference/words.md#permissions: what a caller may do. */

import { describe, expect, test } from 'vitest';
import { bodyFor, permissions, startPermissionsServer, users } from '../support/permissions-world.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

describe.each(stores)('permissions, on $name', async (store) => {
  const { call, upsert } = await startPermissionsServer(store);

  describe.each([
    ['Contact', 'AttachContacts', 'Attach Contacts'],
    ['File', 'AttachFiles', 'Attach Files'],
    ['Custom.Vessel', 'Edit', 'Edit'],
  ] as const)('linking a %s', (child, needed, spoken) => {
    test.each(permissions)('with only %s on the parent domain', async (permission) => {
      const answer = await upsert(bodyFor(child), { as: `${permission} on Claim` });
      if (permission === needed) expect(answer.body.IsSuccessful).toBe(true);
      else {
        const message = expectRefusal(answer, 403, 'permission_denied');
        expect(message).toBe(`Unable to execute. You need the ${spoken} permission on the Claim domain.`);
      }
    });
    test.each(permissions)('with only %s on every domain', async (permission) => {
      const answer = await upsert(bodyFor(child), { as: `${permission} on all` });
      expect(answer.status).toBe(permission === needed ? 200 : 403);
    });
    test.each([
      ['an administrator', 'ada', 200],
      ['one whose role administers', 'Administer', 200],
      ['one without a role', 'nobody', 403],
      ['one whose role grants nothing', 'Empty', 403],
      ['one who may do all with the child’s domain', 'children', 403],
      ['one who may do all with another domain', 'policy', 403],
      ['one with two roles', 'both', child === 'Custom.Vessel' ? 403 : 200],
    ])('by %s', async (_, as, status) => {
      expect((await upsert(bodyFor(child), { as })).status).toBe(status);
      expect((await call('POST', '/api/Link/Upsert?dryRun=true', { as, body: bodyFor(child) })).status).toBe(
        status,
      );
      const bulk = await call('POST', '/api/Link/BulkUpsert', { as, body: [bodyFor(child)] });
      expect(bulk.body[0]?.ErrorCode ?? 'none').toBe(status === 200 ? 'none' : 'permission_denied');
    });
  });

  test('a permission on one parent domain is none on another', async () => {
    const policy = bodyFor('Contact', { ParentDomain: 'Policy', ParentRecordID: 6001 });
    const message = expectRefusal(
      await upsert(policy, { as: 'AttachContacts on Claim' }),
      403,
      'permission_denied',
    );
    expect(message).toContain('Attach Contacts permission on the Policy domain');
  });

  test('what is refused writes nothing', async () => {
    const before = await call('GET', '/api/Link/Query?parentDomain=Claim');
    for (const as of ['nobody', 'View on all']) {
      await upsert({ ...bodyFor('Contact'), NewRelationship: 'Adjuster' }, { as });
    }
    expect((await call('GET', '/api/Link/Query?parentDomain=Claim')).text).toBe(before.text);
  });

  describe('reading needs View, writing records Edit, changing the client Administer', () => {
    const record = [{ ClaimNumber: 'CLM-1' }];
    const reads = ['View on Claim', 'View on all', 'Administer', 'ada'];
    const edits = ['Edit on Claim', 'Edit on all', 'Administer', 'ada'];
    const administers = ['Administer', 'ada'];
    const everybody = users.map(({ user }) => user);
    test.each<[string, string, unknown, string[]]>([
      ['GET', '/api/Claim/5001', undefined, reads],
      ['GET', '/api/Claim/999999', undefined, reads],
      ['GET', '/api/Claim/Query', undefined, reads],
      ['GET', '/api/Link/Query?parentDomain=Claim', undefined, reads],
      ['GET', '/api/Link/Count?parentDomain=Claim', undefined, reads],
      ['POST', '/api/Claim/BulkUpsert?matchFields=ClaimNumber', record, edits],
      ['POST', '/api/Claim/BulkUpsert?matchFields=ClaimNumber', [], edits],
      ['PUT', '/api/Metadata/Domains/Custom.Vessel', {}, administers],
      ['POST', '/api/Contact/Codes/ContactType', { ID: 1, Code: 'Claimant' }, administers],
    ])('%s %s', async (method, path, body, allowed) => {
      for (const as of everybody) {
        const answer = await call(method, path, { as, body });
        const may = allowed.includes(as);
        expect([as, answer.status === 403]).toEqual([as, !may]);
        if (!may) expectRefusal(answer, 403, 'permission_denied', 'Unable to execute. You need the ');
      }
    });

    test('the list of domains holds those that may be viewed', async () => {
      const names = async (as: string) =>
        (await call('GET', '/api/Domains', { as })).body.map(({ Name }) => Name);
      expect(await names('View on Claim')).toEqual(['Claim']);
      expect(await names('nobody')).toEqual([]);
      expect(await names('ada')).toContain('Custom.Vessel');
      expect(await names('View on all')).toEqual(await names('ada'));
    });
  });
});
