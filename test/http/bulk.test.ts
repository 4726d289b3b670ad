/** docs/reference/link-operations.md#bulk: `POST /api/Link/BulkUpsert`. */

import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '#linkwright/contract/errors.js';
import type { LinkIdentity } from '#linkwright/contract/words.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { refused } from '../support/refusal.js';
import { required } from '../support/required.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const ids = (count: number, first: number) =>
  Array.from({ length: count }, (_, index) => ({ id: first + index }));

const fixture = (client: string, linkIdentity: LinkIdentity): Fixture => ({
  account: 'Acme',
  client,
  linkIdentity,
  roles: [{ name: 'Files', grants: { Claim: ['AttachFiles'] } }],
  users: [
    { user: 'ada', administrator: true },
    { user: 'grace', roles: ['Files'] },
  ],
  records: {
    Claim: ids(40, 5001).map(({ id }) => ({ id, ClaimNumber: `CLM-${id}` })),
    Contact: ids(1_000, 2001),
    File: ids(5, 3001),
  },
});

const entry = (claim: number, contact: number, others: object = {}) => ({
  ParentDomain: 'Claim',
  ParentRecordID: claim,
  ChildDomain: 'Contact',
  ChildRecordID: contact,
  ...others,
});

describe.each(stores)('bulk upserts, on $name', async (store) => {
  const server = await startServer(store, [fixture('Pair', 'pair'), fixture('Relationship', 'relationship')]);
  const capped = await startServer(store, [fixture('Pair', 'pair')], { bulkEntries: 3 });
  const tokens = {
    ada: await server.token('ada'),
    grace: await server.token('grace'),
    relationship: await server.token('ada', 'Relationship'),
    capped: await capped.token('ada'),
  };
  const bulk = (body: unknown, query = '', as: keyof typeof tokens = 'ada', on = server) =>
    on.call('POST', `/api/Link/BulkUpsert${query}`, { token: tokens[as], body });
  const count = async (as: keyof typeof tokens = 'ada', on = server) =>
    (await on.call('GET', '/api/Link/Count?parentDomain=Claim', { token: tokens[as] })).body.Count;
  const changes = () => server.rows('SELECT count(*) AS count FROM link_change');

  test('each entry is answered as a call of its own, in order', async () => {
    const entries = [entry(5001, 2003, { Relationship: 'Broker' }), entry(5001, 2001), entry(5001, 2002)];
    const answer = await bulk(entries);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Type')).toMatch(/^application\/json\b/);
    expect(answer.body.map(({ ChildID }) => ChildID)).toEqual([2003, 2001, 2002]);
    const first = required(answer.body[0]);
    expect(Object.entries(first)).toEqual([
      ['IsSuccessful', true],
      ['RecordID', first.RecordID],
      ['Message', `Inserted link with id ${first.RecordID} successfully.`],
      ['ParentID', 5001],
      ['ChildID', 2003],
      ['RelationshipID', 4],
    ]);
    const again = await bulk(entries);
    expect(again.body.map(({ RecordID }) => RecordID)).toEqual(answer.body.map(({ RecordID }) => RecordID));
    for (const { Message } of again.body) expect(Message).toMatch(/^Updated link/);
  });

  test('an empty array is answered with an empty array', async () => {
    for (const query of ['', '?atomic=true', '?dryRun=true', '?atomic=true&dryRun=true']) {
      const answer = await bulk([], query);
      expect([answer.status, answer.text]).toEqual([200, '[]']);
    }
  });

  test('one that is refused does not hold up the others', async () => {
    const before = await count();
    const answer = await bulk([
      entry(5002, 2001),
      entry(9999, 2001),
      entry(5002, 9999),
      entry(5002, 2002, { Relationship: 'Nobody' }),
      entry(5002, 2002, { Relationshp: 'Broker' }),
      { ...entry(5002, 2002), ParentDomain: 'Clam' },
      { ...entry(5002, 2002), ParentRecordID: undefined },
      entry(-1, 2002),
      entry(5002, 2002),
    ]);
    expect(answer.body).toEqual([
      expect.objectContaining({ IsSuccessful: true, ChildID: 2001 }),
      refused('parent_not_found', /^Unable to execute\. Unable to identify the parent record/),
      refused('child_not_found', /^Unable to execute\. Unable to identify the child record/),
      refused('relationship_not_found', /'Nobody'/),
      refused('invalid_request', /Relationshp/),
      refused('invalid_request', /Clam/),
      refused('invalid_request', /Either ParentRecordID or both/),
      refused('invalid_request', /ParentRecordID/),
      expect.objectContaining({ IsSuccessful: true, ChildID: 2002 }),
    ]);
    expect(await count()).toBe(before + 2);
  });

  test.each([[null], [5], ['text'], [true], [[]], [{}], [[entry(5003, 2001)]]])(
    'an entry %j is refused by itself',
    async (wrong) => {
      const answer = await bulk([entry(5003, 2001), wrong, entry(5003, 2002)]);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual([
        expect.objectContaining({ IsSuccessful: true }),
        refused('invalid_request'),
        expect.objectContaining({ IsSuccessful: true }),
      ]);
    },
  );

  test.each([['{}'], ['null'], ['5'], ['"text"'], ['{"0":{}}'], [JSON.stringify(entry(5001, 2001))]])(
    'a body %s is no array',
    async (body) => {
      expect(expectRefusal(await bulk(body), 400, 'invalid_request')).toMatch(/array/);
    },
  );

  test('an entry in which everything is wrong is refused by itself', async () => {
    const unread = {
      ParentRecordKey: {},
      ParentRecordMatchField: [],
      ChildRecordKey: true,
      ChildRecordMatchField: 5,
    };
    const answer = await bulk([
      entry(5003, 2003),
      entry(5003, 2004, { ...unread, Relationship: 5, NewRelationship: [] }),
    ]);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual([
      expect.objectContaining({ IsSuccessful: true }),
      refused('invalid_request', /Relationship/),
    ]);
  });

  test('permission is asked for each entry', async () => {
    const file = { ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'File', ChildRecordID: 3001 };
    const answer = await bulk([entry(5001, 2001), file], '', 'grace');
    expect(answer.body).toEqual([
      refused('permission_denied', /Attach Contacts permission on the Claim domain/),
      expect.objectContaining({ IsSuccessful: true, ChildID: 3001, RelationshipID: null }),
    ]);
  });

  describe('an entry sees those before it', () => {
    test('under identity pair', async () => {
      const pair = (others?: object) => entry(5004, 2001, others);
      const { body } = await bulk([
        pair(),
        pair({ Relationship: 'Broker' }),
        pair({ Relationship: 'Broker', NewRelationship: 'Witness' }),
        pair(),
      ]);
      const id = required(body[0]).RecordID;
      expect(body.map(({ RecordID, RelationshipID }) => [RecordID, RelationshipID])).toEqual([
        [id, null],
        [id, 4],
        [id, 6],
        [id, 6],
      ]);
      expect(body.map(({ Message }) => Message.split(' ')[0])).toEqual([
        'Inserted',
        'Updated',
        'Updated',
        'Updated',
      ]);
    });

    test('under identity relationship', async () => {
      const pair = (others?: object) => entry(5004, 2001, others);
      const { body } = await bulk(
        [
          pair({ Relationship: 'Broker' }),
          pair({ Relationship: 'Witness' }),
          pair({ Relationship: 'Broker', NewRelationship: 'Witness' }),
          pair({ NewRelationship: 'Insured' }),
          // The two trade places through a third.
          pair({ Relationship: 'Broker', NewRelationship: 'Insured' }),
          pair({ Relationship: 'Witness', NewRelationship: 'Broker' }),
          pair({ Relationship: 'Insured', NewRelationship: 'Witness' }),
        ],
        '',
        'relationship',
      );
      const [one, two] = body.map(({ RecordID }) => RecordID);
      expect(body).toEqual([
        expect.objectContaining({ IsSuccessful: true, RelationshipID: 4 }),
        expect.objectContaining({ IsSuccessful: true, RelationshipID: 6 }),
        refused('link_conflict'),
        refused('link_ambiguous', /Broker.*Witness|Witness.*Broker/),
        expect.objectContaining({ RecordID: one, RelationshipID: 2 }),
        expect.objectContaining({ RecordID: two, RelationshipID: 4 }),
        expect.objectContaining({ RecordID: one, RelationshipID: 6 }),
      ]);
      const found = await server.call('GET', '/api/Link/Query?parentDomain=Claim&parentRecordID=5004', {
        token: tokens.relationship,
      });
      expect(found.body.map(({ LinkID, ContactTypeID }) => [LinkID, ContactTypeID])).toEqual([
        [one, 6],
        [two, 4],
      ]);
    });

    test('also far apart in a long call', async () => {
      const many = Array.from({ length: 999 }, (_, index) => entry(5005, 2001 + index));
      const { body } = await bulk([...many, entry(5005, 2001, { NewRelationship: 'Broker' })]);
      expect(body).toHaveLength(1_000);
      expect(body.slice(0, -1).map(({ ChildID }) => ChildID)).toEqual(
        many.map(({ ChildRecordID }) => ChildRecordID),
      );
      expect(new Set(body.map(({ RecordID }) => RecordID)).size).toBe(999);
      const first = required(body[0]).RecordID;
      expect(body.at(-1)).toMatchObject({
        RecordID: first,
        Message: `Updated link with id ${first} successfully.`,
        RelationshipID: 4,
      });
    });
  });

  describe('the cap', () => {
    test('is 1,000 entries', async () => {
      const before = await count();
      const message = expectRefusal(
        await bulk(Array.from({ length: 1_001 }, () => entry(5006, 2001))),
        400,
        'invalid_request',
      );
      expect(message).toMatch(/1,?000/);
      expect(await count()).toBe(before);
    });
    test('can be set, and nothing past it is processed', async () => {
      const entries = [2001, 2002, 2003].map((contact) => entry(5006, contact));
      for (const query of ['', '?atomic=true', '?dryRun=true']) {
        const message = expectRefusal(
          await bulk([...entries, entry(5006, 2004)], query, 'capped', capped),
          400,
          'invalid_request',
        );
        expect(message).toContain('3');
      }
      expect(await count('capped', capped)).toBe(0);
      expect((await bulk(entries, '', 'capped', capped)).body).toHaveLength(3);
      expect(await count('capped', capped)).toBe(3);
    });
  });

  describe('atomic', () => {
    test('all, where none is refused', async () => {
      const before = await count();
      const { body } = await bulk(
        [entry(5007, 2001), entry(5007, 2002), entry(5007, 2001, { NewRelationship: 'Broker' })],
        '?atomic=true',
      );
      expect(body.map(({ IsSuccessful }) => IsSuccessful)).toEqual([true, true, true]);
      expect(body[2]).toMatchObject({ RecordID: required(body[0]).RecordID, RelationshipID: 4 });
      expect(await count()).toBe(before + 2);
    });

    test.each<[ErrorCode, unknown]>([
      ['parent_not_found', entry(9999, 2001)],
      ['child_not_found', entry(5008, 9999)],
      ['relationship_not_found', entry(5008, 2002, { Relationship: 'Nobody' })],
      ['invalid_request', entry(5008, 2002, { Relationshp: 'Broker' })],
      ['invalid_request', null],
    ])('nothing, where one is refused with %s', async (code, wrong) => {
      const before = [await count(), await changes()];
      for (const entries of [
        [entry(5008, 2001), wrong, entry(5008, 2002)],
        [wrong, entry(5008, 2001), entry(5008, 2002)],
        [entry(5008, 2001), entry(5008, 2002), wrong],
      ]) {
        const { status, body } = await bulk(entries, '?atomic=true');
        expect(status).toBe(200);
        expect(body).toEqual(entries.map((each) => refused(each === wrong ? code : 'not_applied')));
      }
      expect([await count(), await changes()]).toEqual(before);
    });

    test('nothing, where a link is in conflict', async () => {
      const pair = (others?: object) => entry(5009, 2001, others);
      const before = await count('relationship');
      const { body } = await bulk(
        [
          pair({ Relationship: 'Broker' }),
          pair({ Relationship: 'Witness' }),
          pair({ NewRelationship: 'Insured' }),
        ],
        '?atomic=true',
        'relationship',
      );
      expect(body).toEqual([refused('not_applied'), refused('not_applied'), refused('link_ambiguous')]);
      expect(await count('relationship')).toBe(before);
    });

    test('nothing, where permission is missing for one', async () => {
      const file = { ParentDomain: 'Claim', ParentRecordID: 5009, ChildDomain: 'File', ChildRecordID: 3001 };
      const { body } = await bulk([file, entry(5009, 2001)], '?atomic=true', 'grace');
      expect(body).toEqual([refused('not_applied'), refused('permission_denied')]);
    });

    test('what was not applied takes no id', async () => {
      const one = required((await bulk([entry(5010, 2001)])).body[0]).RecordID;
      await bulk([entry(5010, 2002), entry(9999, 1)], '?atomic=true');
      const two = required((await bulk([entry(5010, 2003)])).body[0]).RecordID;
      expect(two).toBe(one + 1);
    });
  });

  describe('a dry run', () => {
    test.each(['?dryRun=true', '?dryRun=true&atomic=true'])('%s writes nothing', async (query) => {
      const { RecordID } = required((await bulk([entry(5011, 2001)])).body[0]);
      const before = [await count(), await changes(), await server.rows('SELECT * FROM link')];
      const { body } = await bulk(
        [entry(5011, 2001, { NewRelationship: 'Broker' }), entry(5011, 2002)],
        query,
      );
      expect(body).toEqual([
        {
          IsSuccessful: true,
          RecordID,
          Message: `Would update link with id ${RecordID}.`,
          ParentID: 5011,
          ChildID: 2001,
          RelationshipID: 4,
          DryRun: true,
        },
        {
          IsSuccessful: true,
          RecordID: null,
          Message: 'Would insert a link.',
          ParentID: 5011,
          ChildID: 2002,
          RelationshipID: null,
          DryRun: true,
        },
      ]);
      expect([await count(), await changes(), await server.rows('SELECT * FROM link')]).toEqual(before);
    });

    test('says which entries would be refused', async () => {
      const entries = [entry(5012, 2001), entry(9999, 2001), null];
      const { body } = await bulk(entries, '?dryRun=true');
      expect(body).toEqual([
        expect.objectContaining({ IsSuccessful: true, DryRun: true }),
        refused('parent_not_found'),
        refused('invalid_request'),
      ]);
      // Which of several refused entries names its own fault is not said; that none is done is.
      const atomic = await bulk(entries, '?dryRun=true&atomic=true');
      expect(atomic.body).toEqual([
        refused('not_applied'),
        refused(expect.stringMatching(/^(parent_not_found|not_applied)$/)),
        refused('invalid_request'),
      ]);
    });

    test('an entry sees what those before it would do', async () => {
      const { body } = await bulk(
        [entry(5012, 2002, { Relationship: 'Broker' }), entry(5012, 2002, { NewRelationship: 'Witness' })],
        '?dryRun=true',
      );
      expect(body[0]?.Message).toBe('Would insert a link.');
      expect(body[1]?.Message).toMatch(/^Would update /);
      expect(body.map(({ RecordID }) => RecordID)).toEqual([null, null]);
      expect(body.map(({ RelationshipID }) => RelationshipID)).toEqual([4, 6]);
    });
  });

  test.each(['?atomic=yes', '?Atomic=true', '?dryrun=true', '?x=1'])(
    '%s is refused, and nothing is processed',
    async (query) => {
      const before = await count();
      expectRefusal(await bulk([entry(5013, 2001)], query), 400, 'invalid_request');
      expect(await count()).toBe(before);
    },
  );

  test('many calls at once make each link once', async () => {
    const entries = Array.from({ length: 100 }, (_, index) => entry(5014, 2001 + index));
    const answers = await Promise.all(Array.from({ length: 8 }, () => bulk(entries)));
    for (const [index] of entries.entries()) {
      const of = answers.map(({ body }) => required(body[index]));
      expect(new Set(of.map(({ RecordID }) => RecordID)).size).toBe(1);
      expect(of.filter(({ Message }) => Message.startsWith('Inserted')).length).toBe(1);
    }
  });
});
