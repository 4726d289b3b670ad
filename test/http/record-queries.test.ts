/** docs/reference/records.md#query-records: records queried by fields and words, sorted, a page at a time. */

import { describe, expect, test } from 'vitest';
import type { components } from '#linkwright/client/openapi.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import type { Answer } from '../support/answers.js';
import { claimsToQuery } from '../support/claims-to-query.js';
import { nextOf } from '../support/page.js';
import { required } from '../support/required.js';
import { type CallOptions, expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

type RecordRow = components['schemas']['RecordRow'];
/** What stands in the query string. */
type Parameters = Record<string, string>;
/** Who asks, and of which domain. */
type Options = CallOptions & { as?: string; domain?: string };

const fixture: Fixture = {
  account: 'Acme',
  client: 'Main',
  domains: [
    {
      Name: 'Custom.Own',
      Fields: [
        { Name: 'ID', Type: 'Text' },
        { Name: 'sort', Type: 'Text' },
      ],
    },
  ],
  roles: [{ name: 'Viewers', grants: { Claim: ['View'], Policy: ['Edit'] } }],
  users: [
    { user: 'ada', administrator: true },
    { user: 'grace', roles: ['Viewers'] },
  ],
  records: {
    Policy: [
      { id: 1, PolicyNumber: 'P-1' },
      { id: 2, PolicyNumber: 'P-2' },
    ],
    Claim: claimsToQuery,
    'Custom.Own': [
      { id: 1, ID: 'one', sort: 'b' },
      { id: 2, ID: '1', sort: 'a' },
    ],
  },
};

describe.each(stores)('queries of records, on $name', async (store) => {
  const server = await startServer(store, [fixture, { ...fixture, client: 'Other' }]);
  const tokens: Record<string, string> = {
    ada: await server.token('ada'),
    grace: await server.token('grace'),
  };
  const other = await server.token('ada', 'Other');
  const query = <Body = RecordRow[]>(
    parameters: Parameters,
    { as = 'ada', domain = 'Claim', ...more }: Options = {},
  ) =>
    server.call<Body>('GET', `/api/${domain}/Query?${new URLSearchParams(parameters)}`, {
      token: tokens[as],
      ...more,
    });
  const ids = async (parameters: Parameters, options?: Options) =>
    (await query(parameters, options)).body.map(({ ID }) => ID);

  test.each<[string, Parameters, number[]]>([
    ['text exactly', { Status: 'Open' }, [1, 3, 5]],
    ['a number by its value', { Amount: '10.5' }, [2]],
    ['a long number with every digit', { Amount: '9007199254740993.0' }, [4]],
    ['a long number with every digit', { Amount: '9007199254740992' }, []],
    ['a date', { LossDate: '2025-12-31' }, [2]],
    ['an association by id', { Policy: '1' }, [1, 3]],
    ['the id', { ID: '3' }, [3]],
    ['an id that is not there', { ID: '99' }, []],
    ['several ids, in order', { ids: '5,1,99,5,03' }, [1, 3, 5]],
    ['ids that are not there', { ids: '98,99' }, []],
    ['ids and an id', { ids: '1,2', ID: '2' }, [2]],
    ['ids and another id', { ids: '1,2', ID: '3' }, []],
    ['ids and a value', { ids: '1,2,3', Status: 'Open' }, [1, 3]],
    ['several together', { Status: 'Open', Policy: '1', Amount: '9' }, [1]],
    ['several that no record has', { Status: 'Open', ID: '2' }, []],
    ['no value', { Status: '' }, [6]],
    ['no value and a value', { LossDate: '', Status: 'Open' }, [3, 5]],
    ['nothing', {}, [1, 2, 3, 4, 5, 6]],
  ])('by %s: %j', async (_, parameters, expected) => {
    expect(await ids(parameters)).toEqual(expected);
  });

  test.each([
    ['Amount', [3, 1, 2, 4, 5, 6]],
    ['-Amount', [4, 2, 1, 3, 6, 5]],
    ['LossDate', [2, 1, 3, 4, 5, 6]],
    ['-LossDate', [1, 2, 6, 5, 4, 3]],
    ['ClaimNumber', [1, 6, 5, 4, 3, 2]],
    ['Status', [4, 1, 3, 5, 2, 6]],
    ['-Status', [2, 5, 3, 1, 4, 6]],
    ['Policy', [1, 3, 2, 4, 5, 6]],
    ['ID', [1, 2, 3, 4, 5, 6]],
    ['-ID', [6, 5, 4, 3, 2, 1]],
    [' Amount ', [3, 1, 2, 4, 5, 6]],
  ])('sorted by %s, records without a value last', async (sort, expected) => {
    expect(await ids({ sort })).toEqual(expected);
    for (const pageSize of [1, 2, 5]) {
      const seen: number[] = [];
      const first = new URLSearchParams({ sort, pageSize: String(pageSize), columns: 'Status' });
      let path: string | undefined = `/api/Claim/Query?${first}`;
      while (path !== undefined) {
        const answer: Answer<RecordRow[]> = await server.call('GET', path, { token: tokens.ada });
        expect(answer.body.length).toBeLessThanOrEqual(pageSize);
        for (const row of answer.body) expect(Object.keys(row)).toEqual(['ID', 'Status']);
        seen.push(...answer.body.map(({ ID }) => ID));
        path = nextOf(answer);
      }
      expect(seen).toEqual(expected);
    }
  });

  test.each([
    ['wasser', [5]],
    ['WATER', [6]],
    ['wa', [5, 6]],
    ['cafe', [5, 6]],
    ['CAFÉ paulo', [5]],
    ['sao-paulo', [5]],
    ['schaden', []],
    ['clm 1', [1]],
    ['CLM-10', [1]],
    ['open', [1, 2, 3, 5]],
  ])('words that begin with those of %j', async (search, expected) => {
    expect((await ids({ search })).toSorted()).toEqual(expected);
  });

  test('words, filters and sort together', async () => {
    expect(await ids({ search: 'clm', Status: 'Open', sort: '-Amount' })).toEqual([1, 3, 5]);
    expect(await ids({ search: 'caf', sort: 'ClaimNumber' })).toEqual([6, 5]);
  });

  test('ids with words, sort and pages', async () => {
    const chosen = { ids: '1,2,3,5,6', search: 'clm', sort: '-ClaimNumber' };
    expect(await ids(chosen)).toEqual([2, 3, 5, 6, 1]);
    const first = await query({ ...chosen, pageSize: '2' });
    expect(first.body.map(({ ID }) => ID)).toEqual([2, 3]);
    const rest = await server.call<RecordRow[]>('GET', required(nextOf(first)), { token: tokens.ada });
    expect(rest.body.map(({ ID }) => ID)).toEqual([5, 6]);
  });

  test('a thousand ids, as long as they may be, and one that is another client’s', async () => {
    const many = Array.from({ length: 999 }, (_, at) => Number.MAX_SAFE_INTEGER - at);
    expect(await ids({ ids: [...many, 4].join() })).toEqual([4]);
    await server.call('POST', '/api/Member', { token: other, body: {} });
    expect(await ids({ ids: '1' }, { domain: 'Member' })).toEqual([]);
  });

  test('as many ids as a page may have rows come in one page', async () => {
    const body = Array.from({ length: 150 }, (_, at) => ({ PolicyNumber: `Q-${at}` }));
    const made = await server.call('POST', '/api/Policy/BulkUpsert?matchFields=PolicyNumber', {
      token: tokens.ada,
      body,
    });
    const all = made.body.map(({ RecordID }) => RecordID);
    expect(await ids({ ids: all.join() }, { domain: 'Policy' })).toEqual(all);
  });

  test('a search lists a whole word before those that begin with it', async () => {
    for (const Name of ['Brandt', 'Brand Anna', 'Brandner']) {
      await server.call('POST', '/api/Contact', { token: tokens.ada, body: { Name } });
    }
    const { body } = await query({ search: 'brand', columns: 'Name' }, { domain: 'Contact' });
    expect(body.map(({ Name }) => Name)).toEqual(['Brand Anna', 'Brandner', 'Brandt']);
  });

  test('a changed record is found by what it holds now', async () => {
    const { body } = await server.call('POST', '/api/Contact', {
      token: tokens.ada,
      body: { Name: 'Ute Vorher' },
    });
    const path = `/api/Contact/${body.RecordID}`;
    await server.call('PUT', path, { token: tokens.ada, body: { Name: 'Ute Nachher' } });
    expect(await ids({ search: 'vorher' }, { domain: 'Contact' })).toEqual([]);
    expect(await ids({ search: 'ute nach' }, { domain: 'Contact' })).toEqual([body.RecordID]);
    await server.call('DELETE', path, { token: tokens.ada });
    expect(await ids({ search: 'ute' }, { domain: 'Contact' })).toEqual([]);
  });

  test('columns in the order in which they are named, the id first', async () => {
    const [row] = (await query({ columns: 'Amount,ID, Status', ID: '1' })).body;
    expect(Object.entries(required(row))).toEqual([
      ['ID', 1],
      ['Amount', 9],
      ['Status', 'Open'],
    ]);
  });

  test('fields of the names of the query’s own', async () => {
    // The document knows ID as a record's id, which a field of that name hides.
    const own = { domain: 'Custom.Own', elsewhere: true };
    expect(await ids({ sort: 'sort' }, own)).toEqual(['1', 'one']);
    expect(await ids({ ID: '1' }, own)).toEqual(['1']);
  });

  describe('refused', () => {
    test.each<[Parameters, string, string]>([
      [
        { Statu: 'Open' },
        '/Statu',
        `has no field "Statu", and a query no such parameter. Did you mean 'Status'?`,
      ],
      [{ status: 'Open' }, '/status', `Did you mean 'Status'?`],
      [{ serch: 'x' }, '/serch', `Did you mean 'search'?`],
      [{ id: '5' }, '/id', `Did you mean 'ID'?`],
      [{ 'Policy.PolicyNumber': 'P-1' }, '/Policy.PolicyNumber', 'has no field "Policy.PolicyNumber"'],
      [{ ID: 'x' }, '/ID', 'ID must be an integer from 1 to 9007199254740991; "x" was given.'],
      [{ 'LossDate.form': '2026-01-01' }, '/LossDate.form', `Did you mean 'LossDate.from'?`],
      [{ 'LossDate.from': '' }, '/LossDate.from', 'LossDate.from must be given a value; "" was given.'],
      [{ 'LossDate.to': 'x' }, '/LossDate.to', 'LossDate.to must be a date like 2026-01-31; "x" was given.'],
      [
        { 'Policy.from': '1' },
        '/Policy.from',
        'Policy.from is for fields of type Text, Numeric, Date, DateTime; Policy is of type Association.',
      ],
      [
        { 'Amount.contains': '1' },
        '/Amount.contains',
        'Amount.contains is for fields of type Text; Amount is of type Numeric.',
      ],
      [{ 'ID.from': '1' }, '/ID.from', 'has no field "ID.from"'],
      [{ sort: 'Amoun' }, '/sort', `"Amoun" was given. Did you mean 'Amount'?`],
      [{ sort: '-amount' }, '/sort', `Did you mean 'Amount'?`],
      [{ sort: 'Amount desc' }, '/sort', `"Amount desc" was given. Did you mean '-Amount'?`],
      [{ sort: 'Amount asc' }, '/sort', `Did you mean 'Amount'?`],
      [{ sort: 'Amount,Status' }, '/sort', 'sort must be one field of the Claim domain'],
      [{ columns: 'Amount,Statu' }, '/columns', `"Statu" was given. Did you mean 'Status'?`],
      [{ columns: 'Policy.PolicyNumber' }, '/columns', 'not paths; "Policy.PolicyNumber" was given.'],
      [{ search: '-' }, '/search', 'search must hold 1 to 10 words of letters and digits; "-" was given.'],
      [{ search: 'a b c d e f g h i j k' }, '/search', 'search must hold 1 to 10 words'],
      [{ after: 'x' }, '/after', 'after must be the cursor of an earlier page'],
      [{ after: '5' }, '/after', 'after must be the cursor of an earlier page'],
      [{ after: 'ä' }, '/after', 'after must be the cursor of an earlier page; "ä" was given.'],
      ...['', '1,', ',1', '1,,2', '1, 2', '0', '1,x', '-1', '1.5', `${2 ** 53}`, '1;2'].map(
        (given): [Parameters, string, string] => [
          { ids: given },
          '/ids',
          `ids must be 1 to 1000 ids from 1 to 9007199254740991, divided by commas; "${given}" was given.`,
        ],
      ),
      [{ ids: Array(1_001).fill(1).join() }, '/ids', 'ids must be 1 to 1000 ids'],
      [{ pageSize: '1001' }, '/pageSize', 'pageSize must be an integer from 1 to 1000; "1001" was given.'],
    ])('%j', async (parameters, pointer, words) => {
      const message = expectRefusal(await query(parameters), 400, 'invalid_request');
      expect(message).toContain(words);
      const problem = await query<components['schemas']['Problem']>(parameters, {
        headers: { Accept: 'application/problem+json' },
      });
      expect(problem.body.errors).toEqual([{ pointer, detail: expect.stringContaining(words) }]);
    });

    test('a parameter that is given twice', async () => {
      for (const parameters of ['sort=ID&sort=ID', 'search=a&search=b', 'Amount.from=1&Amount.from=2']) {
        const answer = await server.call('GET', `/api/Claim/Query?${parameters}`, { token: tokens.ada });
        expect(expectRefusal(answer, 400, 'invalid_request')).toMatch(/an array was given/);
      }
    });

    test('a cursor of another order', async () => {
      const cursor = async (parameters: Parameters) => {
        const next = required(nextOf(await query({ ...parameters, pageSize: '1' })));
        return required(new URL(next, server.address).searchParams.get('after'));
      };
      const after = await cursor({ sort: 'Amount' });
      expect(await ids({ sort: 'Amount', after })).toEqual([1, 2, 4, 5, 6]);
      const others: [Parameters, Options?][] = [
        [{ sort: '-Amount' }],
        [{ sort: 'Status' }],
        [{ sort: 'ID' }],
        [{ search: 'clm' }],
        [{}],
        [{ sort: 'Premium' }, { domain: 'Policy' }],
      ];
      for (const [parameters, options] of others) {
        const message = expectRefusal(await query({ ...parameters, after }, options), 400, 'invalid_request');
        expect(message).toContain('that of another domain, sort or search was given');
      }
      const ofIds = await cursor({});
      expect(await ids({ after: ofIds })).toEqual([2, 3, 4, 5, 6]);
      expectRefusal(await query({ after: ofIds }, { domain: 'Policy' }), 400, 'invalid_request');
      for (const parts of [
        ['x'],
        ['x', 'y'],
        ['x', 1, 5],
        ['x', 1.5],
        {},
        5,
        ['x', 1, 'a\0b'],
        ['x', 1, '\ud800'],
      ]) {
        const wrong = Buffer.from(JSON.stringify(parts)).toString('base64url');
        expectRefusal(await query({ after: wrong }), 400, 'invalid_request');
      }
    });

    test('from one who may not view the domain, whatever is asked', async () => {
      expect(await ids({ ID: '1' }, { as: 'grace' })).toEqual([1]);
      const each: Parameters[] = [{}, { Statu: 'x' }, { after: 'abc' }];
      for (const parameters of each) {
        const answer = await query(parameters, { as: 'grace', domain: 'Policy' });
        expectRefusal(answer, 403, 'permission_denied');
      }
      expectRefusal(await query({}, { domain: 'Clam' }), 404, 'not_found');
    });
  });
});
