/** docs/reference/metadata.md#relationships: the relationships of a client. */
import { describe, expect, test } from 'vitest';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';
import { startThings } from '../support/things-world.js';

const builtInRelationships = [
  'Claimant',
  'Insured',
  'Adjuster',
  'Broker',
  'Underwriter',
  'Witness',
  'Defense Attorney',
  'Plaintiff Attorney',
  'Expert Witness',
  'Medical Provider',
  'Employer',
  'Investigator',
];

describe.each(stores)('relationships, on $name', async (store) => {
  const { call, get } = await startThings(store);

  const path = '/api/Contact/Codes/ContactType';
  const list = async () => (await get(path)).body;
  const save = (body: unknown, as?: 'grace') => call('POST', path, body, as);

  test('are the built-in ones', async () => {
    expect(await list()).toMatchObject(builtInRelationships.map((Code, index) => ({ ID: index + 1, Code })));
  });

  test('are added, with an id of their own', async () => {
    const added = await save({ Code: 'ADJ2', Description: 'Second adjuster' });
    expect(added.status).toBe(200);
    expect(added.body).toMatchObject({ ID: 13, Code: 'ADJ2', Description: 'Second adjuster' });
    expect(await list()).toContainEqual(added.body);
    const linked = await call('POST', '/api/Link/Upsert', {
      ParentDomain: 'Claim',
      ParentRecordID: 5001,
      ChildDomain: 'Contact',
      ChildRecordID: 12,
      Relationship: 'second ADJUSTER',
    });
    expect(linked.body.RelationshipID).toBe(13);
  });

  test('are renamed, and links follow', async () => {
    const { body: added } = await save({ Code: 'OLD', Description: 'Old name' });
    const pair = { ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 14 };
    await call('POST', '/api/Link/Upsert', { ...pair, Relationship: 'OLD' });
    const renamed = await save({ ID: added.ID, Code: 'NEW', Description: 'New name' });
    expect(renamed.body).toMatchObject({ ID: added.ID, Code: 'NEW', Description: 'New name' });
    const rows = await get('/api/Link/Query?parentDomain=Claim&childDomain=Contact&childRecordID=14');
    expect(rows.body).toMatchObject([{ ContactTypeID: added.ID, ContactType: 'NEW' }]);
    expect((await call('POST', '/api/Link/Upsert', { ...pair, Relationship: 'new name' })).status).toBe(200);
    expectRefusal(
      await call('POST', '/api/Link/Upsert', { ...pair, Relationship: 'OLD' }),
      400,
      'relationship_not_found',
    );
  });

  test('may be renamed to the same words, or to another case', async () => {
    for (const Code of ['Employer', 'EMPLOYER', 'Employer']) {
      expect((await save({ ID: 11, Code })).body).toMatchObject({ ID: 11, Code });
    }
  });

  test('a Code may be another’s Description', async () => {
    const { body } = await save({ Code: 'Contractor', Description: 'Someone hired' });
    const other = await save({ Code: 'HIRED', Description: 'Someone else' });
    expect(other.status).toBe(200);
    const crossed = await save({ ID: other.body.ID, Code: 'HIRED', Description: 'CONTRACTOR' });
    expect(crossed.status).toBe(200);
    const linked = await call('POST', '/api/Link/Upsert', {
      ParentDomain: 'Claim',
      ParentRecordID: 5001,
      ChildDomain: 'Contact',
      ChildRecordID: 16,
      Relationship: 'contractor',
    });
    expect(linked.body.RelationshipID).toBe(body.ID);
  });

  test.each([
    ['a Code that there is', { Code: 'Adjuster', Description: 'Of its own' }],
    ['a Code that there is, in another case', { Code: 'aDJUSTER', Description: 'Of its own' }],
    ['a Description that there is', { Code: 'Of its own', Description: 'Adjuster' }],
    ['a Description that there is, in another case', { Code: 'Of its own', Description: 'ADJUSTER' }],
    ['a new Code that another has', { ID: 1, Code: 'WITNESS' }],
    ['a new Description that another has', { ID: 1, Description: 'witness' }],
    ['no Code', { Description: 'Of its own' }],
    ['an empty Code', { Code: '', Description: 'Of its own' }],
    ['a Code that is no string', { Code: 5 }],
    ['a Code that is a long number', '{"Code":123456789012345678901}'],
    ['a Code with NUL', { Code: 'a\0b' }],
    ['an id that is none', { ID: -1, Code: 'Of its own' }],
    ['an unknown property', { Code: 'Of its own', Descripton: 'x' }],
    ['a body that is an array', []],
  ])('%s is refused', async (_, body) => {
    const before = await list();
    expectRefusal(await save(body), 400, 'invalid_request');
    expect(await list()).toEqual(before);
  });

  test('one that is not there cannot be renamed', async () => {
    const before = await list();
    const answer = await save({ ID: 999, Code: 'Of its own' });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(await list()).toEqual(before);
  });

  test('only an administrator changes them; all may read them', async () => {
    const before = await list();
    expectRefusal(await save({ Code: 'Of grace' }, 'grace'), 403, 'permission_denied');
    expect((await get(path, 'grace')).body).toEqual(before);
  });
});
