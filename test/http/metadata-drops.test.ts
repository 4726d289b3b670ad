/**
 * docs/reference/metadata.md#in-use: domains, fields and relationships that are dropped, and what stands in the
 * way.
 */

import { describe, expect, test } from 'vitest';
import { saveRoleProgram } from '#linkwright/access/roles.js';
import type { ErrorCode } from '#linkwright/contract/errors.js';
import type { Answer } from '../support/answers.js';
import { expectInUse, expectNoChange, startMetadataServer } from '../support/metadata-world.js';
import { required } from '../support/required.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

function expectDone(answer: Answer, Message: string): void {
  expect(answer.body).toEqual({ IsSuccessful: true, Message });
  expect(answer.status).toBe(200);
}

describe.each(stores)('metadata that is dropped, on $name', async (store) => {
  const { server, tokens, call, get, dictionary, put, dropDomain, dropField, domain, record, link } =
    await startMetadataServer(store);

  describe('a field is dropped', () => {
    test.each<[type: string, value: unknown, more: object]>([
      ['Text', 'x', {}],
      ['Numeric', 5, {}],
      ['Date', '2026-01-31', {}],
      ['DateTime', '2026-01-31T13:45:00Z', {}],
      ['Boolean', false, {}],
      ['Coded', 'A', { Codes: ['A'] }],
      ['Association', 1, { RefersTo: 'Claim' }],
    ])('of type %s, once no record has a value', async (type, value, more) => {
      const name = `Custom.Of${type}`;
      await put(name, {
        Fields: [
          { Name: 'Mine', Type: type, ...more },
          { Name: 'Other', Type: 'Text' },
        ],
      });
      const ids = [];
      for (let at = 0; at < 3; at++) ids.push(await record(name, { Mine: value, Other: 'stays' }));
      await record(name, { Other: 'without' });
      expectInUse(await dropField(name, 'Mine'), `3 records of the ${name} domain have a value in Mine.`);
      for (const id of ids.slice(1)) await call('PUT', `/api/${name}/${id}`, { Mine: null });
      expectInUse(await dropField(name, 'Mine'), `1 record of the ${name} domain has a value in Mine.`);
      await call('DELETE', `/api/${name}/${ids[0]}`);
      expectDone(await dropField(name, 'Mine'), `Dropped the field Mine of the ${name} domain.`);
      expect((await dictionary(name)).map(({ Name }) => Name)).toEqual(['Other']);
      expect(await get(`/api/${name}/${ids[1]}`)).toEqual({ ID: ids[1], Other: 'stays' });
      expectRefusal(await call('POST', `/api/${name}`, { Mine: value }), 400, 'invalid_request');
      // It may come back as another.
      await put(name, { Fields: [{ Name: 'Mine', Type: 'Text' }] });
      expect((await call('PUT', `/api/${name}/${ids[1]}`, { Mine: 'text' })).status).toBe(200);
    });

    test('of a built-in domain, where the client added it', async () => {
      await put('Policy', { Fields: [{ Name: 'Region', Type: 'Text' }] });
      expectDone(await dropField('Policy', 'Region'), 'Dropped the field Region of the Policy domain.');
    });

    test.each<[string, string, string, number, ErrorCode, RegExp]>([
      ['a built-in one', 'Claim', 'ClaimNumber', 400, 'invalid_request', /is built in/],
      [
        'one that there is not',
        'Claim',
        'ClaimNumbr',
        404,
        'not_found',
        /no field "ClaimNumbr".*'ClaimNumber'/,
      ],
      ['one in another case', 'Claim', 'claimnumber', 404, 'not_found', /no field/],
      ['one of no object', 'Claim', '__proto__', 404, 'not_found', /no field/],
      ['one of a domain that there is not', 'Clam', 'ClaimNumber', 404, 'not_found', /'Claim'/],
    ])('not %s', async (_, name, fieldName, status, code, words) => {
      const drop = () => dropField(name, fieldName);
      await expectNoChange(() => dictionary('Claim'), drop, code, status, words);
    });
  });

  describe('a domain is dropped', () => {
    test('once it has no records, and nothing refers to it', async () => {
      await put('Custom.Vessel', {
        Linkable: true,
        Fields: [
          { Name: 'Name', Type: 'Text' },
          { Name: 'Sister', Type: 'Association', RefersTo: 'Custom.Vessel' },
        ],
      });
      await put('Claim', { Fields: [{ Name: 'Vessel', Type: 'Association', RefersTo: 'Custom.Vessel' }] });
      await call('POST', '/api/Contact/Codes/ContactType', { ID: 5, Limits: { 'Custom.Vessel': 1 } });
      const ann = await record('Custom.Vessel', { Name: 'Ann' });
      const bea = await record('Custom.Vessel', { Name: 'Bea' });
      await link(['Claim', 1], ['Custom.Vessel', ann]);
      await link(['Custom.Vessel', ann], ['Contact', 1], { Relationship: 'Underwriter' });
      await link(['Custom.Vessel', ann], ['Custom.Vessel', bea]);
      expectInUse(
        await dropDomain('Custom.Vessel'),
        'The Custom.Vessel domain has 2 records and 3 links and 1 reference (Vessel of Claim).',
      );
      await call('DELETE', `/api/Custom.Vessel/${ann}`);
      expectInUse(
        await dropDomain('Custom.Vessel'),
        'The Custom.Vessel domain has 1 record and 1 reference (Vessel of Claim).',
      );
      await call('DELETE', `/api/Custom.Vessel/${bea}`);
      expectInUse(
        await dropDomain('Custom.Vessel'),
        'The Custom.Vessel domain has 1 reference (Vessel of Claim).',
      );
      await dropField('Claim', 'Vessel');
      expectDone(await dropDomain('Custom.Vessel'), 'Dropped the domain Custom.Vessel.');
      expect(await domain('Custom.Vessel')).toBeUndefined();
      expectRefusal(await call('GET', '/api/Custom.Vessel/Query'), 404, 'not_found');
      expectRefusal(await dropDomain('Custom.Vessel'), 404, 'not_found');
      const roles = await get('/api/Contact/Codes/ContactType');
      expect(roles.find(({ ID }) => ID === 5)?.Limits).toEqual({});
    });

    test('and its history stays, with its name, also where another takes that', async () => {
      const history = async (query: string, as?: 'grace') =>
        (await get(`/api/Link/History?${query}`, as)).filter(
          ({ ParentDomain }) => ParentDomain === 'Custom.Wagon',
        );
      await put('Custom.Wagon', {});
      const wagon = await record('Custom.Wagon', {});
      const { body } = await link(['Custom.Wagon', wagon], ['Contact', 2], { Relationship: 'Broker' });
      await call('DELETE', `/api/Custom.Wagon/${wagon}`);
      const before = await history(`linkID=${body.RecordID}`);
      expect(before.map(({ Action }) => Action)).toEqual(['removed', 'inserted']);
      await dropDomain('Custom.Wagon');
      for (const query of [
        `linkID=${body.RecordID}`,
        'childDomain=Contact&childRecordID=2',
        'parentDomain=Custom.Wagon',
        `parentDomain=Custom.Wagon&parentRecordID=${wagon}`,
      ]) {
        expect(await history(query), query).toEqual(before);
      }
      expect(await history('childDomain=Contact', 'grace')).toEqual(before);
      const feed = await get('/api/Link/Changes?after=0&pageSize=1000');
      expect(feed.filter(({ LinkID }) => LinkID === body.RecordID)).toEqual(before.toReversed());
      expectRefusal(await call('GET', '/api/Link/Query?parentDomain=Custom.Wagon'), 400, 'invalid_request');
      // One of the same name is another: it begins anew, with records of its own.
      await put('Custom.Wagon', { Fields: [{ Name: 'Name', Type: 'Text' }] });
      expect(await history('parentDomain=Custom.Wagon')).toEqual([]);
      expect(await history(`linkID=${body.RecordID}`)).toEqual(before);
      expect(await record('Custom.Wagon', { Name: 'new' })).toBe(1);
    });

    test('and rights on it are none on another of its name', async () => {
      const grant = async (grants: Record<string, string[]>) => {
        const { id: client } = required(await server.store.clientByName('Acme', 'Main'));
        await server.store.write({
          client,
          program: saveRoleProgram,
          input: { name: 'Claims alone', grants },
        });
      };
      const present = { Claim: ['View', 'AttachContacts', 'AttachFiles'] };
      await put('Custom.Secret', { Fields: [{ Name: 'Name', Type: 'Text' }] });
      await grant({ ...present, 'Custom.Secret': ['View', 'Edit'] });
      const view = async () => (await call('GET', '/api/Custom.Secret/Query', undefined, 'bob')).status;
      await expect.poll(view).toBe(200);
      await dropDomain('Custom.Secret');
      expect(await view()).toBe(404);
      await put('Custom.Secret', { Fields: [{ Name: 'Name', Type: 'Text' }] });
      expect(await view()).toBe(403);
    });

    test.each<[string, string, number, ErrorCode, RegExp]>([
      ['a built-in one', 'Claim', 400, 'invalid_request', /is built in/],
      ['one that there is not', 'Custom.None', 404, 'not_found', /no domain/],
      ['one in another case', 'custom.seen', 404, 'not_found', /no domain.*'Custom\.Seen'/],
    ])('not %s', async (_, name, status, code, words) => {
      await put('Custom.Seen', {});
      await expectNoChange(
        () => get('/api/Domains'),
        () => dropDomain(name),
        code,
        status,
        words,
      );
    });
  });

  describe('a relationship', () => {
    const path = '/api/Contact/Codes/ContactType';
    const save = (body: object) => call('POST', path, body);
    const drop = (id: number | string) => call('DELETE', `${path}/${id}`);
    const list = () => get(path);

    test('is kept in NFC, and found in any form', async () => {
      const { body } = await save({ Code: 'Ge\u0301rant', Description: 'Ge\u0301rant d\u2019affaires' });
      expect(body).toMatchObject({ Code: 'G\u00e9rant', Description: 'G\u00e9rant d\u2019affaires' });
      for (const Relationship of ['g\u00c9RANT', 'gE\u0301RANT', 'G\u00c9RANT D\u2019AFFAIRES']) {
        expect((await link(['Claim', 1], ['Contact', 3], { Relationship })).body.RelationshipID).toBe(
          body.ID,
        );
      }
      const twice = expectRefusal(await save({ Code: 'GE\u0301RANT' }), 400, 'invalid_request');
      expect(twice).toContain(`Code must be unique; relationship ${body.ID} is 'G\u00e9rant' already.`);
      const problem = await server.call('POST', path, {
        token: tokens.ada,
        body: { Code: 'X', Description: 'G\u00c9RANT D\u2019AFFAIRES' },
        headers: { Accept: 'application/problem+json' },
      });
      expect(problem.body).toMatchObject({ status: 400, errors: [{ pointer: '/Description' }] });
    });

    test('is dropped once no link carries it; history keeps its id, which no other gets', async () => {
      const { body: added } = await save({ Code: 'Temp', Limits: { Claim: 2 } });
      const first = await link(['Claim', 1], ['Contact', 1], { Relationship: 'Temp' });
      await link(['Claim', 1], ['Contact', 2], { Relationship: 'Temp' });
      expectInUse(await drop(added.ID), "2 links carry the relationship 'Temp'.");
      await link(['Claim', 1], ['Contact', 2], { Relationship: 'Broker' });
      expectInUse(await drop(added.ID), "1 link carries the relationship 'Temp'.");
      await link(['Claim', 1], ['Contact', 1], { Relationship: 'Broker' });
      expectDone(await drop(added.ID), "Dropped the relationship 'Temp'.");
      expect((await list()).map(({ ID }) => ID)).not.toContain(added.ID);
      expectRefusal(
        await link(['Claim', 1], ['Contact', 1], { Relationship: 'Temp' }),
        400,
        'relationship_not_found',
      );
      const history = await get(`/api/Link/History?linkID=${first.body.RecordID}`);
      expect(history.map((row) => [row.BeforeContactTypeID, row.AfterContactTypeID])).toEqual([
        [added.ID, 4],
        [null, added.ID],
      ]);
      const next = await save({ Code: 'Temp' });
      expect(next.body).toEqual({ ID: added.ID + 1, Code: 'Temp', Description: 'Temp', Limits: {} });
      expectRefusal(await drop(added.ID), 404, 'not_found');
    });

    test('that is built in is dropped like any other', async () => {
      expectDone(await drop(12), "Dropped the relationship 'Investigator'.");
      const again = await save({ Code: 'Investigator' });
      expect(again.body.ID).toBeGreaterThan(12);
    });

    test.each<[string, number, ErrorCode]>([
      ['999', 404, 'not_found'],
      ['x', 400, 'invalid_request'],
      ['0', 400, 'invalid_request'],
    ])('%s is not dropped', async (id, status, code) => {
      await expectNoChange(list, () => drop(id), code, status, /./);
    });
  });
});
