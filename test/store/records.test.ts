/** How records are kept and found, whatever the store. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foldedKey, keyOf } from '#linkwright/metadata/canonical.js';
import type { IndexedDomain } from '#linkwright/metadata/metadata-index.js';
import { matchKeysOf } from '#linkwright/record/fields.js';
import type {
  KeyPage,
  LinkWrites,
  RecordPage,
  RecordStretch,
  RecordWrites,
  Store,
} from '#linkwright/store/store.js';
import { temporaryFolder } from '../support/folder.js';
import { required } from '../support/required.js';
import { runSteps, type Step, type StepOf } from '../support/steps.js';
import { stores } from '../support/stores.js';
import { newClient, type World } from '../support/world.js';

/** The ids of what was read, and how far that went. */
const stretch = ({ records, reached }: RecordStretch) => [records.map(({ id }) => id), reached];

describe.each(stores)('records, on $name', (store) => {
  const folder = temporaryFolder();
  let opened: Store;
  let world: World;
  let contact: IndexedDomain;
  beforeAll(async () => {
    opened = await store.open(folder, 'records');
    world = await newClient(opened);
    contact = world.domain('Contact');
  });
  afterAll(() => opened.close());

  const run = <Steps extends Step[]>(...steps: Steps) => runSteps(opened, world.client, ...steps);
  const fieldOf = (name: string) => required(contact.fieldByName.get(name)).id;
  const byId = (id: number) => ({ domain: contact.id, id, field: 0, key: '' });
  const byKey = (name: string, key: string) => ({ domain: contact.id, id: 0, field: fieldOf(name), key });
  const record = (id: number, fields: Record<string, unknown>) => ({
    id,
    fields,
    keys: matchKeysOf(contact, fields),
  });
  const write = (writes: Partial<RecordWrites>) =>
    run([
      'writeRecords',
      {
        domain: contact.id,
        at: 1,
        user: world.user,
        removals: [],
        inserts: [],
        updates: [],
        changes: [],
        ...writes,
      },
    ]);

  test('by id and by key, each reference for itself, in one call', async () => {
    const found = await opened.findRecords(world.client, [
      byId(2),
      byId(99),
      byKey('ContactNumber', 'C-3'),
      byKey('ContactNumber', 'c-3'),
      byKey('ContactNumber', ''),
    ]);
    expect(found).toEqual([[2], [], [3], [], []]);
  });

  test('a key that more records have than are named answers the lowest of them', async () => {
    await write({ inserts: [record(401, { Name: 'Same name' }), record(400, { Name: 'Same name' })] });
    const [found] = await opened.findRecords(world.client, [byKey('Name', 'Same name')]);
    expect(found).toEqual([1, 2, 3, 4, 5]);
  });

  test('of another client nothing is found', async () => {
    const other = await newClient(opened, { records: 1 });
    const reference = { ...byId(2), domain: other.domain('Contact').id };
    expect(await opened.findRecords(other.client, [reference])).toEqual([[]]);
    expect(await opened.records(other.client, reference.domain, [1, 2])).toHaveLength(1);
  });

  test('by several keys at once', async () => {
    const fields = ['ContactNumber', 'Name'].map(fieldOf);
    const [found] = await run([
      'recordsByKeys',
      contact.id,
      fields,
      [
        ['C-1', 'Same name'],
        ['C-1', 'Other name'],
        ['C-9', 'Same name'],
      ],
    ]);
    expect(found).toEqual([[1], [], []]);
    const [several] = await run(['recordsByKeys', contact.id, [fieldOf('Name')], [['Same name']]]);
    expect(several?.[0]).toEqual([1, 2, 3, 4, 5]);
  });

  test('an update moves the keys', async () => {
    const before = { ContactNumber: 'MOVES-1', Name: 'Moves' };
    const after = { ContactNumber: 'MOVED-1', Name: 'Moves' };
    await write({ inserts: [record(201, before)] });
    const keyOfField = (fields: Record<string, unknown>, name: string) =>
      required(matchKeysOf(contact, fields).find(({ field }) => field === fieldOf(name)));
    const old = keyOfField(before, 'ContactNumber');
    const kept = keyOfField(before, 'Name');
    const fresh = keyOfField(after, 'ContactNumber');
    await write({ updates: [{ id: 201, fields: after, added: [fresh], removed: [old] }] });
    const found = await opened.findRecords(world.client, [
      byKey('ContactNumber', 'MOVES-1'),
      byKey('ContactNumber', 'MOVED-1'),
      byKey('Name', kept.value),
    ]);
    expect(found).toEqual([[], [201], [201]]);
    expect(await opened.records(world.client, contact.id, [201])).toEqual([{ id: 201, fields: after }]);
    const keys = [old, fresh, kept].map(({ field, value }) => ({ record: 201, field, value }));
    expect(await opened.countMatchKeys(world.client, contact.id, keys)).toBe(2);
  });

  test('a removal takes the record and its keys, and nothing else', async () => {
    const fields = { ContactNumber: 'GOES-1', Name: 'Same name' };
    await write({ inserts: [record(211, fields), record(212, { ...fields, ContactNumber: 'STAYS-1' })] });
    const total = await opened.matchKeyTotal(world.client, contact.id);
    await write({ removals: [{ id: 211, keys: matchKeysOf(contact, fields) }] });
    expect(await opened.records(world.client, contact.id, [211, 212])).toMatchObject([{ id: 212 }]);
    const found = await opened.findRecords(world.client, [
      byKey('ContactNumber', 'GOES-1'),
      byKey('ContactNumber', 'STAYS-1'),
    ]);
    expect(found).toEqual([[], [212]]);
    expect(await opened.matchKeyTotal(world.client, contact.id)).toBe(
      total - matchKeysOf(contact, fields).length,
    );
  });

  test('a record that links refer to is not removed before them', async () => {
    const pair = { parentDomain: world.domain('Claim').id, parent: 1, childDomain: contact.id, child: 221 };
    const link = { ...pair, id: 1, relationship: null, slot: 0, user: world.user, modifiedBy: world.user };
    const writeLinks = (writes: Partial<LinkWrites>): StepOf<'writeLinks'> => [
      'writeLinks',
      { at: 1, removals: [], inserts: [], updates: [], changes: [], ...writes },
    ];
    await write({ inserts: [record(221, {})] });
    await run(writeLinks({ inserts: [link] }));
    const removals = [{ id: 221, keys: [] }];
    await expect(write({ removals })).rejects.toMatchObject({ name: 'StoreFault' });
    expect(await opened.records(world.client, contact.id, [221])).toHaveLength(1);
    await run(writeLinks({ removals: [{ ...pair, id: 1 }] }));
    await write({ removals });
    expect(await opened.records(world.client, contact.id, [221])).toEqual([]);
  });

  test('records are found by their associations', async () => {
    const claim = world.domain('Claim');
    const field = required(claim.fieldByName.get('Policy')).id;
    await world.upsertRecords('Policy', 'PolicyNumber', [{ PolicyNumber: 'P-1' }]);
    await world.upsertRecords('Claim', 'ClaimNumber', [{ ClaimNumber: 'CLM-2', Policy: 1 }]);
    const reference = (id: number) => ({
      domain: claim.id,
      id: 0,
      field,
      key: keyOf({ type: 'Association' }, id),
    });
    expect(await opened.findRecords(world.client, [reference(1), reference(2)])).toEqual([[2], []]);
  });

  test('near keys come in order of id, no more than asked for', async () => {
    const near = ['NEAR 01', 'near-1', 'Néar1', 'near 1', 'near 2'];
    await write({ inserts: near.map((ContactNumber, at) => record(310 - at, { ContactNumber })) });
    const field = fieldOf('ContactNumber');
    const found = await opened.nearKeys(world.client, contact.id, field, foldedKey('near 1'), 3);
    expect(found.map(({ id }) => id)).toEqual([307, 308, 309]);
  });

  test('pages go by id', async () => {
    const { client } = world;
    const ids = async (order: RecordPage['order'], after?: number) =>
      stretch(await opened.recordPage({ client, domain: contact.id, order, after, limit: 2 }));
    expect(await ids('asc')).toEqual([[1, 2], 2]);
    expect(await ids('asc', 2)).toEqual([[3, 4], 4]);
    expect(await ids('desc', 4)).toEqual([[3, 2], 2]);
    expect(await ids('desc', 2)).toEqual([[1], undefined]);
    expect(await ids('desc', 1)).toEqual([[], undefined]);
    expect(await opened.records(client, contact.id, [])).toEqual([]);
  });

  test('no more of them is read at once than is asked for, but one', async () => {
    const { domain, client, user } = await newClient(opened, { records: 0 });
    const { id } = domain('Incident');
    // Of 2 bytes a character, which is what is counted, as both databases store it.
    const fieldsOf = (length: number) => ({ Description: 'é'.repeat(length) });
    const bytesOf = (length: number) => Buffer.byteLength(JSON.stringify(fieldsOf(length)));
    const lengths = [10, 20, 400, 30, 10, 5_000];
    const inserts = lengths.map((length, at) => ({ id: at + 1, fields: fieldsOf(length), keys: [] }));
    const writes = { domain: id, at: 1, user, removals: [], inserts, updates: [], changes: [] };
    await runSteps(opened, client, ['writeRecords', writes]);

    const page = { client, domain: id, limit: 9 };
    const paged = async (order: RecordPage['order'], after: number | undefined, bytes: number, limit = 9) =>
      stretch(await opened.recordPage({ ...page, order, after, bytes, limit }));
    const first = bytesOf(10) + bytesOf(20);
    expect(await paged('asc', undefined, first)).toEqual([[1, 2], 2]);
    expect(await paged('asc', undefined, first - 1)).toEqual([[1], 1]);
    expect(await paged('asc', 2, 1)).toEqual([[3], 3]);
    expect(await paged('asc', 5, 1)).toEqual([[6], undefined]);
    expect(await paged('desc', undefined, first)).toEqual([[6], 6]);
    expect(await paged('desc', 6, bytesOf(10) + bytesOf(30))).toEqual([[5, 4], 4]);
    expect(await paged('desc', 3, 1_000_000, 2)).toEqual([[2, 1], 1]);
    const { records } = await opened.recordPage({ ...page, order: 'asc', limit: 2 });
    expect(records).toEqual(
      [10, 20].map((length, at) => ({ id: at + 1, fields: fieldsOf(length), bytes: bytesOf(length) })),
    );

    const firstOf = async (ids: number[], bytes?: number) => {
      const { records: found, taken } = await opened.firstRecords(client, id, ids, bytes);
      return [found.map((each) => each.id).sort(), taken];
    };
    // In the order of the list; an id that is not there takes nothing.
    expect(await firstOf([5, 99, 1, 2, 3], 2 * bytesOf(10))).toEqual([[1, 5], 3]);
    expect(await firstOf([3, 1], 1)).toEqual([[3], 1]);
    expect(await firstOf([99], 1)).toEqual([[], 1]);
    expect(await firstOf([], 1)).toEqual([[], 0]);
    expect(await firstOf([6, 1])).toEqual([[1, 6], 2]);

    const search = { ...page, order: 'asc' as const, field: 'Status', searched: 9 };
    const without = async (after: number | undefined, searchedBytes: number, bytes: number) =>
      stretch(await opened.recordsWithout({ ...search, after, searchedBytes, bytes }));
    expect(await without(undefined, first, 1_000_000)).toEqual([[1, 2], 2]);
    expect(await without(2, 1, 1_000_000)).toEqual([[3], 3]);
    expect(await without(undefined, 1_000_000, 1)).toEqual([[1], 1]);
    expect(await without(4, 1_000_000, 1_000_000)).toEqual([[5, 6], undefined]);
  });

  test('records without a value of a field, as far as they are looked for', async () => {
    const { domain, client, user } = await newClient(opened, { records: 0 });
    const { id } = domain('Incident');
    // What stands in a value is no field, nor is a field whose name is longer or in other letters.
    const texts = ['x', undefined, '"Status":', undefined, 'y'];
    const inserts = texts.map((Status, at) => ({
      id: at + 1,
      fields: {
        Description: '"Status":',
        status: 1,
        Status2: 2,
        ...(Status === undefined ? {} : { Status }),
      },
      keys: [],
    }));
    const writes = { domain: id, at: 1, user, removals: [], inserts, updates: [], changes: [] };
    await runSteps(opened, client, ['writeRecords', writes]);
    const without = async (
      order: RecordPage['order'],
      after: number | undefined,
      searched: number,
      limit = 9,
    ) => {
      const page = { client, domain: id, order, after, limit, field: 'Status', searched };
      return stretch(await opened.recordsWithout({ ...page, searchedBytes: 1_000_000 }));
    };
    expect(await without('asc', undefined, 9)).toEqual([[2, 4], undefined]);
    expect(await without('asc', undefined, 2)).toEqual([[2], 2]);
    expect(await without('asc', 2, 2)).toEqual([[4], 4]);
    expect(await without('asc', 4, 2)).toEqual([[], undefined]);
    expect(await without('desc', undefined, 3)).toEqual([[4], 3]);
    expect(await without('desc', 3, 3)).toEqual([[2], undefined]);
    expect(await without('asc', undefined, 9, 1)).toEqual([[2], 2]);
  });

  test('keys of a field go by value and record', async () => {
    const other = await newClient(opened, { records: 0 });
    const { id } = other.domain('Incident');
    const steps = <Steps extends Step[]>(...wanted: Steps) => runSteps(opened, other.client, ...wanted);
    const values = ['b', 'a', 'b', 'Z', 'ba', '\uffff', '😀'];
    const keys = values.map((value, at) => ({ id: at + 1, keys: [{ field: 3, value, folded: null }] }));
    await steps(['addMatchKeys', id, keys]);
    const page = async (wanted: Partial<KeyPage>) => {
      const all: KeyPage = { client: other.client, domain: id, field: 3, order: 'asc', limit: 9 };
      return (await opened.keyPage({ ...all, ...wanted })).map(({ value, record }) => value + record);
    };
    const whole = ['Z4', 'a2', 'b1', 'b3', 'ba5', '\uffff6', '😀7'];
    expect(await page({})).toEqual(whole);
    expect(await page({ order: 'desc' })).toEqual(whole.toReversed());
    expect(await page({ field: 4 })).toEqual([]);
    expect(await page({ limit: 2, after: { value: 'a', record: 2 } })).toEqual(['b1', 'b3']);
    expect(await page({ after: { value: 'b', record: 1 }, before: 'c' })).toEqual(['b3', 'ba5']);
    expect(await page({ from: 'b', before: 'ba' })).toEqual(['b1', 'b3']);
    expect(await page({ from: 'b', order: 'desc', after: { value: 'ba', record: 5 } })).toEqual(['b3', 'b1']);
    // What is there already stays, once; what is removed is gone, and nothing else.
    await steps(['addMatchKeys', id, keys]);
    const placed = (value: string, record: number) => ({ domain: id, field: 3, value, record });
    await steps(['removeMatchKeys', [placed('b', 3), placed('ba', 6)]]);
    expect(await page({})).toEqual(whole.filter((key) => key !== 'b3'));
    const all = await opened.allMatchKeys(other.client, undefined, 2);
    expect(all).toEqual([placed('Z', 4), placed('a', 2)]);
    expect(await opened.allMatchKeys(other.client, all[1], 1)).toEqual([placed('b', 1)]);
  });

  test('ids are taken in order, and raised above what was loaded', async () => {
    const { domain, ...other } = await newClient(opened, { records: 2 });
    const steps = <Steps extends Step[]>(...wanted: Steps) => runSteps(opened, other.client, ...wanted);
    const { id } = domain('Claim');
    expect(await steps(['takeRecordIds', id, 3], ['takeRecordIds', id, 1])).toEqual([3, 6]);
    await steps(['raiseRecordIds', id, 4]);
    expect(await steps(['takeRecordIds', id, 1])).toEqual([7]);
    await steps(['raiseRecordIds', id, 100]);
    expect(await steps(['takeRecordIds', id, 1])).toEqual([101]);
  });
});
