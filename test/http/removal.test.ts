/** docs/reference/link-operations.md#remove: `POST /api/Link/Remove` and `POST /api/Link/BulkRemove`. */

import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '#linkwright/contract/errors.js';
import type { LinkIdentity } from '#linkwright/contract/words.js';
import { examineData } from '#linkwright/diagnosis/data.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { refused } from '../support/refusal.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const fixture = (client: string, linkIdentity: LinkIdentity): Fixture => ({
  account: 'Acme',
  client,
  linkIdentity,
  domains: [{ Name: 'Custom.Vessel', Linkable: true, Fields: [{ Name: 'Name', Type: 'Text' }] }],
  roles: ['DetachContacts', 'ModifyFiles', 'Edit', 'AttachContacts', 'View'].map((permission) => ({
    name: permission,
    grants: { Claim: [permission] },
  })),
  users: [
    { user: 'ada', administrator: true },
    ...['DetachContacts', 'ModifyFiles', 'Edit', 'AttachContacts', 'View'].map((permission) => ({
      user: permission,
      roles: [permission],
    })),
  ],
  records: {
    Claim: Array.from({ length: 40 }, (_, at) => ({ id: 5001 + at, ClaimNumber: `CLM-${5001 + at}` })),
    Contact: Array.from({ length: 5 }, (_, at) => ({ id: 2001 + at, ContactNumber: `00${at + 1}` })),
    File: [{ id: 3001, FileName: 'survey.pdf' }],
    'Custom.Vessel': [{ id: 1, Name: 'Mary' }],
  },
});

const pair = (claim: number, others = {}) => ({
  ParentDomain: 'Claim',
  ParentRecordID: claim,
  ChildDomain: 'Contact',
  ChildRecordID: 2001,
  ...others,
});
const file = (claim: number, others = {}) =>
  pair(claim, { ChildDomain: 'File', ChildRecordID: 3001, ...others });
const vessel = (claim: number) => pair(claim, { ChildDomain: 'Custom.Vessel', ChildRecordID: 1 });

interface ChangeOfLink {
  action: number;
  before: number | null;
  after: number | null;
  request: string;
}

describe.each(stores)('removal, on $name', async (store) => {
  const server = await startServer(store, [fixture('Pair', 'pair'), fixture('Relationship', 'relationship')]);
  const tokens: Record<string, string> = { relationship: await server.token('ada', 'Relationship') };
  for (const user of ['ada', 'DetachContacts', 'ModifyFiles', 'Edit', 'AttachContacts', 'View']) {
    tokens[user] = await server.token(user);
  }
  const post = (path: string, body: unknown, as: string) =>
    server.call('POST', `/api/Link/${path}`, { token: tokens[as], body });
  const upsert = async (body: object, as = 'ada') => (await post('Upsert', body, as)).body;
  const remove = (body: unknown, as = 'ada', query = '') => post(`Remove${query}`, body, as);
  const bulk = (body: unknown, as = 'ada', query = '') => post(`BulkRemove${query}`, body, as);
  const linksOf = async (claim: number, as = 'ada') => {
    const query = `/api/Link/Query?parentDomain=Claim&parentRecordID=${claim}`;
    return (await server.call('GET', query, { token: tokens[as] })).body.map(({ LinkID }) => LinkID);
  };
  const changesOf = (link: number, client = 1) =>
    server.rows<ChangeOfLink>(
      `SELECT action, before_relationship_id AS before, after_relationship_id AS after, request_id AS request
       FROM link_change WHERE client_id = ${client} AND link_id = ${link} ORDER BY id`,
    );

  describe('one link', () => {
    test('goes, is answered like an upsert, and stays in the history', async () => {
      const { RecordID } = await upsert(pair(5001, { Relationship: 'Broker' }));
      const answer = await remove({
        ParentDomain: 'Claim',
        ParentRecordKey: 'CLM-5001',
        ParentRecordMatchField: 'ClaimNumber',
        ChildDomain: 'Contact',
        ChildRecordKey: '001',
        ChildRecordMatchField: 'ContactNumber',
      });
      expect(answer.status).toBe(200);
      expect(Object.entries(answer.body)).toEqual([
        ['IsSuccessful', true],
        ['RecordID', RecordID],
        ['Message', `Removed link with id ${RecordID} successfully.`],
        ['ParentID', 5001],
        ['ChildID', 2001],
        ['RelationshipID', 4],
        ['RecordIDs', [RecordID]],
      ]);
      expect(await linksOf(5001)).toEqual([]);
      const changes = await changesOf(RecordID);
      expect(changes.map(({ action, before, after }) => [action, before, after])).toEqual([
        [1, null, 4],
        [3, 4, null],
      ]);
      expect(changes[1]?.request).toBe(answer.headers.get('X-Request-Id'));
    });

    test('that is made again is a new link', async () => {
      const first = await upsert(pair(5002));
      await remove(pair(5002));
      const second = await upsert(pair(5002));
      expect(second.Message).toMatch(/^Inserted/);
      expect(second.RecordID).toBeGreaterThan(first.RecordID);
    });

    test('that is not there is no error, and nothing is written', async () => {
      const answer = await remove(pair(5003));
      expect(answer.status).toBe(200);
      expect(answer.headers.get('Error-Code')).toBeNull();
      expect(answer.body).toEqual({
        IsSuccessful: false,
        RecordID: null,
        Message: 'Nothing was removed: the records have no link.',
        ParentID: 5003,
        ChildID: 2001,
        RelationshipID: null,
        RecordIDs: [],
      });
    });

    test('that carries another relationship stays', async () => {
      const { RecordID } = await upsert(pair(5004, { Relationship: 'Broker' }));
      const { body } = await remove(pair(5004, { Relationship: 'Adjuster' }));
      expect(body).toMatchObject({
        IsSuccessful: false,
        RecordID: null,
        Message: "Nothing was removed: the records have no link with the relationship 'Adjuster'.",
      });
      expect(await linksOf(5004)).toEqual([RecordID]);
      expect((await remove(pair(5004, { Relationship: 'bROKER' }))).body.RecordID).toBe(RecordID);
    });

    test.each([
      ['a file', file],
      ["a domain of the client's own", vessel],
    ])('to %s goes whatever Relationship says', async (_, body) => {
      const { RecordID } = await upsert(body(5005));
      const answer = await remove({ ...body(5005), Relationship: 'Nobody' });
      expect(answer.body).toMatchObject({ IsSuccessful: true, RecordID, RelationshipID: null });
    });
  });

  describe('several links of one pair', () => {
    const roles = ['Broker', 'Witness', 'Insured'];
    const begin = async (claim: number) => {
      const ids: number[] = [];
      for (const Relationship of roles) {
        ids.push((await upsert(pair(claim, { Relationship }), 'relationship')).RecordID);
      }
      return ids;
    };

    test('with Relationship the one that carries it goes', async () => {
      const [first, second, third] = await begin(5001);
      const { body } = await remove(pair(5001, { Relationship: 'Witness' }), 'relationship');
      expect(body).toMatchObject({ RecordID: second, RelationshipID: 6, RecordIDs: [second] });
      expect(await linksOf(5001, 'relationship')).toEqual([first, third]);
    });

    test('without, all go; the answer names the lowest and lists all', async () => {
      const ids = await begin(5002);
      const { body } = await remove(pair(5002), 'relationship');
      expect(body).toEqual({
        IsSuccessful: true,
        RecordID: ids[0],
        Message: `Removed links with ids ${ids.join(', ')} successfully.`,
        ParentID: 5002,
        ChildID: 2001,
        RelationshipID: 4,
        RecordIDs: ids,
      });
      expect(await linksOf(5002, 'relationship')).toEqual([]);
      for (const id of ids) expect((await changesOf(id, 2)).at(-1)).toMatchObject({ action: 3, after: null });
    });
  });

  describe('a dry run', () => {
    test('says what would go, and writes nothing', async () => {
      const { RecordID } = await upsert(pair(5006, { Relationship: 'Broker' }));
      expect((await remove(pair(5006), 'ada', '?dryRun=true')).body).toEqual({
        IsSuccessful: true,
        RecordID,
        Message: `Would remove link with id ${RecordID}.`,
        ParentID: 5006,
        ChildID: 2001,
        RelationshipID: 4,
        RecordIDs: [RecordID],
        DryRun: true,
      });
      expect(await linksOf(5006)).toEqual([RecordID]);
      expect(await changesOf(RecordID)).toHaveLength(1);
    });

    test('also that nothing would', async () => {
      expect((await remove(pair(5007), 'ada', '?dryRun=true')).body).toMatchObject({
        IsSuccessful: false,
        Message: 'Nothing would be removed: the records have no link.',
        DryRun: true,
      });
    });

    test('in bulk an entry sees what those before it would do', async () => {
      const { RecordID } = await upsert(pair(5008));
      for (const query of ['?dryRun=true', '?dryRun=true&atomic=true']) {
        const { body } = await bulk([pair(5008), pair(5008)], 'ada', query);
        expect(body.map(({ RecordIDs }) => RecordIDs)).toEqual([[RecordID], []]);
      }
      expect(await linksOf(5008)).toEqual([RecordID]);
    });

    test('names near keys, like that of an upsert', async () => {
      const body = {
        ...pair(5001),
        ParentRecordID: undefined,
        ParentRecordKey: 'clm 5001',
        ParentRecordMatchField: 'ClaimNumber',
      };
      const problem = await server.call('POST', '/api/Link/Remove?dryRun=true', {
        token: tokens.ada,
        body,
        headers: { Accept: 'application/problem+json' },
      });
      expect(problem.body).toMatchObject({
        code: 'parent_not_found',
        candidates: [{ RecordID: 5001, Key: 'CLM-5001' }],
      });
    });
  });

  describe('what is refused', () => {
    test.each([
      [{ NewRelationship: 'Broker' }, /Unknown property "NewRelationship"\. Did you mean 'Relationship'\?/],
      [{ NewRelationship: null }, /Unknown property "NewRelationship"/],
      [{ Relatonship: 'Broker' }, /Relatonship.*Did you mean 'Relationship'/],
      [{ ParentRecordID: 0 }, /ParentRecordID must be an integer from 1 to/],
      [{ ParentRecordID: undefined }, /Either ParentRecordID or both/],
      [{ ChildRecordID: undefined, ChildRecordKey: 'x' }, /Either ChildRecordID or both/],
      [{ ParentDomain: 'Clam' }, /ParentDomain must be the name of a domain.*Did you mean 'Claim'/],
      [{ ParentDomain: null }, /ParentDomain must be provided/],
      [{ ChildDomain: 'Policy' }, /ChildDomain must be .*"Contact".*"Policy" was given/],
      [{ Relationship: 5 }, /Relationship must be a string that is not empty; .*; 5 was given/],
    ])('%j', async (wrong, words) => {
      const message = expectRefusal(await remove(pair(5001, wrong)), 400, 'invalid_request');
      expect(message).toMatch(words);
    });

    test.each([['null'], ['[]'], ['5'], ['"text"']])('a body %s', async (body) => {
      expectRefusal(await remove(body), 400, 'invalid_request');
    });

    test.each<[ErrorCode, number, object]>([
      ['parent_not_found', 500, { ParentRecordID: 9999 }],
      ['child_not_found', 500, { ChildRecordID: 9999 }],
      ['relationship_not_found', 400, { Relationship: 'Nobody' }],
    ])('%s', async (code, status, wrong) => {
      expectRefusal(await remove(pair(5001, wrong)), status, code);
    });

    test.each([
      ['?dryrun=true', 400],
      ['?atomic=true', 400],
      ['?dryRun=yes', 400],
    ])('the query %s', async (query, status) => {
      expectRefusal(await remove(pair(5001), 'ada', query), status, 'invalid_request');
    });

    test('who has not signed in, and other methods', async () => {
      expectRefusal(await remove(pair(5001), 'nobody'), 401, 'unauthenticated', 'Authentication is required');
      for (const path of ['Remove', 'BulkRemove']) {
        const answer = await server.call('DELETE', `/api/Link/${path}`, { token: tokens.ada });
        expectRefusal(answer, 405, 'method_not_allowed');
      }
    });
  });

  describe('permission on the parent domain', () => {
    test.each([
      ['DetachContacts', 'Detach Contacts', pair(5009)],
      ['ModifyFiles', 'Modify Files', file(5009)],
      ['Edit', 'Edit', vessel(5009)],
    ])('%s is what it takes, and all it takes', async (permission, spoken, body) => {
      for (const other of ['DetachContacts', 'ModifyFiles', 'Edit', 'AttachContacts', 'View']) {
        await upsert(body);
        const answer = await remove(body, other);
        if (other === permission) {
          expect(answer.body.IsSuccessful).toBe(true);
          continue;
        }
        const message = expectRefusal(answer, 403, 'permission_denied');
        expect(message).toBe(`Unable to execute. You need the ${spoken} permission on the Claim domain.`);
      }
    });

    test('is asked before the records are looked for, and for each entry', async () => {
      expectRefusal(await remove(pair(9999, { Relationship: 'Nobody' }), 'View'), 403, 'permission_denied');
      await upsert(file(5010));
      const { body } = await bulk([pair(5010), file(5010)], 'ModifyFiles');
      expect(body).toEqual([
        refused('permission_denied', /Detach Contacts permission on the Claim domain/),
        expect.objectContaining({ IsSuccessful: true }),
      ]);
    });
  });

  describe('in bulk', () => {
    test('each entry is answered as a call of its own, in order', async () => {
      const { RecordID } = await upsert(pair(5011));
      const { status, body } = await bulk([
        pair(5011),
        pair(5011),
        pair(9999),
        pair(5011, { NewRelationship: 'Broker' }),
        null,
      ]);
      expect(status).toBe(200);
      expect(body).toEqual([
        expect.objectContaining({ IsSuccessful: true, RecordID }),
        expect.objectContaining({ IsSuccessful: false, RecordID: null, RecordIDs: [] }),
        refused('parent_not_found'),
        refused('invalid_request', /NewRelationship/),
        refused('invalid_request'),
      ]);
      expect(body[1]).not.toHaveProperty('ErrorCode');
    });

    test('atomic: nothing where one is refused; nothing to remove is no refusal', async () => {
      const { RecordID } = await upsert(pair(5012));
      for (const wrong of [pair(9999), null]) {
        const { body } = await bulk([pair(5012), wrong, pair(5013)], 'ada', '?atomic=true');
        expect(body.map(({ ErrorCode }) => ErrorCode)).toEqual([
          'not_applied',
          wrong === null ? 'invalid_request' : 'parent_not_found',
          'not_applied',
        ]);
      }
      expect(await linksOf(5012)).toEqual([RecordID]);
      const { body } = await bulk([pair(5013), pair(5012), pair(5012)], 'ada', '?atomic=true');
      expect(body.map(({ IsSuccessful }) => IsSuccessful)).toEqual([false, true, false]);
      expect(await linksOf(5012)).toEqual([]);
    });

    test('an empty array is answered with one; over the cap nothing is processed', async () => {
      expect((await bulk([])).text).toBe('[]');
      const { RecordID } = await upsert(pair(5014));
      expectRefusal(await bulk(new Array(1_001).fill(pair(5014))), 400, 'invalid_request');
      expect(await linksOf(5014)).toEqual([RecordID]);
    });
  });

  test('of another client nothing is removed', async () => {
    const { RecordID } = await upsert(pair(5015));
    expect((await remove(pair(5015), 'relationship')).body.IsSuccessful).toBe(false);
    expect(await linksOf(5015)).toEqual([RecordID]);
  });

  test('upserts and removals of one pair, 200 at once, in an order that the history tells', async () => {
    const calls = Array.from({ length: 200 }, (_, at) => (at % 2 === 0 ? 'Upsert' : 'Remove'));
    const answers = await Promise.all(calls.map((path) => post(path, pair(5016), 'ada')));
    for (const { status } of answers) expect(status).toBe(200);
    const changes = await server.rows<{ link: number; action: number }>(
      `SELECT link_id AS link, action FROM link_change
       WHERE client_id = 1 AND parent_id = 5016 ORDER BY id`,
    );
    expect(changes.length).toBeGreaterThan(0);
    // Inserted and removed by turns, each pair of changes with an id of its own.
    expect(changes.map(({ action }) => action)).toEqual(changes.map((_, at) => (at % 2 === 0 ? 1 : 3)));
    const inserted = changes.filter(({ action }) => action === 1).map(({ link }) => link);
    expect(new Set(inserted).size).toBe(inserted.length);
    const removed = changes.filter(({ action }) => action === 3).map(({ link }) => link);
    expect(removed).toEqual(inserted.slice(0, removed.length));
    expect(await linksOf(5016)).toEqual(inserted.slice(removed.length));
    // The answers tell the same: each link was inserted once and removed at most once.
    const told = (word: string) =>
      answers
        .filter(({ body }) => body.Message.startsWith(word))
        .map(({ body }) => body.RecordID)
        .sort((one, other) => one - other);
    expect(told('Inserted')).toEqual(inserted);
    expect(told('Removed')).toEqual(removed);
  });

  test('the database is in order afterwards', async () => {
    expect(await examineData(server.store)).toEqual([]);
  });
});
