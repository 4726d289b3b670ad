/**
 * docs/reference/upsert.md#behavior-tables: naming a relationship, and what an upsert does under both link
 * identities.
 */

import { describe, expect, test } from 'vitest';
import { setLinkIdentityProgram } from '#linkwright/access/clients.js';
import { expectRefusal, startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const users = [{ user: 'ada', administrator: true }];
const ids = (count, first) => Array.from({ length: count }, (_, index) => ({ id: first + index }));
const records = {
  Claim: ids(60, 5001),
  Contact: ids(60, 2001),
  File: ids(5, 3001),
  'Custom.Vessel': ids(5, 4001),
};
const domains = [{ Name: 'Custom.Vessel', Linkable: true, Fields: [{ Name: 'IMO', Type: 'Text' }] }];

/** Ids of the built-in list. */
const [claimant, insured, adjuster, broker, underwriter, witness] = [1, 2, 3, 4, 5, 6];

const words = {
  account: 'Acme',
  client: 'Words',
  users,
  domains,
  records,
  relationships: [
    { ID: 1, Code: 'ADJ', Description: 'Adjuster' },
    { ID: 2, Code: 'Broker', Description: 'ADJ2' },
    // A Code of one is the Description of another: the Code goes first.
    { ID: 3, Code: 'Witness', Description: 'Expert' },
    { ID: 4, Code: 'Expert', Description: 'Someone who knows' },
    { ID: 5, Code: 'Straße', Description: 'Maßnahme' },
    { ID: 6, Code: 'Café', Description: 'Zoe\u0301' },
    { ID: 7, Code: 'ΣΊΣΥΦΟΣ', Description: 'Сторона' },
    { ID: 8, Code: '9', Description: 'Nine' },
    { ID: 9, Code: 'null', Description: 'Medical Provider' },
  ],
};

const named = [
  ['ADJ', 1],
  ['adj', 1],
  ['Adj', 1],
  ['Adjuster', 1],
  ['ADJUSTER', 1],
  ['adj2', 2],
  ['broker', 2],
  ['Expert', 4],
  ['eXPERT', 4],
  ['witness', 3],
  ['someone WHO knows', 4],
  ['straße', 5],
  ['STRASSE', 5],
  ['strasse', 5],
  ['STRAẞE', 5],
  ['MASSNAHME', 5],
  ['MAẞNAHME', 5],
  ['CAFÉ', 6],
  ['cafe\u0301', 6],
  ['CAFE\u0301', 6],
  ['Zoé', 6],
  ['ZOÉ', 6],
  ['ΣΊΣΥΦΟΣ', 7],
  ['σίσυφος', 7],
  ['σίσυφοσ', 7],
  ['СТОРОНА', 7],
  ['9', 8],
  ['null', 9],
  ['medical provider', 9],
];

/** With what each may have been meant for. */
const unnamed = [
  ['Nobody', undefined],
  ['AD', 'ADJ'],
  ['ADJ ', 'ADJ'],
  [' ADJ', 'ADJ'],
  ['Cafe', 'Café'],
  ['Expert Witness', 'Witness'],
  ['MedicalProvider', 'Medical Provider'],
  ['1', undefined],
  ['3', undefined],
  ['undefined', undefined],
  ['__proto__', undefined],
  ['%', undefined],
];

/**
 * A row of the behavior tables: what the pair's links carry before (`null`: untyped), R, N, and what is
 * expected: the index of the link that answers (or `inserted`, or a code), what it carries, and what all carry.
 */
const pairRows = [
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
const relationshipRows = [
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
const codes = {
  [claimant]: 'Claimant',
  [insured]: 'Insured',
  [adjuster]: 'Adjuster',
  [broker]: 'Broker',
  [underwriter]: 'Underwriter',
  [witness]: 'Witness',
};

/** The pair of a row, and its links before the call. */
const pairOf = (number, child = 'Contact', id = 2001) => ({
  ParentDomain: 'Claim',
  ParentRecordID: 5001 + number,
  ChildDomain: child,
  ChildRecordID: id,
});
const firstRow = 10;
const linksOfRow = (carried, index) =>
  carried.map((relationship, at) => ({
    id: 1_000 + index * 10 + at,
    ...pairOf(firstRow + index, 'Contact', 2010),
    Relationship: codes[relationship] ?? null,
  }));

describe.each(stores)('relationships, on $name', async (store) => {
  const fixture = (client, linkIdentity, rows = []) => ({
    account: 'Acme',
    client,
    linkIdentity,
    users,
    domains,
    records,
    links: rows.flatMap(([, carried], index) => linksOfRow(carried, index)),
  });
  const server = await startServer(store, [
    words,
    fixture('Pair', 'pair', pairRows),
    fixture('Relationship', 'relationship', relationshipRows),
    fixture('Switch', undefined),
  ]);
  const tokens = {};
  for (const client of ['Words', 'Pair', 'Relationship', 'Switch'])
    tokens[client] = await server.token('ada', client);
  const call = (client, method, path, body) => server.call(method, path, { token: tokens[client], body });
  const upsert = (client, body) => call(client, 'POST', '/api/Link/Upsert', body);
  const linksOf = async (client, { ParentRecordID, ChildDomain, ChildRecordID }) => {
    const filter = `parentDomain=Claim&parentRecordID=${ParentRecordID}&childDomain=${ChildDomain}&childRecordID=${ChildRecordID}`;
    return (await call(client, 'GET', `/api/Link/Query?${filter}`)).body;
  };

  describe('a relationship is named by Code or, where none fits, by Description, ignoring case', () => {
    test.each(named)('%j', async (name, id) => {
      for (const property of ['Relationship', 'NewRelationship']) {
        const answer = await upsert('Words', { ...pairOf(0), [property]: name });
        expect(answer.body).toMatchObject({ IsSuccessful: true, RelationshipID: id });
      }
      const counted = await call(
        'Words',
        'GET',
        `/api/Link/Count?parentDomain=Claim&relationship=${encodeURIComponent(name)}`,
      );
      expect(counted.body).toEqual({ Count: 1 });
    });
    test.each(unnamed)('%j names none', async (name, meant) => {
      const before = await linksOf('Words', pairOf(0));
      for (const body of [
        { Relationship: name },
        { NewRelationship: name },
        { Relationship: 'ADJ', NewRelationship: name },
      ]) {
        const answer = await upsert('Words', { ...pairOf(0), ...body });
        const hint = meant === undefined ? '' : ` Did you mean '${meant}'?`;
        const message = `Unable to execute. Unable to identify the relationship '${name}'.${hint}`;
        expect(expectRefusal(answer, 400, 'relationship_not_found', message)).toBe(message);
      }
      expect(await linksOf('Words', pairOf(0))).toEqual(before);
    });
  });

  test('an unknown one is refused only after both records are found', async () => {
    const unknown = { ...pairOf(1), Relationship: 'Nobody' };
    const code = async (body) => (await upsert('Words', body)).headers.get('Error-Code');
    expect(await code({ ...unknown, ParentRecordID: 1, ChildRecordID: 1 })).toBe('parent_not_found');
    expect(await code({ ...unknown, ChildRecordID: 1 })).toBe('child_not_found');
    expect(await code(unknown)).toBe('relationship_not_found');
  });

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

  describe.each([
    ['Pair', pairRows],
    ['Relationship', relationshipRows],
  ])('under identity %s', (client, rows) => {
    test.each(rows.map((row, index) => [...row, index]))(
      '%s: %j, R %s, N %s: %s',
      async (_row, carried, Relationship, NewRelationship, expected, carries, after, index) => {
        const pair = pairOf(firstRow + index, 'Contact', 2010);
        const links = linksOfRow(carried, index);
        const before = await linksOf(client, pair);
        const answer = await upsert(client, { ...pair, Relationship, NewRelationship });
        const found = await linksOf(client, pair);
        expect(found.map(({ ContactTypeID }) => ContactTypeID)).toEqual(after);
        expect(found.map(({ ContactType }) => ContactType)).toEqual(after.map((id) => codes[id] ?? null));
        if (typeof expected === 'string' && expected !== 'inserted') {
          const message = expectRefusal(answer, 409, expected);
          if (expected === 'link_ambiguous') {
            for (const id of carried) if (id !== null) expect(message).toContain(codes[id]);
          }
          expect(found).toEqual(before);
          return;
        }
        const id = expected === 'inserted' ? found.at(-1).LinkID : links[expected].id;
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
          const others = (list) => list.filter(({ LinkID }) => LinkID !== id);
          expect(others(found)).toEqual(others(before));
        }
      },
    );
  });

  describe.each(['Pair', 'Relationship'])('an update under identity %s', (client) => {
    test('sets the time and the user of modification, and nothing else', async () => {
      const pair = pairOf(55, 'Contact', 2050);
      await upsert(client, { ...pair, Relationship: 'Adjuster' });
      const [before] = await linksOf(client, pair);
      await new Promise((resolve) => setTimeout(resolve, 20));
      await upsert(client, { ...pair, Relationship: 'Adjuster' });
      const [after] = await linksOf(client, pair);
      expect(Date.parse(after.ModifiedAt)).toBeGreaterThan(Date.parse(before.ModifiedAt));
      expect({ ...after, ModifiedAt: '' }).toEqual({ ...before, ModifiedAt: '' });
      expect(after.CreatedAt).toBe(before.CreatedAt);
      expect(after.ModifiedBy).toBe('ada');
    });

    test('is a change only where the relationship changes', async () => {
      const pair = pairOf(56, 'Contact', 2051);
      const changes = async () => (await server.rows('SELECT count(*) AS count FROM link_change'))[0].count;
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
    const identify = async (linkIdentity) => {
      const { id } = await server.store.clientByName('Acme', 'Switch');
      return server.store.write({ client: id, program: setLinkIdentityProgram, input: { linkIdentity } });
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
      const { id } = await server.store.clientByName('Acme', 'Words');
      const set = (linkIdentity) =>
        server.store.write({ client: id, program: setLinkIdentityProgram, input: { linkIdentity } });
      const pair = pairOf(58, 'Contact', 2053);
      const inserted = await upsert('Words', { ...pair, Relationship: 'ADJ' });
      await set('relationship');
      await upsert('Words', { ...pair, Relationship: 'ADJ', NewRelationship: 'Expert' });
      await set('pair');
      const updated = await upsert('Words', { ...pair, Relationship: 'Witness' });
      expect(updated.body).toMatchObject({ RecordID: inserted.body.RecordID, RelationshipID: 3 });
      expect(await linksOf('Words', pair)).toHaveLength(1);
    });
  });
});
