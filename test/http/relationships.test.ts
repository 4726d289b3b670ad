/**
 * docs/reference/upsert.md#behavior-tables: what an upsert does under both link identities.
 */

import { describe, expect, test } from 'vitest';
import { saveSettingsProgram } from '#linkwright/access/clients.js';
import type { LinkIdentity } from '#linkwright/contract/words.js';
import {
  clientOf,
  type LinkRow,
  pairOf,
  startRelationshipsServer,
  words,
} from '../support/relationships-world.js';
import { required } from '../support/required.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

/** Ids of the built-in list. */
const [claimant, insured, adjuster, broker, underwriter, witness] = [1, 2, 3, 4, 5, 6];

/** The relationship that a link carries; `null`: untyped. */
type Carried = number | null;

/**
 * A row of the behavior tables: what the pair's links carry before, R, N, and what is expected: the index of the
 * link that answers (or `inserted`, or a code), what it carries, and what all carry.
 */
type Row = [
  name: string,
  before: Carried[],
  r: string | undefined,
  n: string | undefined,
  expected: number | 'inserted' | 'link_conflict' | 'link_ambiguous',
  carries: Carried,
  after: Carried[],
];

const pairRows: Row[] = [
  ['P1', [], undefined, undefined, 'inserted', null, [null]],
  ['P1', [], 'Adjuster', undefined, 'inserted', adjuster, [adjuster]],
  ['P1', [], undefined, 'Broker', 'inserted', broker, [broker]],
  ['P1', [], 'Adjuster', 'Broker', 'inserted', broker, [broker]],
  ['P2', [null], undefined, undefined, 0, null, [null]],
  ['P2', [adjuster], undefined, undefined, 0, adjuster, [adjuster]],
  ['P3', [null], 'Adjuster', undefined, 0, adjuster, [adjuster]],
  ['P3', [adjuster], 'Adjuster', undefined, 0, adjuster, [adjuster]],
  ['P3', [broker], 'Adjuster', undefined, 0, adjuster, [adjuster]],
  ['P4', [adjuster], 'Adjuster', 'Broker', 0, broker, [broker]],
  ['P4', [adjuster], undefined, 'Broker', 0, broker, [broker]],
  ['P4', [witness], 'Adjuster', 'Broker', 0, broker, [broker]],
  ['P4', [null], 'Adjuster', 'Broker', 0, broker, [broker]],
  ['P4', [null], undefined, 'Broker', 0, broker, [broker]],
  ['P4, sent twice', [broker], 'Adjuster', 'Broker', 0, broker, [broker]],
  ['P4, N = R', [broker], 'Adjuster', 'Adjuster', 0, adjuster, [adjuster]],
];
const relationshipRows: Row[] = [
  ['R1', [], undefined, undefined, 'inserted', null, [null]],
  ['R1', [], 'Adjuster', undefined, 'inserted', adjuster, [adjuster]],
  ['R1', [], undefined, 'Broker', 'inserted', broker, [broker]],
  ['R1', [], 'Adjuster', 'Broker', 'inserted', broker, [broker]],
  ['R2', [adjuster], 'Adjuster', undefined, 0, adjuster, [adjuster]],
  ['R2', [claimant, adjuster], 'Adjuster', undefined, 1, adjuster, [claimant, adjuster]],
  ['R2', [null, adjuster], 'Adjuster', undefined, 1, adjuster, [null, adjuster]],
  ['R2, N = R', [claimant, adjuster], 'Adjuster', 'Adjuster', 1, adjuster, [claimant, adjuster]],
  ['R3', [adjuster], 'Adjuster', 'Broker', 0, broker, [broker]],
  ['R3', [claimant, adjuster], 'Adjuster', 'Broker', 1, broker, [claimant, broker]],
  ['R3', [null, adjuster], 'Adjuster', 'Broker', 1, broker, [null, broker]],
  ['R4', [adjuster, broker], 'Adjuster', 'Broker', 'link_conflict', null, [adjuster, broker]],
  ['R4', [null, broker, adjuster], 'Adjuster', 'Broker', 'link_conflict', null, [null, broker, adjuster]],
  ['R5', [broker], 'Adjuster', 'Broker', 0, broker, [broker]],
  ['R5', [claimant, broker], 'Adjuster', 'Broker', 1, broker, [claimant, broker]],
  ['R5', [null, broker], 'Adjuster', 'Broker', 1, broker, [null, broker]],
  ['R6', [null], 'Adjuster', undefined, 0, adjuster, [adjuster]],
  ['R6', [null], 'Adjuster', 'Broker', 0, broker, [broker]],
  ['R6', [claimant, null], 'Adjuster', undefined, 1, adjuster, [claimant, adjuster]],
  ['R6', [claimant, null], 'Adjuster', 'Broker', 1, broker, [claimant, broker]],
  ['R7', [claimant], 'Adjuster', undefined, 'inserted', adjuster, [claimant, adjuster]],
  ['R7', [claimant], 'Adjuster', 'Broker', 'inserted', broker, [claimant, broker]],
  ['R7', [claimant, witness], 'Adjuster', undefined, 'inserted', adjuster, [claimant, witness, adjuster]],
  ['R8', [broker], undefined, 'Broker', 0, broker, [broker]],
  ['R8', [claimant, broker], undefined, 'Broker', 1, broker, [claimant, broker]],
  ['R8', [null, broker], undefined, 'Broker', 1, broker, [null, broker]],
  ['R9', [claimant], undefined, 'Broker', 0, broker, [broker]],
  ['R9', [null], undefined, 'Broker', 0, broker, [broker]],
  ['R10', [claimant, witness], undefined, 'Broker', 'link_ambiguous', null, [claimant, witness]],
  ['R10', [null, witness], undefined, 'Broker', 'link_ambiguous', null, [null, witness]],
  ['R11', [claimant], undefined, undefined, 0, claimant, [claimant]],
  ['R11', [null], undefined, undefined, 0, null, [null]],
  ['R11', [claimant, null], undefined, undefined, 1, null, [claimant, null]],
  ['R11', [witness, claimant], undefined, undefined, 0, witness, [witness, claimant]],
];
const codes: Record<number, string> = {
  [claimant]: 'Claimant',
  [insured]: 'Insured',
  [adjuster]: 'Adjuster',
  [broker]: 'Broker',
  [underwriter]: 'Underwriter',
  [witness]: 'Witness',
};

/** The Code of what a link carries. */
const codeOf = (carried: Carried): string | null => (carried === null ? null : required(codes[carried]));

/** The claim of the first row, and the links of a row before the call. */
const firstRow = 10;
const linksOfRow = (carried: Carried[], index: number) =>
  carried.map((relationship, at) => ({
    id: 1_000 + index * 10 + at,
    ...pairOf(firstRow + index, 'Contact', 2010),
    Relationship: codeOf(relationship),
  }));

describe.each(stores)('relationships, on $name', async (store) => {
  const withRows = (client: string, linkIdentity: LinkIdentity, rows: Row[]) =>
    clientOf(
      client,
      linkIdentity,
      rows.flatMap(([, carried], index) => linksOfRow(carried, index)),
    );
  const { server, upsert, linksOf } = await startRelationshipsServer(store, [
    words,
    withRows('Pair', 'pair', pairRows),
    withRows('Relationship', 'relationship', relationshipRows),
    clientOf('Switch'),
  ]);
  describe.each(['Pair', 'Relationship'])('under identity %s, a child that is no Contact', (client) => {
    describe.each([
      ['File', 3001],
      ['Custom.Vessel', 4001],
    ])('%s', (child, id) => {
      test.each([
        { Relationship: 'Adjuster' },
        { NewRelationship: 'Adjuster' },
        { Relationship: 'Adjuster', NewRelationship: 'Broker' },
        { Relationship: 'Nobody', NewRelationship: 'Noone' },
        {},
      ])('carries none, whatever is named: %j', async (given) => {
        const pair = pairOf(2, child, id);
        const answer = await upsert(client, { ...pair, ...given });
        expect(answer.body).toMatchObject({ IsSuccessful: true, RelationshipID: null });
        expect(await linksOf(client, pair)).toMatchObject([
          { LinkID: answer.body.RecordID, ContactTypeID: null, ContactType: null },
        ]);
      });
    });
  });

  describe.each<[string, Row[]]>([
    ['Pair', pairRows],
    ['Relationship', relationshipRows],
  ])('under identity %s', (client, rows) => {
    test.each(rows.map((row, index): [...Row, number] => [...row, index]))(
      '%s: %j, R %s, N %s: %s',
      async (_row, carried, Relationship, NewRelationship, expected, carries, after, index) => {
        const pair = pairOf(firstRow + index, 'Contact', 2010);
        const links = linksOfRow(carried, index);
        const before = await linksOf(client, pair);
        const answer = await upsert(client, { ...pair, Relationship, NewRelationship });
        const found = await linksOf(client, pair);
        expect(found.map(({ ContactTypeID }) => ContactTypeID)).toEqual(after);
        expect(found.map(({ ContactType }) => ContactType)).toEqual(after.map(codeOf));
        if (typeof expected === 'string' && expected !== 'inserted') {
          const message = expectRefusal(answer, 409, expected);
          if (expected === 'link_ambiguous') {
            for (const id of carried) if (id !== null) expect(message).toContain(codeOf(id));
          }
          expect(found).toEqual(before);
          return;
        }
        const id = expected === 'inserted' ? found.at(-1)?.LinkID : links[expected]?.id;
        const done = expected === 'inserted' ? 'Inserted' : 'Updated';
        expect(answer.status).toBe(200);
        expect(Object.entries(answer.body)).toEqual([
          ['IsSuccessful', true],
          ['RecordID', id],
          ['Message', `${done} link with id ${id} successfully.`],
          ['ParentID', pair.ParentRecordID],
          ['ChildID', pair.ChildRecordID],
          ['RelationshipID', carries],
        ]);
        if (expected !== 'inserted') {
          expect(found.map(({ LinkID }) => LinkID)).toEqual(links.map((link) => link.id));
          const others = (list: LinkRow[]) => list.filter(({ LinkID }) => LinkID !== id);
          expect(others(found)).toEqual(others(before));
        }
      },
    );
  });

  describe.each(['Pair', 'Relationship'])('an update under identity %s', (client) => {
    test('sets the time and the user of modification, and nothing else', async () => {
      const pair = pairOf(55, 'Contact', 2050);
      await upsert(client, { ...pair, Relationship: 'Adjuster' });
      const before = required((await linksOf(client, pair))[0]);
      await new Promise((resolve) => setTimeout(resolve, 20));
      await upsert(client, { ...pair, Relationship: 'Adjuster' });
      const after = required((await linksOf(client, pair))[0]);
      expect(Date.parse(required(after.ModifiedAt))).toBeGreaterThan(Date.parse(required(before.ModifiedAt)));
      expect({ ...after, ModifiedAt: '' }).toEqual({ ...before, ModifiedAt: '' });
      expect(after.CreatedAt).toBe(before.CreatedAt);
      expect(after.ModifiedBy).toBe('ada');
    });

    test('is a change only where the relationship changes', async () => {
      const pair = pairOf(56, 'Contact', 2051);
      const select = 'SELECT count(*) AS count FROM link_change';
      const changes = async () => required((await server.rows<{ count: number }>(select))[0]).count;
      const start = await changes();
      for (const [Relationship, NewRelationship, expected] of [
        ['Adjuster', undefined, 1],
        ['Adjuster', undefined, 1],
        [undefined, undefined, 1],
        ['Adjuster', 'Broker', 2],
        ['Adjuster', 'Broker', 2],
        [undefined, 'Broker', 2],
        [undefined, 'Witness', 3],
      ]) {
        await upsert(client, { ...pair, Relationship, NewRelationship });
        expect((await changes()) - start).toBe(expected);
      }
    });

    test('equal calls at once make one link', async () => {
      const pair = { ...pairOf(57, 'Contact', 2052), Relationship: 'Insured' };
      const answers = await Promise.all(Array.from({ length: 40 }, () => upsert(client, pair)));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      expect(new Set(answers.map(({ body }) => body.RecordID)).size).toBe(1);
      expect(answers.filter(({ body }) => body.Message.startsWith('Inserted')).length).toBe(1);
      expect(await linksOf(client, pair)).toHaveLength(1);
    });
  });

  describe('the link identity of a client', () => {
    const identify = async (linkIdentity: LinkIdentity, name = 'Switch') => {
      const client = required(await server.store.clientByName('Acme', name)).id;
      return server.store.write({ client, program: saveSettingsProgram, input: { linkIdentity } });
    };
    const first = pairOf(0);
    const second = pairOf(1);

    test('is pair to begin with', async () => {
      const inserted = await upsert('Switch', { ...first, Relationship: 'Claimant' });
      const updated = await upsert('Switch', { ...first, Relationship: 'Witness' });
      expect(updated.body).toMatchObject({ RecordID: inserted.body.RecordID, RelationshipID: witness });
      expect(await linksOf('Switch', first)).toHaveLength(1);
    });

    test('goes to relationship at any time, and at once', async () => {
      await identify('relationship');
      const known = await upsert('Switch', { ...first, Relationship: 'Witness' });
      expect(known.body.Message).toMatch(/^Updated/);
      const inserted = await upsert('Switch', { ...first, Relationship: 'Claimant' });
      expect(inserted.body.Message).toMatch(/^Inserted/);
      expect(await linksOf('Switch', first)).toHaveLength(2);
    });

    test('to what it is already is no fault', async () => {
      await identify('relationship');
      expect(await linksOf('Switch', first)).toHaveLength(2);
    });

    test('does not go back while a pair has several links, and says which', async () => {
      await expect(identify('pair')).rejects.toThrow(/\b1\b.*5001.*2001/);
      await upsert('Switch', { ...second, Relationship: 'Claimant' });
      await upsert('Switch', { ...second, Relationship: 'Witness' });
      await expect(identify('pair')).rejects.toThrow(/\b2\b.*500[12]/);
      const inserted = await upsert('Switch', { ...first, Relationship: 'Insured' });
      expect(inserted.body.Message).toMatch(/^Inserted/);
    });

    test('goes back where no pair has several', async () => {
      const pair = pairOf(58, 'Contact', 2053);
      const inserted = await upsert('Words', { ...pair, Relationship: 'ADJ' });
      await identify('relationship', 'Words');
      await upsert('Words', { ...pair, Relationship: 'ADJ', NewRelationship: 'Expert' });
      await identify('pair', 'Words');
      const updated = await upsert('Words', { ...pair, Relationship: 'Witness' });
      expect(updated.body).toMatchObject({ RecordID: inserted.body.RecordID, RelationshipID: 3 });
      expect(await linksOf('Words', pair)).toHaveLength(1);
    });
  });
});
