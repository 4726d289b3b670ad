/**
 * The plans that PostgreSQL makes once and keeps. A session may make them while a table is empty, small or new, and
 * goes on with them when it is large: so each must find its rows by the whole of a key, whatever the size at which
 * it was made, and whatever the database knew of the table (docs/decisions/0043-kept-plans.md).
 */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '#linkwright/store/open.js';
import { clientConfig } from '#linkwright/store/postgres/configuration.js';
import { linkPageQueries } from '#linkwright/store/postgres/link-page.js';
import { ReadFlights } from '#linkwright/store/postgres/read-flights.js';
import { SharedTransaction } from '#linkwright/store/postgres/shared-transaction.js';
import { contextOf, storeQueries, transactionOf } from '#linkwright/store/postgres/transaction.js';
import { TransactionState } from '#linkwright/store/postgres/transaction-state.js';
import { faultsOfPlan, type Index, planOf, readIndexes } from '../support/plans.js';
import { type Postgres, postgresVersions, startPostgres } from '../support/postgres.js';
import { filling, requestWork } from '../support/request-work.js';

const programs = new URL('../support/programs.mjs', import.meta.url).href;

/**
 * Between 157 and 185 links one index still has a single page and the others have more, which makes an equal choice an
 * unequal one.
 */
const sizes = [0, 1, 2, 5, 10, 50, 100, 165, 175, 500, 1_000, 5_000];

type Columns = [client: string, parent: string, child: string];

/** Whose links there are: of row `i` its client, parent and child. */
const shapes: Record<string, Columns> = {
  'a pair a link': ['1', 'i', 'i'],
  'one parent has all links': ['1', '5', 'i'],
  'one child has all links': ['1', 'i', '6'],
  'another client has all links': ['2', 'i', 'i'],
};

/** When the database last looked at its tables. */
const looks = ['never', 'while they were empty', 'since they were filled'];

/** While one is open, the database cannot be copied. */
const connections = "SELECT count(*)::integer AS count FROM pg_stat_activity WHERE datname = 'empty'";

/** Rows of tables that have one index to be searched by: there is nothing to choose, so a few are enough. */
const maxOthers = 200;

/** Adds what is missing to rows of numbers up to `size`. */
function growing(from: number, size: number, [client, parent, child]: Columns): string {
  const many = `generate_series(${from + 1}, ${size}) AS n (i)`;
  const others = `generate_series(${from + 1}, ${Math.min(size, maxOthers)}) AS n (i)`;
  return `
    SET session_replication_role = replica;
    INSERT INTO record SELECT ${client}, d, 1000 + i, '{}', 1, 1, 1, 1 FROM ${others}, generate_series(1, 2) AS d;
    INSERT INTO match_key SELECT ${client}, 1, 1, 'L' || i, 1000 + i, 'l' || i FROM ${others};
    INSERT INTO link SELECT ${client}, 1000 + i, 1, ${parent === 'i' ? '1000 + i' : parent}, 2,
      ${child === 'i' ? '1000 + i' : child}, 0, NULL, 1, 1, 1, 1 FROM ${many};`;
}

/** What is wrong with the plans that are kept by a connection for reads outside of transactions, which makes them now. */
async function faultsOfReads(url: string, indexes: Map<string, Index>, size: number): Promise<string[]> {
  const pool = new pg.Pool({ ...clientConfig({ url, statementTimeout: 0 }, true), max: 1 });
  try {
    const reads = new ReadFlights(pool, { flights: 1, reads: 32 });
    const queries = { ...storeQueries(reads), ...linkPageQueries(reads.shared) };
    const page = { client: 1, domains: [{ parent: 1, child: 2 }], order: 'asc' as const, limit: 100 };
    await Promise.all([
      queries.records(1, 1, [5]),
      queries.linkPage({ ...page, parent: 5 }),
      queries.linkPage({ ...page, child: 6, order: 'desc' }),
      queries.linkPage({ ...page, parent: 5, after: 3, relationship: 3 }),
    ]);
    const client = await pool.connect();
    const { rows } = await client.query<{ name: string; parameters: number }>(
      `SELECT name, cardinality(parameter_types) AS parameters FROM pg_prepared_statements
       WHERE generic_plans > 0 AND name LIKE 'kept_%'`,
    );
    const faults = rows.length === 4 ? [] : [`${size} rows: ${rows.length} reads keep their plan`];
    for (const { name, parameters } of rows) {
      const given = Array.from({ length: parameters }, () => 'NULL').join(', ');
      const plan = await planOf(client, { text: `EXECUTE "${name}"(${given})` });
      faults.push(...faultsOfPlan(plan, indexes).map((fault) => `${size} rows: a read ${fault}`));
    }
    client.release();
    return faults;
  } finally {
    await pool.end();
  }
}

describe.each(postgresVersions)('kept plans, on PostgreSQL %s', (version) => {
  let server: Postgres;
  /** The work that leads to statements whose plans are kept: what the first connection finds it to be. */
  let keeping: string[] | undefined;
  const keeps: string[] = [];
  beforeAll(async () => {
    server = await startPostgres(['fsync=off', 'autovacuum=off'], {}, version);
    await server.create('empty');
    await (await openStore({ url: server.url('empty'), programs, serving: false })).close();
    // What the statements are about, and another client: records that links need, and no link.
    const few = filling(60).replace(/INSERT INTO (link|link_change|match_key) [^;]*;/g, '');
    await server.query(
      `${few.replace('INSERT INTO client VALUES', "INSERT INTO client VALUES (2, 'A', 'C'),")}
       INSERT INTO domain VALUES (2, 1, 'Claim', 'Claim', 0, 1), (2, 2, 'Contact', 'Contact', 1, 1);`,
      [],
      'empty',
    );
    const [shown] = await server.query('SHOW server_version');
    console.log(`kept plans: PostgreSQL ${shown?.server_version}`);
  });
  afterAll(() => server.remove());

  test('nothing is sorted for statements that ask for an index by its order, and for all others it may be', async () => {
    const client = new pg.Client(clientConfig({ url: server.url('empty'), statementTimeout: 0 }, true));
    await client.connect();
    try {
      const context = contextOf(client);
      const maySort = async () =>
        (await context.session.rows({ name: '', text: 'SHOW enable_sort' }, []))[0]?.[0];
      const pair = { parentDomain: 1, parent: 5, childDomain: 2, child: 6 };
      const shared = new SharedTransaction(context.session);
      const transaction = transactionOf(context, new TransactionState(shared, 1));
      const seen = [await maySort()];
      await transaction.lock();
      seen.push(await maySort());
      await transaction.records(1, 1, [5, 6]);
      seen.push(await maySort());
      await transaction.linksOfPairs([pair]);
      seen.push(await maySort());
      await transaction.raiseRecordIds(1, 70);
      seen.push(await maySort());
      await shared.commit(() => {});
      seen.push(await maySort());
      expect(seen).toEqual(['on', 'off', 'on', 'off', 'on', 'on']);
    } finally {
      await client.end();
    }
    await expect.poll(async () => (await server.query(connections))[0]?.count).toBe(0);
  });

  describe.each(looks)('looked at %s', (looked) => {
    test.each(Object.entries(shapes))('%s', async (shape, columns) => {
      const database = `${looked} ${shape}`;
      await server.query(`CREATE DATABASE "${database}" TEMPLATE empty`);
      if (looked === 'while they were empty') await server.query('ANALYZE', [], database);
      const names = new Set<string>();
      const faults: string[] = [];
      let indexes: Map<string, Index> | undefined;
      let from = 0;
      for (const size of sizes) {
        await server.query(growing(from, size, columns), [], database);
        from = size;
        if (looked === 'since they were filled') await server.query('ANALYZE', [], database);
        // From its first use on a statement has the plan that it keeps.
        const client = new pg.Client(
          clientConfig(
            {
              url: `${server.url(database)}?options=${encodeURIComponent('-c plan_cache_mode=force_generic_plan')}`,
              statementTimeout: 0,
            },
            true,
          ),
        );
        await client.connect();
        try {
          indexes ??= await readIndexes(client);
          const context = contextOf(client);
          const readKept = async () =>
            (
              await client.query<{ name: string; parameters: number }>(
                `SELECT name, cardinality(parameter_types) AS parameters FROM pg_prepared_statements
                 WHERE statement !~ '^(BEGIN|SET|COMMIT|ROLLBACK)'`,
              )
            ).rows;
          let kept: { name: string; parameters: number }[] = [];
          for (const [name, run] of Object.entries(requestWork({ client: 1, rows: 60 }))) {
            if (keeping !== undefined && !keeping.includes(name)) continue;
            const shared = new SharedTransaction(context.session);
            const transaction = transactionOf(context, new TransactionState(shared, 1));
            await run({ queries: context.queries, transaction });
            await shared.rollback();
            const there = await readKept();
            if (there.length > kept.length) keeps.push(name);
            kept = there;
          }
          keeping ??= keeps;
          for (const { name, parameters } of kept) {
            names.add(name);
            const given = Array.from({ length: parameters }, () => 'NULL').join(', ');
            const plan = await planOf(client, {
              text: `EXECUTE "${name}"${given === '' ? '' : `(${given})`}`,
            });
            faults.push(...faultsOfPlan(plan, indexes).map((fault) => `${size} rows: ${name} ${fault}`));
          }
        } finally {
          await client.end();
        }
        faults.push(...(await faultsOfReads(server.url(database), indexes, size)));
      }
      expect(faults).toEqual([]);
      expect([...names]).toEqual(
        expect.arrayContaining(['links_of_pairs', 'links_carrying', 'records_by_key']),
      );
    });
  });
});
