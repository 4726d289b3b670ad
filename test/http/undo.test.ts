/** docs/reference/link-operations.md#undo: each row of its table, and who may. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { ChangeRow, LinkRow } from '#linkwright/client/index.js';
import type { UndoAnswer } from '#linkwright/contract/link.js';
import { type LinkFieldsServer, startLinkFields } from '../support/link-fields-world.js';
import { required } from '../support/required.js';
import { expectRefusal } from '../support/server.js';
import { stores } from '../support/stores.js';

/** What the tests do besides what the world of fields offers. */
function undoing(world: LinkFieldsServer) {
  const { call, get, historyOf } = world;
  const undo = (ChangeID: unknown, as?: 'carl' | 'mia', parameters = '') =>
    call<UndoAnswer>('POST', `/api/Link/Undo${parameters}`, { ChangeID }, as);
  const newest = async (link: number | null): Promise<ChangeRow> => required((await historyOf(link))[0]);
  return {
    undo,
    newest,
    /** Takes back the newest change of a link. */
    undoNewest: async (link: number | null) => undo((await newest(link)).ChangeID),
    /** The links of a claim, whole. */
    rows: (claim: number) =>
      get<LinkRow[]>(
        `/api/Link/Query?parentDomain=Claim&parentRecordID=${claim}&columns=LinkID,ChildDomain,ChildID,ContactType,CreatedAt,CreatedBy,ModifiedAt,ModifiedBy,Fields.Since,Fields.Note`,
      ),
    relationship: async (body: object) =>
      (await call('POST', '/api/Contact/Codes/ContactType', body)).body.ID,
  };
}

describe.each(stores)('taking back a change, on $name', (store) => {
  let pair: LinkFieldsServer & ReturnType<typeof undoing>;
  let typed: LinkFieldsServer & ReturnType<typeof undoing>;
  beforeAll(async () => {
    const [one, other] = [
      await startLinkFields(store),
      await startLinkFields(store, { linkIdentity: 'relationship' }),
    ];
    pair = { ...one, ...undoing(one) };
    typed = { ...other, ...undoing(other) };
  });

  test('U1: a removed link is there again, as it was, also after an update that changed nothing', async () => {
    const { link, remove, rows, undoNewest, newest } = pair;
    await link(1, 1, { Since: '2026-03-01' }, { Relationship: 'Broker' }, 'mia');
    const { RecordID } = (await link(1, 1)).body;
    const before = await rows(1);
    expect(before).toMatchObject([{ CreatedBy: 'mia', ModifiedBy: 'ada' }]);
    await remove(1, 1);
    expect(await rows(1)).toEqual([]);
    const answer = await undoNewest(RecordID);
    const change = await newest(RecordID);
    expect(answer.body).toEqual({
      IsSuccessful: true,
      RecordID,
      Message: `Restored link with id ${RecordID} successfully.`,
      ParentID: 1,
      ChildID: 1,
      RelationshipID: 4,
      Action: 'restored',
      ChangeID: change.ChangeID,
    });
    expect(await rows(1)).toEqual(before);
    expect(change).toMatchObject({
      Action: 'restored',
      BeforeContactTypeID: null,
      AfterContactTypeID: 4,
      BeforeFields: { Since: null },
      AfterFields: { Since: '2026-03-01' },
      User: 'ada',
    });
    // It is the link of the pair again.
    expect((await link(1, 1)).body).toMatchObject({ RecordID, RelationshipID: 4 });
  });

  test('U1: again and again, since taking back is a change too (U6)', async () => {
    const { link, remove, rows, undoNewest, historyOf } = pair;
    const { RecordID } = (await link(2, 1, { Note: 'n' })).body;
    const before = await rows(2);
    await remove(2, 1);
    for (let round = 0; round < 3; round++) {
      expect((await undoNewest(RecordID)).body.Action).toBe('restored');
      expect(await rows(2)).toEqual(before);
      expect((await undoNewest(RecordID)).body).toMatchObject({ Action: 'removed', RelationshipID: null });
      expect(await rows(2)).toEqual([]);
    }
    expect((await historyOf(RecordID)).map(({ Action }) => Action)).toEqual([
      ...Array.from({ length: 3 }, () => ['removed', 'restored']).flat(),
      ...['removed', 'inserted'],
    ]);
  });

  test('U2: another link in its place: the pair, or the pair with the relationship', async () => {
    const first = (await pair.link(3, 1, {}, { Relationship: 'Broker' })).body;
    await pair.remove(3, 1);
    await pair.link(3, 1, {}, { Relationship: 'Witness' });
    expectRefusal(await pair.undoNewest(first.RecordID), 409, 'link_conflict');
    const removed = (await typed.link(3, 1, {}, { Relationship: 'Broker' })).body;
    await typed.remove(3, 1);
    await typed.link(3, 1, {}, { Relationship: 'Witness' });
    expect((await typed.undoNewest(removed.RecordID)).body).toMatchObject({
      Action: 'restored',
      RelationshipID: 4,
    });
    await typed.remove(3, 1, { Relationship: 'Broker' });
    await typed.link(3, 1, {}, { Relationship: 'Broker' });
    expectRefusal(await typed.undoNewest(removed.RecordID), 409, 'link_conflict');
    expect(await typed.rows(3)).toHaveLength(2);
  });

  test('U3: a record that is gone', async () => {
    const { link, call, undoNewest, get } = pair;
    const ofParent = (await link(4, 1)).body;
    await call('DELETE', '/api/Claim/4');
    expectRefusal(await undoNewest(ofParent.RecordID), 500, 'parent_not_found');
    const ofChild = (await link(5, 20)).body;
    await call('DELETE', '/api/Contact/20');
    expectRefusal(await undoNewest(ofChild.RecordID), 500, 'child_not_found');
    expect(await get('/api/Link/Query?parentDomain=Claim&parentRecordID=5')).toEqual([]);
  });

  test('U4: relationship and the fields that differed are what they were, the others stay', async () => {
    const { link, rows, undoNewest, differences } = pair;
    const { RecordID } = (await link(6, 1, { Since: '2026-03-01', Note: 'n' }, { Relationship: 'Broker' }))
      .body;
    await link(6, 1, { Since: '2026-04-01', Share: 1 }, { NewRelationship: 'Witness' });
    expect((await undoNewest(RecordID)).body).toMatchObject({
      Action: 'changed',
      Message: `Updated link with id ${RecordID} successfully.`,
      RelationshipID: 4,
    });
    expect(await rows(6)).toMatchObject([
      { LinkID: RecordID, ContactType: 'Broker', 'Fields.Since': '2026-03-01', 'Fields.Note': 'n' },
    ]);
    expect((await differences(RecordID))[0]).toEqual([
      'changed',
      { Since: '2026-04-01', Share: 1 },
      { Since: '2026-03-01', Share: null },
    ]);
    // Taken back in its turn, the change is there again.
    await undoNewest(RecordID);
    expect(await rows(6)).toMatchObject([{ ContactType: 'Witness', 'Fields.Since': '2026-04-01' }]);
  });

  test('U5: another link of the pair carries the relationship from before', async () => {
    const { link, undoNewest, rows } = typed;
    const { RecordID } = (await link(6, 1, {}, { Relationship: 'Broker' })).body;
    await link(6, 1, {}, { Relationship: 'Broker', NewRelationship: 'Witness' });
    await link(6, 1, {}, { Relationship: 'Broker' });
    const before = await rows(6);
    expectRefusal(await undoNewest(RecordID), 409, 'link_conflict');
    expect(await rows(6)).toEqual(before);
  });

  test('U6: a link that was made goes, and of a file too', async () => {
    const { call, undoNewest, rows } = pair;
    const body = { ParentDomain: 'Claim', ParentRecordID: 7, ChildDomain: 'File', ChildRecordID: 1 };
    const { RecordID } = (await call('POST', '/api/Link/Upsert', body)).body;
    expect((await undoNewest(RecordID)).body.Action).toBe('removed');
    expect(await rows(7)).toEqual([]);
    expect((await undoNewest(RecordID)).body.Action).toBe('restored');
    expect(await rows(7)).toMatchObject([{ LinkID: RecordID, ChildDomain: 'File' }]);
  });

  test('U7: a newer change of the link', async () => {
    const { link, remove, undo, undoNewest, historyOf, newest, rows } = pair;
    const { RecordID } = (await link(8, 1, { Note: 'a' })).body;
    await link(8, 1, { Note: 'b' });
    const [second, first] = (await historyOf(RecordID)).map(({ ChangeID }) => ChangeID);
    const message = expectRefusal(await undo(first), 409, 'undo_conflict');
    expect(message).toBe(
      `Unable to execute. The change cannot be taken back: change ${second} of link ${RecordID} came after it.`,
    );
    await remove(8, 1);
    const { ChangeID } = await newest(RecordID);
    expectRefusal(await undo(second), 409, 'undo_conflict');
    await undoNewest(RecordID);
    expectRefusal(await undo(ChangeID), 409, 'undo_conflict');
    expect(await rows(8)).toMatchObject([{ 'Fields.Note': 'b' }]);
  });

  test('U8: a relationship that was dropped', async () => {
    const { link, remove, call, undoNewest, relationship } = pair;
    const id = await relationship({ Code: 'Temporary' });
    const removed = (await link(9, 1, {}, { Relationship: 'Temporary' })).body;
    await remove(9, 1);
    const changed = (await link(9, 2, {}, { Relationship: 'Temporary' })).body;
    await link(9, 2, {}, { NewRelationship: 'Broker' });
    expect((await call('DELETE', `/api/Contact/Codes/ContactType/${id}`)).status).toBe(200);
    for (const { RecordID } of [removed, changed]) {
      expectRefusal(await undoNewest(RecordID), 400, 'relationship_not_found');
    }
  });

  test('U9: a limit of the relationship', async () => {
    const { link, remove, undoNewest, relationship, rows } = pair;
    const ID = await relationship({ Code: 'Only one', Limits: { Claim: 1 } });
    const removed = (await link(10, 1, {}, { Relationship: 'Only one' })).body;
    await remove(10, 1);
    const other = (await link(10, 2, {}, { Relationship: 'Only one' })).body;
    const message = expectRefusal(await undoNewest(removed.RecordID), 409, 'relationship_limit');
    expect(message).toMatch(/Claim 10 may have at most 1 link with the relationship 'Only one'/);
    // Where only fields go back the link counts already.
    await link(10, 2, { Note: 'x' });
    expect((await undoNewest(other.RecordID)).status).toBe(200);
    await relationship({ ID, Limits: { Claim: 2 } });
    expect((await undoNewest(removed.RecordID)).status).toBe(200);
    expect(await rows(10)).toHaveLength(2);
  });

  test('U10 and U11: a field that was dropped is left out, a code that is not accepted any more is not', async () => {
    const { link, remove, call, undoNewest, rows } = pair;
    const path = '/api/Metadata/Links/Contact';
    const grade = (...Codes: string[]) =>
      call('PUT', path, { Fields: [{ Name: 'Grade', Type: 'Coded', Codes }] });
    await call('PUT', path, { Fields: [{ Name: 'Gone', Type: 'Text' }] });
    await grade('a', 'b');
    const { RecordID } = (await link(11, 1, { Gone: 'x', Grade: 'b', Note: 'n' })).body;
    await remove(11, 1);
    expect((await call('DELETE', `${path}/Fields/Gone`)).status).toBe(200);
    await grade('a');
    expect(expectRefusal(await undoNewest(RecordID), 409, 'undo_conflict')).toMatch(
      /Grade does not accept "b" any more/,
    );
    await grade('a', 'b');
    expect((await undoNewest(RecordID)).status).toBe(200);
    expect(await rows(11)).toMatchObject([{ LinkID: RecordID, 'Fields.Note': 'n' }]);
  });

  test('the link identity that holds is the one of now', async () => {
    const { link, remove, undoNewest, call, rows } = typed;
    const first = (await link(12, 1, {}, { Relationship: 'Broker' })).body;
    const second = (await link(12, 1, {}, { Relationship: 'Witness' })).body;
    await remove(12, 1);
    for (const claim of [3, 6]) await remove(claim, 1);
    expect((await call('PUT', '/api/Client', { LinkIdentity: 'pair' })).status).toBe(200);
    expect((await undoNewest(first.RecordID)).status).toBe(200);
    expectRefusal(await undoNewest(second.RecordID), 409, 'link_conflict');
    // Under this identity the link is found by the pair alone.
    expect((await link(12, 1, {}, { NewRelationship: 'Adjuster' })).body.RecordID).toBe(first.RecordID);
    expect(await rows(12)).toHaveLength(1);
  });

  test('takes the permission of the opposite change, and a domain to know of', async () => {
    const { link, remove, undo, newest } = pair;
    const { RecordID } = (await link(13, 1)).body;
    const made = await newest(RecordID);
    const unnamed = expectRefusal(await undo(made.ChangeID, 'carl'), 403, 'permission_denied');
    expect(unnamed).not.toContain('Claim');
    expect((await undo(made.ChangeID, 'mia')).body.Action).toBe('removed');
    expect((await undo((await newest(RecordID)).ChangeID, 'mia')).body.Action).toBe('restored');
    const ofFile = { ParentDomain: 'Claim', ParentRecordID: 13, ChildDomain: 'File', ChildRecordID: 1 };
    const file = (await pair.call('POST', '/api/Link/Upsert', ofFile)).body;
    const message = expectRefusal(
      await undo((await newest(file.RecordID)).ChangeID, 'mia'),
      403,
      'permission_denied',
    );
    expect(message).toMatch(/Modify Files permission on the Claim domain/);
    await remove(13, 1);
  });

  test.each<[sent: unknown, status: number, code: 'invalid_request' | 'not_found']>([
    [undefined, 400, 'invalid_request'],
    [null, 400, 'invalid_request'],
    [0, 400, 'invalid_request'],
    ['x', 400, 'invalid_request'],
    [999_999, 404, 'not_found'],
  ])('ChangeID %j is refused', async (sent, status, code) => {
    expectRefusal(await pair.undo(sent), status, code);
  });

  test('a change of a record is none of a link', async () => {
    const { call, get, undo } = pair;
    await call('POST', '/api/Claim', { ClaimNumber: 'NEW' });
    const changes = await get<ChangeRow[]>('/api/Link/Changes?pageSize=1000');
    const newest = required(changes.at(-1)).ChangeID;
    expectRefusal(await undo(newest + 1), 404, 'not_found');
  });

  test('a dry run writes nothing, and refuses the same', async () => {
    const { link, remove, undo, newest, rows } = pair;
    const { RecordID } = (await link(14, 1, {}, { Relationship: 'Broker' })).body;
    await remove(14, 1);
    const before = await newest(RecordID);
    expect((await undo(before.ChangeID, undefined, '?dryRun')).body).toMatchObject({
      RecordID,
      Message: `Would restore link with id ${RecordID}.`,
      Action: 'restored',
      ChangeID: null,
      DryRun: true,
    });
    expect(await newest(RecordID)).toEqual(before);
    expect(await rows(14)).toEqual([]);
    await link(14, 1);
    expectRefusal(await undo(before.ChangeID, undefined, '?dryRun=true'), 409, 'link_conflict');
  });

  test('of many at once, one takes the change back', async () => {
    const { link, remove, undo, newest, rows } = pair;
    const { RecordID } = (await link(15, 1)).body;
    await remove(15, 1);
    const { ChangeID } = await newest(RecordID);
    const answers = await Promise.all(Array.from({ length: 8 }, () => undo(ChangeID)));
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array.from({ length: 7 }, () => 409),
    ]);
    expect(await rows(15)).toHaveLength(1);
  });

  test('what is taken back stays gone once its record is', async () => {
    const { link, remove, call, undoNewest, newest } = pair;
    const { RecordID } = (await link(16, 1)).body;
    await remove(16, 1);
    await undoNewest(RecordID);
    expect((await call('DELETE', '/api/Claim/16')).status).toBe(200);
    expect((await newest(RecordID)).Action).toBe('removed');
  });
});
