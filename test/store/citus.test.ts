/**
 * What a Citus cluster needs of the program (docs/decisions/0044-citus-as-it-is.md), as far as it shows without one:
 * the text and the order of what is sent, and what comes of a migration where the cluster's functions refuse what they
 * were seen to refuse.
 */

import { chmodSync, cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFirstAdministratorProgram } from '#linkwright/access/first-administrator.js';
import { keyVersion } from '#linkwright/metadata/canonical.js';
import { migrations } from '#linkwright/store/migrations/index.js';
import { postgresWords, statementsOf } from '#linkwright/store/migrations/migration.js';
import { openStore } from '#linkwright/store/open.js';
import { commitStatus } from '#linkwright/store/postgres/commit-status.js';
import { clientConfig } from '#linkwright/store/postgres/configuration.js';
import type { FlightStatement } from '#linkwright/store/postgres/flight.js';
import { beginning, SharedTransaction } from '#linkwright/store/postgres/shared-transaction.js';
import { contextOf, transactionOf } from '#linkwright/store/postgres/transaction.js';
import { TransactionState } from '#linkwright/store/postgres/transaction-state.js';
import { run } from '../support/command.js';
import { distributedTables, statementsDuring } from '../support/distribution.js';
import { temporaryFolder } from '../support/folder.js';
import { type Postgres, startPostgres } from '../support/postgres.js';
import { recording } from '../support/recording.js';
import { removeFolder } from '../support/remove-folder.js';
import { required } from '../support/required.js';
import { storeNamed } from '../support/stores.js';
import { newClient } from '../support/world.js';

const store = storeNamed('postgres');
const programs = new URL('../../dist/programs.js', import.meta.url).href;
const folder = temporaryFolder();

/** A connection like the program's own, for a piece of work. */
async function connected<Value>(url: string, work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client(clientConfig({ url, statementTimeout: 0 }, true));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe('transactions', () => {
  let url: string;
  let client: number;
  beforeAll(async () => {
    const opened = await store.open(folder, 'transactions');
    ({ client } = await newClient(opened));
    await opened.close();
    url = await store.urlOf(folder, 'transactions');
  });

  test('what a transaction sets goes to the machines that it reaches, ahead of its lock', async () => {
    await connected(url, async (connection) => {
      const { session } = contextOf(connection);
      const sent: FlightStatement[] = [];
      const recorded = contextOf(recording(connection, sent));
      const { rows } = await connection.query('SHOW citus.propagate_set_commands');
      expect(rows).toEqual([{ 'citus.propagate_set_commands': 'local' }]);
      await connection.query('SET synchronous_commit = off');
      const transaction = new SharedTransaction(
        recorded.session,
        beginning({ synchronousCommit: 'remote_apply' }),
      );
      await transactionOf(recorded, new TransactionState(transaction, client)).lock();
      const texts = sent.map(({ text }) => text);
      expect(texts[0]).toMatch(/^BEGIN /);
      expect(texts.findIndex((text) => text.endsWith(' FOR UPDATE'))).toBe(texts.length - 1);
      for (const [name, value] of [
        ['lock_timeout', '250ms'],
        ['synchronous_commit', 'remote_apply'],
        ['enable_seqscan', 'off'],
      ]) {
        expect(texts).toContainEqual(expect.stringContaining(`SET LOCAL ${name} = `));
        expect(await session.rows({ name: '', text: `SHOW ${name}` }, [])).toEqual([[value]]);
      }
      await transaction.rollback();
    });
  });

  test.each([
    ['a client that is there', 'lock', ['committed']],
    ['a client that is made', 'lockClients', ['committed']],
  ] as const)(
    'the fate of the commit for %s is asked where its number was given out',
    (_, locking, expected) =>
      connected(url, async (connection) => {
        const context = contextOf(connection);
        const transaction = new SharedTransaction(context.session);
        await transactionOf(context, new TransactionState(transaction, client))[locking]();
        // A number is kept for transactions that write.
        await connection.query('UPDATE client_state SET version = version WHERE client_id = $1', [client]);
        await transaction.commit(() => {});
        const sent: FlightStatement[] = [];
        const recorded = contextOf(recording(connection, sent));
        expect([await commitStatus(recorded.session, client, required(transaction.mark))]).toEqual(expected);
        const texts = sent.map(({ text }) => text).join();
        // Only a statement about the client's rows goes to the machine that has them.
        expect(/client_state WHERE client_id = /.test(texts)).toBe(locking === 'lock');
        expect(/\bFROM client/.test(texts)).toBe(locking === 'lock');
      }),
  );

  test('the first administrator is made without asking every machine for its clients', async () => {
    const opened = await openStore({
      url: await store.urlOf(folder, 'first'),
      programs,
      serving: false,
    });
    const input = { account: 'Acme', name: 'Main', user: 'ada', passwordHash: 'none' };
    const sent = await statementsDuring(() =>
      opened.write({ client: 0, program: createFirstAdministratorProgram, input }),
    );
    await opened.close();
    const insert = sent.findIndex((text) => /^insert into "client" /.test(text));
    expect(insert).toBeGreaterThan(0);
    expect(sent.slice(0, insert).filter((text) => text.includes('client_state'))).toEqual([]);
  });
});

describe('migrations', () => {
  let server: Postgres;
  let extension: string;
  let count = 0;
  beforeAll(async () => {
    extension = mkdtempSync(join(tmpdir(), 'linkwright-extension-'));
    cpSync(fileURLToPath(new URL('../support/citus', import.meta.url)), join(extension, 'extension'), {
      recursive: true,
    });
    chmodSync(extension, 0o755);
    server = await startPostgres(['fsync=off', `extension_control_path=${extension}:$system`]);
  });
  afterAll(async () => {
    await server.remove();
    removeFolder(extension);
  });

  /** A database with the schema of a migration, as it was distributed, or was not. */
  async function databaseOf(newest: number, isDistributed: boolean) {
    const name = `cluster_${++count}`;
    await server.create(name);
    await server.query('CREATE EXTENSION citus', [], name);
    if (newest === 0) return name;
    await connected(server.url(name), async (client) => {
      const query = (text: string) => client.query<{ name: string }>(text);
      await query("SET citus.multi_shard_modify_mode = 'sequential'");
      await query('SET citus.enable_local_reference_table_foreign_keys = off');
      await query('CREATE TABLE migration (number integer PRIMARY KEY, name text NOT NULL)');
      for (const step of migrations.slice(0, newest)) {
        for (const statement of statementsOf(step, postgresWords)) await query(statement);
        await client.query('INSERT INTO migration VALUES ($1, $2)', [step.number, step.name]);
      }
      if (!isDistributed) return;
      await query("SELECT create_reference_table('client')");
      const { rows: tables } = await query(
        `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY oid`,
      );
      for (const { name: table } of tables.filter((each) => !['client', 'migration'].includes(each.name))) {
        await query(`SELECT create_distributed_table('${table}', 'client_id')`);
      }
    });
    return name;
  }

  /** A database before its migration, and the words that go with the command. */
  type Before = [name: string, newest: number, isDistributed: boolean, words: string[]];

  const migrate = (name: string, ...words: string[]) =>
    run(['migrate', '--database', server.url(name), ...words]);
  const placements = async (name: string) =>
    (
      await server.query(
        `SELECT logicalrelid::text AS name FROM pg_dist_partition WHERE partmethod = 'h' ORDER BY 1`,
        [],
        name,
      )
    ).map((row) => row.name);

  test.each<Before>([
    ['nothing', 0, false, ['--distribute']],
    ...migrations.slice(0, -1).flatMap(({ number }): Before[] => [
      [`schema ${number}`, number, false, ['--distribute']],
      [`schema ${number}, distributed,`, number, true, []],
    ]),
  ])('from %s all tables are distributed', async (_, newest, isDistributed, words) => {
    const name = await databaseOf(newest, isDistributed);
    expect(await migrate(name, ...words)).toMatchObject({ code: 0, stderr: '' });
    expect(await placements(name)).toEqual([...distributedTables].sort());
  });

  test('what the coordinator keeps of rows from before is told of, and removed where asked', async () => {
    const name = await databaseOf(0, false);
    expect(await migrate(name)).toMatchObject({ code: 0 });
    const rows = async () =>
      (await server.query('SELECT count(*)::integer AS count FROM client', [], name))[0]?.count;
    await server.query(
      `INSERT INTO client VALUES (1, 'A', 'B');
       INSERT INTO client_state VALUES (1, 1, 'pair', 1, 1, 1, ${keyVersion})`,
      [],
      name,
    );
    const told = await migrate(name, '--distribute');
    expect(told).toMatchObject({ code: 0, stderr: '' });
    expect(told.stdout).toMatch(
      /still keeps rows of client, client_state .*truncate_local_data_after_distributing_table/s,
    );
    expect(await rows()).toBe(1);
    const removed = await migrate(name, '--distribute', '--truncate-local');
    expect(removed).toMatchObject({ code: 0, stderr: '' });
    expect(removed.stdout).toMatch(/no longer keeps rows of client, client_state/);
    expect(await rows()).toBe(0);
    expect((await migrate(name, '--distribute')).stdout).not.toMatch(/keeps/);
  });

  test('rows are removed only with --distribute', async () => {
    expect(await migrate('postgres', '--truncate-local')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('--truncate-local goes with --distribute'),
    });
  });

  test('a worker is called a worker', async () => {
    const name = await databaseOf(0, false);
    await server.query('UPDATE pg_dist_local_group SET groupid = 2', [], name);
    for (const words of [['migrate'], ['doctor'], ['serve', '--port', '0']]) {
      const { code, stderr } = await run([...words, '--database', server.url(name)]);
      expect(code).toBe(1);
      expect(stderr).toContain('is on a worker of a Citus cluster');
    }
  });
});
