/** Every command of the command line as a person or a script meets it (docs/reference/command-line.md). */
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { limits } from '#linkwright/limits/limits.js';
import { scenarios } from '../../scripts/scenarios.mjs';
import { run, start, stop } from '../support/command.js';
import { fillDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/folder.js';
import { nextOf } from '../support/page.js';

const folder = temporaryFolder();
const urlOf = (name) => `sqlite:${join(folder, `${name}.db`)}`;

/**
 * Each command with an option misspelt, the one that is meant, all that it needs, and, where it needs
 * something, as much of it as leaves something out.
 */
const commands = [
  { words: ['serve'], misspelt: '--databse', meant: '--database' },
  { words: ['demo'], misspelt: '--prot', meant: '--port' },
  { words: ['load'], misspelt: '--databse', meant: '--database', needs: ['file.json'], partly: [] },
  {
    words: ['client', 'create'],
    misspelt: '--link-identty',
    meant: '--link-identity',
    needs: ['--account', 'A', '--client', 'C'],
    partly: ['--account', 'A'],
  },
  { words: ['client', 'list'], misspelt: '--jsno', meant: '--json' },
  {
    words: ['client', 'set'],
    misspelt: '--acount',
    meant: '--account',
    needs: ['--link-identity', 'pair'],
    partly: [],
  },
  {
    words: ['user', 'create'],
    misspelt: '--administrater',
    meant: '--administrator',
    needs: ['--user', 'U'],
    partly: [],
  },
  {
    words: ['user', 'set'],
    misspelt: '--no-administrater',
    meant: '--no-administrator',
    needs: ['--user', 'U'],
    partly: ['--no-roles'],
  },
  { words: ['user', 'list'], misspelt: '--acount', meant: '--account' },
  { words: ['user', 'delete'], misspelt: '--usr', meant: '--user', needs: ['--user', 'U'], partly: [] },
  { words: ['role', 'list'], misspelt: '--jsno', meant: '--json' },
  { words: ['role', 'delete'], misspelt: '--rol', meant: '--role', needs: ['--role', 'R'], partly: [] },
  {
    words: ['role', 'set'],
    misspelt: '--acount',
    meant: '--account',
    needs: ['--role', 'R', '--grant', '*=View'],
    partly: ['--role', 'R'],
  },
  {
    words: ['token', 'create'],
    misspelt: '--dayz',
    meant: '--days',
    needs: ['--user', 'U'],
    partly: ['--name', 'N'],
  },
  { words: ['token', 'list'], misspelt: '--jsno', meant: '--json' },
  { words: ['token', 'revoke'], misspelt: '--clint', meant: '--client', needs: ['7'], partly: [] },
  {
    words: ['import', 'links'],
    misspelt: '--mapp',
    meant: '--map',
    needs: ['file.csv', '--token', 'T'],
    partly: ['file.csv'],
  },
  {
    words: ['import', 'records'],
    misspelt: '--rejcts',
    meant: '--rejects',
    needs: ['file.csv', '--token', 'T', '--domain', 'Contact', '--match-fields', 'Name'],
    partly: ['file.csv', '--token', 'T', '--domain', 'Contact'],
  },
  {
    words: ['export', 'links'],
    misspelt: '--fromat',
    meant: '--format',
    needs: ['--token', 'T'],
    partly: [],
  },
  {
    words: ['export', 'records'],
    misspelt: '--fromat',
    meant: '--format',
    needs: ['--token', 'T', '--domain', 'Contact'],
    partly: ['--token', 'T'],
  },
  { words: ['migrate'], misspelt: '--databse', meant: '--database' },
  { words: ['doctor'], misspelt: '--databse', meant: '--database' },
  {
    words: ['copy'],
    misspelt: '--form',
    meant: '--from',
    needs: ['--from', 'sqlite:a.db', '--to', 'sqlite:b.db'],
    partly: ['--from', 'sqlite:a.db'],
  },
].map((command) => ({ name: command.words.join(' '), ...command }));

const groups = ['client', 'user', 'role', 'token', 'import', 'export'];

async function call(address, method, path, { token, body, headers = {} } = {}) {
  const response = await fetch(address + path, {
    method,
    headers: {
      ...(token === undefined ? {} : { Token: token }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, body: text === '' ? undefined : JSON.parse(text) };
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks until the answer is as wished, or a slow machine too would have given it; answers the last. */
async function until(ask, isAsWished) {
  const end = Date.now() + 20_000;
  for (;;) {
    const answer = await ask();
    if (isAsWished(answer) || Date.now() > end) return answer;
    await pause(50);
  }
}

/** No person at a console can do anything with a stack. */
function expectNoStack(text) {
  expect(text).not.toMatch(/\n\s+at |node:internal|file:\/\//);
}

/** A fixture with two claims and two contacts, a user with a password and a role. */
function fixture(client = 'Main') {
  return {
    account: 'Acme',
    client,
    roles: [{ name: 'readers', grants: { '*': ['View'] } }],
    users: [
      { user: 'ada', password: 'correct horse', administrator: true },
      { user: 'rita', roles: ['readers'] },
    ],
    records: {
      Claim: [
        { id: 1, ClaimNumber: 'CLM-1' },
        { id: 2, ClaimNumber: 'CLM-2' },
      ],
      Contact: Array.from({ length: 1_000 }, (_, at) => ({ id: at + 1, Name: `Contact ${at + 1}` })),
    },
  };
}

/** A database with a fixture in it, and a token of its administrator. */
async function loaded(name, content = fixture()) {
  return { database: urlOf(name), token: await fillDatabase(urlOf(name), content) };
}

const linkOf = (contact, claim = 1) => ({
  ParentDomain: 'Claim',
  ParentRecordID: claim,
  ChildDomain: 'Contact',
  ChildRecordID: contact,
  Relationship: 'Adjuster',
});

describe.concurrent('help', () => {
  test.each([{ name: 'linkwright', words: [] }, ...commands])('$name --help', async ({ words }) => {
    const { code, stdout, stderr } = await run([...words, '--help']);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toContain(`Usage: ${['linkwright', ...words].join(' ')}`);
    expect(stdout).toMatch(/^Examples?:$/m);
  });

  test.each(groups)('%s --help lists its commands and has an example', async (group) => {
    const { code, stdout } = await run([group, '--help']);
    expect(code).toBe(0);
    for (const { words } of commands) if (words[0] === group) expect(stdout).toContain(words[1]);
    expect(stdout).toContain('Example:');
  });

  test('every command is in the list of all', async () => {
    const { stdout } = await run(['--help']);
    for (const { words } of commands) expect(stdout).toContain(`  ${words[0]} `);
  });

  test('--version answers the version alone', async () => {
    const { code, stdout } = await run(['--version']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe.concurrent('bad usage ends with 2', () => {
  test.each(commands)('$name $misspelt', async ({ words, misspelt, meant, needs = [] }) => {
    const { code, stdout, stderr } = await run([...words, ...needs, misspelt, 'x'], {
      env: { LINKWRIGHT_DATABASE: urlOf('never') },
    });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(misspelt);
    expect(stderr).toMatch(new RegExp(`Did you mean '?${meant}'?\\?`));
    expectNoStack(stderr);
  });

  test('an option that is needed and misspelt is known too', async () => {
    const { code, stderr } = await run(['client', 'create', '--acount', 'Acme', '--client', 'Main'], {
      env: { LINKWRIGHT_DATABASE: urlOf('never') },
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/Did you mean '?--account'?\?/);
  });

  test.each(commands.filter(({ partly }) => partly !== undefined))(
    '$name without what it needs',
    async ({ words, partly }) => {
      const { code, stdout, stderr } = await run([...words, ...partly], {
        env: { LINKWRIGHT_DATABASE: urlOf('never'), LINKWRIGHT_SERVER: '', LINKWRIGHT_TOKEN: undefined },
      });
      expect(code).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toMatch(/required|missing/);
      expectNoStack(stderr);
      expect(readdirSync(folder)).not.toContain('never.db');
    },
  );

  test.each([
    { words: ['exprt'], meant: 'export' },
    { words: ['client', 'crate'], meant: 'create' },
    { words: ['token', 'revok'], meant: 'revoke' },
  ])('unknown command $words', async ({ words, meant }) => {
    const { code, stderr } = await run(words);
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`Did you mean '?${meant}'?\\?`));
  });

  test.each([
    { words: ['serve', '--port', 'http'], says: /port/i },
    { words: ['serve', '--port', '65536'], says: /port/i },
    { words: ['serve', '--base-path', 'linkwright'], says: /base path/i },
    ...[
      ...[
        '/../x',
        '/x/..',
        '/..',
        '/./x',
        '/x/.',
        '//',
        '//x',
        '/x//y',
        '/x//',
        '/%2e%2e/x',
        '/a%2fb',
        '/a b',
      ],
      ...['/x?y', '/x#y', '/x\\y', '/é', 'http://x/y', '<script>'],
    ].map((path) => ({ words: ['serve', '--base-path', path], says: /base path is like \/linkwright/ })),
    { words: ['serve', '--rate-limit', '0'], says: /from 1 to/ },
    { words: ['serve', '--max-connections', 'many'], says: /from 1 to/ },
    { words: ['serve', '--trust-proxy', 'fe80::1%eth0'], says: /list of addresses/ },
    { words: ['serve', 'extra'], says: /argument/ },
    { words: ['serve', '--session-minutes', '0'], says: /from 1 to 1440/ },
    { words: ['serve', '--trust-proxy', '1'], says: /10\.0\.0\.0\/8/ },
    { words: ['serve', '--trust-proxy', 'loopback,10.0.0.0/33'], says: /list of addresses/ },
    { words: ['serve', '--trust-proxy', '10.0.0.0/0'], says: /list of addresses/ },
    { words: ['user', 'create', '--user', 'u', '--password', 'short'], says: /8 to 1000 characters/ },
    { words: ['user', 'create', '--user', 'u', '--password', '🙂🙂🙂🙂'], says: /8 to 1000 characters/ },
    { words: ['user', 'create', '--user', ''], says: /--user must be a string of 1 to/ },
    {
      words: ['role', 'set', '--role', 'a\nb', '--grant', '*=View'],
      says: /--role must be a string of 1 to/,
    },
    { words: ['token', 'create', '--user', 'ada', '--name', ''], says: /--name must be a string of 1 to/ },
    { words: ['user', 'set', '--user', 'ada'], says: /what is to be set: --password/ },
    { words: ['user', 'set', '--user', 'ada', '--role', 'r', '--no-roles'], says: /exclude each other/ },
    { words: ['client', 'set', '--link-identity', 'pairs'], says: /pair, relationship/ },
    { words: ['client', 'create', '--account', 'A', '--client', 'C', '--link-identity', 'x'], says: /pair/ },
    { words: ['token', 'create', '--user', 'ada', '--days', 'seven'], says: /days/ },
    { words: ['token', 'revoke', 'seven'], says: /number/ },
    { words: ['role', 'set', '--role', 'r', '--grant', 'View'], says: /DOMAIN=PERMISSION/ },
    { words: ['export', 'links', '--token', 'T', '--format', 'xml'], says: /ndjson, csv/ },
  ])('$words', async ({ words, says }) => {
    const { code, stderr } = await run(words, { env: { LINKWRIGHT_DATABASE: urlOf('never') } });
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
    expectNoStack(stderr);
  });

  test('no command at all shows what there is', async () => {
    const { code, stdout, stderr } = await run([]);
    expect(code).toBe(2);
    expect(stdout + stderr).toContain('Usage: linkwright');
  });
});

describe('from an empty database to the first link', () => {
  const database = urlOf('first');
  const on = (...words) => run([...words, '--database', database]);
  let server;
  let token;

  beforeAll(async () => {
    server = await start(['serve', '--database', database]);
  });
  afterAll(() => stop(server));

  test('serve says the first steps once it listens', async () => {
    const { stdout } = await until(
      async () => server,
      ({ stdout }) => stdout.includes('token create'),
    );
    expect(stdout).toMatch(/^Linkwright listening on http:\/\/127\.0\.0\.1:\d+\n/);
    for (const step of ['client create', 'user create', 'token create']) expect(stdout).toContain(step);
    expect(stdout).toMatch(new RegExp(`^  ${server.address}/welcome#[A-Za-z0-9_-]{43}$`, 'm'));
  });

  test('commands that need a client say that there is none', async () => {
    const { code, stderr } = await on('token', 'create', '--user', 'ada');
    expect(code).toBe(1);
    expect(stderr).toContain('linkwright client create');
    expectNoStack(stderr);
  });

  test('an empty list is said, and is an empty array in JSON', async () => {
    const { code, stdout } = await on('client', 'list');
    expect(code).toBe(0);
    expect(stdout).toBe('There is no client yet.\n');
    expect(JSON.parse((await on('client', 'list', '--json')).stdout)).toEqual([]);
  });

  test('client create', async () => {
    const { code, stdout } = await on('client', 'create', '--account', 'Acme', '--client', 'Main');
    expect(code).toBe(0);
    expect(stdout).toContain('Main');
  });

  test('client create refuses a name that is taken', async () => {
    const { code, stderr } = await on('client', 'create', '--account', 'Acme', '--client', 'Main');
    expect(code).toBe(1);
    expect(stderr).toContain("has a client 'Main' already");
    expectNoStack(stderr);
  });

  test.each([
    ['client', 'create', '--account', '', '--client', 'Main'],
    ['client', 'create', '--account', 'Acme', '--client', 'a:b'],
    ['client', 'create', '--account', 'a:b', '--client', 'Main'],
    ['role', 'set', '--role', '', '--grant', '*=View'],
    ['user', 'create', '--user', 'a\nb'],
    ['user', 'create', '--user', 'x'.repeat(201)],
  ])('%s %s %s %j: a name that the API could not reach', async (...words) => {
    const { code, stderr } = await on(...words);
    expect(code).toBe(2);
    expect(stderr).toContain('must be a string of 1 to 200 characters, none of them a control character');
    expectNoStack(stderr);
  });

  test('client list, for people and for machines', async () => {
    const { stdout } = await on('client', 'list');
    expect(stdout).toMatch(/Acme +Main +pair/);
    const [client, ...others] = JSON.parse((await on('client', 'list', '--json')).stdout);
    expect(others).toEqual([]);
    expect(client).toMatchObject({ account: 'Acme', name: 'Main', linkIdentity: 'pair' });
  });

  test('role set', async () => {
    const grants = ['--grant', 'Claim=View,AttachContacts', '--grant', '*=View'];
    expect((await on('role', 'set', '--role', 'adjusters', ...grants)).code).toBe(0);
    const wrong = await on('role', 'set', '--role', 'adjusters', '--grant', 'Claim=Veiw');
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain("Did you mean 'View'?");
    const unknown = await on('role', 'set', '--role', 'adjusters', '--grant', 'Clam=View');
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain("Did you mean 'Claim'?");
    expectNoStack(wrong.stderr + unknown.stderr);
  });

  test('user create', async () => {
    const administrator = await run(['user', 'create', '--user', 'ada', '--administrator'], {
      env: { LINKWRIGHT_DATABASE: database, LINKWRIGHT_PASSWORD: 'correct horse' },
    });
    expect(administrator.code).toBe(0);
    expect(administrator.stdout + administrator.stderr).not.toContain('correct horse');
    expect((await on('user', 'create', '--user', 'rita', '--role', 'adjusters')).code).toBe(0);
    for (const words of [
      ['create', '--user', 'eve', '--password', 'Eve-12345'],
      ['set', '--user', 'ada', '--password', 'password1'],
    ]) {
      const refused = await on('user', ...words);
      expect(refused.code).toBe(2);
      expect(refused.stderr).toMatch(/--password must not be/);
      expect(refused.stderr).not.toContain(words.at(-1));
    }
  });

  test('user create refuses a name that is taken, and a role that there is not', async () => {
    const again = await on('user', 'create', '--user', 'ada');
    expect(again.code).toBe(1);
    expect(again.stderr).toContain("There is a user 'ada' already");
    const role = await on('user', 'create', '--user', 'olga', '--role', 'adjuster');
    expect(role.code).toBe(1);
    expect(role.stderr).toContain("Did you mean 'adjusters'?");
  });

  test('user list', async () => {
    expect((await on('user', 'list')).stdout).toMatch(/rita +false +adjusters/);
    const users = JSON.parse((await on('user', 'list', '--json')).stdout);
    expect(users.map(({ name, administrator, roles }) => ({ name, administrator, roles }))).toEqual([
      { name: 'ada', administrator: true, roles: [] },
      { name: 'rita', administrator: false, roles: ['adjusters'] },
    ]);
    expect(JSON.stringify(users)).not.toMatch(/argon2|hash/i);
  });

  test('token create prints the token alone, which works at once', async () => {
    const { code, stdout, stderr } = await on(
      'token',
      'create',
      '--user',
      'ada',
      '--account',
      'Acme',
      '--client',
      'Main',
    );
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^\S+\n$/);
    token = stdout.trim();
    const { status, body } = await call(server.address, 'GET', '/api/Domains', { token });
    expect(status).toBe(200);
    expect(body.map(({ Name }) => Name)).toContain('Contact');
  });

  test('token create for a user that there is not', async () => {
    const { code, stdout, stderr } = await on('token', 'create', '--user', 'adda');
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain("There is no user 'adda'");
    expectNoStack(stderr);
  });

  test('a password set at the console signs in', async () => {
    const answer = await call(server.address, 'POST', '/Authentication/Authenticate', {
      body: { Account: 'Acme', ClientName: 'Main', User: 'ada', Password: 'correct horse' },
    });
    expect(answer.status).toBe(200);
  });

  test('a role that is set again counts at once', async () => {
    const { stdout } = await on('token', 'create', '--user', 'rita');
    const asRita = () => call(server.address, 'GET', '/api/Location/Query', { token: stdout.trim() });
    expect((await asRita()).status).toBe(200);
    expect((await on('role', 'set', '--role', 'adjusters', '--grant', 'Claim=View')).code).toBe(0);
    expect((await until(asRita, ({ status }) => status === 403)).status).toBe(403);
  });

  test('role list', async () => {
    expect((await on('role', 'list')).stdout).toMatch(/adjusters +Claim=View/);
    expect(JSON.parse((await on('role', 'list', '--json')).stdout)).toEqual([
      { name: 'adjusters', grants: { Claim: ['View'] } },
    ]);
  });

  test('user set changes what is named alone', async () => {
    expect((await on('user', 'create', '--user', 'sam', '--role', 'adjusters')).code).toBe(0);
    const rowOf = async (user) =>
      JSON.parse((await on('user', 'list', '--json')).stdout).find(({ name }) => name === user);
    expect((await on('user', 'set', '--user', 'sam', '--administrator')).stdout).toBe(
      "Set user 'sam': rights.\n",
    );
    expect(await rowOf('sam')).toMatchObject({ administrator: true, roles: ['adjusters'] });
    expect((await on('user', 'set', '--user', 'sam', '--no-administrator', '--no-roles')).code).toBe(0);
    expect(await rowOf('sam')).toMatchObject({ administrator: false, roles: [] });
    const answer = await on('user', 'set', '--user', 'sammy', '--administrator');
    expect([answer.code, answer.stderr]).toEqual([1, "linkwright: There is no user 'sammy'.\n"]);
  });

  test('a password that is set anew ends sessions of a running server', async () => {
    const credentials = { Account: 'Acme', ClientName: 'Main', User: 'sam', Password: 'correct horse' };
    const env = { LINKWRIGHT_DATABASE: database, LINKWRIGHT_PASSWORD: credentials.Password };
    expect((await run(['user', 'set', '--user', 'sam'], { env })).code).toBe(0);
    const { body } = await call(server.address, 'POST', '/Authentication/Authenticate', {
      body: credentials,
    });
    const me = () => call(server.address, 'GET', '/api/Me', { token: body.token });
    expect((await me()).status).toBe(200);
    expect((await run(['user', 'set', '--user', 'sam'], { env })).code).toBe(0);
    expect((await until(me, ({ status }) => status === 401)).status).toBe(401);
  });

  test('role delete and user delete say what holds them', async () => {
    const held = await on('role', 'delete', '--role', 'adjusters');
    expect([held.code, held.stderr]).toEqual([1, "linkwright: 1 user has the role 'adjusters': 'rita'.\n"]);
    expect((await on('role', 'set', '--role', 'spare', '--grant', '*=View')).code).toBe(0);
    expect((await on('role', 'delete', '--role', 'spare')).stdout).toBe("Deleted role 'spare'.\n");
    const last = await on('user', 'delete', '--user', 'ada');
    expect([last.code, last.stderr]).toEqual([
      1,
      "linkwright: 'ada' is the last user that may administer the client.\n",
    ]);
    expect((await on('user', 'delete', '--user', 'sam')).stdout).toBe("Deleted user 'sam'.\n");
    const users = JSON.parse((await on('user', 'list', '--json')).stdout);
    expect(users.map(({ name }) => name)).toEqual(['ada', 'rita']);
  });

  test('token list never shows a token', async () => {
    const people = await on('token', 'list');
    const rows = JSON.parse((await on('token', 'list', '--json')).stdout);
    expect(rows.find(({ kind, user }) => kind === 'token' && user === 'ada')).toBeDefined();
    for (const text of [people.stdout, JSON.stringify(rows)]) {
      expect(text).not.toContain(token);
      expect(text).not.toContain(token.slice(-20));
    }
  });

  test('token create keeps name and end for the list', async () => {
    const { stdout } = await on('token', 'create', '--user', 'ada', '--name', 'night run', '--days', '7');
    expect(stdout).toMatch(/^\S+\n$/);
    const rows = JSON.parse((await on('token', 'list', '--json')).stdout);
    const row = rows.find(({ name }) => name === 'night run');
    expect(Date.parse(row.expires) - Date.parse(row.created)).toBe(7 * 86_400_000);
  });

  test('token revoke: the server refuses the token soon after, and others go on', async () => {
    const revoked = (await on('token', 'create', '--user', 'ada', '--name', 'to be revoked')).stdout.trim();
    const ask = (withToken) => call(server.address, 'GET', '/api/Domains', { token: withToken });
    expect((await ask(revoked)).status).toBe(200);
    const rows = JSON.parse((await on('token', 'list', '--json')).stdout);
    const { id } = rows.find(({ name }) => name === 'to be revoked');
    expect((await on('token', 'revoke', String(id))).code).toBe(0);
    const answer = await until(
      () => ask(revoked),
      ({ status }) => status === 401,
    );
    expect(answer.status).toBe(401);
    expect((await ask(token)).status).toBe(200);
    const after = JSON.parse((await on('token', 'list', '--json')).stdout);
    expect(after.map((row) => row.id)).not.toContain(id);
    const again = await on('token', 'revoke', String(id));
    expect(again.code).toBe(1);
    expect(again.stderr).toContain(`There is no token with id ${id}`);
  });

  test('client set goes both ways while no pair has several links', async () => {
    const set = (identity) => on('client', 'set', '--link-identity', identity);
    expect((await set('relationship')).code).toBe(0);
    expect(JSON.parse((await on('client', 'list', '--json')).stdout)[0].linkIdentity).toBe('relationship');
    expect((await set('pair')).code).toBe(0);
    expect(JSON.parse((await on('client', 'list', '--json')).stdout)[0].linkIdentity).toBe('pair');
  });

  test('commands that leave the client open ask for it once there are two', async () => {
    expect((await on('client', 'create', '--account', 'Acme', '--client', 'Other')).code).toBe(0);
    const open = await on('user', 'list');
    expect(open.code).toBe(1);
    expect(open.stderr).toContain('--client');
    const wrong = await on('user', 'list', '--account', 'Acme', '--client', 'Othr');
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain("Did you mean 'Other'?");
    expect((await on('user', 'list', '--account', 'Acme', '--client', 'Other')).stdout).toContain('no user');
    // By the environment, as a service is set up.
    const { stdout } = await run(['user', 'list', '--json'], {
      env: { LINKWRIGHT_DATABASE: database, LINKWRIGHT_ACCOUNT: 'Acme', LINKWRIGHT_CLIENT: 'Main' },
    });
    expect(JSON.parse(stdout)).toHaveLength(2);
  });

  test('doctor finds it in order', async () => {
    const people = await on('doctor');
    expect(people.code).toBe(0);
    expect(people.stdout).toContain('in order');
    const machines = await on('doctor', '--json');
    expect(machines.code).toBe(0);
    expect(JSON.parse(machines.stdout)).toEqual([]);
  });

  test('migrate says which schema the database has, and can be repeated', async () => {
    const { code, stdout } = await on('migrate');
    expect(code).toBe(0);
    expect(stdout).toMatch(/schema \d+/);
    expect((await on('migrate')).stdout).toBe(stdout);
  });

  test('the link of the first steps works no more, and its secret is in no log', async () => {
    const [, secret] = /#([\w-]{43})$/m.exec(server.stdout);
    const body = { Secret: secret, Account: 'A', ClientName: 'C', User: 'eve', Password: 'of eve, long' };
    const answer = await call(server.address, 'POST', '/Authentication/FirstAdministrator', { body });
    expect(answer.status).toBe(404);
    expect(server.stderr).toBe('');
  });

  test('SIGTERM ends it with 0, and the next start says no first steps', async () => {
    expect(await stop(server)).toBe(0);
    expect(server.stderr).toBe('');
    server = await start(['serve', '--database', database]);
    await pause(200);
    expect(server.stdout).toMatch(/^Linkwright listening on http:\/\/\S+\n$/);
    // What was made before is there.
    expect((await call(server.address, 'GET', '/api/Domains', { token })).status).toBe(200);
  });
});

describe('the first steps in a browser', () => {
  test('the link makes the first client and its administrator, whom commands then find', async () => {
    const database = urlOf('welcome');
    const options = ['serve', '--database', database, '--base-path', '/links', '--log-level', 'info'];
    const server = await start(options);
    try {
      const { stdout } = await until(
        async () => server,
        ({ stdout }) => stdout.includes('token create'),
      );
      const [, link, secret] = /^ {2}(\S+\/welcome)#(\S+)$/m.exec(stdout);
      expect(link).toBe(`${server.address}/welcome`);
      const body = { Secret: secret, Account: 'A', ClientName: 'C', User: 'ada', Password: 'correct horse' };
      const made = await call(server.address, 'POST', '/Authentication/FirstAdministrator', { body });
      expect(made.status).toBe(200);
      const list = await run(['user', 'list', '--json', '--database', database]);
      expect(JSON.parse(list.stdout)).toMatchObject([{ name: 'ada', administrator: true }]);
      expect(server.stderr).not.toContain(secret);
    } finally {
      await stop(server);
    }
  });
});

describe('a token is refused soon after it is revoked', () => {
  test('also where the server has been asked nothing but whether it has expired', async () => {
    const { database, token } = await loaded('expiry');
    const server = await start(['serve', '--database', database]);
    try {
      const hasExpired = async () =>
        (await call(server.address, 'GET', '/Authentication/HasTokenExpired', { token })).body;
      expect(await hasExpired()).toBe(false);
      const rows = JSON.parse((await run(['token', 'list', '--json', '--database', database])).stdout);
      await run(['token', 'revoke', String(rows.at(-1).id), '--database', database]);
      expect(await until(hasExpired, (answer) => answer === true)).toBe(true);
    } finally {
      await stop(server);
    }
  });
});

describe('client set', () => {
  test('refuses pair while pairs have several links, and says how many and which', async () => {
    const { database } = await loaded('several', {
      ...fixture(),
      linkIdentity: 'relationship',
      links: [
        { id: 1, ...linkOf(1), Relationship: 'Adjuster' },
        { id: 2, ...linkOf(1), Relationship: 'Witness' },
        { id: 3, ...linkOf(2), Relationship: 'Witness' },
      ],
    });
    const { code, stderr } = await run(['client', 'set', '--link-identity', 'pair', '--database', database]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/\b1 pair\b.*Claim 1.*Contact 1/);
    expectNoStack(stderr);
    const clients = JSON.parse((await run(['client', 'list', '--json', '--database', database])).stdout);
    expect(clients[0].linkIdentity).toBe('relationship');
  });

  test('is noticed by a running server', async () => {
    const { database, token } = await loaded('noticed');
    const server = await start(['serve', '--database', database]);
    try {
      const upsert = (body) => call(server.address, 'POST', '/api/Link/Upsert', { token, body });
      await upsert(linkOf(1));
      await run(['client', 'set', '--link-identity', 'relationship', '--database', database]);
      const second = await upsert({ ...linkOf(1), Relationship: 'Witness' });
      expect(second.body.Message).toBe('Inserted link with id 2 successfully.');
    } finally {
      await stop(server);
    }
  });
});

describe('serve', () => {
  test('takes its options from the environment, and a given option wins', async () => {
    const server = await start(['serve', '--base-path', '/given'], {
      env: {
        LINKWRIGHT_DATABASE: urlOf('environment'),
        LINKWRIGHT_HOST: '127.0.0.1',
        LINKWRIGHT_PORT: '1',
        LINKWRIGHT_BASE_PATH: '/environment',
        LINKWRIGHT_LOG_LEVEL: 'error',
      },
    });
    try {
      expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/given$/);
      expect((await call(server.address, 'GET', '/Authentication/Ping')).status).toBe(200);
      expect(readdirSync(folder)).toContain('environment.db');
    } finally {
      expect(await stop(server)).toBe(0);
    }
  });

  test('a wrong value in the environment is bad usage that names the variable or option', async () => {
    const { code, stderr } = await run(['serve'], {
      env: { LINKWRIGHT_DATABASE: urlOf('never'), LINKWRIGHT_PORT: 'http' },
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/LINKWRIGHT_PORT|--port/);
  });

  test('says that a port is taken', async () => {
    const server = await start(['serve', '--database', urlOf('port')]);
    try {
      const { port } = new URL(server.address);
      const { code, stdout, stderr } = await run([
        'serve',
        '--database',
        urlOf('port-other'),
        '--port',
        port,
      ]);
      expect(code).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toContain(`127.0.0.1:${port}`);
      expect(stderr).toContain('taken');
      expectNoStack(stderr);
    } finally {
      await stop(server);
    }
  });

  test('makes the folder of the default database, in the present folder', async () => {
    const cwd = temporaryFolder();
    const { code } = await run(['migrate'], { cwd, env: { LINKWRIGHT_DATABASE: undefined } });
    expect(code).toBe(0);
    expect(readdirSync(join(cwd, 'data'))).toContain('linkwright.db');
  });

  test('a database of another kind is refused in words', async () => {
    const { code, stderr } = await run(['serve', '--database', 'mysql://localhost/linkwright']);
    expect(code).toBeGreaterThan(0);
    expect(stderr).toContain('sqlite:PATH');
    expectNoStack(stderr);
  });
});

describe('SIGTERM', () => {
  let database;
  let token;
  beforeAll(async () => {
    ({ database, token } = await loaded('term'));
  });

  test('a call whose body is still coming is answered', async () => {
    const server = await start(['serve', '--database', database]);
    const { hostname, port } = new URL(server.address);
    const body = JSON.stringify(linkOf(999, 2));
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.setEncoding('utf8').on('data', (data) => {
      answer += data;
    });
    const ended = once(socket, 'close');
    const begun = once(socket, 'data');
    socket.write(
      `POST /api/Link/Upsert HTTP/1.1\r\nHost: x\r\nToken: ${token}\r\nContent-Type: application/json\r\n` +
        `Expect: 100-continue\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body.slice(0, 20)}`,
    );
    // The server has the head, and waits for the rest.
    await begun;
    expect(answer).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    const exit = stop(server);
    await pause(300);
    socket.write(body.slice(20));
    await ended;
    expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
    expect(answer).toContain('"IsSuccessful":true');
    expect(await exit).toBe(0);
    expect(server.stderr).toBe('');
  });

  test('what it has done it has answered, and the connections that it closes were idle', async () => {
    const server = await start(['serve', '--database', database]);
    const upsert = (body) => call(server.address, 'POST', '/api/Link/Upsert', { token, body });
    const acknowledged = [];
    const failures = [];
    let stopping = false;
    const worker = async (from) => {
      for (let contact = from; contact <= 990; contact += 20) {
        try {
          const { status } = await upsert(linkOf(contact));
          if (status === 200) acknowledged.push(contact);
          else if (status !== 503 || !stopping) failures.push(status);
        } catch (error) {
          // A call may meet a connection that is just being closed; it has not been accepted then.
          if (!stopping) failures.push(error.cause?.code ?? error.message);
          return;
        }
      }
    };
    const bulk = call(server.address, 'POST', '/api/Link/BulkUpsert', {
      token,
      body: Array.from({ length: 1_000 }, (_, at) => linkOf(at + 1, 2)),
    });
    // The bulk call is on its way before the others take all the connections.
    await pause(20);
    const workers = Array.from({ length: 20 }, (_, at) => worker(at + 1));
    await until(
      async () => acknowledged.length,
      (count) => count >= 40,
    );
    stopping = true;
    const exit = stop(server);
    const { status, body: bulkAnswers } = await bulk;
    expect(status).toBe(200);
    expect(bulkAnswers.every(({ IsSuccessful }) => IsSuccessful)).toBe(true);
    await Promise.all(workers);
    expect(await exit).toBe(0);
    expect(failures).toEqual([]);
    expect(acknowledged.length).toBeGreaterThanOrEqual(40);

    const again = await start(['serve', '--database', database]);
    try {
      const count = async (claim) =>
        (
          await call(
            again.address,
            'GET',
            `/api/Link/Count?parentDomain=Claim&parentRecordID=${claim}&childDomain=Contact`,
            { token },
          )
        ).body.Count;
      expect(await count(1)).toBe(acknowledged.length);
      expect(await count(2)).toBe(1_000);
    } finally {
      await stop(again);
    }
  });

  test('an idle keep-alive connection does not hold it up', async () => {
    const server = await start(['serve', '--database', database]);
    const { hostname, port } = new URL(server.address);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    const answered = new Promise((resolve) => socket.once('data', resolve));
    socket.write('GET /Authentication/Ping HTTP/1.1\r\nHost: x\r\n\r\n');
    await answered;
    const began = Date.now();
    expect(await stop(server)).toBe(0);
    // Where it did, it would be cut off after that time.
    expect(Date.now() - began).toBeLessThan(limits.closeMilliseconds);
    socket.destroy();
  });

  test('as soon as it says that it listens, it ends with 0', async () => {
    for (let attempt = 1; attempt <= 5; attempt++) {
      const server = await start(['serve', '--database', database]);
      expect(await stop(server)).toBe(0);
    }
  });

  test('SIGINT ends it likewise', async () => {
    const server = await start(['serve', '--database', database]);
    expect((await call(server.address, 'GET', '/Authentication/Ping')).status).toBe(200);
    expect(await stop(server, 'SIGINT')).toBe(0);
  });
});

describe('--base-path', () => {
  test('everything is behind the prefix and nothing beside it', async () => {
    const { database, token } = await loaded('prefix');
    const server = await start(['serve', '--database', database, '--base-path', '/links/one/']);
    try {
      expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/links\/one$/);
      const { origin } = new URL(server.address);
      const upserted = await call(server.address, 'POST', '/api/Link/Upsert', { token, body: linkOf(1) });
      expect(upserted.body.Message).toBe('Inserted link with id 1 successfully.');
      const otherCase = await call(origin, 'POST', '/LINKS/one/api/link/upsert/', { token, body: linkOf(1) });
      expect(otherCase.body.Message).toBe('Updated link with id 1 successfully.');
      const beside = await call(origin, 'POST', '/api/Link/Upsert', { token, body: linkOf(1) });
      expect(beside.status).toBe(404);

      // The next page's address must be one that the caller can go to.
      await call(server.address, 'POST', '/api/Link/Upsert', { token, body: linkOf(2) });
      const page = await fetch(`${server.address}/api/Link/Query?parentDomain=Claim&pageSize=1`, {
        headers: { Token: token },
      });
      const following = await fetch(new URL(nextOf(page), page.url), { headers: { Token: token } });
      expect((await following.json()).map(({ LinkID }) => LinkID)).toEqual([2]);

      // Commands that work through the server take the address with its path.
      const exported = await run(['export', 'links', '--server', server.address, '--token', token]);
      expect(exported.code).toBe(0);
      expect(exported.stdout.trim().split('\n')).toHaveLength(2);
    } finally {
      await stop(server);
    }
  });
});

describe('demo', () => {
  const temporary = temporaryFolder();
  let server;
  const tokenOf = (client) => new RegExp(`${client}: (\\S+)`).exec(server.stdout)?.[1];

  beforeAll(async () => {
    server = await start(['demo'], { env: { TMPDIR: temporary } });
    await until(
      async () => server,
      () => tokenOf('Policies') !== undefined,
    );
  });
  afterAll(() => stop(server));

  test.each(scenarios)('$title', async ({ client, body, status, answer }) => {
    const response = await call(server.address, 'POST', '/api/Link/Upsert', { token: tokenOf(client), body });
    expect(response.status).toBe(status);
    expect(response.text).toBe(answer);
  });

  test('it is gone when it ends', async () => {
    expect(readdirSync(temporary).some((name) => name.startsWith('linkwright-demo-'))).toBe(true);
    expect(await stop(server)).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });
});
