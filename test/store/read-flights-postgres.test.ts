/** Short reads of PostgreSQL, outside of transactions, go together (docs/decisions/0088-reads-in-flights.md). */
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '#linkwright/store/open.js';
import { clientConfig } from '#linkwright/store/postgres/configuration.js';
import { StatementFailure } from '#linkwright/store/postgres/faults.js';
import { Flight } from '#linkwright/store/postgres/flight.js';
import { ReadFlights } from '#linkwright/store/postgres/read-flights.js';
import { keptStatement } from '#linkwright/store/sql/kept-statement.js';
import { temporaryFolder } from '../support/folder.js';
import { storeNamed } from '../support/stores.js';

const programs = new URL('../support/programs.mjs', import.meta.url).href;
const folder = temporaryFolder();
const echo = { name: 'echo', text: 'SELECT $1::bigint' };
/** Fails for 0. */
const inverse = { name: 'inverse', text: 'SELECT 1 / $1::bigint' };
const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

describe('reads', () => {
  let pool: pg.Pool;
  let reads: ReadFlights;
  /** How many statements each flight had. */
  const flights: number[] = [];
  beforeAll(async () => {
    const url = await storeNamed('postgres').urlOf(folder, 'read-flights');
    await (await openStore({ url, programs, serving: false })).close();
    const { options, ...config } = clientConfig({ url, statementTimeout: 0 }, true);
    pool = new pg.Pool({ ...config, options: `${options} -c plan_cache_mode=force_custom_plan`, max: 2 });
    pool.on('error', () => {});
    pool.on('connect', (connection) => {
      connection.on('error', () => {});
      const query = connection.query.bind(connection) as (config: unknown) => unknown;
      connection.query = ((config: unknown) => {
        if (config instanceof Flight) flights.push(config.statements.length);
        return query(config);
      }) as typeof connection.query;
    });
    reads = new ReadFlights(pool, { flights: 2, reads: 32 });
  });
  beforeEach(() => {
    flights.length = 0;
  });
  afterAll(() => pool.end());

  const ask = (value: number, statement = echo) => reads.rows(statement, [value]);

  test('those that wait at once go in as many flights as there may be, and each has its own answer', async () => {
    expect(await Promise.all(numbers(20).map((value) => ask(value)))).toEqual(
      numbers(20).map((value) => [[value]]),
    );
    expect(flights).toEqual([10, 10]);
  });

  test('a flight has so many at most, and the others go with the next', async () => {
    const answers = await Promise.all(numbers(200).map((value) => ask(value)));
    expect(answers).toEqual(numbers(200).map((value) => [[value]]));
    expect(Math.max(...flights)).toBe(32);
    expect(flights.reduce((sum, each) => sum + each, 0)).toBe(200);
  });

  test('one that fails does so alone: those behind it are asked again', async () => {
    const settled = await Promise.allSettled([5, 0, 7, 0, 9].map((value) => ask(value, inverse)));
    expect(settled.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    for (const each of settled)
      if (each.status === 'rejected') expect((each.reason as StatementFailure).state).toBe('22012');
  });

  test('what one prepared on a connection, another on the same pool knows of', async () => {
    const alone = new ReadFlights(pool, { flights: 1, reads: 1 });
    const byName = keptStatement((sql, { name }: { name: string }) =>
      sql.selectFrom('client').select('id').where('name', '=', name),
    );
    for (let time = 0; time < 6; time++) {
      const both = [reads, alone].flatMap((each) => [
        byName(each.shared, { name: 'x' }, {}),
        each.rows(echo, [time]),
      ]);
      expect(await Promise.all(both)).toEqual([[], [[time]], [], [[time]]]);
    }
  });

  test('a connection that is cut fails all that it carried, and the next reads have another', async () => {
    const cutting = { name: 'cut', text: 'SELECT pg_terminate_backend(pg_backend_pid()), $1::bigint' };
    const settled = await Promise.allSettled([ask(1, cutting), ask(2), ask(3), ask(4)]);
    const cut = settled.filter((each) => each.status === 'rejected');
    expect(cut.length).toBeGreaterThan(0);
    for (const { reason } of cut) expect((reason as StatementFailure).endsConnection).toBe(true);
    expect(await ask(5)).toEqual([[5]]);
  });

  test('a pool without a connection to give fails them', async () => {
    const away = new pg.Pool({ host: '127.0.0.1', port: 1, max: 1 });
    const failing = new ReadFlights(away, { flights: 1, reads: 32 }).rows(echo, [1]);
    await expect(failing).rejects.toBeInstanceOf(StatementFailure);
    await away.end();
  });

  test('a plan is kept for what there is one way to find, and for nothing else', async () => {
    const byId = keptStatement(
      (sql, { id }: { id: number }, _: { kept: boolean }) =>
        sql.selectFrom('client').select('name').where('id', '=', id),
      () => true,
    );
    const byName = keptStatement((sql, { name }: { name: string }) =>
      sql.selectFrom('client').select('id').where('name', '=', name),
    );
    const ask = () =>
      Promise.all([
        byId(reads.shared, { id: 1 }, { kept: true }),
        byName(reads.shared, { name: 'x' }, {}),
        byId(reads.shared, { id: 2 }, { kept: true }),
      ]);
    for (let time = 0; time < 10; time++) await ask();
    const connections = await Promise.all([pool.connect(), pool.connect()]);
    const plans = await Promise.all(
      connections.map((connection) =>
        connection.query<{ statement: string; generic: number; custom: number }>(
          `SELECT statement, generic_plans::integer AS generic, custom_plans::integer AS custom
           FROM pg_prepared_statements WHERE statement LIKE '%from "client"%'`,
        ),
      ),
    );
    for (const connection of connections) connection.release();
    const rows = plans.flatMap((answer) => answer.rows);
    expect(rows.length).toBeGreaterThanOrEqual(2);
    for (const { statement, generic, custom } of rows)
      expect(statement.includes('"name" =') ? generic : custom).toBe(0);
  });
});
