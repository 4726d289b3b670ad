/**
 * docs/reference/metadata.md#in-use: domains, fields and codes that are changed, and what stands in the way.
 */

import { describe, expect, test } from 'vitest';
import { expectInUse, expectNoChange, startMetadataServer } from '../support/metadata-world.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

describe.each(stores)('changes of metadata, on $name', async (store) => {
  const { call, get, domainPath, dictionary, put, dropDomain, dropField, field, domain, record, link } =
    await startMetadataServer(store);

  test('codes are named once, and of those in use one is told', async () => {
    const codes = Array.from({ length: 10_000 }, (_, at) => `Code ${at}`);
    const kind = (Codes: string[]) => ({ Fields: [{ Name: 'Kind', Type: 'Coded', Codes }] });
    const twice = await put('Custom.ManyCodes', kind([...codes.slice(1), 'Code 9998']));
    expect(expectRefusal(twice, 400, 'invalid_request')).toContain('"Code 9998" stands twice (Kind)');
    expect((await put('Custom.ManyCodes', kind(codes))).status).toBe(200);
    await record('Custom.ManyCodes', { Kind: 'Code 7000' });
    expectInUse(
      await put('Custom.ManyCodes', kind(['Code 1'])),
      'The code "Code 7000" of Kind cannot be left out: 1 record of the Custom.ManyCodes domain has it.',
    );
    expect((await put('Custom.ManyCodes', kind(['Code 7000']))).status).toBe(200);
  });

  test('no more records are counted than a message needs', async () => {
    await put('Custom.Many', { Fields: [{ Name: 'Name', Type: 'Text' }] });
    const entries = Array.from({ length: 1_001 }, (_, at) => ({ Name: `Many ${at}` }));
    for (const part of [entries.slice(0, 600), entries.slice(600)]) {
      const { status } = await call('POST', '/api/Custom.Many/BulkUpsert?matchFields=Name', part);
      expect(status).toBe(200);
    }
    expectInUse(await dropDomain('Custom.Many'), 'The Custom.Many domain has more than 1000 records.');
    expectInUse(
      await dropField('Custom.Many', 'Name'),
      'more than 1000 records of the Custom.Many domain have a value in Name.',
    );
  });

  describe('a list of domains says', () => {
    test('which are the client’s own, and what the caller may do', async () => {
      await put('Custom.Seen', { Label: 'Seen' });
      expect(await domain('Custom.Seen')).toEqual({
        Name: 'Custom.Seen',
        Label: 'Seen',
        Linkable: false,
        Custom: true,
        Permissions: ['View', 'Edit', 'AttachContacts', 'DetachContacts', 'AttachFiles', 'ModifyFiles'],
      });
      expect(await domain('Claim', 'bob')).toMatchObject({
        Custom: false,
        Permissions: ['View', 'AttachContacts', 'AttachFiles'],
      });
      expect(await domain('Custom.Seen', 'bob')).toBeUndefined();
    });

    test('and a dictionary which fields are', async () => {
      await put('Claim', { Fields: [{ Name: 'Own', Type: 'Text' }] });
      expect(await field('Claim', 'Own')).toEqual({
        Name: 'Own',
        Label: 'Own',
        Type: 'Text',
        CanMatch: true,
        RefersTo: null,
        Codes: null,
        Matching: 'exact',
        Required: false,
        Unique: false,
        Format: null,
        Currency: null,
        Custom: true,
      });
      expect(await field('Claim', 'Policy')).toMatchObject({
        CanMatch: false,
        RefersTo: 'Policy',
        Custom: false,
      });
    });
  });

  describe('a domain', () => {
    test('is called otherwise, and its fields, built-in ones too', async () => {
      const fields = [
        { Name: 'ClaimNumber', Label: 'Number of the claim', Type: 'Text' },
        { Name: 'Policy', Label: 'Cover', Type: 'Association', RefersTo: 'Policy' },
      ];
      expect((await put('Claim', { Label: 'Loss', Fields: fields })).body).toMatchObject({ Label: 'Loss' });
      expect(await field('Claim', 'ClaimNumber')).toMatchObject({
        Label: 'Number of the claim',
        Type: 'Text',
      });
      expect(await field('Claim', 'Policy')).toMatchObject({ Label: 'Cover', RefersTo: 'Policy' });
      // What is not named stays.
      await put('Claim', {
        Fields: [
          { Name: 'ClaimNumber', Type: 'Text' },
          { Name: 'Policy', Type: 'Association' },
        ],
      });
      expect(await field('Claim', 'ClaimNumber')).toMatchObject({ Label: 'Number of the claim' });
      expect(await field('Claim', 'Policy')).toMatchObject({ Label: 'Cover', RefersTo: 'Policy' });
      expect((await domain('Claim'))?.Label).toBe('Loss');
      expect(await get('/api/Claim/1')).toMatchObject({ ClaimNumber: 'CLM-1' });
    });

    test.each([
      [
        'to refer to another domain',
        { Name: 'Policy', Type: 'Association', RefersTo: 'Claim' },
        /refers to Policy/,
      ],
      [
        'a domain for a field that refers to none',
        { Name: 'Status', Type: 'Text', RefersTo: 'Claim' },
        /RefersTo/,
      ],
      ['codes for a field that has none', { Name: 'Status', Type: 'Text', Codes: ['A'] }, /Codes/],
      ['another type', { Name: 'Status', Type: 'Numeric' }, /Status is Text/],
      [
        'a label that is too long',
        { Name: 'Status', Type: 'Text', Label: 'x'.repeat(1_001) },
        /Fields\[0\]\.Label must be a string of at most 1000 characters/,
      ],
      [
        'a label with NUL',
        { Name: 'Status', Type: 'Text', Label: 'a\0b' },
        /Fields\[0\]\.Label must be well-formed/,
      ],
    ])('does not get for a field that is there %s', async (_, wanted, words) => {
      const change = () => put('Claim', { Fields: [wanted] });
      await expectNoChange(() => dictionary('Claim'), change, 'invalid_request', 400, words);
    });

    test('is linkable or not, as long as no link has a record of it as child', async () => {
      await put('Custom.Boat', { Linkable: true });
      const boat = await record('Custom.Boat', {});
      await link(['Claim', 1], ['Custom.Boat', boat]);
      expectInUse(
        await put('Custom.Boat', { Linkable: false }),
        'Custom.Boat must stay linkable: 1 link to its records exists.',
      );
      await link(['Custom.Boat', boat], ['Contact', 1]);
      await link(['Custom.Boat', boat], ['Custom.Boat', boat]);
      expectInUse(
        await put('Custom.Boat', { Linkable: false, Label: 'Ship' }),
        'Custom.Boat must stay linkable: 2 links to its records exist.',
      );
      expect(await domain('Custom.Boat')).toMatchObject({ Linkable: true, Label: 'Custom.Boat' });
      await link(['Claim', 1], ['Custom.Boat', boat], {}, 'ada', 'Remove');
      await link(['Custom.Boat', boat], ['Custom.Boat', boat], {}, 'ada', 'Remove');
      // Links that it is the parent of do not count.
      expect((await put('Custom.Boat', { Linkable: false })).body.Linkable).toBe(false);
      expectRefusal(await link(['Claim', 1], ['Custom.Boat', boat]), 400, 'invalid_request');
      expect((await put('Custom.Boat', { Linkable: true })).body.Linkable).toBe(true);
      expect((await link(['Claim', 1], ['Custom.Boat', boat])).status).toBe(200);
    });

    test('of the client’s own as a child needs Edit on the parent, and carries no relationship', async () => {
      await put('Custom.Car', { Linkable: true });
      const car = await record('Custom.Car', {});
      const linked = await link(['Claim', 1], ['Custom.Car', car], { Relationship: 'Nobody' }, 'grace');
      expect(linked.body).toMatchObject({ IsSuccessful: true, RelationshipID: null });
      const message = expectRefusal(
        await link(['Claim', 1], ['Custom.Car', car], {}, 'bob'),
        403,
        'permission_denied',
      );
      expect(message).toContain('You need the Edit permission on the Claim domain.');
      expect((await link(['Custom.Car', car], ['Contact', 1], {}, 'grace')).status).toBe(200);
      expectRefusal(await link(['Custom.Car', car], ['Contact', 1], {}, 'bob'), 403, 'permission_denied');
      expectRefusal(
        await link(['Claim', 1], ['Custom.Car', car], {}, 'bob', 'Remove'),
        403,
        'permission_denied',
      );
      const removed = await link(['Claim', 1], ['Custom.Car', car], {}, 'grace', 'Remove');
      expect(removed.body.RecordID).toBe(linked.body.RecordID);
    });
  });

  describe('the codes of a field', () => {
    const coded = (...Codes: unknown[]) => ({ Fields: [{ Name: 'Kind', Type: 'Coded', Codes }] });
    const kinds = async () => (await field('Custom.Coded', 'Kind'))?.Codes;

    test('become the list that is sent, as long as no record has one that is left out', async () => {
      await put('Custom.Coded', coded('A', 'B'));
      const ids = [];
      for (const Kind of ['A', 'A', 'B']) ids.push(await record('Custom.Coded', { Kind }));
      await put('Custom.Coded', coded('C', 'B', 'A'));
      expect(await kinds()).toEqual(['C', 'B', 'A']);
      expectInUse(
        await put('Custom.Coded', coded('B', 'D')),
        'The code "A" of Kind cannot be left out: 2 records of the Custom.Coded domain have it.',
      );
      expectInUse(
        await put('Custom.Coded', coded('A')),
        'The code "B" of Kind cannot be left out: 1 record of the Custom.Coded domain has it.',
      );
      expect(await kinds()).toEqual(['C', 'B', 'A']);
      await call('PUT', `/api/Custom.Coded/${ids[2]}`, { Kind: 'C' });
      expect((await put('Custom.Coded', coded('A', 'C'))).status).toBe(200);
      expect(await kinds()).toEqual(['A', 'C']);
      expectRefusal(await call('POST', '/api/Custom.Coded', { Kind: 'B' }), 400, 'invalid_request');
      await put('Custom.Coded', { Fields: [{ Name: 'Kind', Type: 'Coded', Label: 'Sort' }] });
      expect(await field('Custom.Coded', 'Kind')).toMatchObject({ Label: 'Sort', Codes: ['A', 'C'] });
    });

    test.each<[codes: unknown[], words: RegExp]>([
      [['A', 'C', 'A'], /"A" stands twice/],
      [[], /Fields\[0\]\.Codes must be an array of 1 to/],
      [['A', ''], /Codes/],
      [['A', 'C', 'a\0b'], /Fields\[0\]\.Codes must be well-formed/],
      [['A', 7], /Codes/],
    ])('are not %j', async (codes, words) => {
      const change = () => put('Custom.Coded', coded(...codes));
      await expectNoChange(() => dictionary('Custom.Coded'), change, 'invalid_request', 400, words);
    });
  });
  test('all of it is an administrator’s', async () => {
    for (const answer of [
      await put('Custom.Seen', {}, 'grace'),
      await dropDomain('Custom.Seen', 'grace'),
      await dropField('Claim', 'Own', 'grace'),
      await call('DELETE', '/api/Contact/Codes/ContactType/1', undefined, 'grace'),
    ]) {
      expect(expectRefusal(answer, 403, 'permission_denied')).toContain('Administer');
    }
  });

  test('a switch that there is not changes nothing', async () => {
    for (const path of [domainPath('Custom.Seen'), '/api/Contact/Codes/ContactType/2']) {
      expectRefusal(await call('DELETE', `${path}?dryRun=true`), 400, 'invalid_request');
    }
    expect(await domain('Custom.Seen')).toBeDefined();
  });
});
