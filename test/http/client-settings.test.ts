/** docs/reference/words.md#link-identity: the settings of a client, and what it is told of its limits and sizes. */
import { describe, expect, test } from 'vitest';
import { limits } from '#linkwright/limits/limits.js';
import { startAdministration } from '../support/administration-world.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

describe.each(stores)('the client’s settings, on $name', async (store) => {
  const { ben, call } = await startAdministration(store);

  test('are read by all, and changed by administrators', async () => {
    const own = { Account: 'Acme', Client: 'Main', LinkIdentity: 'pair', AuditLogDays: 400 };
    const settings = { ...own, Limits: expect.any(Object) };
    expect((await call('GET', '/api/Client', undefined, ben)).body).toEqual(settings);
    expectRefusal(
      await call('PUT', '/api/Client', { LinkIdentity: 'relationship' }, ben),
      403,
      'permission_denied',
    );
    const changed = await call('PUT', '/api/Client', { LinkIdentity: 'relationship' });
    expect(changed.body).toEqual({ ...settings, LinkIdentity: 'relationship' });
    expect((await call('GET', '/api/Me')).body.LinkIdentity).toBe('relationship');
  });

  test('say what the server takes and keeps, and administrators how much there is', async () => {
    expect((await call('GET', '/api/Client', undefined, ben)).body.Limits).toEqual({
      BulkEntries: limits.bulkEntries,
      BodyBytes: limits.bodyBytes,
      FileBytes: limits.fileBytes,
      ContentBytes: limits.contentBytes,
      PageRows: limits.pageRows,
      SessionMinutes: 30,
      RecentRequestDays: 7,
      RecentRequests: 100_000,
    });
    const sizes = async () => (await call('GET', '/api/Client/Sizes')).body;
    const { Domains, ...rest } = await sizes();
    expect(rest).toEqual({ CountedTo: 100_000, Contents: 0, ContentBytes: 0 });
    expect(Domains).toContainEqual({ Domain: 'Contact', Records: 1, Links: 0 });
    await call('POST', '/api/Contact', { ContactNumber: 'C-sizes' });
    expect((await sizes()).Domains).toContainEqual({ Domain: 'Contact', Records: 2, Links: 0 });
    const { countedSizes } = limits;
    Object.assign(limits, { countedSizes: 1 });
    expect((await sizes()).Domains).toContainEqual({ Domain: 'Contact', Records: 1, Links: 0 });
    Object.assign(limits, { countedSizes });
    expectRefusal(await call('GET', '/api/Client/Sizes', undefined, ben), 403, 'permission_denied');
  });

  test('go back only while no pair has several links', async () => {
    const link = { ParentDomain: 'Claim', ParentRecordID: 1, ChildDomain: 'Contact', ChildRecordID: 1 };
    for (const Relationship of ['Witness', 'Claimant']) {
      await call('POST', '/api/Link/Upsert', { ...link, Relationship });
    }
    const refused = await call('PUT', '/api/Client', { LinkIdentity: 'pair' });
    expect(expectRefusal(refused, 409, 'link_conflict')).toContain(
      '1 pair has several links: Claim 1 with Contact 1.',
    );
    await call('POST', '/api/Link/Remove', { ...link, Relationship: 'Witness' });
    expect((await call('PUT', '/api/Client', { LinkIdentity: 'pair' })).status).toBe(200);
  });

  test('what is not named stays', async () => {
    await call('PUT', '/api/Client', { LinkIdentity: 'pair' });
    expect((await call('PUT', '/api/Client', { AuditLogDays: 90 })).body).toMatchObject({
      LinkIdentity: 'pair',
      AuditLogDays: 90,
    });
    expect((await call('PUT', '/api/Client', {})).body.AuditLogDays).toBe(90);
  });

  test('what they are not is said', async () => {
    const message = expectRefusal(
      await call('PUT', '/api/Client', { LinkIdentity: 'triple' }),
      400,
      'invalid_request',
    );
    expect(message).toContain('pair or relationship; "triple"');
    for (const AuditLogDays of [89, 3_651, 100.5, '400', null]) {
      const refused = await call('PUT', '/api/Client', { AuditLogDays });
      expect(expectRefusal(refused, 400, 'invalid_request')).toContain(
        'AuditLogDays must be an integer from 90 to 3650;',
      );
    }
  });
});
