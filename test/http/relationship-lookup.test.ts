/** docs/reference/upsert.md#order-of-checks: how a call names a relationship. */
import { describe, expect, test } from 'vitest';
import { pairOf, startRelationshipsServer, words } from '../support/relationships-world.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

const named: [string, number][] = [
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
const unnamed: [string, string | undefined][] = [
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

describe.each(stores)('naming a relationship, on $name', async (store) => {
  const { call, upsert, linksOf } = await startRelationshipsServer(store, [words]);

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
    const code = async (body: object) => (await upsert('Words', body)).headers.get('Error-Code');
    expect(await code({ ...unknown, ParentRecordID: 1, ChildRecordID: 1 })).toBe('parent_not_found');
    expect(await code({ ...unknown, ChildRecordID: 1 })).toBe('child_not_found');
    expect(await code(unknown)).toBe('relationship_not_found');
  });
});
