/** docs/guide/register.md: its commands run, in their order, and print what it says. */
import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { partFolder } from '../../scripts/register.mjs';
import { start, stop } from '../support/command.js';
import { fillDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/folder.js';
import { stores } from '../support/stores.js';

const page = readFileSync(new URL('../../docs/guide/register.md', import.meta.url), 'utf8');
const blocks = [...page.matchAll(/```sh\n(.*?)```\n(?:\n```\n(.*?)```\n)?/gs)];
const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** The page calls the server with curl, as a person would. */
const hasTools = ['bash', 'curl', 'gunzip'].every((tool) => spawnSync(tool, ['--version']).status === 0);

/** A folder with the register's files and the command, as the page finds them. */
function newFolder(): { folder: string; bin: string } {
  const folder = temporaryFolder();
  cpSync(partFolder, join(folder, 'examples', 'register'), { recursive: true });
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const command = join(bin, 'linkwright');
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${cli}' "$@"\n`);
  chmodSync(command, 0o755);
  return { folder, bin };
}

describe.skipIf(!hasTools).each(stores)('the guide to the register, on $name', (store) => {
  test('prints what it says', { timeout: 240_000 }, async () => {
    const { folder, bin } = newFolder();
    const url = await store.urlOf(folder, 'register');
    const token = await fillDatabase(url, {
      account: 'Acme',
      client: 'Main',
      linkIdentity: 'relationship',
      users: [{ user: 'ada', administrator: true }],
    });
    const server = await start(['serve', '--database', url]);
    const env = {
      ...process.env,
      LINKWRIGHT_SERVER: server.address,
      LINKWRIGHT_TOKEN: token,
      PATH: `${bin}:${process.env.PATH}`,
    };
    // What a block without an answer defines is there for all that follow.
    let defined = 'set -e\n';
    let answers = 0;
    for (const [, code = '', answer] of blocks) {
      if (answer === undefined) {
        defined += code;
        continue;
      }
      const { stdout } = await promisify(execFile)('bash', ['-c', defined + code], { cwd: folder, env });
      expect(stdout, code).toBe(answer);
      answers++;
    }
    expect(answers).toBe(7);
    expect(await stop(server)).toBe(0);
  });
});
