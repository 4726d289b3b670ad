/** Settings of a server, where each comes from, and what is refused (docs/guide/configuration.md). */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run, start, stop } from '../support/command.js';
import { runHere } from '../support/command-here.js';
import { temporaryFolder } from '../support/folder.js';

const folder = temporaryFolder();
let count = 0;

/** A file of settings. */
function fileOf(settings: unknown): string {
  const file = join(folder, `settings-${count++}.json`);
  writeFileSync(file, typeof settings === 'string' ? settings : JSON.stringify(settings));
  return file;
}

interface Row {
  setting: string;
  value: unknown;
  from: string;
}

async function settings(words: string[], env: NodeJS.ProcessEnv = {}) {
  const { code, stdout, stderr } = await run(['config', '--json', ...words], { env });
  expect([code, stderr]).toEqual([0, '']);
  const rows: Row[] = JSON.parse(stdout);
  return new Map(rows.map(({ setting, ...rest }) => [setting, rest]));
}

describe('config', () => {
  test('says where each setting comes from: an option before a variable, that before the file', async () => {
    const file = fileOf({ port: 1, host: '10.0.0.1', 'pool-size': 5, 'base-path': '/file/', console: false });
    const env = { LINKWRIGHT_PORT: '2', LINKWRIGHT_HOST: '10.0.0.2', LINKWRIGHT_CONFIG: file };
    const found = await settings(['--port', '3', '--trust-proxy'], env);
    expect(found.get('port')).toEqual({ value: 3, from: 'option' });
    expect(found.get('host')).toEqual({ value: '10.0.0.2', from: 'LINKWRIGHT_HOST' });
    expect(found.get('pool-size')).toEqual({ value: 5, from: file });
    // As the option takes it: without the last slash, and as a switch.
    expect(found.get('base-path')).toEqual({ value: '/file', from: file });
    expect(found.get('console')).toEqual({ value: false, from: file });
    expect(found.get('trust-proxy')).toEqual({ value: ['loopback'], from: 'option' });
    expect(found.get('rate-limit')).toEqual({ value: null, from: 'default' });
  });

  test('shows no password and no token', async () => {
    const token = 'a-token-that-nobody-may-see';
    const tokenFile = fileOf(token);
    const words = [
      '--metrics-token-file',
      tokenFile,
      '--database',
      'postgres://ada:pass-word@db/links?x=secret',
    ];
    for (const json of [[], ['--json']]) {
      const { code, stdout, stderr } = await run(['config', ...json, ...words]);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain('postgres://ada@db/links');
      expect(stdout).toContain(tokenFile);
      for (const secret of [token, 'pass-word', 'secret']) expect(stdout).not.toContain(secret);
    }
  });

  test('the guide has every setting, with its variable and default', async () => {
    const guide = readFileSync(new URL('../../docs/guide/configuration.md', import.meta.url), 'utf8');
    const rows = [...guide.matchAll(/^\| `([\w-]+)` \| `(\w+)` \|(?: `(.*)`)? \|$/gm)];
    const found = await settings([], { LINKWRIGHT_DATABASE: undefined });
    expect(rows.map(([, name]) => name)).toEqual([...found.keys()]);
    for (const [, name = '', variable, value] of rows) {
      expect([name, String(found.get(name)?.value ?? '')]).toEqual([name, value ?? '']);
      expect(variable).toBe(`LINKWRIGHT_${name.toUpperCase().replaceAll('-', '_')}`);
    }
    const { stdout } = await runHere(['serve', '--help']);
    for (const [, name = '', variable = ''] of rows) {
      expect(stdout).toContain(`--${name} `);
      expect(stdout).toContain(variable);
    }
  });
});

describe.each(['serve', 'config'])('%s refuses', (command) => {
  test.each<[string, unknown, RegExp]>([
    ['a name that is no setting', { prot: 1 }, /no setting "prot", which .* Did you mean 'port'\?/],
    ['the file in itself', { config: 'x' }, /no setting "config"/],
    ['a value that the option does not take', { port: 'http' }, /'port' in .* is wrong\. A port is a number/],
    ['a level of its own', { 'log-level': 'loud' }, /'log-level' in .* Allowed choices are/],
    ['an object', { port: { number: 1 } }, /must be a text, a number, true or false; an object was given/],
    ['an array', ['port'], /must hold an object of settings/],
    ['what is no JSON', 'port = 1', /is not JSON/],
  ])('%s', async (_, content, message) => {
    const { code, stderr } = await runHere([command, '--config', fileOf(content)]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });

  test('a file that is not there', async () => {
    const { code, stderr } = await runHere([command, '--config', join(folder, 'none.json')]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/none\.json cannot be read \(ENOENT\)/)]);
  });
});

describe('serve', () => {
  test('takes its settings from a file, and warns of variables that are none', async () => {
    const file = fileOf({
      database: `sqlite:${folder}/file.db`,
      'base-path': '/from-file',
      'log-level': 'info',
    });
    const server = await start(['serve', '--config', file], {
      env: { LINKWRIGHT_DATABSE: 'sqlite:x.db', LINKWRIGHT_SERVICE_HOST: '10.0.0.1' },
    });
    expect(server.address).toMatch(/\/from-file$/);
    expect(await stop(server)).toBe(0);
    expect(server.stderr).toMatch(
      /no setting LINKWRIGHT_DATABSE; it is passed over\. Did you mean 'LINKWRIGHT_DATABASE'\?/,
    );
    expect(server.stderr).not.toContain('SERVICE_HOST');
  });

  test.each([
    [['--host', '0.0.0.0'], true],
    [['--host', '::'], true],
    [['--host', '0.0.0.0', '--trust-proxy', '10.0.0.0/8'], false],
    [['--host', 'localhost'], false],
    [['--host', '127.0.0.1'], false],
    [[], false],
  ])('%j: warns of a network without TLS: %j', async (words, warns) => {
    const server = await start(['serve', '--database', `sqlite:${folder}/warn.db`, ...words]);
    expect(await stop(server)).toBe(0);
    if (warns) expect(server.stderr).toMatch(/^Warning: \S+ is reached from other machines.*--trust-proxy/m);
    else expect(server.stderr).toBe('');
  });
});
