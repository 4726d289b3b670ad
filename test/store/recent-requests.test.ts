/** How recent requests are kept, whatever the store (docs/reference/recent-requests.md#what-is-kept). */

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RecentRequest, RequestKind, RequestPage, Store } from '#linkwright/store/store.js';
import { temporaryFolder } from '../support/folder.js';
import { takeLinkIdProgram, unlockedStepsProgram } from '../support/programs.mjs';
import { blocksOf, requestIdOf as idOf, requestOf } from '../support/request-blocks.js';
import type { Step } from '../support/steps.js';
import { stores } from '../support/stores.js';
import { newClient } from '../support/world.js';

const minute = 60_000;

describe.each(stores)('recent requests, on $name', (store) => {
  const folder = temporaryFolder();
  let opened: Store;
  beforeAll(async () => {
    opened = await store.open(folder, 'requests');
  });
  afterAll(() => opened.close());

  const run = (client: number, ...steps: Step[]) =>
    opened.write({ client, program: unlockedStepsProgram, input: { steps } });
  const insert = (client: number, requests: RecentRequest[], most?: number, administrative?: boolean) =>
    run(client, ['insertRequestBlocks', blocksOf(requests, most, administrative)]);
  const page = (client: number, more: Partial<RequestPage> = {}) =>
    opened.requestPage({ client, above: '', limit: 1_000, ...more });
  const idsOf = (requests: RecentRequest[]) => requests.map(({ id }) => id);
  const totals = async (client: number) =>
    (await opened.requestTotals(client)).sort(
      (one, other) => one.user - other.user || Number(one.administrative) - Number(other.administrative),
    );

  test('are answered as they were written, with the name of their user', async () => {
    const { client, user } = await newClient(opened);
    const plain = requestOf(user, 1_000);
    const strange = requestOf(user, 2_000, {
      operation: null,
      errorCode: 'not_found',
      status: 404,
      userAgent: 'Ünï\'code \\ "quoted", {1} 𝄞',
      path: '/api/%00/NULL/{}',
    });
    await insert(client, [plain, strange]);
    expect(await page(client)).toEqual([strange, plain].map((each) => ({ ...each, userName: 'ada' })));
  });

  test('that are written twice are there, and counted, once', async () => {
    const { client, user } = await newClient(opened);
    const requests = [1, 2, 3, 4].map((at) => requestOf(user, at));
    await insert(client, requests.slice(0, 2));
    await insert(client, requests);
    await insert(client, requests);
    expect(idsOf(await page(client))).toEqual([4, 3, 2, 1].map((at) => idOf(at)));
    expect(await totals(client)).toEqual([{ user, administrative: false, requests: 4 }]);
  });

  test("are each client's own", async () => {
    const one = await newClient(opened);
    const other = await newClient(opened);
    await insert(one.client, [requestOf(one.user, 1)]);
    await insert(other.client, [requestOf(other.user, 1), requestOf(other.user, 2)], 1);
    await run(other.client, ['deleteRequestBlocks', [idOf(1)]]);
    expect(idsOf(await page(one.client))).toEqual([idOf(1)]);
    expect(idsOf(await page(other.client))).toEqual([idOf(2)]);
    expect(await totals(one.client)).toEqual([{ user: one.user, administrative: false, requests: 1 }]);
  });

  test('are written while another transaction holds the lock of the client', async () => {
    const { client, user } = await newClient(opened);
    const writes = [
      opened.write({ client, program: takeLinkIdProgram, input: {} }),
      insert(client, [requestOf(user, 1)]),
      opened.write({ client, program: takeLinkIdProgram, input: {} }),
    ];
    await Promise.all(writes);
    expect(idsOf(await page(client))).toEqual([idOf(1)]);
  });

  test('are paged by id, filtered, and left out by server', async () => {
    const { client, user } = await newClient(opened);
    const requests = [
      requestOf(user, 1),
      requestOf(user, 2, { status: 404 }),
      requestOf(user, 3, { id: idOf(3, 'b') }),
      requestOf(user, 3, { id: idOf(3, 'a'), operation: 'health' }),
      requestOf(user + 1, 4, { status: 500 }),
    ];
    await insert(client, requests);
    expect(idsOf(await page(client))).toEqual([idOf(4), idOf(3, 'b'), idOf(3), idOf(2), idOf(1)]);
    expect(idsOf(await page(client, { above: idOf(1), below: idOf(3), limit: 5 }))).toEqual([idOf(2)]);
    expect(idsOf(await page(client, { limit: 2 }))).toEqual([idOf(4), idOf(3, 'b')]);
    expect(idsOf(await page(client, { operation: 'health' }))).toEqual([idOf(3)]);
    expect(idsOf(await page(client, { statuses: [400, 499] }))).toEqual([idOf(2)]);
    expect(idsOf(await page(client, { user: user + 1 }))).toEqual([idOf(4)]);
    expect(idsOf(await page(client, { exceptServer: 'aaaaaaaa' }))).toEqual([idOf(3, 'b')]);
  });

  test('are found as by looking through all of them, however their blocks overlap', async () => {
    const request = fc.record({
      at: fc.integer({ min: 0, max: 3 * minute }),
      user: fc.constantFrom(1, 2, 3),
      server: fc.constantFrom('a', 'b'),
      operation: fc.constantFrom('upsertLink', 'queryLinks', null),
      status: fc.constantFrom(200, 404, 409, 500),
    });
    const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
    const at = fc.integer({ min: 0, max: 3 * minute });
    const wanted = fc.record({
      user: optional(fc.constantFrom(1, 2, 3)),
      operation: optional(fc.constantFrom('upsertLink', 'queryLinks', 'health')),
      statuses: optional(fc.constantFrom<[number, number]>([404, 404], [400, 499], [200, 299])),
      exceptServer: optional(fc.constantFrom('aaaaaaaa', 'bbbbbbbb')),
      above: at,
      below: optional(at),
      limit: fc.integer({ min: 1, max: 12 }),
    });
    const property = fc.asyncProperty(
      fc.array(request, { maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      fc.array(wanted, { minLength: 1, maxLength: 5 }),
      async (drawn, most, pages) => {
        const { client } = await newClient(opened, { records: 0 });
        const requests = drawn.map(({ server, ...each }, number) =>
          requestOf(each.user, each.at, { ...each, id: idOf(each.at, server, number) }),
        );
        if (requests.length > 0) await insert(client, requests, most);
        for (const { above, below, ...filter } of pages) {
          const [from, to] = [idOf(above), below === undefined ? undefined : idOf(below)];
          const expected = idsOf(requests)
            .sort()
            .reverse()
            .filter((id) => id > from && (to === undefined || id < to))
            .filter((id) => {
              const { user, operation, status } = requests.find((each) => each.id === id) as RecentRequest;
              const { statuses } = filter;
              return (
                (filter.user === undefined || user === filter.user) &&
                (filter.operation === undefined || operation === filter.operation) &&
                (statuses === undefined || (status >= statuses[0] && status <= statuses[1])) &&
                id.slice(9, 17) !== filter.exceptServer
              );
            })
            .slice(0, filter.limit);
          expect(idsOf(await page(client, { ...filter, above: from, below: to }))).toEqual(expected);
        }
      },
    );
    await fc.assert(property, { numRuns: 30 });
  });

  test('are removed from the oldest block on, a bounded number at a time', async () => {
    const { client, user } = await newClient(opened);
    const numbers = Array.from({ length: 10 }, (_, at) => at + 1);
    await insert(
      client,
      numbers.map((at) => requestOf(user, at)),
    );
    expect(await opened.requestBlocksThrough({ client, above: '', limit: 2 }, idOf(6))).toEqual([
      idOf(2),
      idOf(4),
    ]);
    expect(await opened.requestBlocksThrough({ client, above: idOf(2), limit: 40 }, idOf(6))).toEqual([
      idOf(4),
      idOf(6),
    ]);
    // What holds a request above it stays.
    expect(await opened.requestBlocksThrough({ client, above: '', limit: 40 }, idOf(5))).toEqual([
      idOf(2),
      idOf(4),
    ]);
    expect(await opened.requestBlocksThrough({ client, above: '', limit: 4 }, idOf(1))).toEqual([]);
    await run(client, ['deleteRequestBlocks', [idOf(2), idOf(4)]]);
    await run(client, ['deleteRequestBlocks', [idOf(4), idOf(6)]]);
    expect(idsOf(await page(client))).toEqual([10, 9, 8, 7].map((at) => idOf(at)));
    expect(await totals(client)).toEqual([{ user, administrative: false, requests: 4 }]);
  });

  test('are counted and removed of one kind, past those of others', async () => {
    const { client } = await newClient(opened);
    const kinds: RequestKind[] = [1, 2].flatMap((user) => [
      { user, administrative: false },
      { user, administrative: true },
    ]);
    // One after the other, three blocks of two each.
    for (const [at, { user, administrative }] of kinds.entries()) {
      const requests = [0, 1, 2, 3, 4, 5].map((number) => requestOf(user, 10 * number + at));
      await insert(client, requests, 2, administrative);
    }
    expect(await totals(client)).toEqual(kinds.map((kind) => ({ ...kind, requests: 6 })));
    for (const [at, kind] of kinds.entries()) {
      const blocks = [10, 30, 50].map((number) => idOf(number + at));
      for (const [share, gone] of [6, 5, 4, 3, 2, 1, 0].map((left) => [left, Math.floor((6 - left) / 2)])) {
        expect(await opened.requestBlocksPast({ client, above: '', limit: 40 }, kind, share ?? 0)).toEqual(
          blocks.slice(0, gone),
        );
      }
      expect(await opened.requestBlocksPast({ client, above: '', limit: 1 }, kind, 0)).toEqual(
        blocks.slice(0, 1),
      );
    }
    await run(client, ['deleteRequestBlocks', [idOf(10), idOf(11), idOf(12)]]);
    expect((await totals(client)).map(({ requests }) => requests)).toEqual([4, 4, 4, 6]);
  });

  test('are summed up as a plain count of them would be', async () => {
    const users = [1, 2];
    const request = fc.record({
      at: fc.integer({ min: 0, max: 5 * minute }),
      user: fc.constantFrom(...users),
      operation: fc.constantFrom('upsertLink', 'queryLinks', null),
      status: fc.constantFrom(200, 201, 304, 404, 500),
      duration: fc.integer({ min: 0, max: 20 }),
      errorCode: fc.constantFrom(null, 'not_found', 'internal'),
    });
    const property = fc.asyncProperty(
      fc.array(request, { maxLength: 60 }),
      fc.option(fc.constantFrom(...users), { nil: undefined }),
      async (drawn, user) => {
        const { client } = await newClient(opened, { records: 0 });
        const requests = drawn.map((each, at) =>
          requestOf(each.user, each.at, { ...each, id: idOf(each.at, 'a', at) }),
        );
        if (requests.length > 0) await insert(client, requests);
        const scope = { client, from: 1, through: 3, user };
        const seen = requests.filter(
          (each) => each.at >= minute && each.at < 4 * minute && (user === undefined || each.user === user),
        );
        const grouped = (keyOf: (request: RecentRequest) => string | null) => {
          const groups: Record<string, RecentRequest[]> = {};
          for (const each of seen) {
            const key = String(keyOf(each));
            groups[key] = [...(groups[key] ?? []), each];
          }
          return Object.entries(groups);
        };
        const sorted = (rows: object[]) => rows.map((row) => JSON.stringify(row)).sort();

        const counts = grouped(({ at, status }) => `${Math.floor(at / minute)}:${Math.floor(status / 100)}`);
        expect(sorted(await opened.requestCounts(scope))).toEqual(
          sorted(
            counts.map(([key, group]) => {
              const [at, statusClass] = key.split(':').map(Number);
              return { minute: at, statusClass, count: group.length };
            }),
          ),
        );
        expect(sorted(await opened.requestErrors(scope))).toEqual(
          sorted(
            grouped(({ errorCode }) => errorCode)
              .filter(([code]) => code !== 'null')
              .map(([errorCode, group]) => ({ errorCode, count: group.length })),
          ),
        );
        expect(sorted(await opened.requestTimes(scope))).toEqual(
          sorted(
            grouped(({ operation }) => operation)
              .filter(([operation]) => operation !== 'null')
              .map(([operation, group]) => {
                const times = group.map(({ duration }) => duration).sort((one, other) => one - other);
                const rank = (percent: number) => times[Math.ceil((times.length * percent) / 100) - 1];
                return {
                  operation,
                  count: times.length,
                  median: rank(50),
                  percentile95: rank(95),
                  longest: times.at(-1),
                };
              }),
          ),
        );
      },
    );
    await fc.assert(property, { numRuns: 30 });
  });
});
