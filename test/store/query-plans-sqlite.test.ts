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
import { filling, requestWork } from '../support/request-work.js';

const rows = 100_000;
const large = ['record', 'match_key', 'link', 'link_change', 'token', 'recent_request'];

describe('query plans, on sqlite', () => {
  const path = join(temporaryFolder(), 'plans.db');
  const world = { client: 1, rows };
  const work = requestWork(world);
  let seen = [];
  let connection;

  beforeAll(async () => {
    connection = new Database(path, { verbose: (statement) => seen.push(statement) });
    await migrate(path, connection);
    connection.exec(`BEGIN; ${filling(rows)} COMMIT`);
    world.queries = storeQueries(connection);
    world.transaction = transactionMaker(connection)(world.client);
  });

  test.each(Object.entries(work))('%s', async (name, run) => {
    seen = [];
    await run();
    const statements = seen.filter((statement) =>
      /^(select|insert|update|delete|with)/i.test(statement.trim()),
    );
    expect(statements.length, 'statements that were seen').toBeGreaterThan(0);
    for (const statement of new Set(statements)) {
      const plan = connection
        .prepare(`EXPLAIN QUERY PLAN ${statement}`)
        .all()
        .map(({ detail }) => detail);
      for (const detail of plan) {
        const place = `${name}: ${statement}\n  ${detail}`;
        // A subquery's rows are gone through; what they are made from is in lines of its own.
        expect(detail, place).not.toMatch(/^SCAN (?!CONSTANT|\(subquery|timed|placed|found$)/);
        const [, table] = /^SEARCH (\S+)/.exec(detail) ?? [];
        if (!large.some((known) => table === known || /^m\d$/.test(table ?? ''))) continue;
        expect(detail, place).not.toMatch(/\(client_id=\?\)$/);
      }
    }
  });

  test.each([
    ['a parent', 'link_change_removed_parent', () => work['linksEver of a parent']()],
    ['a child', 'link_change_removed_child', () => work['linksEver of a child']()],
    ['links', 'link_change_link', () => work['changePage of links']()],
  ])('the changes of %s are found by %s', async (_, index, run) => {
    seen = [];
    await run();
    const plans = seen.flatMap((statement) => connection.prepare(`EXPLAIN QUERY PLAN ${statement}`).all());
    const details = plans.map(({ detail }) => detail).filter((detail) => detail.includes('link_change'));
    expect(details).toEqual([expect.stringContaining(index)]);
  });
});
