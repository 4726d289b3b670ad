/** How commands explain themselves, and what they say to bad usage (docs/reference/command-line.md#exit-codes). */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { run } from '../support/command.js';
import { runHere } from '../support/command-here.js';
import { expectNoStack } from '../support/no-stack.js';
import { databases } from '../support/served-client.js';

const { folder, urlOf } = databases();

/**
 * Each command with an option misspelt, the one that is meant, all that it needs, and, where it needs
 * something, as much of it as leaves something out.
 */
interface CommandWords {
  words: [string, ...string[]];
  misspelt: string;
  meant: string;
  needs?: string[];
  partly?: string[];
}

const written: CommandWords[] = [
  { words: ['serve'], misspelt: '--databse', meant: '--database' },
  { words: ['config'], misspelt: '--prot', meant: '--port' },
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
  { words: ['backup'], misspelt: '--keeep', meant: '--keep', needs: ['folder'], partly: [] },
  { words: ['restore'], misspelt: '--chek', meant: '--check', needs: ['folder'], partly: [] },
  {
    words: ['copy'],
    misspelt: '--form',
    meant: '--from',
    needs: ['--from', 'sqlite:a.db', '--to', 'sqlite:b.db'],
    partly: ['--from', 'sqlite:a.db'],
  },
];

const commands = written.map((command) => ({ name: command.words.join(' '), ...command }));

const groups = ['client', 'user', 'role', 'token', 'import', 'export'];

describe('help', () => {
  test.each([{ name: 'linkwright', words: [] }, ...commands])('$name --help', async ({ words }) => {
    const { code, stdout, stderr } = await runHere([...words, '--help']);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toContain(`Usage: ${['linkwright', ...words].join(' ')}`);
    expect(stdout).toMatch(/^Examples?:$/m);
  });

  test.each(groups)('%s --help lists its commands and has an example', async (group) => {
    const { code, stdout } = await runHere([group, '--help']);
    expect(code).toBe(0);
    for (const { words } of commands) if (words[0] === group) expect(stdout).toContain(words[1]);
    expect(stdout).toContain('Example:');
  });

  test('every command is in the list of all', async () => {
    const { stdout } = await runHere(['--help']);
    for (const { words } of commands) expect(stdout).toContain(`  ${words[0]} `);
  });

  test('--version answers the version alone', async () => {
    const { code, stdout } = await runHere(['--version']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('bad usage ends with 2', () => {
  test.each(commands)('$name $misspelt', async ({ words, misspelt, meant, needs = [] }) => {
    const { code, stdout, stderr } = await runHere([...words, ...needs, misspelt, 'x'], {
      env: { LINKWRIGHT_DATABASE: urlOf('never') },
    });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(misspelt);
    expect(stderr).toMatch(new RegExp(`Did you mean '?${meant}'?\\?`));
    expectNoStack(stderr);
  });

  test('an option that is needed and misspelt is known too', async () => {
    const { code, stderr } = await runHere(['client', 'create', '--acount', 'Acme', '--client', 'Main'], {
      env: { LINKWRIGHT_DATABASE: urlOf('never') },
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/Did you mean '?--account'?\?/);
  });

  test.each(commands.filter(({ partly }) => partly !== undefined))(
    '$name without what it needs',
    async ({ words, partly = [] }) => {
      const { code, stdout, stderr } = await runHere([...words, ...partly], {
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
    const { code, stderr } = await runHere(words);
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
    { words: ['client', 'set'], says: /--link-identity or --audit-log-days/ },
    { words: ['client', 'set', '--audit-log-days', '12'], says: /from 90 to 3650/ },
    { words: ['client', 'create', '--account', 'A', '--client', 'C', '--link-identity', 'x'], says: /pair/ },
    { words: ['token', 'create', '--user', 'ada', '--days', 'seven'], says: /days/ },
    { words: ['token', 'revoke', 'seven'], says: /number/ },
    { words: ['role', 'set', '--role', 'r', '--grant', 'View'], says: /DOMAIN=PERMISSION/ },
    { words: ['export', 'links', '--token', 'T', '--format', 'xml'], says: /ndjson, csv/ },
  ])('$words', async ({ words, says }) => {
    const { code, stderr } = await runHere(words, { env: { LINKWRIGHT_DATABASE: urlOf('never') } });
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
    expectNoStack(stderr);
  });

  test('no command at all shows what there is', async () => {
    const { code, stdout, stderr } = await runHere([]);
    expect(code).toBe(2);
    expect(stdout + stderr).toContain('Usage: linkwright');
  });
});

describe('a process of its own ends as the tests run a command in theirs', () => {
  test.each([
    [[]],
    [['--version']],
    [['serve', '--help']],
    [['exprt']],
    [['client', 'crate']],
    [['serve', '--port', 'http']],
    [['export', 'links']],
    [['client', 'list', '--database', 'mysql://localhost/linkwright']],
  ])('linkwright %j', async (words: string[]) => {
    const env = { LINKWRIGHT_TOKEN: undefined };
    expect(await run(words, { env })).toEqual(await runHere(words, { env }));
  });
});
