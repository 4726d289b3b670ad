/**
 * How PostgreSQL looks things up, on few rows and on 100,000: no statement on a request's path scans a large table, or
 * searches it by client alone. The plans are those that a session keeps, whatever the values, and a session
 * keeps those that it made while the tables were small (docs/decisions/0017-plans-on-postgresql.md).
 */

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientConfig } from '../../dist/store/postgres/configuration.js';
import { Progress } from '../../dist/store/postgres/progress.js';
import { transactionOf, workplaceOf } from '../../dist/store/postgres/transaction.js';
import { temporaryFolder } from '../support/folder.mjs';
import { filling, requestWork } from '../support/request-work.mjs';
import { stores } from '../support/stores.mjs';

const large = ['record', 'match_key', 'link', 'link_change', 'token', 'recent_request'];
const store = stores.find(({ name }) => name === 'postgres');

/** Every node of a plan. */
function nodesOf(plan) {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

describe.each([
  { rows: 10, analysed: false },
  { rows: 100_000, analysed: false },
  { rows: 100_000, analysed: true },
])('query plans, on postgres, $rows rows, analysed: $analysed', ({ rows, analysed }) => {
  const world = { client: 1, rows };
  const work = requestWork(world);
  let client;
  let seen = [];

  beforeAll(async () => {
    const name = `plans ${rows} ${analysed}`;
    const folder = temporaryFolder();
    await (await store.open(folder, name)).close();
    const url = await store.urlOf(folder, name);
    client = new pg.Client(clientConfig({ url: `${url}?application_name=plans`, statementTimeout: 0 }, true));
    await client.connect();
    for (const table of large) await client.query(`ALTER TABLE ${table} SET (autovacuum_enabled = off)`);
    await client.query(filling(rows));
    if (analysed) await client.query('ANALYZE');
    const recorded = {
      query(config) {
        seen.push(config);
        return client.query(config);
      },
    };
    const workplace = workplaceOf(recorded);
    world.queries = workplace.queries;
    world.transaction = transactionOf(workplace, new Progress(workplace.session, 1));
  });
  afterAll(() => client.end());

  test.each(Object.entries(work))('%s', async (name, run) => {
    await client.query('BEGIN');
    seen = [];
    try {
      await run();
      const statements = seen.filter(({ text }) => /^\s*(select|insert|update|delete|with)/i.test(text));
      expect(statements.length, 'statements that were seen').toBeGreaterThan(0);
      // A statement without a name is planned anew each time, so its plan on a small table does no harm.
      for (const { name: kept, text: statement } of statements) {
        if (rows < 100 && kept === undefined) continue;
        const { rows: plans } = await client.query(`EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${statement}`);
        for (const node of nodesOf(plans[0]['QUERY PLAN'][0].Plan)) {
          const place = `${name}: ${statement}\n  ${JSON.stringify({ ...node, Plans: undefined })}`;
          if (!large.includes(node['Relation Name']) || node['Node Type'] === 'ModifyTable') continue;
          expect(node['Node Type'], place).toMatch(/^(Index( Only)?|Bitmap Heap) Scan$/);
          const condition = node['Index Cond'] ?? node['Recheck Cond'];
          expect(condition, place).toMatch(/client_id = /);
          expect(condition, place).toMatch(/AND/);
          // What a filter takes away was searched for in vain: much, unless the search was for a pair or a key.
          const columns = condition.split(' AND ').length;
          if (kept !== undefined && columns < 4) expect(node.Filter, place).toBeUndefined();
        }
      }
    } finally {
      await client.query('ROLLBACK');
    }
  });
});
