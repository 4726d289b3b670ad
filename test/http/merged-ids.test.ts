/** docs/reference/merge.md#the-merged-id: the id of a record that was merged, wherever an id is taken. */
import { beforeAll, describe, expect, test } from 'vitest';
import { loadFixture } from '#linkwright/fixture/load.js';
import { type MergeServer, mergeFixture, startMerging } from '../support/merge-world.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';
import { encodeForm } from '../support/upload.js';

describe.each(stores)('the id of a merged record, on $name', (store) => {
  let world: MergeServer;
  beforeAll(async () => {
    world = await startMerging(store);
  });

  /** A claim that was kept, and the id of one that was merged into it. */
  const mergedClaims = async (): Promise<[number, number]> => {
    const [keep, merged] = [await world.create('Claim'), await world.create('Claim')];
    await world.merge('Claim', keep, merged);
    return [keep, merged];
  };

  test('upserts and removals of links, one and many, as parent and as child', async () => {
    const { create, linkCall, merge, call } = world;
    const [claim, gone] = await mergedClaims();
    const [contact, goneContact] = [await create('Contact'), await create('Contact')];
    await merge('Contact', contact, goneContact);
    const made = await linkCall(['Claim', gone], ['Contact', goneContact]);
    expect(made.body).toMatchObject({ ParentID: claim, ChildID: contact });
    const body = {
      ...{ ParentDomain: 'Claim', ParentRecordID: gone, ChildDomain: 'Contact', ChildRecordID: goneContact },
    };
    const many = await call('POST', '/api/Link/BulkUpsert', [body, { ...body, ParentRecordID: claim }]);
    expect(many.body).toMatchObject([{ RecordID: made.body.RecordID }, { RecordID: made.body.RecordID }]);
    expect((await call('POST', '/api/Link/Upsert?dryRun', body)).body).toMatchObject({
      RecordID: made.body.RecordID,
    });
    expect((await call('POST', '/api/Link/Remove', body)).body).toMatchObject({
      RecordIDs: [made.body.RecordID],
    });
  });

  test('queries and counts of links, page after page', async () => {
    const { create, link, get, call } = world;
    const [claim, gone] = await mergedClaims();
    const ids: number[] = [];
    for (let count = 0; count < 3; count++) {
      ids.push(await link(['Claim', claim], ['Contact', await create('Contact')]));
    }
    const filter = `parentDomain=Claim&parentRecordID=${gone}&childDomain=Contact`;
    expect((await get(`/api/Link/Query?${filter}`)).map(({ LinkID }: { LinkID: number }) => LinkID)).toEqual(
      ids,
    );
    const page = await call('GET', `/api/Link/Query?${filter}&pageSize=2`);
    expect(page.headers.get('Link')).toContain('after=');
    expect(await get(`/api/Link/Query?${filter}&pageSize=2&after=${ids[1]}`)).toMatchObject([
      { LinkID: ids[2] },
    ]);
    expect(await get(`/api/Link/Query?${filter}&Fields.Note=`)).toHaveLength(3);
    expect(await get(`/api/Link/Count?${filter}`)).toEqual({ Count: 3 });
    expect(await get(`/api/Link/Count?${filter}&by=relationship`)).toMatchObject([{ Count: 3 }]);
    expect(await get('/api/Link/Count?parentDomain=Claim&parentRecordID=4711')).toEqual({ Count: 0 });
  });

  test('the history of links: its own changes, and those of the kept record', async () => {
    const { create, link, merge, get } = world;
    const [keep, merged, contact] = [await create('Claim'), await create('Claim'), await create('Contact')];
    const ofKept = await link(['Claim', keep], ['File', await create('File')]);
    const moved = await link(['Claim', merged], ['Contact', contact]);
    const changesOf = async (path: string) =>
      (await get(path)).map(({ LinkID, Action, ParentID }: Record<string, unknown>) => [
        LinkID,
        Action,
        ParentID,
      ]);
    const filter = `parentDomain=Claim&parentRecordID=${merged}`;
    const own = [[moved, 'inserted', merged]];
    expect(await changesOf(`/api/Link/History?${filter}`)).toEqual(own);
    await merge('Claim', keep, merged);
    const all = [[ofKept, 'inserted', keep], ...own, [moved, 'removed', merged], [moved, 'restored', keep]];
    expect(await changesOf(`/api/Link/Changes?${filter}&after=0`)).toEqual(all);
    expect(await changesOf(`/api/Link/History?${filter}`)).toEqual(all.toReversed());
    expect(await changesOf(`/api/Link/History?parentDomain=Claim&parentRecordID=${keep}`)).toEqual([
      ...[
        [moved, 'restored', keep],
        [ofKept, 'inserted', keep],
      ],
    ]);
  });

  test('reading, changing and deleting a record', async () => {
    const { call, get } = world;
    const [claim, gone] = await mergedClaims();
    const read = await call('GET', `/api/Claim/${gone}`);
    expect(read.body).toMatchObject({ ID: claim });
    expect(read.headers.get('Merged-From')).toBe(String(gone));
    expect((await call('GET', `/api/Claim/${claim}`)).headers.get('Merged-From')).toBeNull();
    // What was read is sent back to where it was read.
    const sent = { ...read.body, Description: 'changed' };
    expect((await call('PUT', `/api/Claim/${gone}`, sent)).body).toMatchObject({ RecordID: claim });
    expect((await call('PUT', `/api/Claim/${gone}`, { ID: gone })).body).toMatchObject({ RecordID: claim });
    expectRefusal(await call('PUT', `/api/Claim/${gone}`, { ID: 4711 }), 400, 'invalid_request');
    expect(await get(`/api/Claim/${claim}`)).toMatchObject({ Description: 'changed' });
    const upserted = await call('POST', '/api/Claim/Upsert?matchFields=ID', {
      ID: gone,
      Description: 'by id',
    });
    expect(upserted.body).toMatchObject({ RecordID: claim });
    expect((await call('DELETE', `/api/Claim/${gone}`)).body).toMatchObject({
      RecordID: claim,
      Message: `Deleted record with id ${claim} successfully.`,
    });
    for (const id of [claim, gone]) expectRefusal(await call('GET', `/api/Claim/${id}`), 404, 'not_found');
  });

  test('queries of records: ids, ID, associations, and what refers to it', async () => {
    const { create, merge, get } = world;
    const [one, two, three] = [await create('Contact'), await create('Contact'), await create('Contact')];
    const vessel = await create('Custom.Vessel', { Name: 'a', Owner: one });
    await merge('Contact', one, two);
    const ids = async (path: string) => (await get(path)).map(({ ID }: { ID: number }) => ID);
    expect(await ids(`/api/Contact/Query?ids=${one},${two},${three}`)).toEqual([one, three]);
    expect(await ids(`/api/Contact/Query?ID=${two}`)).toEqual([one]);
    expect(await ids(`/api/Custom.Vessel/Query?Owner=${two}`)).toEqual([vessel]);
    expect(await ids(`/api/Custom.Vessel/Query?Owner=${two}&Owner=${three}`)).toEqual([vessel]);
    expect(await ids(`/api/Custom.Vessel/Query?Owner.not=${two}`)).not.toContain(vessel);
    expect(await ids(`/api/Contact/Query?ID=${two}&referredBy=Custom.Vessel.Owner`)).toEqual([vessel]);
  });

  test('associations in bodies are stored as the kept record’s id', async () => {
    const { create, merge, get, call } = world;
    const [one, two] = [await create('Contact'), await create('Contact')];
    await merge('Contact', one, two);
    const vessel = await create('Custom.Vessel', { Name: 'a', IMO: 'IMO-1', Owner: two });
    expect(await get(`/api/Custom.Vessel/${vessel}`)).toMatchObject({ Owner: one });
    for (const [method, path, body] of [
      ['PUT', `/api/Custom.Vessel/${vessel}`, { Owner: two }],
      ['POST', '/api/Custom.Vessel/Upsert?matchFields=IMO', { IMO: 'IMO-1', Owner: two }],
      ['POST', '/api/Custom.Vessel/BulkUpsert?matchFields=IMO', [{ IMO: 'IMO-1', Owner: two }]],
    ] as const) {
      expect((await call(method, path, body)).status).toBe(200);
      expect(await get(`/api/Custom.Vessel/${vessel}`)).toMatchObject({ Owner: one });
    }
  });

  test('where the kept record is merged in its turn, it stands for that one', async () => {
    const { create, merge, call, linkCall } = world;
    const [claim, gone] = await mergedClaims();
    const last = await create('Claim');
    await merge('Claim', last, claim);
    for (const id of [claim, gone]) {
      const read = await call('GET', `/api/Claim/${id}`);
      expect(read.body).toMatchObject({ ID: last });
      expect(read.headers.get('Merged-From')).toBe(String(id));
    }
    const contact = await create('Contact');
    expect((await linkCall(['Claim', gone], ['Contact', contact])).body).toMatchObject({ ParentID: last });
  });

  test('uploads to it', async () => {
    const [claim, gone] = await mergedClaims();
    const form = encodeForm({ FileName: 'note.txt', content: 'a note' });
    const { body } = await world.server.call('POST', `/api/Files/Upload/Claim/${gone}`, {
      token: world.token('ada'),
      body: form.body.toString(),
      headers: { 'Content-Type': form.type },
    });
    expect(await world.get(`/api/Link/Query?parentDomain=Claim&parentRecordID=${claim}`)).toMatchObject([
      { ChildDomain: 'File', ChildID: body.ChildID },
    ]);
  });

  test('a fixture that names it leaves the kept record as it is, and its link where it went', async () => {
    const { server, create, merge, get } = world;
    const contact = await create('Contact');
    const fixture = {
      ...mergeFixture('pair'),
      records: {
        Claim: [
          { id: 9001, ClaimNumber: 'kept' },
          { id: 9002, ClaimNumber: 'gone' },
        ],
        'Custom.Berth': [{ id: 9001 }],
      },
      links: [
        {
          ...{ id: 90_001, ParentDomain: 'Claim', ParentRecordID: 9002 },
          ...{ ChildDomain: 'Contact', ChildRecordID: contact },
        },
      ],
    };
    await loadFixture(server.store, fixture);
    await merge('Claim', 9001, 9002);
    await loadFixture(server.store, fixture);
    expect(await get('/api/Claim/9002')).toMatchObject({ ID: 9001, ClaimNumber: 'kept' });
    expect(await get(`/api/Link/Query?parentDomain=Claim&parentRecordID=9001`)).toMatchObject([
      { LinkID: 90_001, ChildID: contact },
    ]);
  });
});
