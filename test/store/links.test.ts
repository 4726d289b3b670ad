/** How links are kept and found, whatever the store. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LinkIdentity } from '#linkwright/contract/words.js';
import type { LinkFields, LinkFilter, LinkPage, LinkWrites, Pair, Store } from '#linkwright/store/store.js';
import { temporaryFolder } from '../support/folder.js';
import { runSteps, type Step } from '../support/steps.js';
import { stores } from '../support/stores.js';
import { newClient } from '../support/world.js';

describe.each(stores)('links, on $name', (store) => {
  const folder = temporaryFolder();
  let opened: Store;
  beforeAll(async () => {
    opened = await store.open(folder, 'links');
  });
  afterAll(() => opened.close());

  /** A client and the few calls that the tests make. */
  async function world(linkIdentity: LinkIdentity) {
    const client = await newClient(opened, { linkIdentity });
    const parentDomain = client.domain('Claim').id;
    const childDomain = client.domain('Contact').id;
    const pair = (parent: number, child: number): Pair => ({ parentDomain, parent, childDomain, child });
    const run = <Steps extends Step[]>(...steps: Steps) => runSteps(opened, client.client, ...steps);
    const link = (
      id: number,
      parent: number,
      child: number,
      relationship: number | null = null,
      slot = 0,
    ): LinkWrites['inserts'][number] => ({
      ...pair(parent, child),
      id,
      relationship,
      slot,
      user: client.user,
      modifiedBy: client.user,
    });
    const write = (writes: Partial<LinkWrites>) =>
      run(['writeLinks', { at: 1_000, removals: [], inserts: [], updates: [], changes: [], ...writes }]);
    const linksOf = async (...pairs: Pair[]) => (await run(['linksOfPairs', pairs]))[0];
    const domains = [{ parent: parentDomain, child: childDomain }];
    return { ...client, pair, run, link, write, linksOf, domains };
  }

  test('the links of a pair come in order of id', async () => {
    const { write, link, linksOf, pair } = await world('relationship');
    await write({ inserts: [link(12, 1, 1, 2, 2), link(11, 1, 1, 1, 1), link(13, 1, 2)] });
    expect(await linksOf(pair(1, 1), pair(2, 2), pair(1, 2))).toEqual([
      [
        { id: 11, relationship: 1 },
        { id: 12, relationship: 2 },
      ],
      [],
      [{ id: 13, relationship: null }],
    ]);
  });

  test('a second link in a slot of a pair fails the transaction, and nothing of it stays', async () => {
    const { write, link, linksOf, pair } = await world('pair');
    await write({ inserts: [link(1, 1, 1)] });
    await expect(write({ inserts: [link(2, 2, 2), link(3, 1, 1)] })).rejects.toMatchObject({
      name: 'StoreFault',
    });
    expect(await linksOf(pair(1, 1), pair(2, 2))).toEqual([[{ id: 1, relationship: null }], []]);
  });

  test.each<[string, number, number]>([
    ['parent', 99, 1],
    ['child', 1, 99],
  ])('a link to a %s that is not there fails the transaction', async (_, parent, child) => {
    const { write, link, linksOf, pair } = await world('pair');
    await expect(write({ inserts: [link(1, parent, child)] })).rejects.toMatchObject({ name: 'StoreFault' });
    expect(await linksOf(pair(parent, child))).toEqual([[]]);
  });

  test('two links of a pair may trade their relationships in one call', async () => {
    const { write, link, linksOf, pair, user } = await world('relationship');
    await write({ inserts: [link(1, 1, 1, 5, 5), link(2, 1, 1, 6, 6)] });
    const change = (id: number, relationship: number) => ({
      ...pair(1, 1),
      id,
      user,
      change: { relationship, slot: relationship },
    });
    await write({ updates: [change(1, 6), change(2, 5)] });
    expect(await linksOf(pair(1, 1))).toEqual([
      [
        { id: 1, relationship: 6 },
        { id: 2, relationship: 5 },
      ],
    ]);
  });

  test('a slot that an update leaves can be taken by an insert of the same call', async () => {
    const { write, link, linksOf, pair, user } = await world('relationship');
    await write({ inserts: [link(1, 1, 1, 5, 5)] });
    const update = { ...pair(1, 1), id: 1, user, change: { relationship: 6, slot: 6 } };
    await write({ updates: [update], inserts: [link(2, 1, 1, 5, 5)] });
    expect((await linksOf(pair(1, 1)))[0]).toHaveLength(2);
  });

  test('removals come before what takes their slot, by an update or by an insert', async () => {
    const { write, link, linksOf, pair, user } = await world('relationship');
    await write({
      inserts: [link(1, 1, 1, 5, 5), link(2, 1, 1, 6, 6), link(3, 1, 1, 7, 7), link(4, 2, 2)],
    });
    await write({
      removals: [1, 2].map((id) => ({ ...pair(1, 1), id })),
      updates: [{ ...pair(1, 1), id: 3, user, change: { relationship: 5, slot: 5 } }],
      inserts: [link(5, 1, 1, 6, 6)],
    });
    expect(await linksOf(pair(1, 1), pair(2, 2))).toEqual([
      [
        { id: 3, relationship: 5 },
        { id: 5, relationship: 6 },
      ],
      [{ id: 4, relationship: null }],
    ]);
  });

  test('values of fields are kept with the link, whatever becomes of it, and of those beside it', async () => {
    const { write, link, linksOf, pair, user, run, client, domains } = await world('relationship');
    const odd = { 1: '"2":"x"} \'\\ \u{1F4A9}', 2: 1.5, 3: false };
    await write({ inserts: [{ ...link(1, 1, 1, 5, 5), fields: odd }, link(2, 1, 2)] });
    expect(await linksOf(pair(1, 1), pair(1, 2))).toEqual([
      [{ id: 1, relationship: 5, fields: odd }],
      [{ id: 2, relationship: null }],
    ]);
    await write({ updates: [{ ...pair(1, 1), id: 1, user, change: undefined }] });
    expect((await run(['linksOfRecord', pair(1, 1).parentDomain, 1, 10]))[0]).toMatchObject([
      { id: 1, fields: odd },
      { id: 2, relationship: null },
    ]);
    const other = { relationship: null, slot: 0, fields: { 2: 'y' } };
    await write({ updates: [{ ...pair(1, 2), id: 2, user, change: other }] });
    await write({ updates: [{ ...pair(1, 1), id: 1, user, change: { relationship: 5, slot: 5 } }] });
    const rows = await opened.linkPage({ client, domains, order: 'asc', limit: 10 });
    expect(rows.map(({ fields }) => fields)).toEqual([undefined, { 2: 'y' }]);
  });

  test('uses of a field, and of its codes, are those of links to its domain', async () => {
    const one = await world('pair');
    const other = await world('pair');
    const { write, link, pair, run } = one;
    const { childDomain } = pair(1, 1);
    const values: (LinkFields | undefined)[] = [{ 1: '"2":"a"' }, { 2: 'a', 12: 'x' }, { 2: 'b' }, undefined];
    const inserts = values.map((fields, at) => ({ ...link(at + 1, 1, at + 1), ...(fields && { fields }) }));
    await write({ inserts });
    await other.write({ inserts: [{ ...other.link(1, 1, 1), fields: { 2: 'c' } }] });
    const uses = (field: number, max = 10, domain = childDomain) =>
      run(['linksWithField', domain, field, max], ['linkCodeInUse', domain, field, ['c', 'b']]);
    expect(await uses(2)).toEqual([2, 'b']);
    expect(await uses(2, 1)).toEqual([1, 'b']);
    expect(await uses(1)).toEqual([1, undefined]);
    expect(await uses(3)).toEqual([0, undefined]);
    expect(await uses(2, 10, pair(1, 1).parentDomain)).toEqual([0, undefined]);
  });

  test('a removed link is there again with its makers and dates, once, and of its own client alone', async () => {
    const one = await world('pair');
    const other = await world('pair');
    const { client, write, link, pair, user, run, domains } = one;
    const page = () => opened.linkPage({ client, domains, order: 'asc', limit: 10 });
    await write({ inserts: [{ ...link(1, 1, 1, 3), fields: { 1: 'a' } }] });
    await write({ at: 2_000, updates: [{ ...pair(1, 1), id: 1, user, change: undefined }] });
    const before = await page();
    expect(before).toMatchObject([{ createdAt: 1_000, modifiedAt: 2_000 }]);
    expect(await run(['canRestore', 1])).toEqual([false]);
    await write({ at: 3_000, removals: [{ ...pair(1, 1), id: 1 }] });
    expect(await run(['canRestore', 1])).toEqual([true]);
    expect(await other.run(['canRestore', 1])).toEqual([false]);
    const { user: _, modifiedBy: __, ...again } = { ...link(1, 1, 1, 3), fields: { 1: 'a' } };
    await write({ at: 4_000, restores: [again] });
    expect(await page()).toEqual(before);
    expect(await run(['canRestore', 1])).toEqual([false]);
    // An id may be given again, by a fixture.
    await write({ removals: [{ ...pair(1, 1), id: 1 }] });
    await write({ at: 5_000, inserts: [link(1, 1, 1)] });
    await write({ removals: [{ ...pair(1, 1), id: 1 }] });
    await write({ restores: [again] });
    expect(await page()).toMatchObject([{ createdAt: 5_000 }]);
  });

  test('a removal takes a link of its own client alone', async () => {
    const one = await world('pair');
    const other = await world('pair');
    await one.write({ inserts: [one.link(1, 1, 1)] });
    await other.write({ removals: [{ ...other.pair(1, 1), id: 1 }] });
    expect(await one.linksOf(one.pair(1, 1))).toEqual([[{ id: 1, relationship: null }]]);
  });

  test('an update without a change sets time and user alone', async () => {
    const { client, write, link, pair, user, domains } = await world('pair');
    await write({ inserts: [link(1, 1, 1, 3)] });
    await write({ at: 2_000, updates: [{ ...pair(1, 1), id: 1, user, change: undefined }] });
    const [row] = await opened.linkPage({ client, domains, order: 'asc', limit: 10 });
    expect(row).toMatchObject({
      id: 1,
      relationship: 3,
      createdAt: 1_000,
      modifiedAt: 2_000,
      modifiedBy: 'ada',
    });
  });

  test('the links of a record, as parent and as child, no more than asked for', async () => {
    const { write, link, run, domain, pair } = await world('relationship');
    const [claim, contact] = [domain('Claim').id, domain('Contact').id];
    await write({ inserts: [link(1, 1, 1, 5, 5), link(2, 1, 2), link(3, 2, 1), link(4, 1, 3)] });
    const linksOf = async (of: number, record: number, limit: number) =>
      (await run(['linksOfRecord', of, record, limit]))[0].sort((one, other) => one.id - other.id);
    expect(await linksOf(claim, 1, 10)).toEqual([
      { ...pair(1, 1), id: 1, relationship: 5 },
      { ...pair(1, 2), id: 2, relationship: null },
      { ...pair(1, 3), id: 4, relationship: null },
    ]);
    expect((await linksOf(contact, 1, 10)).map(({ id }) => id)).toEqual([1, 3]);
    expect(await linksOf(claim, 1, 2)).toHaveLength(2);
    expect(await linksOf(claim, 5, 2)).toEqual([]);
    expect(await linksOf(contact, 2, 1)).toHaveLength(1);
  });

  test('pages go by id, in both directions, and links that come meanwhile do not shift them', async () => {
    const { client, write, link, domains } = await world('pair');
    await write({ inserts: [1, 2, 3, 4].map((id) => link(id, id, id)) });
    const page = async (order: LinkPage['order'], after?: number) =>
      (
        await opened.linkPage({ client, domains, order, limit: 2, ...(after === undefined ? {} : { after }) })
      ).map(({ id }) => id);
    expect(await page('asc')).toEqual([1, 2]);
    await write({ inserts: [link(5, 5, 5)] });
    expect(await page('asc', 2)).toEqual([3, 4]);
    expect(await page('asc', 4)).toEqual([5]);
    expect(await page('desc')).toEqual([5, 4]);
    expect(await page('desc', 4)).toEqual([3, 2]);
  });

  test('pages of one record go by id, whether it has few links or many', async () => {
    const { client, write, link, domains } = await world('relationship');
    const insertLinks = (ids: number[]) =>
      write({ inserts: ids.map((id) => link(id, 1, 1, null, 1_000 - id)) });
    const idsFrom = (first: number, last: number) =>
      Array.from({ length: last - first + 1 }, (_, at) => first + at);
    const pages = async (filter: Pick<LinkPage, 'parent' | 'child' | 'order'>) => {
      const found: number[][] = [];
      for (;;) {
        const after = found.at(-1)?.at(-1);
        const from = after === undefined ? {} : { after };
        const page = await opened.linkPage({ client, domains, limit: 100, ...filter, ...from });
        if (page.length === 0) return found;
        found.push(page.map(({ id }) => id));
      }
    };
    const few = idsFrom(1, 150);
    await insertLinks(few);
    for (const side of [{ parent: 1 }, { child: 1 }]) {
      expect(await pages({ ...side, order: 'asc' })).toEqual([few.slice(0, 100), few.slice(100)]);
      expect((await pages({ ...side, order: 'desc' })).flat()).toEqual(few.toReversed());
    }
    await insertLinks(idsFrom(151, 450));
    const many = idsFrom(1, 450);
    for (const side of [{ parent: 1 }, { child: 1 }]) {
      expect((await pages({ ...side, order: 'asc' })).flat()).toEqual(many);
      expect((await pages({ ...side, order: 'desc' })).flat()).toEqual(many.toReversed());
      const ofNone = { ...side, order: 'asc' as const, relationship: 3 };
      expect(await opened.linkPage({ client, domains, limit: 100, ...ofNone })).toEqual([]);
    }
  });

  test('filters leave the links of a parent, a child, a relationship, a pair of domains', async () => {
    const { client, write, link, domains, domain } = await world('relationship');
    await write({
      inserts: [link(1, 1, 1, 3, 3), link(2, 1, 2, 4, 4), link(3, 2, 1, 3, 3), link(4, 2, 1)],
    });
    const ids = async (filter: Partial<LinkFilter>) =>
      (await opened.linkPage({ client, domains, order: 'asc', limit: 10, ...filter })).map(({ id }) => id);
    expect(await ids({ parent: 1 })).toEqual([1, 2]);
    expect(await ids({ child: 1 })).toEqual([1, 3, 4]);
    expect(await ids({ parent: 2, child: 1, relationship: 3 })).toEqual([3]);
    expect(await ids({ domains: [{ parent: domain('Policy').id, child: domain('Contact').id }] })).toEqual(
      [],
    );
    expect(await opened.linkCount({ client, domains, relationship: 3 })).toBe(2);
    for (const max of [1, 3, 4]) expect(await opened.linkCount({ client, domains }, max)).toBe(max);
    expect(await opened.linkCount({ client, domains }, 5)).toBe(4);
    expect(await opened.linkCount({ client, domains: [] })).toBe(0);
    const counts = await opened.linkCountByRelationship({ client, domains });
    expect(new Map(counts.map(({ relationship, count }) => [relationship, count]))).toEqual(
      new Map([
        [null, 1],
        [3, 2],
        [4, 1],
      ]),
    );
  });

  test('link identity follows into the slots, and pairs with several links are named', async () => {
    const { client, write, link, run, domain, linksOf, pair } = await world('pair');
    await write({ inserts: [link(1, 1, 1, 3), link(2, 2, 2)] });
    await run(['setLinkIdentity', 'relationship', domain('Contact').id]);
    // The pair has room for another relationship now, and none for the same.
    await expect(write({ inserts: [link(3, 1, 1, 3, 3)] })).rejects.toMatchObject({ name: 'StoreFault' });
    await write({ inserts: [link(4, 1, 1, 5, 5)] });
    expect((await linksOf(pair(1, 1)))[0]).toHaveLength(2);
    expect((await run(['pairsWithSeveralLinks', 3]))[0]).toEqual({ count: 1, pairs: [pair(1, 1)] });
    expect((await opened.metadata(client))?.linkIdentity).toBe('relationship');
  });

  test('nothing of another client is seen, counted or changed', async () => {
    const one = await world('pair');
    const other = await world('pair');
    await one.write({ inserts: [one.link(1, 1, 1)] });
    expect(await other.linksOf(other.pair(1, 1))).toEqual([[]]);
    expect(await opened.linkCount({ client: other.client, domains: other.domains })).toBe(0);
    await other.write({ inserts: [other.link(1, 1, 1, 7)] });
    expect(await one.linksOf(one.pair(1, 1))).toEqual([[{ id: 1, relationship: null }]]);
  });

  test('the links of a domain’s records are counted, no more than asked for', async () => {
    const { client, write, link, domain } = await world('pair');
    await write({ inserts: [link(1, 1, 1), link(2, 1, 2), link(3, 2, 1)] });
    const total = (max: number) => opened.linkTotal(client, domain('Claim').id, max);
    expect([await total(100), await total(3), await total(2)]).toEqual([3, 3, 2]);
    expect(await opened.linkTotal(client, domain('Policy').id, 100)).toBe(0);
  });

  test('the contents of a client are counted, with their bytes', async () => {
    const { client, run } = await world('pair');
    expect(await opened.fileContentTotal(client, 10)).toEqual({ count: 0, bytes: 0 });
    const content = (at: number, removedAt: number | null) => ({
      sha256: `${at}`.repeat(64),
      size: 10 ** at,
      claimedAt: 1,
      removedAt,
    });
    for (const each of [content(1, null), content(2, 5), content(3, null)])
      await run(['saveFileContent', each]);
    expect(await opened.fileContentTotal(client, 10)).toEqual({ count: 2, bytes: 1_010 });
    expect((await opened.fileContentTotal(client, 1)).count).toBe(1);
  });

  test('the links that carry a relationship are counted, in all and on each parent', async () => {
    const { client, write, link, run, pair } = await world('pair');
    await write({ inserts: [link(1, 1, 1, 3), link(2, 1, 2, 3), link(3, 1, 3, 4), link(4, 2, 1, 3)] });
    expect(await opened.relationshipTotal(client, 3)).toBe(3);
    expect(await opened.relationshipTotal(client, 5)).toBe(0);
    const place = (parent: number, relationship: number) => {
      const { child: _, ...rest } = pair(parent, 0);
      return { ...rest, relationship };
    };
    expect(await run(['linksCarrying', [place(2, 3), place(1, 3), place(1, 5), place(9, 3)]])).toEqual([
      [1, 2, 0, 0],
    ]);
    expect(await run(['linksCarrying', []])).toEqual([[]]);
  });

  test('the records that pass a limit are counted, and the first named', async () => {
    const { client, write, link, domain } = await world('pair');
    await write({
      inserts: [1, 2, 3].flatMap((claim) =>
        [1, 2, 3].slice(0, claim).map((contact) => link(10 * claim + contact, claim, contact, 3)),
      ),
    });
    const past = (max: number, shown: number, name = 'Claim') =>
      opened.recordsPastLimit(client, { relationship: 3, parentDomain: domain(name).id, max }, shown);
    expect(await past(1, 9)).toEqual({ count: 2, records: [2, 3] });
    expect(await past(1, 1)).toEqual({ count: 2, records: [2] });
    expect(await past(3, 9)).toEqual({ count: 0, records: [] });
    expect(await past(1, 9, 'Policy')).toEqual({ count: 0, records: [] });
  });
});
