/** How changes of records are kept and found, whatever the store (docs/reference/records.md#history). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RecordChange, RecordChangePage, Store } from '#linkwright/store/store.js';
import { temporaryFolder } from '../support/folder.js';
import { runSteps } from '../support/steps.js';
import { stores } from '../support/stores.js';
import { newClient } from '../support/world.js';

describe.each(stores)('changes of records, on $name', (store) => {
  const folder = temporaryFolder();
  let opened: Store;
  beforeAll(async () => {
    opened = await store.open(folder, 'record-changes');
  });
  afterAll(() => opened.close());

  /** A client and the few calls that the tests make. */
  async function world() {
    const { client, user, domain } = await newClient(opened, { records: 0 });
    const [claims, contacts] = [domain('Claim').id, domain('Contact').id];
    const change = (id: number, record: number, more: Partial<RecordChange> = {}): RecordChange => ({
      ...{ id, record, action: 'updated', before: {}, after: { Status: 'Open' }, merged: null },
      ...{ user, requestId: `request-${id}` },
      ...more,
    });
    const write = (of: number, changes: RecordChange[]) => {
      const writes = { domain: of, at: 1_000, user, removals: [], inserts: [], updates: [], changes };
      return runSteps(opened, client, ['writeRecords', writes]);
    };
    const page: RecordChangePage = {
      ...{ client, domains: [claims], order: 'asc', above: 0, through: 1_000, limit: 100 },
    };
    const ids = async (changed: Partial<RecordChangePage>) =>
      (await opened.recordChangePage({ ...page, ...changed })).changes.map(({ id }) => id);
    return { client, claims, contacts, change, write, page, ids };
  }

  test('a change is answered as it was written, with the name of who made it', async () => {
    const { claims, change, write, page } = await world();
    const changes = [
      change(1, 7, { action: 'created', after: { ClaimNumber: 'é', Amount: '12345678901234567890' } }),
      change(2, 7, { before: { Amount: '12345678901234567890' }, after: { Flag: false } }),
      change(3, 7, { action: 'merged', merged: 9, before: {}, after: {} }),
      change(4, 7, { action: 'deleted', before: { ClaimNumber: 'é' }, after: {} }),
    ];
    await write(claims, changes);
    expect(await opened.recordChangePage(page)).toEqual({
      changes: changes.map((each) => ({ ...each, user: 'ada', at: 1_000 })),
      isCut: false,
    });
  });

  test('a range leaves out its lower end and holds its upper one, in either order', async () => {
    const { claims, change, write, ids } = await world();
    await write(
      claims,
      [1, 2, 3, 4, 5].map((id) => change(id, id)),
    );
    expect(await ids({ above: 1, through: 4 })).toEqual([2, 3, 4]);
    expect(await ids({ above: 1, through: 4, order: 'desc' })).toEqual([4, 3, 2]);
    expect(await ids({ above: 1, limit: 2 })).toEqual([2, 3]);
    expect(await ids({ through: 4, order: 'desc', limit: 2 })).toEqual([4, 3]);
    expect(await ids({ above: 5 })).toEqual([]);
  });

  test('those of a record, of a domain and of several domains are found', async () => {
    const { claims, contacts, change, write, ids } = await world();
    await write(claims, [change(1, 7), change(3, 8), change(5, 7)]);
    await write(contacts, [change(2, 7), change(4, 9), change(6, 7)]);
    expect(await ids({ record: 7 })).toEqual([1, 5]);
    expect(await ids({ record: 7, order: 'desc' })).toEqual([5, 1]);
    expect(await ids({ domains: [contacts] })).toEqual([2, 4, 6]);
    expect(await ids({ domains: [claims, contacts], limit: 4 })).toEqual([1, 2, 3, 4]);
    expect(await ids({ domains: [claims, contacts], order: 'desc', limit: 4 })).toEqual([6, 5, 4, 3]);
    expect(await ids({ domains: [claims, contacts], record: 7, limit: 3 })).toEqual([1, 2, 5]);
    expect(await ids({ domains: [claims], record: 9 })).toEqual([]);
    expect(await ids({ domains: [] })).toEqual([]);
  });

  test('of long values as many are read as have so many bytes together, one at least', async () => {
    const { claims, contacts, change, write, page } = await world();
    const long = (id: number) => change(id, 7, { after: { Description: 'é'.repeat(500) } });
    await write(claims, [long(1), long(2), long(4)]);
    await write(contacts, [long(3), long(5)]);
    const read = async (more: Partial<RecordChangePage>) => {
      const { changes, isCut } = await opened.recordChangePage({ ...page, ...more });
      return [changes.map(({ id }) => id), isCut];
    };
    expect(await read({ bytes: 10 })).toEqual([[1], true]);
    expect(await read({ bytes: 2_500 })).toEqual([[1, 2], true]);
    expect(await read({ bytes: 2_500, order: 'desc' })).toEqual([[4, 2], true]);
    expect(await read({ bytes: 2_500, limit: 2 })).toEqual([[1, 2], false]);
    expect(await read({ bytes: 2_500, domains: [claims, contacts], above: 1 })).toEqual([[2, 3], true]);
    expect(await read({ bytes: 4_000, record: 7 })).toEqual([[1, 2, 4], false]);
  });

  test('the newest of a record has its number, and 0 stands for none', async () => {
    const { client, claims, contacts, change, write } = await world();
    await write(claims, [change(1, 7), change(2, 8), change(3, 7)]);
    await write(contacts, [change(4, 7)]);
    const newest = (domain: number, record: number) => opened.newestRecordChange(client, domain, record);
    expect(await newest(claims, 7)).toBe(3);
    expect(await newest(claims, 8)).toBe(2);
    expect(await newest(contacts, 7)).toBe(4);
    expect(await newest(contacts, 8)).toBe(0);
  });

  test('those of another client are not found', async () => {
    const [one, other] = [await world(), await world()];
    await one.write(one.claims, [one.change(1, 7)]);
    expect(await other.ids({ domains: [one.claims] })).toEqual([]);
    expect(await opened.newestRecordChange(other.client, one.claims, 7)).toBe(0);
    expect(await one.ids({})).toEqual([1]);
  });
});
