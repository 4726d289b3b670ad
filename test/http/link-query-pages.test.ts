/** docs/reference/link-operations.md#query: the pages in which `GET /api/Link/Query` answers. */
import { describe, expect, test } from 'vitest';
import type { Answer } from '../support/answers.js';
import { idsOf, startLinksServer } from '../support/links-world.js';
import { nextOf } from '../support/page.js';
import { required } from '../support/required.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

describe.each(stores)('pages of links, on $name', async (store) => {
  const { server, tokens, get, query, count } = await startLinksServer(store);
  const all = 'parentDomain=Claim&childDomain=Contact';

  test.each(['asc', 'desc'])('%s, every page through the Link header', async (order) => {
    const whole = idsOf(await query(`parentDomain=Claim&order=${order}`));
    for (const pageSize of [1, 2, 3, whole.length, 1_000]) {
      const seen: number[] = [];
      let path: string | undefined =
        `/api/Link/Query?parentDomain=Claim&order=${order}&pageSize=${pageSize}&columns=LinkID,ChildDomain`;
      let pages = 0;
      while (path !== undefined) {
        const answer: Answer = await get(path);
        expect(answer.status).toBe(200);
        expect(answer.body.length).toBeLessThanOrEqual(pageSize);
        for (const row of answer.body) expect(Object.keys(row)).toEqual(['LinkID', 'ChildDomain']);
        seen.push(...idsOf(answer));
        path = nextOf(answer);
        pages += 1;
      }
      expect(seen).toEqual(whole);
      expect(pages).toBe(Math.ceil(whole.length / pageSize));
    }
  });

  test('the header is there only where there is more', async () => {
    const { Count } = (await count(all)).body;
    expect(nextOf(await query(`${all}&pageSize=${Count}`))).toBeUndefined();
    expect(nextOf(await query(`${all}&pageSize=${Count - 1}`))).toMatch(/^\/api\/Link\/Query\?/);
  });

  test.each(['asc', 'desc'])(
    '%s, while links are inserted: each that was there is seen once',
    async (order) => {
      const before = idsOf(await query(`${all}&order=${order}`));
      const seen: number[] = [];
      let path: string | undefined = `/api/Link/Query?${all}&order=${order}&pageSize=2`;
      let next = 101;
      while (path !== undefined && seen.length < 200) {
        const answer: Answer = await get(path);
        seen.push(...idsOf(answer));
        path = nextOf(answer);
        const ParentRecordID = next++;
        if (ParentRecordID >= 115) continue;
        const body = {
          ParentDomain: 'Claim',
          ParentRecordID,
          ChildDomain: 'Contact',
          ChildRecordID: order === 'asc' ? 1 : 2,
        };
        expect((await server.call('POST', '/api/Link/Upsert', { token: tokens.ada, body })).status).toBe(200);
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((id) => before.includes(id))).toEqual(before);
      const sign = order === 'asc' ? 1 : -1;
      expect(seen).toEqual([...seen].sort((one, other) => sign * (one - other)));
      // What came after the cursor is seen in ascending order, and left out in descending order.
      if (order === 'desc') expect(seen).toEqual(before);
      else expect(seen.length).toBeGreaterThan(before.length);
    },
  );

  test('are of 100 rows unless asked otherwise, and of at most 1,000', async () => {
    const entries: object[] = [];
    for (let claim = 100; claim < 130; claim++) {
      for (const contact of [1, 2, 3]) {
        entries.push({
          ParentDomain: 'Claim',
          ParentRecordID: claim,
          ChildDomain: 'Contact',
          ChildRecordID: contact,
        });
      }
      entries.push({ ParentDomain: 'Claim', ParentRecordID: claim, ChildDomain: 'File', ChildRecordID: 1 });
    }
    await server.call('POST', '/api/Link/BulkUpsert', { token: tokens.ada, body: entries });
    const first = await query('parentDomain=Claim');
    expect(first.body).toHaveLength(100);
    const rest = await get(required(nextOf(first)));
    expect(rest.body[0]?.LinkID).toBeGreaterThan(required(first.body.at(-1)).LinkID);
    const whole = await query('parentDomain=Claim&pageSize=1000');
    expect(idsOf(whole)).toEqual([...idsOf(first), ...idsOf(rest)]);
  });

  test('a cursor past the end is an empty page', async () => {
    for (const after of ['999999', '9007199254740991', '99999999999999999999']) {
      const answer = await query(`${all}&after=${after}`);
      if (answer.status === 400) expectRefusal(answer, 400, 'invalid_request');
      else expect(answer.body).toEqual([]);
    }
  });

  test('rows that may not be viewed are passed over', async () => {
    const whole = idsOf(await query('parentDomain=Claim&pageSize=1000', 'grace'));
    const seen: number[] = [];
    let path: string | undefined = '/api/Link/Query?parentDomain=Claim&pageSize=7';
    while (path !== undefined) {
      const answer: Answer = await get(path, 'grace');
      if (nextOf(answer) !== undefined) expect(answer.body).toHaveLength(7);
      seen.push(...idsOf(answer));
      path = nextOf(answer);
    }
    expect(seen).toEqual(whole);
  });
});
