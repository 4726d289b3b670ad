/** What quickstart and verify share. Needs nothing but Node, npm and, for the first install, a C++ compiler. */
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const oldestNode = [20, 19];

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  fail(`Linkwright needs Node ${oldestNode.join('.')} or newer; this is ${process.version}.`);
}

/**
 * Ends the process with exit code 1.
 *
 * @type {(message: string) => never}
 */
export function fail(message) {
  console.error(message);
  process.exit(1);
}

/** Runs a command in the repository and answers whether it succeeded. */
export function runs(command, ...commandArguments) {
  const { status } = spawnSync(command, commandArguments, { cwd: root, stdio: 'inherit' });
  return status === 0;
}

/** Installs what package-lock.json names, unless that has been done since it changed. */
export function install() {
  const done = `${root}/node_modules/.package-lock.json`;
  if (existsSync(done) && statSync(done).mtimeMs >= statSync(`${root}/package-lock.json`).mtimeMs) return;
  console.log('Installing dependencies (the first time takes a minute or two) …');
  if (!runs('npm', 'ci', '--no-fund', '--no-audit', '--loglevel=error')) {
    fail(
      'npm ci failed. better-sqlite3 is compiled where there is no ready binary: that needs python3, make and g++.',
    );
  }
}

export function build() {
  if (!runs('npm', 'run', '--silent', 'build')) fail('The build failed.');
}

/** Installs the browser that some tests run in, where one command does it; else those tests are skipped. */
export function installBrowser() {
  if (existsSync('/usr/bin/chromium')) return;
  const mayInstall = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
  console.log(
    mayInstall ? 'Installing chromium …' : 'There is no /usr/bin/chromium: what needs it is skipped.',
  );
  if (!mayInstall) return;
  const words = ['install', '-y', '-qq', '--no-install-recommends', 'chromium'];
  if (!runs('apt-get', ...words)) runs('apt-get', 'update', '-qq') && runs('apt-get', ...words);
}
