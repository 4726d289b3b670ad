/**
 * How PostgreSQL looks things up among 100,000 rows: no statement on a request's path scans a large table, or searches
 * it by client alone. What is planned anew each time is planned with its values; what a session keeps is
 * held to more, at every size (test/store/kept-plans-postgres.test.ts).
 */

import { setImmediate as immediate } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '#linkwright/store/open.js';
import { clientConfig } from '#linkwright/store/postgres/configuration.js';
import type { FlightStatement } from '#linkwright/store/postgres/flight.js';
import { SharedTransaction } from '#linkwright/store/postgres/shared-transaction.js';
import { contextOf, transactionOf } from '#linkwright/store/postgres/transaction.js';
import { TransactionState } from '#linkwright/store/postgres/transaction-state.js';
import { nodesOf, planOf } from '../support/plans.js';
import { type Postgres, postgresVersions, startPostgres } from '../support/postgres.js';
import { recording } from '../support/recording.js';
import { filling, requestWork, type StoreSides } from '../support/request-work.js';

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
const programs = new URL('../support/programs.mjs', import.meta.url).href;
const rows = 100_000;

describe.each(
  postgresVersions.flatMap((version) => [
    { version, analysed: false },
    { version, analysed: true },
  ]),
)('query plans, on PostgreSQL $version, analysed: $analysed', ({ version, analysed }) => {
  const work = requestWork({ client: 1, rows });
  let server: Postgres;
  let client: pg.Client;
  const seen: FlightStatement[] = [];
  let sides: StoreSides;

  beforeAll(async () => {
    server = await startPostgres(['fsync=off', 'autovacuum=off'], {}, version);
    const url = server.url('postgres');
    await (await openStore({ url, programs, serving: false })).close();
    client = new pg.Client(clientConfig({ url, statementTimeout: 0 }, true));
    await client.connect();
    await client.query('SET session_replication_role = replica');
    await client.query(filling(rows));
    await client.query('RESET session_replication_role');
    if (analysed) await client.query('ANALYZE');
    const context = contextOf(recording(client, seen));
    sides = {
      queries: context.queries,
      transaction: transactionOf(context, new TransactionState(new SharedTransaction(context.session), 1)),
    };
  });
  afterAll(async () => {
    await client.end();
    await server.remove();
  });

  test.each(Object.entries(work))('%s', async (name, run) => {
    await client.query('BEGIN');
    seen.length = 0;
    try {
      await run(sides);
      // Writes depart when all has run that can without an answer.
      await immediate();
      const statements = seen.filter(({ text }) => /^\s*(select|insert|update|delete|with)/i.test(text));
      expect(statements.length, 'statements that were seen').toBeGreaterThan(0);
      for (const { name: kept, text: statement, values } of statements) {
        const plan = await planOf(client, { text: statement, values: [...values] });
        for (const node of nodesOf(plan)) {
          const place = `${name}: ${statement}\n  ${JSON.stringify({ ...node, Plans: undefined })}`;
          if (!large.includes(node['Relation Name'] ?? '') || node['Node Type'] === 'ModifyTable') continue;
          expect(node['Node Type'], place).toMatch(/^(Index( Only)?|Bitmap Heap) Scan$/);
          const condition = node['Index Cond'] ?? node['Recheck Cond'] ?? '';
          expect(condition, place).toMatch(/client_id = /);
          expect(condition, place).toMatch(/AND/);
          // What a filter takes away was searched for in vain: much, unless the search was for a pair or a key.
          const columns = condition.split(' AND ').length;
          if (kept !== '' && columns < 4) expect(node.Filter, place).toBeUndefined();
        }
      }
    } finally {
      await client.query('ROLLBACK');
    }
  });
});
