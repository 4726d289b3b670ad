/** docs/reference/merge.md: naming the two, permission, associations, fields, history, size. */
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '#linkwright/limits/limits.js';
import { type MergeServer, startMerging } from '../support/merge-world.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

describe.each(stores)('records that are merged, on $name', (store) => {
  let world: MergeServer;
  beforeAll(async () => {
    world = await startMerging(store);
  });

  const vessel = (fields: object = {}) => world.create('Custom.Vessel', { Name: 'a', ...fields });
  const mergeVessels = (keep: unknown, merged: unknown, parameters = '') =>
    world.merge('Custom.Vessel', keep, merged, parameters);

  describe('how they are named', () => {
    const body = (more: object) => world.call('POST', '/api/Custom.Vessel/Merge', more);

    test('by keys, and an id wins over a key, which is not looked at', async () => {
      const [keep, merged] = [await vessel({ IMO: 'K-1' }), await vessel({ IMO: 'M-1' })];
      const answer = await body({
        ...{ KeepKey: 'K-1', KeepMatchField: 'IMO' },
        ...{ MergeID: String(merged), MergeKey: ['wrong'], MergeMatchField: 7 },
      });
      expect(answer.body).toMatchObject({ RecordID: keep, MergedID: merged });
    });

    test.each([
      [{}, 'Either KeepID or both KeepKey and KeepMatchField must be provided.'],
      [{ KeepID: 1, MergeKey: 'x' }, 'Either MergeID or both MergeKey and MergeMatchField must be provided.'],
      [{ KeepID: 0, MergeID: 1 }, 'KeepID must be an integer from 1 to'],
      [{ KeepID: 1, MergeID: 2, Fill: true }, 'Unknown property "Fill"'],
      [{ KeepID: 1, MergeKey: 'x', MergeMatchField: 'Owner' }, 'association fields are not allowed'],
    ])('%j is refused', async (sent, message) => {
      expect(expectRefusal(await body(sent), 400, 'invalid_request')).toContain(message);
    });

    test('records that are not there, or several', async () => {
      const id = await vessel();
      expectRefusal(await mergeVessels(id, 4711), 404, 'not_found');
      expectRefusal(await mergeVessels(4711, id), 404, 'not_found');
      const none = await body({ KeepID: id, MergeKey: 'none', MergeMatchField: 'IMO' });
      expect(expectRefusal(none, 404, 'not_found')).toContain('whose IMO is "none"');
      await vessel({ Name: 'twice' });
      await vessel({ Name: 'twice' });
      const several = await body({ KeepID: id, MergeKey: 'twice', MergeMatchField: 'Name' });
      expectRefusal(several, 409, 'record_ambiguous');
      expectRefusal(await world.merge('Nothing', 1, 2), 404, 'not_found');
    });

    test('a record and itself, by whatever names', async () => {
      const [keep, merged] = [await vessel({ IMO: 'SELF' }), await vessel()];
      expectRefusal(await mergeVessels(keep, keep), 400, 'invalid_request');
      expectRefusal(
        await body({ KeepID: keep, MergeKey: 'SELF', MergeMatchField: 'IMO' }),
        400,
        'invalid_request',
      );
      await mergeVessels(keep, merged);
      expectRefusal(await mergeVessels(merged, keep), 400, 'invalid_request');
    });

    test('one that was merged before is followed where it is to be kept, and else refused', async () => {
      const [one, two, three] = [await vessel(), await vessel(), await vessel()];
      await mergeVessels(one, two);
      const message = expectRefusal(await mergeVessels(three, two), 409, 'merge_conflict');
      expect(message).toContain(`Custom.Vessel ${two} was merged into Custom.Vessel ${one} before.`);
      expectRefusal(await mergeVessels(one, two), 409, 'merge_conflict');
      expect((await mergeVessels(two, three)).body).toMatchObject({ RecordID: one, MergedID: three });
    });

    test.each(['onConflict=both', 'fill=yes', 'Fill=true', 'dryRun=1', 'onConflict='])(
      '?%s',
      async (parameter) => {
        expectRefusal(await mergeVessels(1, 2, `?${parameter}`), 400, 'invalid_request');
      },
    );
  });

  describe('permissions', () => {
    test('Edit on the domain, and what removing and making its links takes on each parent', async () => {
      const { create, link, merge } = world;
      const [keep, merged] = [await create('Claim'), await create('Claim')];
      await link(['Claim', merged], ['Contact', await create('Contact')]);
      const refused = (answer: Awaited<ReturnType<typeof merge>>, words: string) =>
        expect(expectRefusal(answer, 403, 'permission_denied')).toContain(words);
      refused(
        await merge('Claim', keep, merged, '', 'cora'),
        'You need the Edit permission on the Claim domain.',
      );
      refused(
        await merge('Claim', keep, merged, '', 'ed'),
        'You need the Detach Contacts permission on the Claim domain.',
      );
      expect((await merge('Claim', keep, merged, '?dryRun', 'moe')).status).toBe(200);
      expect((await merge('Claim', keep, merged, '', 'moe')).status).toBe(200);
    });

    test('of a domain that may not be known of, nothing is told', async () => {
      const { create, link, merge } = world;
      const [keep, merged] = [await create('Contact'), await create('Contact')];
      await link(['Custom.Vessel', await vessel()], ['Contact', merged]);
      const message = expectRefusal(
        await merge('Contact', keep, merged, '', 'moe'),
        403,
        'permission_denied',
      );
      expect(message).toBe("Unable to execute. You need a permission on the domain of a link's parent.");
      const [one, other] = [await create('Contact'), await create('Contact')];
      await link(['Policy', await create('Policy')], ['Contact', other]);
      // Whoever may attach, and not detach, learns which of the two is lacking.
      expect(
        expectRefusal(await merge('Contact', one, other, '', 'cora'), 403, 'permission_denied'),
      ).toContain('Detach Contacts permission on the Policy domain');
    });

    test('a conflict names records of domains alone that the caller may view', async () => {
      const { create, link, merge } = world;
      const [keep, merged, contact] = [await create('Claim'), await create('Claim'), await create('Contact')];
      await link(['Claim', keep], ['Contact', contact], { Relationship: 'Claimant' });
      await link(['Claim', merged], ['Contact', contact], { Relationship: 'Broker' });
      const told = async (as: 'bea' | 'moe') =>
        expectRefusal(await merge('Claim', keep, merged, '', as), 409, 'link_conflict');
      expect(await told('bea')).not.toMatch(/Contact|Claimant|Broker/);
      expect(await told('moe')).toContain(`Contact ${contact} (Claimant; Broker would be lost)`);
    });

    test('associations of domains that the caller may not view go over, and are not counted', async () => {
      const { create, merge, get } = world;
      const [keep, merged] = [await create('Contact'), await create('Contact')];
      const owned = await vessel({ Owner: merged });
      expect((await merge('Contact', keep, merged, '', 'cora')).body).toMatchObject({ MovedAssociations: 0 });
      expect(await get(`/api/Custom.Vessel/${owned}`)).toMatchObject({ Owner: keep });
    });
  });

  test('associations of other records refer to the kept one, and their history says so', async () => {
    const { create, get, changesOf } = world;
    const [keep, merged, both] = [await vessel(), await vessel(), await vessel()];
    await world.call('PUT', `/api/Custom.Vessel/${both}`, { Sister: merged, Tug: merged });
    const berth = await create('Custom.Berth', { Vessel: merged });
    expect((await mergeVessels(keep, merged)).body).toMatchObject({ MovedAssociations: 3 });
    expect(await get(`/api/Custom.Vessel/${both}`)).toMatchObject({ Sister: keep, Tug: keep });
    expect(await get(`/api/Custom.Berth/${berth}`)).toMatchObject({ Vessel: keep });
    expect(await get(`/api/Custom.Berth/Query?Vessel=${keep}`)).toMatchObject([{ ID: berth }]);
    const [, , last] = await changesOf('Custom.Vessel', both);
    expect(last).toEqual({
      ...{ action: 'updated', before: { Sister: merged, Tug: merged } },
      ...{ after: { Sister: keep, Tug: keep }, merged: null },
    });
  });

  test('the kept record comes to refer neither to itself nor to the other', async () => {
    const { get } = world;
    const [keep, merged, third] = [await vessel(), await vessel(), await vessel()];
    await world.call('PUT', `/api/Custom.Vessel/${keep}`, { Sister: merged });
    await world.call('PUT', `/api/Custom.Vessel/${merged}`, { Sister: third, Tug: keep });
    await mergeVessels(keep, merged, '?fill');
    // What it referred to is gone, so the other's value fills it.
    expect(await get(`/api/Custom.Vessel/${keep}`)).toMatchObject({ Sister: third, Tug: null });
  });

  test('fields stay; with fill those without a value get the other’s, and both histories tell of it', async () => {
    const { get, changesOf } = world;
    const [one, other] = [await vessel({ Mail: 'k@b.de' }), await vessel({ IMO: 'U-1', Mail: 'm@b.de' })];
    expect((await mergeVessels(one, other)).body).toMatchObject({ FilledFields: 0 });
    expect(await get(`/api/Custom.Vessel/${one}`)).toMatchObject({ IMO: null, Mail: 'k@b.de' });
    // The unique value is nobody's now.
    const [keep, merged] = [await vessel({ Name: 'kept' }), await vessel({ IMO: 'U-1', Mail: 'm@b.de' })];
    expect((await mergeVessels(keep, merged, '?fill=true')).body).toMatchObject({ FilledFields: 2 });
    const after = { IMO: 'U-1', Mail: 'm@b.de' };
    expect(await get(`/api/Custom.Vessel/${keep}`)).toMatchObject({ Name: 'kept', ...after });
    expect(await get('/api/Custom.Vessel/Query?IMO=U-1')).toMatchObject([{ ID: keep }]);
    expectRefusal(
      await world.call('POST', '/api/Custom.Vessel', { Name: 'b', IMO: 'U-1' }),
      409,
      'not_unique',
    );
    expect((await changesOf('Custom.Vessel', merged)).at(-1)).toEqual({
      ...{ action: 'merged', before: { Name: 'a', ...after }, after: {}, merged: null },
    });
    expect((await changesOf('Custom.Vessel', keep)).at(-1)).toEqual({
      ...{ action: 'merged', before: {}, after, merged },
    });
  });

  test('two files are one only where their content is', async () => {
    const { create, merge } = world;
    const sha = (letter: string) => letter.repeat(64);
    const file = (SHA256?: string) => create('File', { FileName: 'a', SHA256 });
    const [none, a, sameAsA, b] = [
      await file(),
      await file(sha('a')),
      await file(sha('a')),
      await file(sha('b')),
    ];
    for (const [keep, merged] of [
      [a, b],
      [none, a],
      [a, none],
    ]) {
      const message = expectRefusal(await merge('File', keep, merged), 409, 'merge_conflict');
      expect(message).toContain(`File ${keep} and File ${merged} have different content.`);
    }
    expect((await merge('File', a, sameAsA)).status).toBe(200);
  });

  describe('of more links and associations than a merge takes', () => {
    const { mergedReferences } = limits;
    afterEach(() => Object.assign(limits, { mergedReferences }));

    test('is refused, and nothing is written', async () => {
      const { create, link, merge, linksOf } = world;
      Object.assign(limits, { mergedReferences: 2 });
      const [keep, merged] = [await create('Contact'), await create('Contact')];
      const claims = [await create('Claim'), await create('Claim')];
      for (const claim of claims) await link(['Claim', claim], ['Contact', merged]);
      expect((await merge('Contact', keep, merged, '?dryRun')).status).toBe(200);
      await vessel({ Owner: merged });
      const message = expectRefusal(await merge('Contact', keep, merged), 400, 'invalid_request');
      expect(message).toContain('must have at most 2 links and associations');
      for (const claim of claims) expect(await linksOf('Claim', claim)).toMatchObject([{ ChildID: merged }]);
    });
  });
});
