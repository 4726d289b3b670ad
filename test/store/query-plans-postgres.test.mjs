/**
 * How PostgreSQL looks things up, on 100,000 rows: no statement on a request's path scans a large table, or
 * searches it by client alone, on tables that were never analysed and on tables that were. The plans are
 * those that a session keeps, whatever the values (docs/decisions/0017-plans-on-postgresql.md).
 */

import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientConfig } from '../../dist/store/postgres/configuration.js';
import { Progress } from '../../dist/store/postgres/progress.js';
import { transactionOf, workplaceOf } from '../../dist/store/postgres/transaction.js';
import { temporaryFolder } from '../support/folder.mjs';
import { filling, requestWork } from '../support/request-work.mjs';
import { stores } from '../support/stores.mjs';

const rows = 100_000;
const large = ['record', 'match_key', 'link', 'link_change', 'token'];
const store = stores.find(({ name }) => name === 'postgres');

/** Every node of a plan. */
function nodesOf(plan) {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

describe.each(['never analysed', 'analysed'])('query plans, on postgres, %s', (state) => {
  const world = { client: 1, rows };
  const work = requestWork(world);
  let client;
  let seen = [];

  beforeAll(async () => {
    const name = `plans ${state}`;
    const folder = temporaryFolder();
    await (await store.open(folder, name)).close();
    const url = await store.urlOf(folder, name);
    client = new pg.Client(clientConfig({ url: `${url}?application_name=plans`, statementTimeout: 0 }, true));
    await client.connect();
    for (const table of large) await client.query(`ALTER TABLE ${table} SET (autovacuum_enabled = off)`);
    await client.query(filling(rows));
    if (state === 'analysed') await client.query('ANALYZE');
    const recorded = {
      query(config) {
        seen.push(config.text);
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
      const statements = seen.filter((text) => /^\s*(select|insert|update|delete|with)/i.test(text));
      expect(statements.length, 'statements that were seen').toBeGreaterThan(0);
      for (const statement of new Set(statements)) {
        const { rows: plans } = await client.query(`EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${statement}`);
        for (const node of nodesOf(plans[0]['QUERY PLAN'][0].Plan)) {
          const place = `${name}: ${statement}\n  ${JSON.stringify({ ...node, Plans: undefined })}`;
          if (!large.includes(node['Relation Name']) || node['Node Type'] === 'ModifyTable') continue;
          expect(node['Node Type'], place).toMatch(/^(Index( Only)?|Bitmap Heap) Scan$/);
          const condition = node['Index Cond'] ?? node['Recheck Cond'];
          expect(condition, place).toMatch(/client_id = /);
          expect(condition, place).toMatch(/AND/);
        }
      }
    } finally {
      await client.query('ROLLBACK');
    }
  });
});
