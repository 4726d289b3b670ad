/** Recent requests of a database from before they were kept in blocks (docs/decisions/0058-requests-in-blocks.md). */
import { describe, expect, test } from 'vitest';
import { examineData } from '#linkwright/diagnosis/data.js';
import { recentRequests } from '#linkwright/store/migrations/0006-recent-requests.js';
import { requestBlocks } from '#linkwright/store/migrations/0011-request-blocks.js';
import {
  type Migration,
  postgresWords,
  sqliteWords,
  statementsOf,
} from '#linkwright/store/migrations/migration.js';
import { temporaryFolder } from '../support/folder.js';
import { stores } from '../support/stores.js';
import { newClient } from '../support/world.js';

const words = { sqlite: sqliteWords, postgres: postgresWords };

describe.each(stores)('requests of an older schema, on $name', (store) => {
  const folder = temporaryFolder();

  test('are as they were, with those that change settings apart', async () => {
    const name = 'old';
    const run = (migration: Migration, ...rest: string[]) =>
      store.execute(folder, name, [...statementsOf(migration, words[store.name]), ...rest].join(';\n'));
    const opened = await store.open(folder, name);
    const { client, user } = await newClient(opened);
    await opened.close();
    await store.execute(folder, name, 'DROP TABLE request_block; DROP TABLE request_total');
    await run(
      recentRequests,
      `INSERT INTO recent_request (client_id, id, at, user_id, operation, method, path, user_agent, status, duration,
         error_code, request_id) VALUES
       (${client}, '000001aapaaaaaaaa000001', 60001, ${user}, 'saveRole', 'PUT', '/', 'a', 200, 7, NULL, 'r-1'),
       (${client}, '000001aaqaaaaaaaa000001', 60002, ${user}, NULL, 'GET', '/"é\\', '𝄞', 404, 8, 'not_found', 'r-2')`,
    );
    await run(requestBlocks);
    const again = await store.open(folder, name);
    const shared = { user, userName: 'ada' };
    expect(await again.requestPage({ client, above: '', limit: 10 })).toEqual([
      {
        ...{
          ...shared,
          id: '000001aaqaaaaaaaa000001',
          at: 60_002,
          operation: null,
          method: 'GET',
          path: '/"é\\',
        },
        ...{ userAgent: '𝄞', status: 404, duration: 8, errorCode: 'not_found', requestId: 'r-2' },
      },
      {
        ...{
          ...shared,
          id: '000001aapaaaaaaaa000001',
          at: 60_001,
          operation: 'saveRole',
          method: 'PUT',
          path: '/',
        },
        ...{ userAgent: 'a', status: 200, duration: 7, errorCode: null, requestId: 'r-1' },
      },
    ]);
    const minutes = { client, from: 1, through: 1 };
    expect(await again.requestErrors(minutes)).toEqual([{ errorCode: 'not_found', count: 1 }]);
    expect((await again.requestCounts(minutes)).map(({ count }) => count)).toEqual([1, 1]);
    expect(await again.requestPage({ client, above: '', statuses: [200, 299], limit: 10 })).toHaveLength(1);
    const totals = await again.requestTotals(client);
    expect(totals.sort((one, other) => Number(one.administrative) - Number(other.administrative))).toEqual([
      { user, administrative: false, requests: 1 },
      { user, administrative: true, requests: 1 },
    ]);
    expect(await examineData(again)).toEqual([]);
    await again.close();
  });
});
