/** How changes of links are kept and found, whatever the store (docs/reference/link-operations.md#changes). */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChangeFilter, ChangePage, LinkChange, LinkWrites, Store } from '#linkwright/store/store.js';
import { temporaryFolder } from '../support/folder.js';
import { runSteps, type Step } from '../support/steps.js';
import { stores } from '../support/stores.js';
import { newClient } from '../support/world.js';

describe.each(stores)('changes, on $name', (store) => {
  const folder = temporaryFolder();
  let opened: Store;
  beforeAll(async () => {
    opened = await store.open(folder, 'changes');
  });
  afterAll(() => opened.close());

  /** A client and the few calls that the tests make. */
  async function world() {
    const client = await newClient(opened);
    const parentDomain = client.domain('Claim').id;
    const childDomain = client.domain('Contact').id;
    const run = <Steps extends Step[]>(...steps: Steps) => runSteps(opened, client.client, ...steps);
    const change = (
      id: number,
      link: number,
      action: LinkChange['action'],
      parent: number,
      child: number,
      before: number | null = null,
      after: number | null = null,
    ): LinkChange => ({
      ...{ parentDomain, parent, childDomain, child, id, link, action, before, after },
      user: client.user,
      requestId: `request-${id}`,
    });
    const write = (changes: LinkChange[], inserts: LinkWrites['inserts'] = []) =>
      run(['writeLinks', { at: 1_000, removals: [], inserts, updates: [], changes }]);
    const page: ChangePage = { client: client.client, order: 'asc', above: 0, through: 1_000, limit: 100 };
    const ids = async (changed: Partial<ChangePage>) =>
      (await opened.changePage({ ...page, ...changed })).map(({ id }) => id);
    return { ...client, parentDomain, childDomain, run, change, write, page, ids };
  }

  test('a change is answered as it was written, with the name of who made it', async () => {
    const { change, write, page } = await world();
    const changes = [
      change(1, 7, 'inserted', 1, 2, null, 3),
      change(2, 7, 'changed', 1, 2, 3, 4),
      change(3, 7, 'removed', 1, 2, 4, null),
    ];
    await write(changes);
    expect(await opened.changePage(page)).toEqual(
      changes.map((each) => ({ ...each, user: 'ada', at: 1_000 })),
    );
  });

  test('a range leaves out its lower end and holds its upper one, in either order', async () => {
    const { change, write, ids } = await world();
    await write([1, 2, 3, 4, 5].map((id) => change(id, id, 'inserted', 1, 1)));
    expect(await ids({ above: 1, through: 4 })).toEqual([2, 3, 4]);
    expect(await ids({ above: 1, through: 4, order: 'desc' })).toEqual([4, 3, 2]);
    expect(await ids({ above: 1, limit: 2 })).toEqual([2, 3]);
    expect(await ids({ through: 4, order: 'desc', limit: 2 })).toEqual([4, 3]);
    expect(await ids({ above: 5 })).toEqual([]);
  });

  test('the records that were given a relationship after a change are named, each once', async () => {
    const { client, change, write, parentDomain } = await world();
    await write([
      change(1, 1, 'inserted', 1, 1, null, 3),
      change(2, 2, 'inserted', 2, 1, null, 3),
      change(3, 3, 'inserted', 2, 2, null, 3),
      change(4, 1, 'changed', 1, 1, 3, 4),
      change(5, 4, 'inserted', 3, 1, null, null),
      change(6, 1, 'removed', 1, 1, 4, null),
    ]);
    const given = async (relationship: number, above: number) =>
      (await opened.recordsGiven(client, relationship, above)).sort(
        (one, other) => one.record - other.record,
      );
    const records = (...ids: number[]) => ids.map((record) => ({ domain: parentDomain, record }));
    expect(await given(3, 0)).toEqual(records(1, 2));
    expect(await given(3, 1)).toEqual(records(2));
    expect(await given(3, 3)).toEqual([]);
    expect(await given(4, 3)).toEqual(records(1));
  });

  test('filters leave changes by domain, record, link, and relationship before or after', async () => {
    const { change, write, ids, parentDomain, childDomain } = await world();
    await write([
      change(1, 1, 'inserted', 1, 1, null, 3),
      change(2, 2, 'inserted', 1, 2, null, 4),
      change(3, 1, 'changed', 1, 1, 3, 5),
      change(4, 3, 'inserted', 2, 1),
    ]);
    expect(await ids({ parentDomains: [parentDomain], childDomains: [childDomain, parentDomain] })).toEqual([
      1, 2, 3, 4,
    ]);
    expect(await ids({ parentDomains: [childDomain] })).toEqual([]);
    expect(await ids({ parentDomains: [] })).toEqual([]);
    expect(await ids({ childDomains: [] })).toEqual([]);
    expect(await ids({ parentDomains: [parentDomain], parent: 1 })).toEqual([1, 2, 3]);
    expect(await ids({ childDomains: [childDomain], child: 1 })).toEqual([1, 3, 4]);
    expect(await ids({ links: [1, 3] })).toEqual([1, 3, 4]);
    expect(await ids({ links: [] })).toEqual([]);
    expect(await ids({ relationship: 3 })).toEqual([1, 3]);
    expect(await ids({ relationship: 5 })).toEqual([3]);
  });

  test('of more links than one statement holds the page is the same', async () => {
    const { change, write, ids } = await world();
    const all = Array.from({ length: 1_200 }, (_, at) => at + 1);
    await write(all.map((id) => change(id, 2_000 - id, 'inserted', 1, 1)));
    const links = all.map((id) => 2_000 - id);
    expect(await ids({ links, through: 2_000, limit: 3 })).toEqual([1, 2, 3]);
    expect(await ids({ links, through: 2_000, limit: 3, order: 'desc' })).toEqual([1_200, 1_199, 1_198]);
    expect(await ids({ links, through: 2_000, limit: 2_000 })).toEqual(all);
  });

  test('the links of a record are those that it has and those that it had', async () => {
    const { client, user, change, write, parentDomain, childDomain } = await world();
    const between = (parent: number, child: number) => ({ parentDomain, parent, childDomain, child });
    const link = (id: number, parent: number, child: number) => ({
      ...between(parent, child),
      ...{ id, relationship: null, slot: 0, user, modifiedBy: user },
    });
    await write(
      [
        change(1, 11, 'inserted', 1, 1),
        change(2, 11, 'removed', 1, 1),
        change(3, 12, 'inserted', 1, 1),
        change(4, 13, 'inserted', 1, 2),
        change(5, 14, 'inserted', 2, 1),
        change(6, 15, 'removed', 2, 2),
      ],
      [link(12, 1, 1), link(13, 1, 2), link(14, 2, 1)],
    );
    const ever = async (filter: Omit<ChangeFilter, 'client' | 'relationship'>, limit = 10) =>
      (await opened.linksEver({ client, ...filter }, limit)).sort((one, other) => one - other);
    const parents = { parentDomains: [parentDomain] };
    const children = { childDomains: [childDomain] };
    expect(await ever({ ...parents, parent: 1 })).toEqual([11, 12, 13]);
    expect(await ever({ ...children, child: 1 })).toEqual([11, 12, 14]);
    expect(await ever({ ...parents, parent: 1, ...children, child: 1 })).toEqual([11, 12]);
    expect(await ever({ ...parents, parent: 2 })).toEqual([14, 15]);
    expect(await ever({ ...parents, parent: 1, childDomains: [parentDomain] })).toEqual([]);
    expect(await ever({ ...parents, parent: 1, childDomains: [] })).toEqual([]);
    expect(await ever({ ...parents, parent: 1 }, 2)).toHaveLength(2);
  });

  test('the newest number is where the counter stands', async () => {
    const { client, run } = await world();
    const [state] = await run(['lock']);
    // Its records have taken numbers.
    expect(state.nextChangeId).toBeGreaterThan(1);
    expect(await opened.lastChange(client)).toBe(state.nextChangeId - 1);
    await run(['lock'], ['saveState', { ...state, nextChangeId: 43 }]);
    expect(await opened.lastChange(client)).toBe(42);
    expect(await opened.lastChange(client + 1_000)).toBe(0);
  });

  test('nothing of another client is seen', async () => {
    const [one, other] = [await world(), await world()];
    await one.write([one.change(1, 1, 'inserted', 1, 1), one.change(2, 1, 'removed', 1, 1)]);
    expect(await other.ids({})).toEqual([]);
    expect(await other.ids({ links: [1] })).toEqual([]);
    const filter = { client: other.client, parentDomains: [other.parentDomain], parent: 1 };
    expect(await opened.linksEver(filter, 10)).toEqual([]);
  });
});
