/**
 * docs/reference/upsert.md#dry-run: a dry run's answer says, in a header, the row of the behaviour table that
 * decided.
 */

import { describe, expect, test } from 'vitest';
import { behavior } from '#linkwright/contract/behavior.js';
import { builtInRelationships } from '#linkwright/contract/built-in.js';
import type { ErrorCode } from '#linkwright/contract/errors.js';
import type { LinkIdentity } from '#linkwright/contract/words.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

type Claim = 1 | 2 | 3 | 4 | 5;

/** Claims by what their links to contact 1 carry; `undefined` is no relationship. */
const carried: Record<Claim, (string | undefined)[]> = {
  1: [],
  2: ['Adjuster'],
  3: ['Adjuster', 'Broker'],
  4: ['Witness', 'Insured'],
  5: [undefined, 'Insured'],
};

const clientOf = (client: string, linkIdentity: LinkIdentity, claims: Claim[]): Fixture => ({
  account: 'Acme',
  client,
  linkIdentity,
  // One employer on a claim: the second contact's.
  relationships: builtInRelationships.map((Code, at) => ({
    ID: at + 1,
    Code,
    ...(Code === 'Employer' ? { Limits: { Claim: 1 } } : {}),
  })),
  users: [{ user: 'ada', administrator: true }],
  records: {
    Claim: claims.map((id) => ({ id, ClaimNumber: `C-${id}` })),
    Contact: [
      { id: 1, Name: 'One' },
      { id: 2, Name: 'Two' },
    ],
    File: [{ id: 1, FileName: 'a.pdf' }],
  },
  links: [
    ...claims.flatMap((claim) => [
      ...carried[claim].map((Relationship) => ({ claim, contact: 1, Relationship })),
      { claim, contact: 2, Relationship: 'Employer' },
    ]),
  ].map(({ claim, contact, Relationship }, at) => ({
    id: at + 1,
    ParentDomain: 'Claim',
    ParentRecordID: claim,
    ChildDomain: 'Contact',
    ChildRecordID: contact,
    Relationship,
  })),
});

const fixtures = [
  clientOf('pair', 'pair', [1, 2]),
  clientOf('relationship', 'relationship', [1, 2, 3, 4, 5]),
];

/** Row, claim, R, N; and the refusal, where it is one. */
const cases: [
  identity: LinkIdentity,
  row: string,
  claim: Claim,
  named: string | undefined,
  wanted: string | undefined,
  code?: ErrorCode,
][] = [
  ['pair', 'P1', 1, 'Adjuster', 'Broker'],
  ['pair', 'P2', 2, undefined, undefined],
  ['pair', 'P3', 2, 'Broker', undefined],
  ['pair', 'P4', 2, 'Witness', 'Broker'],
  ['relationship', 'R1', 1, undefined, undefined],
  ['relationship', 'R2', 3, 'Broker', 'Broker'],
  ['relationship', 'R3', 2, 'Adjuster', 'Broker'],
  ['relationship', 'R4', 3, 'Adjuster', 'Broker', 'link_conflict'],
  ['relationship', 'R5', 2, 'Broker', 'Adjuster'],
  ['relationship', 'R6', 5, 'Broker', undefined],
  ['relationship', 'R7', 4, 'Broker', undefined],
  ['relationship', 'R8', 3, undefined, 'Broker'],
  ['relationship', 'R9', 2, undefined, 'Broker'],
  ['relationship', 'R10', 4, undefined, 'Broker', 'link_ambiguous'],
  ['relationship', 'R11', 4, undefined, undefined],
  ['pair', 'P1', 1, 'Employer', undefined, 'relationship_limit'],
  ['relationship', 'R9', 2, undefined, 'Employer', 'relationship_limit'],
];

describe.each(stores)('the row of a dry run, on $name', async (store) => {
  const server = await startServer(store, fixtures);
  const tokens: Record<string, string> = {};
  for (const { client } of fixtures) tokens[client] = await server.token('ada', client);
  const send = (
    client: string,
    body: object,
    {
      path = '/api/Link/Upsert?dryRun=true',
      headers,
    }: { path?: string | undefined; headers?: Record<string, string> } = {},
  ) => server.call('POST', path, { token: tokens[client], body, headers });
  const body = (claim: number, Relationship?: string, NewRelationship?: string) => ({
    ParentDomain: 'Claim',
    ParentRecordID: claim,
    ChildDomain: 'Contact',
    ChildRecordID: 1,
    Relationship,
    NewRelationship,
  });
  const rowOf = ({ headers }: { headers: Headers }) => headers.get('Behavior-Row');

  test.each(cases)('of identity %s: %s, of claim %i with %s and %s', async (client, row, ...call) => {
    const [claim, named, wanted, code = null] = call;
    const answer = await send(client, body(claim, named, wanted));
    expect([rowOf(answer), answer.headers.get('Error-Code')]).toEqual([row, code]);
    if (code === null) {
      expect(Object.keys(answer.body)).toEqual([
        'IsSuccessful',
        'RecordID',
        'Message',
        'ParentID',
        'ChildID',
        'RelationshipID',
        'DryRun',
      ]);
      return;
    }
    const problem = await send(client, body(claim, named, wanted), {
      headers: { Accept: 'application/problem+json' },
    });
    expect(rowOf(problem)).toBe(row);
    expect(Object.keys(problem.body)).toEqual(['type', 'title', 'status', 'detail', 'code']);
  });

  test('is tried for every row there is', () => {
    const rows = Object.values(behavior).flatMap((table) => table.map(({ row }) => row));
    expect([...new Set(cases.map(([, row]) => row))]).toEqual(rows);
  });

  test.each(['pair', 'relationship'])('of a file is one of P1 and P2, under identity %s', async (client) => {
    const file = { ...body(1, 'Adjuster', 'Nothing of the kind'), ChildDomain: 'File' };
    expect(rowOf(await send(client, file))).toBe('P1');
    await send(client, file, { path: '/api/Link/Upsert' });
    expect(rowOf(await send(client, file))).toBe('P2');
  });

  test.each([
    ['a call that finds no record', body(999), undefined],
    ['a call that names no relationship that is there', body(1, 'Nobody'), undefined],
    ['a call that writes', body(2, 'Adjuster'), '/api/Link/Upsert'],
    ['a call that says so', body(2, 'Adjuster'), '/api/Link/Upsert?dryRun=false'],
    ['many calls', [body(2, 'Adjuster')], '/api/Link/BulkUpsert?dryRun=true'],
    [
      'a removal',
      { ParentDomain: 'Claim', ParentRecordID: 2, ChildDomain: 'Contact', ChildRecordID: 1 },
      '/api/Link/Remove?dryRun=true',
    ],
  ])('is not said of %s', async (_, sent, path) => {
    expect(rowOf(await send('pair', sent, { path }))).toBeNull();
  });
});
