/** From an empty database to the first link, by commands beside a server and in a browser. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LinkIdentity } from '#linkwright/contract/words.js';
import { call } from '../support/call.js';
import { run, type Started, start, stop } from '../support/command.js';
import { runHere } from '../support/command-here.js';
import { expectNoStack } from '../support/no-stack.js';
import { required } from '../support/required.js';
import { databases } from '../support/served-client.js';

interface ClientRow {
  linkIdentity: LinkIdentity;
}
interface UserRow {
  name: string;
  administrator: boolean;
  roles: string[];
}
interface TokenRow {
  id: number;
  kind: string;
  user: string;
  name: string;
  roles: string[] | null;
  created: string;
  expires: string;
}

const { urlOf } = databases();

describe('from an empty database to the first link', () => {
  const database = urlOf('first');
  const on = (...words: string[]) => runHere([...words, '--database', database]);
  /** The same in a process of its own. */
  const apart = (...words: string[]) => run([...words, '--database', database]);
  const listOf = async <Row = unknown>(what: string): Promise<Row[]> =>
    JSON.parse((await on(what, 'list', '--json')).stdout);
  let server: Started;
  let token: string;

  beforeAll(async () => {
    server = await start(['serve', '--database', database]);
  });
  afterAll(() => stop(server));

  test('serve says the first steps once it listens', async () => {
    await expect.poll(() => server.stdout).toContain('token create');
    const { stdout } = server;
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
    expect(await listOf<ClientRow>('client')).toEqual([]);
  });

  test('client create', async () => {
    const { code, stdout } = await apart('client', 'create', '--account', 'Acme', '--client', 'Main');
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
    const [client, ...others] = await listOf<ClientRow>('client');
    expect(others).toEqual([]);
    expect(client).toMatchObject({ account: 'Acme', name: 'Main', linkIdentity: 'pair' });
  });

  test('role set', async () => {
    const grants = ['--grant', 'Claim=View,AttachContacts', '--grant', '*=View'];
    expect((await apart('role', 'set', '--role', 'adjusters', ...grants)).code).toBe(0);
    const wrong = await on('role', 'set', '--role', 'adjusters', '--grant', 'Claim=Veiw');
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain("Did you mean 'View'?");
    const unknown = await on('role', 'set', '--role', 'adjusters', '--grant', 'Clam=View');
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain("Did you mean 'Claim'?");
    expectNoStack(wrong.stderr + unknown.stderr);
  });

  test('user create', async () => {
    const administrator = await runHere(['user', 'create', '--user', 'ada', '--administrator'], {
      env: { LINKWRIGHT_DATABASE: database, LINKWRIGHT_PASSWORD: 'correct horse' },
    });
    expect(administrator.code).toBe(0);
    expect(administrator.stdout + administrator.stderr).not.toContain('correct horse');
    expect((await apart('user', 'create', '--user', 'rita', '--role', 'adjusters')).code).toBe(0);
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
    const users = await listOf<UserRow>('user');
    expect(users.map(({ name, administrator, roles }) => ({ name, administrator, roles }))).toEqual([
      { name: 'ada', administrator: true, roles: [] },
      { name: 'rita', administrator: false, roles: ['adjusters'] },
    ]);
    expect(JSON.stringify(users)).not.toMatch(/argon2|hash/i);
  });

  test('token create prints the token alone, which works at once', async () => {
    const { code, stdout, stderr } = await apart(
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
    await expect.poll(async () => (await asRita()).status).toBe(403);
  });

  test('role list', async () => {
    expect((await on('role', 'list')).stdout).toMatch(/adjusters +Claim=View/);
    expect(await listOf('role')).toEqual([{ name: 'adjusters', grants: { Claim: ['View'] } }]);
  });

  test('user set changes what is named alone', async () => {
    expect((await on('user', 'create', '--user', 'sam', '--role', 'adjusters')).code).toBe(0);
    const rowOf = async (user: string) => (await listOf<UserRow>('user')).find(({ name }) => name === user);
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
    expect((await runHere(['user', 'set', '--user', 'sam'], { env })).code).toBe(0);
    const { body } = await call(server.address, 'POST', '/Authentication/Authenticate', {
      body: credentials,
    });
    const me = () => call(server.address, 'GET', '/api/Me', { token: body.token });
    expect((await me()).status).toBe(200);
    expect((await runHere(['user', 'set', '--user', 'sam'], { env })).code).toBe(0);
    await expect.poll(async () => (await me()).status).toBe(401);
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
    const users = await listOf<UserRow>('user');
    expect(users.map(({ name }) => name)).toEqual(['ada', 'rita']);
  });

  test('token list never shows a token', async () => {
    const people = await on('token', 'list');
    const rows = await listOf<TokenRow>('token');
    expect(rows.find(({ kind, user }) => kind === 'token' && user === 'ada')).toBeDefined();
    for (const text of [people.stdout, JSON.stringify(rows)]) {
      expect(text).not.toContain(token);
      expect(text).not.toContain(token.slice(-20));
    }
  });

  test('token create keeps name and end for the list', async () => {
    const { stdout } = await on('token', 'create', '--user', 'ada', '--name', 'night run', '--days', '7');
    expect(stdout).toMatch(/^\S+\n$/);
    const rows = await listOf<TokenRow>('token');
    const row = required(rows.find(({ name }) => name === 'night run'));
    expect(Date.parse(row.expires) - Date.parse(row.created)).toBe(7 * 86_400_000);
  });

  test('token create binds a token to roles of the user, and the list says so', async () => {
    const made = await on('token', 'create', '--user', 'rita', '--role', 'adjusters', '--name', 'bound');
    expect(made.code).toBe(0);
    const rows = await listOf<TokenRow>('token');
    expect(required(rows.find(({ name }) => name === 'bound')).roles).toEqual(['adjusters']);
    expect(rows.find(({ user }) => user === 'ada')?.roles).toBeNull();
    expect((await on('token', 'list')).stdout).toMatch(/rita +bound +adjusters +20/);
    const wrong = await on('token', 'create', '--user', 'rita', '--role', 'adjuster');
    expect([wrong.code, wrong.stdout]).toEqual([1, '']);
    expect(wrong.stderr).toBe(
      "linkwright: Roles must name roles that user 'rita' has ('adjusters'); \"adjuster\" was given. Did you mean 'adjusters'?\n",
    );
    const none = await on('token', 'create', '--user', 'ada', '--role', '');
    expect([none.code, none.stdout]).toEqual([2, '']);
    expect(none.stderr).toContain('--role must be a string of 1 to 200 characters');
  });

  test('token revoke: the server refuses the token soon after, and others go on', async () => {
    const revoked = (await on('token', 'create', '--user', 'ada', '--name', 'to be revoked')).stdout.trim();
    const ask = (withToken: string) => call(server.address, 'GET', '/api/Domains', { token: withToken });
    expect((await ask(revoked)).status).toBe(200);
    const rows = await listOf<TokenRow>('token');
    const { id } = required(rows.find(({ name }) => name === 'to be revoked'));
    expect((await on('token', 'revoke', String(id))).code).toBe(0);
    await expect.poll(async () => (await ask(revoked)).status).toBe(401);
    expect((await ask(token)).status).toBe(200);
    const after = await listOf<TokenRow>('token');
    expect(after.map((row) => row.id)).not.toContain(id);
    const again = await on('token', 'revoke', String(id));
    expect(again.code).toBe(1);
    expect(again.stderr).toContain(`There is no token with id ${id}`);
  });

  test('client set goes both ways while no pair has several links', async () => {
    const set = (identity: LinkIdentity) => on('client', 'set', '--link-identity', identity);
    expect((await set('relationship')).code).toBe(0);
    expect((await listOf<ClientRow>('client'))[0]?.linkIdentity).toBe('relationship');
    expect((await set('pair')).code).toBe(0);
    expect((await listOf<ClientRow>('client'))[0]?.linkIdentity).toBe('pair');
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
    const { stdout } = await runHere(['user', 'list', '--json'], {
      env: { LINKWRIGHT_DATABASE: database, LINKWRIGHT_ACCOUNT: 'Acme', LINKWRIGHT_CLIENT: 'Main' },
    });
    expect(JSON.parse(stdout)).toHaveLength(2);
  });

  test('doctor finds it in order', async () => {
    const people = await apart('doctor');
    expect(people.code).toBe(0);
    expect(people.stdout).toContain('in order');
    const machines = await on('doctor', '--json');
    expect(machines.code).toBe(0);
    expect(JSON.parse(machines.stdout)).toEqual([]);
  });

  test('migrate says which schema the database has, and can be repeated', async () => {
    const { code, stdout } = await apart('migrate');
    expect(code).toBe(0);
    expect(stdout).toMatch(/schema \d+/);
    expect((await on('migrate')).stdout).toBe(stdout);
  });

  test('the link of the first steps works no more, and its secret is in no log', async () => {
    const [, secret] = required(/#([\w-]{43})$/m.exec(server.stdout));
    const body = { Secret: secret, Account: 'A', ClientName: 'C', User: 'eve', Password: 'of eve, long' };
    const answer = await call(server.address, 'POST', '/Authentication/FirstAdministrator', { body });
    expect(answer.status).toBe(404);
    expect(server.stderr).toBe('');
  });

  test('SIGTERM ends it with 0, and the next start says no first steps', async () => {
    expect(await stop(server)).toBe(0);
    expect(server.stderr).toBe('');
    server = await start(['serve', '--database', database]);
    // What was made before is there.
    expect((await call(server.address, 'GET', '/api/Domains', { token })).status).toBe(200);
    expect(await stop(server)).toBe(0);
    expect(server.stdout).toMatch(/^Linkwright listening on http:\/\/\S+\n$/);
  });
});

describe('the first steps in a browser', () => {
  test('the link makes the first client and its administrator, whom commands then find', async () => {
    const database = urlOf('welcome');
    const options = ['serve', '--database', database, '--base-path', '/links', '--log-level', 'info'];
    const server = await start(options);
    try {
      await expect.poll(() => server.stdout).toContain('token create');
      const [, link, secret] = required(/^ {2}(\S+\/welcome)#(\S+)$/m.exec(server.stdout));
      expect(link).toBe(`${server.address}/welcome`);
      const body = { Secret: secret, Account: 'A', ClientName: 'C', User: 'ada', Password: 'correct horse' };
      const made = await call(server.address, 'POST', '/Authentication/FirstAdministrator', { body });
      expect(made.status).toBe(200);
      const list = await runHere(['user', 'list', '--json', '--database', database]);
      expect(JSON.parse(list.stdout)).toMatchObject([{ name: 'ada', administrator: true }]);
      expect(server.stderr).not.toContain(secret);
    } finally {
      await stop(server);
    }
  });
});
