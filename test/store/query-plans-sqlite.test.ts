/**
 * How SQLite looks things up, on 100,000 rows: no statement on a request's path scans a table, or searches
 * a large one by client alone (docs/decisions/0004-fixed-planner-statistics.md).
 */

import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '#linkwright/store/sqlite/migrate.js';
import { storeQueries, transactionMaker } from '#linkwright/store/sqlite/transaction.js';
import { temporaryFolder } from '../support/folder.js';
import { filling, requestWork, type StoreSides } from '../support/request-work.js';

const rows = 100_000;
const large = [
  'record',
  'match_key',
  'link',
  'link_change',
  'record_change',
  'token',
  'kept_answer',
  'request_block',
];

describe('query plans, on sqlite', () => {
  const path = join(temporaryFolder(), 'plans.db');
  const work = requestWork({ client: 1, rows });
  let seen: string[] = [];
  let connection: Database.Database;
  let sides: StoreSides;

  beforeAll(async () => {
    connection = new Database(path, { verbose: (statement) => seen.push(String(statement)) });
    await migrate(path, connection);
    connection.exec(`BEGIN; ${filling(rows)} COMMIT`);
    sides = { queries: storeQueries(connection), transaction: transactionMaker(connection)(1) };
  });

  const planOf = (statement: string) =>
    connection
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${statement}`)
      .all()
      .map(({ detail }) => detail);

  test.each(Object.entries(work))('%s', async (name, run) => {
    seen = [];
    await run(sides);
    const statements = seen.filter((statement) =>
      /^(select|insert|update|delete|with)/i.test(statement.trim()),
    );
    expect(statements.length, 'statements that were seen').toBeGreaterThan(0);
    for (const statement of new Set(statements)) {
      for (const detail of planOf(statement)) {
        const place = `${name}: ${statement}\n  ${detail}`;
        // A subquery's rows are gone through; what they are made from is in lines of its own.
        expect(detail, place).not.toMatch(
          /^SCAN (?!CONSTANT|\(subquery|timed|numbered|newest|fitting|request|seen|found$)/,
        );
        const [, table] = /^SEARCH (\S+)/.exec(detail) ?? [];
        if (!large.some((known) => table === known || /^m\d$/.test(table ?? ''))) continue;
        expect(detail, place).not.toMatch(/\(client_id=\?\)$/);
      }
    }
  });

  test.each([
    ['a parent', 'link_change_removed_parent', work['linksEver of a parent']],
    ['a child', 'link_change_removed_child', work['linksEver of a child']],
    ['links', 'link_change_link', work['changePage of links']],
  ] as const)('the changes of %s are found by %s', async (_, index, run) => {
    seen = [];
    await run(sides);
    const details = seen.flatMap(planOf).filter((detail) => detail.includes('link_change'));
    expect(details).toEqual([expect.stringContaining(index)]);
  });

  test.each(['recordChangePage of a record', 'recordWithChange', 'newestRecordChange'] as const)(
    '%s goes by the index of records',
    async (name) => {
      seen = [];
      await work[name](sides);
      const details = seen.flatMap(planOf).filter((detail) => /^SEARCH record_change\b/.test(detail));
      expect(details.length).toBeGreaterThan(0);
      for (const detail of details) expect(detail).toContain('record_change_record');
    },
  );
});
