/** docs/reference/words.md#permissions: no client sees anything of another, whatever a call names of it. */

import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '#linkwright/contract/errors.js';
import { bodyFor, secret, startPermissionsServer } from '../support/permissions-world.js';
import { stores } from '../support/stores.js';

describe.each(stores)('nothing of another client, on $name', async (store) => {
  const { call, upsert } = await startPermissionsServer(store);

  const foreign: [string, object, ErrorCode][] = [
    ['its parent’s id', { ...bodyFor('Contact'), ParentRecordID: 7001 }, 'parent_not_found'],
    ['its child’s id', { ...bodyFor('Contact'), ChildRecordID: 7002 }, 'child_not_found'],
    [
      'its parent’s key',
      {
        ...bodyFor('Contact'),
        ParentRecordID: undefined,
        ParentRecordKey: `${secret}-7001`,
        ParentRecordMatchField: 'ClaimNumber',
      },
      'parent_not_found',
    ],
    [
      'its child’s key',
      {
        ...bodyFor('Contact'),
        ChildRecordID: undefined,
        ChildRecordKey: `${secret}-7002`,
        ChildRecordMatchField: 'ContactNumber',
      },
      'child_not_found',
    ],
    ['its relationship', { ...bodyFor('Contact'), Relationship: 'Mole' }, 'relationship_not_found'],
    ['its new relationship', { ...bodyFor('Contact'), NewRelationship: 'spy' }, 'relationship_not_found'],
    ['its domain as parent', { ...bodyFor('Contact'), ParentDomain: 'Custom.Submarine' }, 'invalid_request'],
    ['its domain as child', { ...bodyFor('Contact'), ChildDomain: 'Custom.Submarine' }, 'invalid_request'],
    [
      'its field',
      {
        ParentDomain: 'Claim',
        ParentRecordKey: 'x',
        ParentRecordMatchField: 'Hull',
        ChildDomain: 'Contact',
        ChildRecordID: 2001,
      },
      'invalid_request',
    ],
  ];
  test.each(foreign)('can be reached by %s', async (_, body, code) => {
    for (const query of ['', '?dryRun=true']) {
      const answer = await call('POST', `/api/Link/Upsert${query}`, {
        body,
        headers: { Accept: 'application/problem+json' },
      });
      expect(answer.body.code).toBe(code);
      expect(answer.body.candidates).toBeUndefined();
    }
  });

  test('is named as a hint', async () => {
    const answers = [
      await upsert({ ...bodyFor('Contact'), ParentDomain: 'Custom.Submarin' }),
      await upsert({ ...bodyFor('Contact'), ChildDomain: 'Custom.Submarin' }),
      await upsert({ ...bodyFor('Contact'), Relationship: 'Mol' }),
      await call('GET', '/api/Custom.Submarin/7003'),
      await call('GET', '/api/Custom.Submarin/Query'),
      await call('GET', '/api/Link/Query?parentDomain=Custom.Submarin'),
      await call('GET', '/api/Metadata/Domains/Custom.Submarin/DataDictionary'),
      await call('POST', '/api/Claim/BulkUpsert?matchFields=Hul', { body: [] }),
    ];
    for (const { text } of answers) expect(text).not.toMatch(/Submarine|Mole|Hull|Secret/);
  });

  test('is told apart from what does not exist', async () => {
    const pairs: [string, string][] = [
      ['/api/Custom.Submarine/7003', '/api/Custom.Xubmarine/7003'],
      ['/api/Custom.Submarine/Query', '/api/Custom.Xubmarine/Query'],
      ['/api/Claim/7001', '/api/Claim/7009'],
      [
        '/api/Metadata/Domains/Custom.Submarine/DataDictionary',
        '/api/Metadata/Domains/Custom.Xubmarine/DataDictionary',
      ],
      ['/api/Link/Query?parentDomain=Custom.Submarine', '/api/Link/Query?parentDomain=Custom.Xubmarine'],
      [
        '/api/Link/Count?parentDomain=Claim&relationship=Mole',
        '/api/Link/Count?parentDomain=Claim&relationship=Xole',
      ],
      [
        '/api/Link/Query?parentDomain=Claim&parentRecordID=7001',
        '/api/Link/Query?parentDomain=Claim&parentRecordID=7009',
      ],
    ];
    for (const [present, absent] of pairs) {
      const [one, two] = [await call('GET', present), await call('GET', absent)];
      expect(one.status).toBe(two.status);
      const plain = (text: string) => text.replace(/Submarine|Xubmarine|Mole|Xole|700\d/g, '');
      expect(plain(one.text)).toBe(plain(two.text));
    }
  });

  test('is listed, counted or read', async () => {
    const answers = [
      await call('GET', '/api/Domains'),
      await call('GET', '/api/Contact/Codes/ContactType'),
      await call('GET', '/api/Claim/5001'),
      await call('GET', '/api/Claim/Query'),
      await call('GET', '/api/Contact/Query'),
      await call('GET', '/api/Link/Query?parentDomain=Claim'),
      await call('GET', '/api/Link/Query?childDomain=Contact'),
      await call('GET', '/api/Metadata/Domains/Claim/DataDictionary'),
    ];
    for (const { status, text } of answers) {
      expect(status).toBe(200);
      expect(text).not.toMatch(/Submarine|Mole|Spy|Hull|Secret|eve|700\d/);
    }
    const links = (await call('GET', '/api/Link/Query?parentDomain=Claim')).body;
    expect((await call('GET', '/api/Link/Count?parentDomain=Claim')).body).toEqual({ Count: links.length });
    const theirs = await call('GET', '/api/Link/Query?parentDomain=Claim', { as: 'eve', client: 'Other' });
    expect(theirs.body.map(({ LinkID }) => LinkID)).toEqual([70, 71]);
  });

  test('is changed by a write of the same id, key or name', async () => {
    const before = (await call('GET', '/api/Claim/5001', { as: 'eve', client: 'Other' })).text;
    await call('POST', '/api/Claim/BulkUpsert?matchFields=ClaimNumber', {
      body: [{ ClaimNumber: `${secret}-CLM`, Description: 'of Main' }],
    });
    await call('POST', '/api/Contact/Codes/ContactType', {
      body: { Code: 'Mole', Description: 'of Main' },
    });
    await call('PUT', '/api/Metadata/Domains/Custom.Submarine', { body: { Label: 'of Main' } });
    expect((await call('GET', '/api/Claim/5001', { as: 'eve', client: 'Other' })).text).toBe(before);
    const theirs = [
      await call('GET', '/api/Contact/Codes/ContactType', { as: 'eve', client: 'Other' }),
      await call('GET', '/api/Domains', { as: 'eve', client: 'Other' }),
      await call('GET', '/api/Claim/Query', { as: 'eve', client: 'Other' }),
    ];
    for (const { text } of theirs) expect(text).not.toContain('of Main');
  });

  test('each client counts its links for itself', async () => {
    const answer = await upsert(
      { ParentDomain: 'Claim', ParentRecordID: 7001, ChildDomain: 'Contact', ChildRecordID: 7002 },
      { as: 'eve', client: 'Other' },
    );
    expect(answer.body).toMatchObject({ RecordID: 72, ParentID: 7001, ChildID: 7002 });
  });
});
