/** docs/reference/link-operations.md#history: `GET /api/Link/History`. */

import { beforeAll, describe, expect, test } from 'vitest';
import { createClient } from '#linkwright/client/index.js';
import type { ErrorCode } from '#linkwright/contract/errors.js';
import type { UpsertAnswer } from '#linkwright/contract/link.js';
import { limits } from '#linkwright/limits/limits.js';
import { type ChangesServer, startChangesServer } from '../support/changes-world.js';
import { nextOf } from '../support/page.js';
import { required } from '../support/required.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

type User = keyof ChangesServer['tokens'];

const columns = [
  'ChangeID',
  'LinkID',
  'Action',
  'ParentDomain',
  'ParentID',
  'ChildDomain',
  'ChildID',
  'BeforeContactTypeID',
  'AfterContactTypeID',
  'BeforeFields',
  'AfterFields',
  'At',
  'User',
  'RequestID',
];

/** The numbers of the changes that the suite below makes; 8 and 9 are of a link that is gone, of claim 9. */
const filters: [parameters: string, numbers: number[]][] = [
  ['parentDomain=Claim', [9, 8, 7, 6, 4, 3, 2, 1]],
  ['parentDomain=Policy', [5]],
  ['parentDomain=Location', []],
  ['childDomain=File', [6]],
  ['parentDomain=Claim&childDomain=Contact', [9, 8, 7, 4, 3, 2, 1]],
  ['parentDomain=Claim&parentRecordID=1', [6, 3, 2, 1]],
  ['parentDomain=Claim&parentRecordID=1&childDomain=Contact', [3, 2, 1]],
  ['parentDomain=Claim&parentRecordKey=CLM-1&parentRecordMatchField=ClaimNumber', [6, 3, 2, 1]],
  ['childDomain=Contact&childRecordID=1', [9, 8, 7, 5, 4, 3, 1]],
  ['childDomain=Contact&childRecordKey=C-1&childRecordMatchField=ContactNumber', [9, 8, 7, 5, 4, 3, 1]],
  ['parentDomain=Claim&parentRecordID=1&childDomain=Contact&childRecordID=1', [3, 1]],
  ['parentDomain=Claim&parentRecordID=9', [9, 8]],
  ['parentDomain=Claim&parentRecordID=9&childDomain=Contact&childRecordID=1', [9, 8]],
  ['parentDomain=Claim&parentRecordID=999', []],
  ['linkID=4711', [9, 8]],
  ['linkID=4712', []],
  ['linkID=4711&parentDomain=Claim&parentRecordID=9', [9, 8]],
  ['linkID=4711&parentDomain=Policy', []],
  // What the link carried before the change, or after it.
  ['parentDomain=Claim&relationship=adjuster', [7, 4, 3, 1]],
  ['parentDomain=Claim&parentRecordID=1&relationship=Broker', [3]],
  ['childDomain=Contact&childRecordID=1&relationship=Insured', [5]],
  ['parentDomain=Policy&columns=&after=', [5]],
];

const wrong: [parameters: string, status: number, code: ErrorCode, words: RegExp][] = [
  ['', 400, 'invalid_request', /parentDomain, childDomain or linkID must be provided/],
  ['relationship=Adjuster', 400, 'invalid_request', /linkID/],
  ['linkID=', 400, 'invalid_request', /linkID/],
  ['linkID=0', 400, 'invalid_request', /linkID.*"0" was given/],
  ['linkID=x', 400, 'invalid_request', /linkID.*"x" was given/],
  ['linkID=1&linkID=2', 400, 'invalid_request', /linkID/],
  ['linkId=1', 400, 'invalid_request', /linkId.*'linkID'/],
  ['parentRecordID=1', 400, 'invalid_request', /parentDomain/],
  ['parentDomain=Clam', 400, 'invalid_request', /Clam.*'Claim'/],
  ['parentDomain=Claim&parentRecordID=-1', 400, 'invalid_request', /parentRecordID/],
  ['parentDomain=Claim&parentRecordKey=CLM-1', 400, 'invalid_request', /parentRecordMatchField/],
  [
    'parentDomain=Claim&parentRecordKey=NONE&parentRecordMatchField=ClaimNumber',
    500,
    'parent_not_found',
    /parent record/,
  ],
  [
    'childDomain=Contact&childRecordKey=NONE&childRecordMatchField=ContactNumber',
    500,
    'child_not_found',
    /child record/,
  ],
  ['parentDomain=Claim&relationship=Nobody', 400, 'relationship_not_found', /'Nobody'/],
  ['parentDomain=Claim&columns=Contact.Name', 400, 'invalid_request', /drill-down.*Contact\.Name/],
  ['parentDomain=Claim&columns=LinkID,,At', 400, 'invalid_request', /columns/],
  ['parentDomain=Claim&columns=Linkid', 400, 'invalid_request', /Linkid.*'LinkID'/],
  ['parentDomain=Claim&order=asc', 400, 'invalid_request', /order/],
  ['parentDomain=Claim&pageSize=0', 400, 'invalid_request', /pageSize/],
  ['parentDomain=Claim&pageSize=1001', 400, 'invalid_request', /pageSize/],
  ['parentDomain=Claim&after=x', 400, 'invalid_request', /after.*"x" was given/],
];

describe.each(stores)('history, on $name', async (store) => {
  const { server, tokens, get, upsert, cameAndWent, idsOf, before } = await startChangesServer(store);
  const history = (parameters: string, as?: User) => get(`/api/Link/History?${parameters}`, as);
  let first: UpsertAnswer;
  const start = Date.now();

  beforeAll(async () => {
    const headers = { 'X-Request-Id': 'my-request' };
    first = await upsert(['Claim', 1], ['Contact', 1], { Relationship: 'Adjuster' }, 'ada', headers);
    await upsert(['Claim', 1], ['Contact', 2]);
    await upsert(['Claim', 1], ['Contact', 1], { NewRelationship: 'Broker' }, 'walt');
    await upsert(['Claim', 2], ['Contact', 1], { Relationship: 'Adjuster' });
    await upsert(['Policy', 1], ['Contact', 1], { Relationship: 'Insured' });
    await upsert(['Claim', 1], ['File', 1]);
    await upsert(['Claim', 2], ['Contact', 1], { NewRelationship: 'Witness' });
    // Nothing changes but the time, which is no change.
    await upsert(['Claim', 2], ['Contact', 1], { Relationship: 'Witness' });
    await cameAndWent(4711, 9, 1);
    await upsert(['Claim', 1], ['Contact', 1], {}, 'eve');
  });

  test.each(filters)('%s', async (parameters, expected) => {
    const answer = await history(parameters);
    expect(answer.status).toBe(200);
    expect(idsOf(answer)).toEqual(expected);
    expect(nextOf(answer)).toBeUndefined();
  });

  test.each(wrong)('%s is refused', async (parameters, status, code, words) => {
    expect(expectRefusal(await history(parameters), status, code)).toMatch(words);
  });

  test('rows have every column, in order', async () => {
    const { body, headers } = await history(`linkID=${first.RecordID}`);
    expect(headers.get('Content-Type')).toMatch(/^application\/json\b/);
    expect(body.map((row) => Object.keys(row))).toEqual([columns, columns]);
    const link = {
      LinkID: first.RecordID,
      ParentDomain: 'Claim',
      ParentID: 1,
      ChildDomain: 'Contact',
      ChildID: 1,
    };
    expect(body).toMatchObject([
      {
        ...link,
        ChangeID: before + 3,
        Action: 'changed',
        BeforeContactTypeID: 3,
        AfterContactTypeID: 4,
        User: 'walt',
      },
      {
        ...link,
        ChangeID: before + 1,
        Action: 'inserted',
        BeforeContactTypeID: null,
        AfterContactTypeID: 3,
        User: 'ada',
      },
    ]);
    const inserted = required(body[1]);
    const requests = (await get('/api/RecentRequests?operation=upsertLink&limit=1000')).body;
    expect(requests.map(({ RequestID }) => RequestID)).toContain(inserted.RequestID);
    // That is the caller's name for it, which others may have given theirs too.
    expect(inserted.RequestID).not.toBe('my-request');
    expect(inserted.At).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
    expect(Date.parse(inserted.At)).toBeGreaterThanOrEqual(start - 1);
  });

  test('rows of a link that is gone end with its removal', async () => {
    const { body } = await history('linkID=4711&columns=LinkID,Action');
    expect(body).toEqual([
      { LinkID: 4711, Action: 'removed' },
      { LinkID: 4711, Action: 'inserted' },
    ]);
  });

  describe('permission', () => {
    test.each<[User, string, string]>([
      ['carl', 'parentDomain=Claim', 'Claim'],
      ['grace', 'childDomain=File', 'File'],
      ['walt', 'linkID=1&childDomain=Contact', 'Contact'],
    ])('%s may not ask for %s', async (as, parameters, domain) => {
      const message = expectRefusal(await history(parameters, as), 403, 'permission_denied');
      expect(message).toBe(`Unable to execute. You need the View permission on the ${domain} domain.`);
    });
    test('rows of domains that may not be viewed are left out', async () => {
      expect(idsOf(await history('parentDomain=Claim&parentRecordID=1', 'grace'))).toEqual([3, 2, 1]);
      expect(idsOf(await history('childDomain=Contact&childRecordID=1', 'grace'))).toEqual([
        9, 8, 7, 4, 3, 1,
      ]);
      expect(idsOf(await history('childDomain=Contact', 'carl'))).toEqual([]);
      expect(idsOf(await history(`linkID=${first.RecordID}`, 'carl'))).toEqual([]);
      expect(idsOf(await history(`linkID=${first.RecordID}`, 'walt'))).toEqual([]);
    });
    test('nothing of another client is shown', async () => {
      const [mine] = (await history('parentDomain=Claim', 'eve')).body;
      expect(mine).toMatchObject({ ChangeID: before + 1, User: 'eve' });
      expect(idsOf(await history('linkID=4711', 'eve'))).toEqual([]);
    });
    test('needs a token', async () => {
      const answer = await server.call('GET', '/api/Link/History?linkID=1');
      expectRefusal(answer, 401, 'unauthenticated', 'Authentication is required.');
    });
  });

  describe('pages', () => {
    const follow = async (path: string) => {
      const pages = [];
      for (let next: string | undefined = path; next !== undefined; ) {
        const answer = await get(next);
        expect(answer.status).toBe(200);
        pages.push(idsOf(answer));
        next = nextOf(answer);
      }
      return pages;
    };

    test.each([
      'parentDomain=Claim',
      'parentDomain=Claim&parentRecordID=1',
      'childDomain=Contact&childRecordID=1',
    ])('of %s go through the Link header', async (parameters) => {
      const whole = idsOf(await history(parameters));
      for (const pageSize of [1, 2, whole.length, 1_000]) {
        const pages = await follow(`/api/Link/History?${parameters}&pageSize=${pageSize}`);
        expect(pages.flat()).toEqual(whole);
        expect(pages.at(-1)).not.toEqual([]);
      }
    });

    test('hold what was there, each once, while changes come in', async () => {
      const whole = idsOf(await history('parentDomain=Claim'));
      const seen = [];
      let next: string | undefined = '/api/Link/History?parentDomain=Claim&pageSize=2';
      for (let claim = 20; next !== undefined; claim++) {
        const answer = await get(next);
        seen.push(...idsOf(answer));
        next = nextOf(answer);
        await upsert(['Claim', claim], ['Contact', 2]);
      }
      expect(seen).toEqual(whole);
    });

    test('of a record with very many links, and of changes that seldom fit, hold the same', async () => {
      const parameters = ['parentDomain=Policy', 'parentDomain=Claim&parentRecordID=1', 'linkID=4711'];
      const whole: number[][] = [];
      for (const each of parameters) whole.push((await follow(`/api/Link/History?${each}`)).flat());
      const { historyLinks, searchedChanges } = limits;
      Object.assign(limits, { historyLinks: 1, searchedChanges: 2 });
      try {
        for (const [at, each] of parameters.entries()) {
          expect((await follow(`/api/Link/History?${each}&pageSize=1`)).flat()).toEqual(whole[at]);
        }
      } finally {
        Object.assign(limits, { historyLinks, searchedChanges });
      }
    });

    test('are followed by the client', async () => {
      const client = createClient({ server: server.address, token: tokens.ada });
      const seen = [];
      for await (const row of client.links.history({ linkID: required(first.RecordID), pageSize: 1 }))
        seen.push(row.ChangeID - before);
      expect(seen).toEqual([3, 1]);
    });
  });
});
