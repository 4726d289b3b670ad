/** docs/reference/link-operations.md#bulk: records that may have been meant, in the answers of many upserts. */
import { describe, expect, test } from 'vitest';
import { limits } from '#linkwright/limits/limits.js';
import { required } from '../support/required.js';
import { startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const records = {
  Claim: [
    { id: 1, ClaimNumber: 'CLM-001' },
    { id: 2, ClaimNumber: 'ŁÓDŹ 2' },
    ...Array.from({ length: 7 }, (_, at) => ({ id: 11 + at, ClaimNumber: 'TWICE' })),
  ],
  Contact: [{ id: 1, ContactNumber: "O'BRIEN" }],
};

const bodyOf = (claim: string, contact = "O'BRIEN") => ({
  ...{ ParentDomain: 'Claim', ParentRecordKey: claim, ParentRecordMatchField: 'ClaimNumber' },
  ...{ ChildDomain: 'Contact', ChildRecordKey: contact, ChildRecordMatchField: 'ContactNumber' },
});

describe.each(stores)('candidates in bulk, on $name', async (store) => {
  const server = await startServer(store, [
    {
      ...{ account: 'Acme', client: 'One', records },
      roles: [{ name: 'Attaches', grants: { Claim: ['AttachContacts'], Contact: ['View'] } }],
      users: [
        { user: 'ada', administrator: true },
        { user: 'bob', roles: ['Attaches'] },
      ],
    },
  ]);
  const upsert = async (query: string, bodies: object[], user = 'ada') =>
    (
      await server.call('POST', `/api/Link/BulkUpsert${query}`, {
        body: bodies,
        token: await server.token(user),
      })
    ).body;

  const bodies = [
    bodyOf('clm 1'),
    bodyOf('lodz-2'),
    bodyOf('CLM-001', 'obrien'),
    bodyOf('TWICE'),
    bodyOf('nothing'),
  ];

  test.each(['?candidates=true', '?candidates=true&dryRun=true', '?candidates=true&atomic=true'])(
    '%s names them',
    async (query) => {
      const answers = await upsert(query, bodies);
      expect(
        answers.map(({ Candidates, Matches }: Record<string, unknown>) => Candidates ?? Matches),
      ).toEqual([
        [{ RecordID: 1, Key: 'CLM-001' }],
        [{ RecordID: 2, Key: 'ŁÓDŹ 2' }],
        [{ RecordID: 1, Key: "O'BRIEN" }],
        [11, 12, 13, 14, 15],
        undefined,
      ]);
    },
  );

  test('without it answers are as ever, and it is refused where it means nothing', async () => {
    for (const answer of await upsert('', bodies)) {
      expect(Object.keys(answer)).toEqual(['IsSuccessful', 'Message', 'ErrorCode']);
    }
    expect(await upsert('?candidates=yes', bodies)).toContain('candidates');
    const token = await server.token('ada');
    const removal = await server.call('POST', '/api/Link/BulkRemove?candidates=true', { body: [], token });
    expect(removal.status).toBe(400);
  });

  test('who may not view the records is told of none', async () => {
    const answers = await upsert('?candidates=true', bodies, 'bob');
    const [parent, child, ambiguous] = [answers[0], answers[2], answers[3]].map(required);
    expect(parent?.Candidates).toBeUndefined();
    expect(ambiguous?.Matches).toBeUndefined();
    expect(child?.Candidates).toEqual([{ RecordID: 1, Key: "O'BRIEN" }]);
  });

  test('the first keys of a call are looked for, each once', async () => {
    const many = Array.from({ length: limits.candidateKeys }, (_, at) => bodyOf(`none ${at % 99}`));
    const answers = await upsert('?candidates=true', [
      ...many,
      bodyOf('clm 1'),
      bodyOf('lodz-2'),
      bodyOf('clm 1'),
    ]);
    const found = answers
      .slice(many.length)
      .map(({ Candidates = [] }: { Candidates?: unknown[] }) => Candidates.length);
    expect(found).toEqual([1, 0, 1]);
  });
});
