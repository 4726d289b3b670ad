/** How recent requests are kept, whatever the store (docs/reference/recent-requests.md#what-is-kept). */

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RecentRequest, RequestPage, Store } from '#linkwright/store/store.js';
import { temporaryFolder } from '../support/folder.js';
import { takeLinkIdProgram, unlockedStepsProgram } from '../support/programs.mjs';
import type { Step } from '../support/steps.js';
import { stores } from '../support/stores.js';
import { newClient } from '../support/world.js';

const minute = 60_000;

/** An id of one of two servers; those of one millisecond order by server, then by number. */
const idOf = (at: number, server = 'a', number = 0) =>
  at.toString(36).padStart(9, '0') + server.repeat(8) + String(number).padStart(6, '0');

describe.each(stores)('recent requests, on $name', (store) => {
  const folder = temporaryFolder();
  let opened: Store;
  beforeAll(async () => {
    opened = await store.open(folder, 'requests');
  });
  afterAll(() => opened.close());

  const run = (client: number, ...steps: Step[]) =>
    opened.write({ client, program: unlockedStepsProgram, input: { steps } });
  const requestOf = (user: number, at: number, more: Partial<RecentRequest> = {}): RecentRequest => ({
    id: idOf(at),
    at,
    user,
    operation: 'upsertLink',
    method: 'POST',
    path: '/api/Link/Upsert',
    userAgent: 'test',
    status: 200,
    duration: 1_500,
    errorCode: null,
    requestId: 'r-1',
    ...more,
  });
  const page = (client: number, more: Partial<RequestPage> = {}) =>
    opened.requestPage({ client, above: '', limit: 1_000, ...more });
  const idsOf = (requests: RecentRequest[]) => requests.map(({ id }) => id);

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
    await run(client, ['insertRequests', [plain, strange]]);
    expect(await page(client)).toEqual([strange, plain].map((each) => ({ ...each, userName: 'ada' })));
  });

  test('that are written twice are there once', async () => {
    const { client, user } = await newClient(opened);
    const requests = [requestOf(user, 1), requestOf(user, 2)];
    await run(client, ['insertRequests', requests.slice(0, 1)]);
    await run(client, ['insertRequests', requests]);
    await run(client, ['insertRequests', requests]);
    expect(idsOf(await page(client))).toEqual([idOf(2), idOf(1)]);
  });

  test("are each client's own", async () => {
    const one = await newClient(opened);
    const other = await newClient(opened);
    await run(one.client, ['insertRequests', [requestOf(one.user, 1)]]);
    await run(other.client, ['insertRequests', [requestOf(other.user, 1), requestOf(other.user, 2)]]);
    await run(other.client, ['deleteRequests', { above: '', through: idOf(1) }]);
    expect(idsOf(await page(one.client))).toEqual([idOf(1)]);
    expect(idsOf(await page(other.client))).toEqual([idOf(2)]);
  });

  test('are written while another transaction holds the lock of the client', async () => {
    const { client, user } = await newClient(opened);
    const writes = [
      opened.write({ client, program: takeLinkIdProgram, input: {} }),
      run(client, ['insertRequests', [requestOf(user, 1)]]),
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
    await run(client, ['insertRequests', requests]);
    expect(idsOf(await page(client))).toEqual([idOf(4), idOf(3, 'b'), idOf(3), idOf(2), idOf(1)]);
    expect(idsOf(await page(client, { above: idOf(1), below: idOf(3), limit: 5 }))).toEqual([idOf(2)]);
    expect(idsOf(await page(client, { limit: 2 }))).toEqual([idOf(4), idOf(3, 'b')]);
    expect(idsOf(await page(client, { operation: 'health' }))).toEqual([idOf(3)]);
    expect(idsOf(await page(client, { statuses: [400, 499] }))).toEqual([idOf(2)]);
    expect(idsOf(await page(client, { user: user + 1 }))).toEqual([idOf(4)]);
    expect(idsOf(await page(client, { exceptServer: 'aaaaaaaa' }))).toEqual([idOf(3, 'b')]);
  });

  test('are removed from the oldest on, a bounded number at a time', async () => {
    const { client, user } = await newClient(opened);
    const numbers = Array.from({ length: 10 }, (_, at) => at + 1);
    await run(client, ['insertRequests', numbers.map((at) => requestOf(user, at))]);
    const through = (at: number, more: { above?: string } = {}) => ({
      above: '',
      through: idOf(at),
      ...more,
    });
    expect(await opened.hasMoreRequests(client, 10)).toBe(false);
    expect(await opened.hasMoreRequests(client, 9)).toBe(true);
    expect(await opened.oldestRequests(client, through(6), 4)).toBe(idOf(4));
    expect(await opened.oldestRequests(client, through(6), 40)).toBe(idOf(6));
    expect(await opened.oldestRequests(client, through(6, { above: idOf(3) }), 2)).toBe(idOf(5));
    expect(await opened.oldestRequests(client, through(0), 4)).toBeUndefined();
    await run(client, ['deleteRequests', through(4)]);
    expect(idsOf(await page(client))).toEqual([10, 9, 8, 7, 6, 5].map((at) => idOf(at)));
  });

  test('are counted and removed of one user, past those of others', async () => {
    const { client } = await newClient(opened);
    const users = [1, 2, 3, 4, 5];
    // Of user 1 one, of user 2 two, ..., one after the other.
    const requests = users.flatMap((user) =>
      Array.from({ length: user }, (_, at) => requestOf(user, 10 * at + user)),
    );
    await run(client, ['insertRequests', requests]);
    const totals = await opened.requestTotals(client);
    expect(totals.sort((one, other) => one.user - other.user)).toEqual(
      users.map((user) => ({ user, count: user })),
    );
    for (const wanted of [[], [5], [1, 4, 5], users]) {
      const behind = await opened.requestsBehind(client, wanted, 2);
      const expected = wanted.filter((user) => user > 2);
      expect(behind.sort((one, other) => one.user - other.user)).toEqual(
        expected.map((user) => ({ user, id: idOf(10 * (user - 3) + user) })),
      );
    }
    const stretch = { above: '', through: idOf(25), user: 5 };
    expect(await opened.oldestRequests(client, stretch, 2)).toBe(idOf(15));
    await run(client, ['deleteRequests', stretch]);
    expect(idsOf(await page(client)).sort()).toEqual(
      idsOf(requests)
        .filter((id) => ![5, 15, 25].map((at) => idOf(at)).includes(id))
        .sort(),
    );
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
        await run(client, ['insertRequests', requests]);
        const scope = { client, above: idOf(minute, ''), below: idOf(4 * minute, ''), user };
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
