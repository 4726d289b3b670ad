/** The command line on PostgreSQL: the same commands, and what they say where the database is not there. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { run, type Started, start, stop } from '../support/command.js';
import { temporaryFolder } from '../support/folder.js';
import { type Postgres, startPostgres } from '../support/postgres.js';
import { stores } from '../support/stores.js';

const [, store] = stores;
const folder = temporaryFolder();
const secret = 'Geheim%40Wort';

const fixture = {
  account: 'Acme',
  client: 'Main',
  users: [{ user: 'ada', password: 'pw', administrator: true }],
  records: {
    Claim: [{ id: 5001, ClaimNumber: 'CLM-1' }],
    Contact: [{ id: 2001, ContactNumber: 'C-1' }],
  },
};

describe('a database of one’s own', () => {
  let database: string;
  const servers: Started[] = [];
  beforeAll(async () => {
    database = await store.urlOf(folder, 'commands');
    writeFileSync(join(folder, 'fixture.json'), JSON.stringify(fixture));
  });
  afterAll(async () => {
    for (const server of servers) await stop(server);
  });

  test('is filled by load, served by several servers, and in order for doctor', async () => {
    const loaded = await run(['load', join(folder, 'fixture.json'), '--database', database]);
    expect(loaded).toMatchObject({ code: 0, stderr: '' });
    const { stdout: token } = await run(['token', 'create', '--user', 'ada', '--database', database]);
    servers.push(await start(['serve', '--database', database]));
    servers.push(
      await start(['serve'], { env: { LINKWRIGHT_DATABASE: database, LINKWRIGHT_POOL_SIZE: '3' } }),
    );
    const answers = [];
    for (const { address } of servers) {
      const response = await fetch(`${address}/api/Link/Upsert`, {
        method: 'POST',
        headers: { Token: token.trim(), 'Content-Type': 'application/json' },
        body: JSON.stringify({
          ParentDomain: 'Claim',
          ParentRecordKey: 'CLM-1',
          ParentRecordMatchField: 'ClaimNumber',
          ChildDomain: 'Contact',
          ChildRecordID: 2001,
          Relationship: 'Adjuster',
        }),
      });
      answers.push((await response.json()).Message);
    }
    expect(answers).toEqual([
      'Inserted link with id 1 successfully.',
      'Updated link with id 1 successfully.',
    ]);
    expect(await run(['doctor', '--database', database])).toMatchObject({
      code: 0,
      stdout: 'The database is in order.\n',
    });
  });

  test('SIGTERM ends a server with 0', async () => {
    const server = await start(['serve', '--database', database]);
    expect(await stop(server)).toBe(0);
  });

  test('migrate says the schema; without a cluster there is nothing to distribute over', async () => {
    expect(await run(['migrate', '--database', database])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^The database has schema \d+\.\n$/),
    });
    expect(await run(['migrate', '--distribute', '--database', database])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has no Citus'),
    });
  });
});

describe('what is wrong is said without the password', () => {
  const said = async (url: string, ...command: string[]) => {
    const words = command.length === 0 ? ['client', 'list'] : command;
    const outcome = await run([...words, '--database', url]);
    expect(outcome.stdout + outcome.stderr).not.toMatch(/Geheim/);
    expect(outcome.code).toBe(1);
    return outcome.stderr;
  };
  const at = (rest: string) => `postgres://linkwright:${secret}@${rest}`;
  const host = () => new URL(inject('postgresUrl')).host;

  test('nothing listens', async () =>
    expect(await said(at('127.0.0.1:1/main'))).toBe(
      'linkwright: The database postgres://linkwright@127.0.0.1:1/main cannot be reached: nothing listens there.\n',
    ));

  test('no such database', async () =>
    expect(await said(at(`${host()}/nowhere`))).toContain('does not exist; make it with CREATE DATABASE.'));

  test('not an address', async () =>
    expect(await said(`postgres://linkwright:${secret}@:x/y`)).toContain(
      'must be given as postgres://USER:PASSWORD@HOST:PORT/DATABASE',
    ));

  test('an empty database is taken for a mistyped name', async () =>
    expect(await said(await store.urlOf(folder, 'empty'))).toContain('is empty. Check the name;'));

  test('a database of something else is left alone', async () => {
    await store.rows(folder, 'others', 'CREATE TABLE claims (id integer)');
    const url = await store.urlOf(folder, 'others');
    expect(await said(url, 'migrate')).toContain("holds something that is not Linkwright's.");
    expect(await store.rows(folder, 'others', 'SELECT count(*) AS count FROM claims')).toEqual([
      { count: 0 },
    ]);
  });

  test('a database of a newer Linkwright is left alone', async () => {
    const url = await store.urlOf(folder, 'newer');
    await run(['migrate', '--database', url]);
    await store.rows(folder, 'newer', "INSERT INTO migration VALUES (900, 'later')");
    expect(await said(url)).toContain('was written by a newer Linkwright');
  });

  test('an encoding that cannot hold every text', async () => {
    await store.rows(
      folder,
      'latin',
      "CREATE DATABASE latin_only ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'",
    );
    expect(await said(at(`${host()}/latin_only`), 'migrate')).toContain('has the encoding LATIN1');
  });

  test('an unknown kind of database', async () =>
    expect(await said('mysql://root@localhost/x')).toContain(
      'must be given as sqlite:PATH or postgres://...; a mysql: address was given.',
    ));

  test('pool size and statement timeout are numbers', async () => {
    for (const words of [
      ['--pool-size', '1'],
      ['--pool-size', 'many'],
      ['--statement-timeout', '-1'],
    ]) {
      const { code, stderr } = await run(['serve', ...words]);
      expect(code).toBe(2);
      expect(stderr).toContain('It is a number from');
    }
  });
});

describe('signing in to PostgreSQL, over TLS', () => {
  const tls = fileURLToPath(new URL('../support/tls/', import.meta.url));
  let postgres: Postgres;
  let plain: Postgres;
  beforeAll(async () => {
    plain = await startPostgres();
    await plain.create('main');
    postgres = await startPostgres(['ssl=on', 'ssl_cert_file=server.pem', 'ssl_key_file=server.key'], {
      'server.pem': readFileSync(join(tls, 'server.pem')),
      'server.key': readFileSync(join(tls, 'server.key')),
      'pg_hba.conf':
        'host all linkwright 127.0.0.1/32 trust\nhostssl all locked 127.0.0.1/32 scram-sha-256\n',
    });
    await postgres.query("CREATE ROLE locked LOGIN PASSWORD 'Geheim@Wort'");
    await postgres.query('CREATE DATABASE main OWNER locked');
  });
  afterAll(async () => {
    await postgres.remove();
    await plain.remove();
  });

  const migrate = async (url: string) => {
    const outcome = await run(['migrate', '--database', url]);
    expect(outcome.stdout + outcome.stderr).not.toMatch(/Geheim/);
    return outcome;
  };
  const at = (password: string, host: string, parameters: string) =>
    `postgres://locked:${password}@${host}:${postgres.port}/main${parameters}`;
  const checked = `?sslmode=verify-full&sslrootcert=${join(tls, 'authority.pem')}`;

  test('the right password, and a certificate that is checked', async () =>
    expect(await migrate(at(secret, 'localhost', checked))).toMatchObject({ code: 0, stderr: '' }));

  test('encrypted without a check', async () =>
    expect(await migrate(at(secret, '127.0.0.1', '?sslmode=require'))).toMatchObject({
      code: 0,
      stderr: '',
    }));

  test('a wrong password', async () =>
    expect((await migrate(at('Geheim', 'localhost', checked))).stderr).toContain(
      'refuses the user or the password',
    ));

  test('a certificate of another host', async () =>
    expect(await migrate(at(secret, '127.0.0.1', checked))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('cannot be opened'),
    }));

  test('without TLS where the server wants it, and the other way round', async () => {
    expect((await migrate(at(secret, 'localhost', ''))).stderr).toContain('refuses the user');
    const { code, stderr } = await migrate(`${plain.url('main')}?sslmode=require`);
    expect(code).toBe(1);
    expect(stderr).toContain('does not support SSL');
  });
});
