/** Commands whose output cannot be written, and tokens that cannot be sent: in words, and with the right exit code. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { run } from '../support/command.js';
import { startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** Runs `linkwright WORDS` in a shell, with what is said behind it. */
async function inShell(words: string, behind: string, env: NodeJS.ProcessEnv = {}) {
  const child = spawn('bash', ['-c', `"${process.execPath}" "${cli}" ${words} ${behind}`], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => {
    stderr += data;
  });
  const [code] = await once(child, 'close');
  return { code, stderr };
}

describe('a disk that is full', async () => {
  const server = await startServer(stores[0], [
    {
      account: 'Acme',
      client: 'Main',
      users: [{ user: 'ada', administrator: true }],
      records: { Contact: [{ id: 1, ContactNumber: 'C-1' }] },
    },
  ]);
  const env = { LINKWRIGHT_SERVER: server.address, LINKWRIGHT_TOKEN: await server.token('ada') };

  test.each([
    'export records --domain Contact',
    'export records --domain Contact --format csv --for-spreadsheets',
    'export links --format csv',
    '--help',
    'import links --help',
    '--version',
  ])('linkwright %s > /dev/full', async (words) => {
    expect(await inShell(words, '> /dev/full', env)).toEqual({
      code: 1,
      stderr: 'linkwright: The output cannot be written (ENOSPC).\n',
    });
  });

  test('where messages go does not change the exit code', async () => {
    expect((await inShell('export records --domain Nope', '2> /dev/full', env)).code).toBe(1);
    expect((await inShell('export records --domain Contact --format xml', '2> /dev/full', env)).code).toBe(2);
  });

  test.each(['line\nline', 'naïve', 'two words', ''])(
    'the token %j is bad usage, and not shown',
    async (token) => {
      const given = token === '' ? ['--token', ''] : ['--token', token];
      const { code, stdout, stderr } = await run(['export', 'records', '--domain', 'Contact', ...given], {
        env: { LINKWRIGHT_SERVER: server.address },
      });
      expect({ code, stdout, stderr }).toEqual({
        code: 2,
        stdout: '',
        stderr: 'linkwright: --token must be a token as token create prints it, on one line.\n',
      });
    },
  );

  test.each(['http://', 'http:///', 'https://?', 'http://a b', '127.0.0.1:8080'])(
    'the server %j is bad usage',
    async (address) => {
      const words = ['export', 'records', '--domain', 'Contact', '--server', address];
      const { code, stderr } = await run(words, { env });
      expect(code).toBe(2);
      expect(stderr).toBe(
        `linkwright: --server must be an address like http://127.0.0.1:8080; '${address}' was given.\n`,
      );
    },
  );
});
