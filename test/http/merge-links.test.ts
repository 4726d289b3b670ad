/** docs/reference/merge.md#links: each row of its table, and what is refused. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type MergeServer, startMerging } from '../support/merge-world.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

describe.each(stores)('links of records that are merged, on $name', (store) => {
  let pair: MergeServer;
  let typed: MergeServer;
  beforeAll(async () => {
    pair = await startMerging(store);
    typed = await startMerging(store, 'relationship');
  });

  /** Two claims and a contact. */
  const three = async ({ create }: MergeServer): Promise<[number, number, number]> => [
    await create('Claim'),
    await create('Claim'),
    await create('Contact'),
  ];

  test('M1: a link that the kept record has not goes over, with its id, its maker and its dates', async () => {
    for (const world of [pair, typed]) {
      const { create, link, linksOf, merge, actionsOf } = world;
      const [keep, merged, contact] = await three(world);
      const file = await create('File');
      const id = await link(['Claim', merged], ['Contact', contact], {
        Relationship: 'Broker',
        Fields: { Since: '2026-03-01' },
      });
      await link(['Claim', merged], ['File', file]);
      const before = await linksOf('Claim', merged);
      expect((await merge('Claim', keep, merged)).body).toEqual({
        IsSuccessful: true,
        RecordID: keep,
        Message: `Merged record with id ${merged} into record with id ${keep} successfully.`,
        MergedID: merged,
        MovedLinks: 2,
        RemovedLinks: 0,
        Conflicts: 0,
        MovedAssociations: 0,
        FilledFields: 0,
      });
      expect(await linksOf('Claim', keep)).toEqual(before.map((row) => ({ ...row, ParentID: keep })));
      expect(await actionsOf(id)).toEqual(['inserted', 'removed', 'restored']);
      // It is the link of the pair from now on.
      const again = await world.linkCall(['Claim', keep], ['Contact', contact], { Relationship: 'Broker' });
      expect(again.body.RecordID).toBe(id);
    }
  });

  test('M1: of a record that is a child, its links to every parent', async () => {
    const { create, link, linksOf, merge } = pair;
    const [keep, merged] = [await create('Contact'), await create('Contact')];
    const [claim, policy] = [await create('Claim'), await create('Policy')];
    const ids = [
      await link(['Claim', claim], ['Contact', merged], { Relationship: 'Claimant' }),
      await link(['Policy', policy], ['Contact', merged]),
    ];
    expect((await merge('Contact', keep, merged)).body).toMatchObject({ MovedLinks: 2, RemovedLinks: 0 });
    expect(await linksOf('Claim', claim)).toMatchObject([
      { LinkID: ids[0], ChildID: keep, ContactType: 'Claimant' },
    ]);
    expect(await linksOf('Policy', policy)).toMatchObject([{ LinkID: ids[1], ChildID: keep }]);
  });

  test.each([
    { what: 'M2: the same relationship', mine: 'Broker', theirs: 'Broker' },
    { what: 'M2: neither has one', mine: undefined, theirs: undefined },
    { what: 'M2: only the kept one has one', mine: undefined, theirs: 'Broker' },
  ])('$what: the kept record’s link stands', async ({ mine, theirs }) => {
    const { link, linksOf, merge, actionsOf } = pair;
    const [keep, merged, contact] = await three(pair);
    const stands = await link(['Claim', keep], ['Contact', contact], { Relationship: theirs });
    const before = await linksOf('Claim', keep);
    const goes = await link(['Claim', merged], ['Contact', contact], { Relationship: mine });
    expect((await merge('Claim', keep, merged)).body).toMatchObject({
      ...{ MovedLinks: 0, RemovedLinks: 1, Conflicts: 0 },
    });
    expect(await linksOf('Claim', keep)).toEqual(before);
    expect(await actionsOf(stands)).toEqual(['inserted']);
    expect(await actionsOf(goes)).toEqual(['inserted', 'removed']);
  });

  test('M2: links to files are the same under both identities', async () => {
    for (const world of [pair, typed]) {
      const { create, link, linksOf, merge } = world;
      const [keep, merged, file] = [await create('Claim'), await create('Claim'), await create('File')];
      const stands = await link(['Claim', keep], ['File', file]);
      await link(['Claim', merged], ['File', file]);
      expect((await merge('Claim', keep, merged)).body).toMatchObject({ MovedLinks: 0, RemovedLinks: 1 });
      expect(await linksOf('Claim', keep)).toMatchObject([{ LinkID: stands }]);
    }
  });

  test.each(['Claimant', undefined])(
    'M3: another relationship in place of %s is lost only where the call says so',
    async (theirs) => {
      for (const [onConflict, after] of [
        ['keep', theirs ?? null],
        ['merged', 'Broker'],
      ]) {
        const { link, linksOf, merge, actionsOf } = pair;
        const [keep, merged, contact] = await three(pair);
        const stands = await link(['Claim', keep], ['Contact', contact], { Relationship: theirs });
        await link(['Claim', merged], ['Contact', contact], { Relationship: 'Broker' });
        const before = [await linksOf('Claim', keep), await linksOf('Claim', merged)];
        for (const parameters of ['', '?dryRun']) {
          const message = expectRefusal(
            await merge('Claim', keep, merged, parameters),
            409,
            'link_conflict',
            'Unable to execute. The relationship of 1 link would be lost',
          );
          expect(message).toContain(
            `: Claim ${keep} and Contact ${contact} (${theirs ?? 'none'}; Broker would be lost). onConflict=keep`,
          );
        }
        expect([await linksOf('Claim', keep), await linksOf('Claim', merged)]).toEqual(before);
        const { body } = await merge('Claim', keep, merged, `?onConflict=${onConflict}`);
        expect(body).toMatchObject({ MovedLinks: 0, RemovedLinks: 1, Conflicts: 1 });
        expect(await linksOf('Claim', keep)).toMatchObject([{ LinkID: stands, ContactType: after }]);
        expect(await actionsOf(stands)).toEqual(
          onConflict === 'keep' ? ['inserted'] : ['inserted', 'changed'],
        );
      }
    },
  );

  test('M4, M5: under the identity relationship only the same relationship is the same link', async () => {
    const { link, linksOf, merge } = typed;
    const [keep, merged, contact] = await three(typed);
    const of = (claim: number, Relationship?: string) =>
      link(['Claim', claim], ['Contact', contact], { Relationship, NewRelationship: Relationship });
    const untyped = await of(keep);
    const goesUntyped = await of(merged);
    // A first relationship takes the place of none, so these two are made after.
    const contactLinks = [untyped, goesUntyped];
    expect(contactLinks).toHaveLength(2);
    expect((await merge('Claim', keep, merged)).body).toMatchObject({ MovedLinks: 0, RemovedLinks: 1 });
    expect(await linksOf('Claim', keep)).toMatchObject([{ LinkID: untyped, ContactType: null }]);

    const [one, other, person] = await three(typed);
    const typedOf = (claim: number, Relationship: string) =>
      link(['Claim', claim], ['Contact', person], { Relationship });
    const broker = await typedOf(one, 'Broker');
    const witness = await typedOf(one, 'Witness');
    await typedOf(other, 'Broker');
    const claimant = await typedOf(other, 'Claimant');
    expect((await merge('Claim', one, other)).body).toMatchObject({
      ...{ MovedLinks: 1, RemovedLinks: 1, Conflicts: 0 },
    });
    expect(await linksOf('Claim', one)).toMatchObject([
      { LinkID: broker, ContactType: 'Broker' },
      { LinkID: witness, ContactType: 'Witness' },
      { LinkID: claimant, ContactType: 'Claimant' },
    ]);
  });

  test('M6: links of the two with each other, and of one with itself, are removed', async () => {
    const { create, link, merge, server } = pair;
    const vessel = () => create('Custom.Vessel', { Name: 'a' });
    const [keep, merged, other] = [await vessel(), await vessel(), await vessel()];
    const of = (parent: number, child: number) => link(['Custom.Vessel', parent], ['Custom.Vessel', child]);
    const gone = [await of(keep, merged), await of(merged, keep), await of(merged, merged)];
    const stays = [await of(merged, other), await of(other, merged)];
    expect((await merge('Custom.Vessel', keep, merged)).body).toMatchObject({
      ...{ MovedLinks: 2, RemovedLinks: 3 },
    });
    const rows = await server.rows<{ id: number }>(
      `SELECT id FROM link WHERE id IN (${[...gone, ...stays].join(', ')}) ORDER BY id`,
    );
    expect(rows.map(({ id }) => Number(id))).toEqual(stays);
  });

  test('fields of the link that stands stay; what it lacks comes from the other with fill', async () => {
    for (const [parameters, after] of [
      ['', { 'Fields.Since': '2026-01-01', 'Fields.Note': null }],
      ['?fill', { 'Fields.Since': '2026-01-01', 'Fields.Note': 'theirs' }],
    ] as const) {
      const { link, linksOf, merge } = pair;
      const [keep, merged, contact] = await three(pair);
      await link(['Claim', keep], ['Contact', contact], { Fields: { Since: '2026-01-01' } });
      await link(['Claim', merged], ['Contact', contact], {
        Fields: { Since: '2026-02-02', Note: 'theirs' },
      });
      await merge('Claim', keep, merged, parameters);
      expect(await linksOf('Claim', keep)).toMatchObject([after]);
    }
  });

  test('limits of relationships hold', async () => {
    const { create, link, linksOf, merge } = typed;
    const [keep, merged, contact] = await three(typed);
    await link(['Claim', keep], ['Contact', contact], { Relationship: 'Adjuster' });
    await link(['Claim', merged], ['Contact', await create('Contact')], { Relationship: 'Adjuster' });
    const before = await linksOf('Claim', merged);
    const refused = `Unable to execute. Claim ${keep} may have at most 1 link with the relationship 'Adjuster'.`;
    expectRefusal(await merge('Claim', keep, merged), 409, 'relationship_limit', refused);
    expect(await linksOf('Claim', merged)).toEqual(before);
    // The same adjuster on both is one link afterwards.
    const [one, other, adjuster] = await three(typed);
    for (const claim of [one, other]) {
      await link(['Claim', claim], ['Contact', adjuster], { Relationship: 'Adjuster' });
    }
    expect((await merge('Claim', one, other)).body).toMatchObject({ MovedLinks: 0, RemovedLinks: 1 });
    // Neither do two contacts that are one pass the limit of their claim.
    const second = await create('Contact');
    expect((await merge('Contact', second, adjuster)).body).toMatchObject({ MovedLinks: 1 });
  });

  test('a limit holds also where the standing link takes the relationship of the other', async () => {
    const { create, link, merge } = pair;
    const [keep, merged, contact] = await three(pair);
    await link(['Claim', keep], ['Contact', await create('Contact')], { Relationship: 'Adjuster' });
    await link(['Claim', keep], ['Contact', contact], { Relationship: 'Broker' });
    await link(['Claim', merged], ['Contact', contact], { Relationship: 'Adjuster' });
    expectRefusal(await merge('Claim', keep, merged, '?onConflict=merged'), 409, 'relationship_limit');
    expect((await merge('Claim', keep, merged, '?onConflict=keep')).status).toBe(200);
  });

  test('a dry run says the same, and writes nothing', async () => {
    const { link, linksOf, merge } = pair;
    const [keep, merged, contact] = await three(pair);
    await link(['Claim', merged], ['Contact', contact]);
    const before = await linksOf('Claim', merged);
    const would = (await merge('Claim', keep, merged, '?dryRun=true&fill=true')).body;
    expect(would).toMatchObject({
      Message: `Would merge record with id ${merged} into record with id ${keep}.`,
      MovedLinks: 1,
      DryRun: true,
    });
    expect(await linksOf('Claim', merged)).toEqual(before);
    const { DryRun: _, Message: __, ...same } = would;
    expect((await merge('Claim', keep, merged, '?fill=true')).body).toMatchObject(same);
  });
});
