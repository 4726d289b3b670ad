/** A statement's text is kept for each of its forms, and what is asked never mixes with what was asked before. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LinkPage, LinkWrites, Store } from '#linkwright/store/store.js';
import { temporaryFolder } from '../support/folder.js';
import { runSteps } from '../support/steps.js';
import { stores } from '../support/stores.js';
import { newClient } from '../support/world.js';

/** The records of each domain that have links: each one to each other. */
const records = [1, 2, 3];

describe.each(stores)('kept statements, on $name', (store) => {
  const folder = temporaryFolder();
  let opened: Store;
  let client: number;
  let claim: number;
  let links: LinkWrites['inserts'];
  let children: number[];

  beforeAll(async () => {
    opened = await store.open(folder, 'kept');
    const made = await newClient(opened, { records: 100 });
    client = made.client;
    claim = made.domain('Claim').id;
    children = [made.domain('Contact').id, claim];
    const pairs = records.flatMap((parent) =>
      children.flatMap((childDomain) => records.map((child) => ({ parent, childDomain, child }))),
    );
    links = pairs.map((pair, at) => ({
      ...pair,
      ...{ parentDomain: claim, id: at + 1, relationship: at % 2 === 0 ? null : 1, slot: 0 },
      ...{ user: made.user, modifiedBy: made.user },
    }));
    await runSteps(opened, client, [
      'writeLinks',
      { at: 1, removals: [], inserts: links, updates: [], changes: [] },
    ]);
  });
  afterAll(() => opened.close());

  /** What the database should answer, without one. */
  function fitting({ domains, parent, child, relationship, order, after, limit }: LinkPage): number[] {
    const ids = links
      .filter((link) => domains.some((each) => each.child === link.childDomain))
      .filter((link) => parent === undefined || parent === link.parent)
      .filter((link) => child === undefined || child === link.child)
      .filter((link) => relationship === undefined || relationship === link.relationship)
      .map(({ id }) => id)
      .sort((one, other) => (order === 'asc' ? one - other : other - one));
    return ids
      .filter((id) => after === undefined || (order === 'asc' ? id > after : id < after))
      .slice(0, limit);
  }

  const oneOf = (numbers: number[]) => fc.option(fc.constantFrom(...numbers), { nil: undefined });
  const pages = fc.record(
    {
      child: fc.constantFrom(...records),
      parent: fc.constantFrom(...records),
      relationship: fc.constantFrom(1, 2),
      after: fc.integer({ min: 1, max: 18 }),
      order: fc.constantFrom('asc' as const, 'desc' as const),
      limit: fc.integer({ min: 1, max: 20 }),
      domains: fc.constantFrom([0], [1], [0, 1], [1, 0]),
    },
    { requiredKeys: ['order', 'limit', 'domains'] },
  );

  test('pages and counts of links are those of their own filter, whatever was asked before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(pages, { minLength: 2, maxLength: 8 }), oneOf([1, 5]), async (asked, max) => {
        const found = asked.map(async ({ domains, ...rest }) => {
          const page = {
            ...rest,
            client,
            domains: domains.map((at) => ({ parent: claim, child: children[at] ?? 0 })),
          };
          const { order, limit, after, ...filter } = page;
          const all = fitting({ ...filter, order: 'asc', limit: 100 }).length;
          expect((await opened.linkPage(page)).map(({ id }) => id)).toEqual(fitting(page));
          expect(await opened.linkCount(filter, max)).toBe(Math.min(all, max ?? all));
          const counts = await opened.linkCountByRelationship(filter);
          expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(all);
        });
        await Promise.all(found);
      }),
      { numRuns: 40 },
    );
  });

  test('lists of more lengths than there are forms kept are each asked for as they are', async () => {
    const asked = Array.from({ length: 120 }, (_, length) =>
      Array.from({ length: length + 1 }, (_each, at) => at + 1),
    );
    for (const ids of [...asked, ...asked]) {
      const found = await opened.records(client, claim, ids);
      expect(found.map(({ id }) => id)).toEqual(ids.filter((id) => id <= 100));
    }
  });
});
