/** `linkwright copy`: a whole database across, in every direction (docs/reference/command-line.md#copy). */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { openToCopy } from '#linkwright/store/open.js';
import { run, start, stop } from '../support/command.js';
import { fillDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/folder.js';
import { everyRow } from '../support/rows.js';
import { stores } from '../support/stores.js';

const folder = temporaryFolder();
const [sqlite, postgres] = stores;
const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** A database of a test's own, by its name. */
async function database(store, name) {
  const url = await store.urlOf(folder, name);
  return {
    name,
    store,
    url,
    rows: (select) => store.rows(folder, name, select),
    every: () => everyRow(store, folder, name),
  };
}

/** Runs statements on a database past the program. */
async function execute({ store, name, url }, statement) {
  if (store === sqlite) {
    const connection = new Database(join(folder, `${name}.db`), { timeout: 0 });
    try {
      connection.exec(statement);
    } finally {
      connection.close();
    }
    return;
  }
  const client = new pg.Client({ connectionString: url, lock_timeout: 100 });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function must(words, options) {
  const outcome = await run(words, options);
  if (outcome.code !== 0) throw new Error(`${words.join(' ')}: ${outcome.stdout}${outcome.stderr}`);
  return outcome.stdout;
}

const load = (target, fixture) => fillDatabase(target.url, fixture);

const copy = (from, to, ...more) => run(['copy', '--from', from.url, '--to', to.url, ...more]);

/** A copy that must be refused; answers what it says to the person. */
async function refused(from, to, says) {
  const { code, stderr } = await copy(from, to);
  expect(stderr).toMatch(says);
  expect(code).toBe(1);
  expect(stderr).not.toMatch(/\n\s+at |node:internal|file:\/\//);
}

/** As a copy that was begun and killed leaves it. */
const markHalf = (target) => execute(target, "INSERT INTO migration VALUES (2147483647, 'copy of sqlite:x')");

const odd = [
  'NULL',
  '{"a","b\\c"}',
  "it's; -- DROP",
  'e\u0301 \u00e9 ﬁ',
  '😀\uffff\u2028\ufeff',
  ' \t\r\n ',
  'x'.repeat(60_000),
  `${'ü'.repeat(400)}!`,
];

const fixture = (client, linkIdentity, relationship = 'Adjuster') => ({
  account: 'Acme',
  client,
  linkIdentity,
  domains: [
    {
      name: 'Custom.Vessel',
      linkable: true,
      fields: [
        { name: 'Owner', type: 'Association', refersTo: 'Contact' },
        { name: 'Flag', type: 'Coded', codes: ['DE', 'DK'] },
      ],
    },
  ],
  roles: [{ name: 'readers', grants: { '*': ['View'], Claim: ['AttachContacts', 'Edit'] } }],
  users: [
    { user: 'ada', password: 'correct horse', administrator: true },
    { user: 'rita', roles: ['readers'] },
  ],
  records: {
    Claim: odd.map((ClaimNumber, at) => ({ id: at + 1, ClaimNumber, Amount: '12345678901234567.89' })),
    Contact: odd.map((Name, at) => ({ id: 9_007_199_254_740_000 + at, Name })),
    'Custom.Vessel': [{ id: 40, Owner: 9_007_199_254_740_000, Flag: 'DK' }],
  },
  links: [1, 2].map((claim) => ({
    id: 100 + claim,
    ParentDomain: 'Claim',
    ParentRecordID: claim,
    ChildDomain: 'Contact',
    ChildRecordID: 9_007_199_254_740_001,
    Relationship: relationship,
  })),
});

/** Two clients with something in every column of every table. Answers the token that works in the first. */
async function fill(target) {
  await load(target, fixture('Main', 'pair'));
  await load(target, fixture('Main', 'pair', 'Witness'));
  // The other relationships are dropped, and history keeps their ids.
  const relationships = [{ id: 6, code: 'Witness', limits: { Claim: 3 } }];
  await load(target, { account: 'Acme', client: 'Main', relationships });
  await load(target, fixture('Second', 'relationship'));
  // Content that was removed, so that none is missing.
  await execute(target, `INSERT INTO file_content VALUES (1, '${'ab'.repeat(32)}', 3, 1, 2)`);
  await execute(target, "INSERT INTO known_address VALUES (1, 1, 'digest', 5)");
  await execute(target, "UPDATE client_state SET database_id = 'some id' WHERE client_id = 1");
  const on = ['--account', 'Acme', '--client', 'Main', '--database', target.url];
  await must(['user', 'create', '--user', 'gone', ...on]);
  await must(['user', 'delete', '--user', 'gone', ...on]);
  const token = (await must(['token', 'create', '--user', 'ada', '--days', '9', ...on])).trim();
  const server = await start(['serve', '--database', target.url]);
  await fetch(`${server.address}/api/Claim/4711`, { headers: { Token: token } });
  await stop(server);
  return token;
}

/** A target with a complete copy of the source in it. */
async function copied(source, store, name) {
  const target = await database(store, name);
  await must(['copy', '--from', source.url, '--to', target.url]);
  return target;
}

describe('a whole database', () => {
  let source;
  let token;
  let every;

  beforeAll(async () => {
    source = await database(sqlite, 'whole');
    token = await fill(source);
    every = await source.every();
  });

  test('is filled in every table and column, also of a migration to come', () => {
    for (const [table, rows] of Object.entries(every)) {
      const filled = rows.flatMap((row) => JSON.parse(row).filter(([, value]) => value !== null));
      const columns = new Set(filled.map(([column]) => column));
      const known = new Set(rows.flatMap((row) => JSON.parse(row).map(([column]) => column)));
      expect(columns, `${table} is tested with a value in each column`).toEqual(known);
      expect(columns.size, `${table} is tested with a row`).toBeGreaterThan(0);
    }
  });

  test('goes to PostgreSQL, to PostgreSQL again, back to SQLite, and to SQLite again', async () => {
    const digests = [];
    let from = source;
    for (const [at, store] of [postgres, postgres, sqlite, sqlite].entries()) {
      const to = await database(store, `whole-${at}`);
      const { code, stdout, stderr } = await copy(from, to, '--json');
      expect(stderr).not.toContain('linkwright:');
      expect(code).toBe(0);
      const { copied: rows, present, tables } = JSON.parse(stdout);
      expect(present).toBe(0);
      expect(tables.map(({ table }) => table).sort()).toEqual(
        Object.keys(every).filter((table) => table !== 'migration'),
      );
      expect(rows).toBe(tables.reduce((sum, { source: { rows } }) => sum + rows, 0));
      for (const { same, source: one, target: other } of tables) {
        expect(same).toBe(true);
        expect(other).toEqual(one);
      }
      digests.push(tables.map(({ table, target }) => [table, target.digest]));
      expect(await to.every()).toEqual(every);
      from = to;
    }
    for (const each of digests) expect(each).toEqual(digests[0]);
  });

  test.each(stores)('says what it did, and run again only checks: to $name', async (store) => {
    const target = await database(store, 'again');
    const first = await copy(source, target);
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/^client_state +2 +2 +[0-9a-f]{16}$/m);
    expect(first.stdout).toMatch(/\nCopied \d+ rows\. Source and target hold the same \d+ rows\.\n/);
    expect(first.stdout).toMatch(
      /\nThe content of files \(1\) is not in a database, and was not copied\. .*\n$/,
    );
    expect(first.stderr).toMatch(/Copying \d+ rows\nChecking \d+ rows\n/);
    const second = await copy(source, target);
    expect(second.code).toBe(0);
    expect(second.stdout).toMatch(/\nThe target held the same \d+ rows already; nothing was copied\.\n/);
    expect(second.stderr).not.toContain('Copying');
    expect(await target.every()).toEqual(every);
  });

  test.each(stores)('is served: $name', async (store) => {
    const target = await copied(source, store, 'served');
    expect((await run(['doctor', '--database', target.url])).code).toBe(0);
    const server = await start(['serve', '--database', target.url]);
    try {
      const call = async (method, path, body, headers = { Token: token }) => {
        const response = await fetch(server.address + path, {
          method,
          headers: { ...headers, 'Content-Type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        return { status: response.status, body: await response.json() };
      };
      const credentials = { Account: 'Acme', ClientName: 'Second', User: 'ada', Password: 'correct horse' };
      expect((await call('POST', '/Authentication/Authenticate', credentials, {})).status).toBe(200);
      const link = { ParentDomain: 'Claim', ChildDomain: 'Contact', Relationship: 'Witness' };
      const byKey = { ParentRecordKey: odd[7], ParentRecordMatchField: 'ClaimNumber' };
      const child = { ChildRecordKey: odd[4], ChildRecordMatchField: 'Name' };
      const inserted = await call('POST', '/api/Link/Upsert', { ...link, ...byKey, ...child });
      expect(inserted.body.Message).toBe('Inserted link with id 103 successfully.');
      const [record] = (
        await call('POST', '/api/Claim/BulkUpsert?matchFields=ClaimNumber', [{ ClaimNumber: 'new' }])
      ).body;
      expect(record.RecordID).toBe(odd.length + 1);
    } finally {
      await stop(server);
    }
    const history = await target.rows(
      'SELECT id, action FROM link_change WHERE client_id = 1 AND link_id IN (101, 103) ORDER BY id',
    );
    expect(history.map(({ action }) => action)).toEqual([1, 2, 1]);
  });
});

describe.each([
  { from: sqlite, to: postgres },
  { from: postgres, to: sqlite },
])('killed again and again, from $from.name to $to.name', ({ from, to }) => {
  const records = 15_000;
  const links = 20_000;
  const tables = ['link_change', 'match_key', 'record', 'link'];
  const wanted = 2 * links + 4 * records;
  let source;
  let target;

  beforeAll(async () => {
    source = await database(from, 'large');
    target = await database(to, 'half');
    const named = (field) => Array.from({ length: records }, (_, at) => ({ id: at + 1, [field]: `K-${at}` }));
    await load(source, {
      account: 'Acme',
      client: 'Main',
      users: [{ user: 'ada', administrator: true }],
      records: { Claim: named('ClaimNumber'), Contact: named('ContactNumber') },
      links: Array.from({ length: links }, (_, at) => ({
        id: at + 1,
        ParentDomain: 'Claim',
        ParentRecordID: (at % records) + 1,
        ChildDomain: 'Contact',
        ChildRecordID: ((at < records ? at : at + 1) % records) + 1,
      })),
    });
  }, 120_000);

  async function present() {
    try {
      const counts = tables.map((table) => `(SELECT count(*) FROM ${table})`);
      return (await target.rows(`SELECT ${counts.join(' + ')} AS rows`))[0].rows;
    } catch {
      // Its tables are not there yet.
      return 0;
    }
  }

  /** Starts a copy and kills it once the target has so many rows. It stands still while they are counted. */
  async function killAt(rows) {
    const child = spawn(process.execPath, [cli, 'copy', '--from', source.url, '--to', target.url], {
      stdio: 'ignore',
    });
    const ended = once(child, 'close');
    while ((await present()) < rows && child.exitCode === null) {
      child.kill('SIGCONT');
      await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill('SIGSTOP');
    }
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
  }

  test('it goes on where it was, and half of it opens for nothing else', { timeout: 240_000 }, async () => {
    let before = 0;
    for (const share of [0.02, 0.3, 0.55, 0.8]) {
      await killAt(share * wanted);
      const rows = await present();
      expect(rows).toBeGreaterThanOrEqual(before);
      expect(rows).toBeLessThan(wanted);
      before = rows;
    }
    for (const words of [['serve', '--port', '0'], ['client', 'list'], ['migrate']]) {
      const { code, stderr } = await run([...words, '--database', target.url]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/holds half of a copy of (sqlite|postgres):.*linkwright copy/);
    }
    await refused(target, await database(sqlite, `of-half-${to.name}`), /holds half of a copy/);

    const { code, stdout } = await copy(source, target);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Copied [\d,]+ rows, [\d,]+ were there from before\. Source and target hold/);
    // As text: comparing so many rows one by one takes half a minute.
    expect(JSON.stringify(await target.every()) === JSON.stringify(await source.every())).toBe(true);
    expect((await run(['doctor', '--database', target.url])).code).toBe(0);
  });
});

describe.each(stores)('refused, with a target in $name', (store) => {
  let source;
  let target;

  beforeAll(async () => {
    source = await database(store, 'refused-source');
    await load(source, fixture('Main', 'pair'));
    target = await copied(source, store, 'refused-target');
  });

  /** Another target with the complete copy in it. */
  async function another(name) {
    await store.copy(folder, target.name, name);
    return database(store, name);
  }

  async function refusedAndKept(from, to, says) {
    const before = await to.every();
    await refused(from, to, says);
    expect(await to.every()).toEqual(before);
  }

  test('what is not Linkwright’s', async () => {
    const other = await database(store, 'other');
    await execute(other, 'CREATE TABLE something (id integer)');
    await refusedAndKept(source, other, /not Linkwright's/);
  });

  test('a client that the source has not', async () => {
    const more = await another('more');
    await must(['client', 'create', '--account', 'Acme', '--client', 'More', '--database', more.url]);
    await refusedAndKept(source, more, /clients that the source .* has not/);
  });

  test('a database in use that differs, with the tables that do', async () => {
    const used = await another('used');
    await must(['user', 'create', '--user', 'new', '--database', used.url]);
    await refusedAndKept(source, used, /in use already and differs from the source in app_user.*Nothing was/);
    const { code, stdout } = await copy(source, used, '--json');
    expect(code).toBe(1);
    const different = JSON.parse(stdout).tables.filter(({ same }) => !same);
    expect(different.map(({ table, source: { rows } }) => [table, rows])).toContainEqual(['app_user', 3]);
    expect((await copy(source, used)).stdout).toMatch(/^app_user +3 +4 +DIFFERENT$/m);
  });

  test('half a copy of another source', async () => {
    const half = await another('half-of-another');
    await markHalf(half);
    const other = await database(sqlite, `another-${store.name}`);
    await load(other, fixture('Another', 'pair'));
    await refusedAndKept(other, half, /begun of something else: its rows of client are not/);
  });

  test.each([
    ['a row written', "UPDATE record SET fields = '{}' WHERE id = 2", 'record'],
    ['a row more', "INSERT INTO role VALUES (1, 77, 'more')", 'role'],
    ['a row less', 'DELETE FROM link WHERE id = 101', 'link'],
  ])('half a copy with %s since', async (what, statement, table) => {
    const half = await another(`half ${what}`);
    await markHalf(half);
    await execute(half, statement);
    await refusedAndKept(source, half, new RegExp(`its rows of ${table} are not`));
  });

  test('a source or a target that is served', async () => {
    for (const [served, from, to] of [
      [source, source, await database(store, 'of-served')],
      [target, source, target],
    ]) {
      const server = await start(['serve', '--database', served.url]);
      try {
        await refused(from, to, /(locked|in use) by .*Stop it first.*would not be copied/);
      } finally {
        await stop(server);
      }
    }
  });

  test('a source that is not there', async () => {
    const missing = await database(store, 'missing');
    await refused(missing, await database(store, 'of-missing'), /(does not exist|is empty)\. Check the name/);
  });

  test('one database for both', async () => {
    const { code, stderr } = await copy(source, source);
    expect(stderr).toContain('--from and --to name the same database.');
    expect(code).toBe(2);
  });

  test('another copy into the same target, and what would write into the source', async () => {
    const busy = await database(store, 'busy');
    const ends = [await openToCopy(source.url, 'source'), await openToCopy(busy.url, 'target')];
    try {
      await refused(target, busy, /by (another|a) copy/);
      await expect(execute(source, "UPDATE client SET name = 'x'")).rejects.toThrow(/lock/);
    } finally {
      for (const end of ends) await end.close();
    }
  });
});

describe('passwords', () => {
  test('stand in no message', async () => {
    const source = await database(sqlite, 'secretive');
    await load(source, fixture('Main', 'pair'));
    const target = await database(postgres, 'secretive');
    const secret = target.url.replace('linkwright@', 'linkwright:geheim@');
    const said = [];
    const say = async (...words) => {
      const { stdout, stderr } = await run(['copy', ...words]);
      said.push(stdout + stderr);
    };
    await say('--from', source.url, '--to', secret);
    await say('--from', secret, '--to', `sqlite:${join(folder, 'no-folder', 'x.db')}`);
    await say('--from', secret, '--to', secret.replace(/:\d+\//, ':1/'));
    await markHalf(target);
    await say('--from', secret, '--to', source.url);
    await execute(target, 'DELETE FROM migration WHERE number > 1000');
    await say('--from', secret, '--to', secret);
    expect(said.join('\n')).not.toContain('geheim');
    expect(said.map((text) => text.includes('linkwright: '))).toEqual([false, true, true, true, true]);
  });
});
