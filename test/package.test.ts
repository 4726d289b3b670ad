/** The package as others install it: its content, its command and its client. */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { errorTable } from '#linkwright/contract/errors.js';
import { root } from '../scripts/steps.mjs';
import { start, stop } from './support/command.js';
import { temporaryFolder } from './support/folder.js';

const folder = temporaryFolder();
const source = join(folder, 'source');
const project = join(folder, 'project');
const installed = join(project, 'node_modules/linkwright');

function npm(cwd: string, ...words: string[]) {
  return execFileSync('npm', [...words, '--loglevel=error', '--no-audit', '--no-fund'], {
    cwd,
    encoding: 'utf8',
  });
}

/** Packs a copy of the repository, since packing builds anew. */
function pack() {
  mkdirSync(source);
  for (const name of ['src', 'console', 'scripts', 'package.json', 'tsconfig.json', 'README.md', 'LICENSE']) {
    cpSync(join(root, name), join(source, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(source, 'node_modules'));
  const packed: [{ filename: string; files: { path: string }[] }] = JSON.parse(npm(source, 'pack', '--json'));
  const [{ filename, files }] = packed;
  return { tarball: join(source, filename), files: files.map(({ path }) => path) };
}

/** Its driver for SQLite is compiled for a minute where there is no ready one; the one of here is the same. */
function bringDriver() {
  const here = join(root, 'node_modules/better-sqlite3');
  const there = join(project, 'node_modules/better-sqlite3');
  const versionOf = (path: string) => JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')).version;
  if (versionOf(here) === versionOf(there))
    cpSync(join(here, 'build'), join(there, 'build'), { recursive: true });
  else npm(project, 'rebuild', 'better-sqlite3');
}

describe('the package', () => {
  let files: string[];
  beforeAll(() => {
    const packed = pack();
    files = packed.files;
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), '{ "name": "project", "private": true }');
    npm(project, 'install', packed.tarball, '--ignore-scripts', '--prefer-offline');
    bringDriver();
  }, 300_000);

  test('holds what runs, its types and its maps, and nothing else', () => {
    const page = /^dist\/console\/(index\.html|assets\/.*\.(js|css|svg)(\.(gz|br))?)$/;
    const beside = files.filter((path) => !/^dist\/.*\.(js|d\.ts|js\.map)$/.test(path) && !page.test(path));
    expect(files).toContain('dist/console/index.html');
    expect(beside.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
    for (const path of files.filter((path) => path.endsWith('.map'))) {
      const { sources, sourcesContent } = JSON.parse(readFileSync(join(installed, path), 'utf8'));
      expect(sourcesContent, path).toHaveLength(sources.length);
    }
  });

  test('its client loads nothing but openapi-fetch', () => {
    const reached = new Set<string>();
    const others = new Set<string>();
    const visit = (path: string) => {
      if (reached.has(path)) return;
      reached.add(path);
      const text = readFileSync(path, 'utf8');
      for (const [, name = ''] of text.matchAll(/(?:from |import\(?)'([^']+)'/g)) {
        if (name.startsWith('.')) visit(join(dirname(path), name));
        else others.add(name);
      }
    };
    visit(join(installed, 'dist/client/index.js'));
    expect([...others]).toEqual(['openapi-fetch']);
    expect([...reached].filter((path) => !path.includes('dist/client/'))).toEqual([]);
  });

  test('its command says its version', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const said = execFileSync('npx', ['linkwright', '--version'], { cwd: project, encoding: 'utf8' });
    expect(said.trim()).toBe(version);
  });

  test('its demo runs, and its client talks to it', async () => {
    const demo = await start(['demo'], { cli: join(installed, 'dist/cli.js') });
    try {
      let token: string | undefined;
      while (token === undefined) {
        // It is printed a moment after the demo listens.
        await new Promise((resolve) => setTimeout(resolve, 20));
        token = /Token for client \S+: (\S+)\n/.exec(demo.stdout)?.[1];
      }
      const program = join(project, 'register.mjs');
      writeFileSync(
        program,
        `import { createClient } from 'linkwright/client';
        const client = createClient({ server: process.argv[2], token: process.argv[3] });
        const domains = await client.domains.list();
        console.log(domains.map(({ Name }) => Name).join());`,
      );
      const said = execFileSync(process.execPath, [program, demo.address, token], { encoding: 'utf8' });
      expect(said).toContain('Claim');
    } finally {
      await stop(demo);
    }
  });

  /** A program whose `switch` has a case for each of these codes, and none beside. */
  const exhaustive = (codes: string[]) => `
    import type { FailureCode } from 'linkwright/client';
    export function known(code: FailureCode): true {
      switch (code) {
        ${codes.map((code) => `case '${code}':`).join('\n        ')}
          return true;
      }
    }`;

  test.each([
    ['the newest TypeScript', join(root, 'node_modules/.bin/tsc')],
    ['TypeScript 5', join(root, 'tools/openapi-types/node_modules/.bin/tsc')],
  ])(
    'its types hold with %s',
    (_name, compiler) => {
      const codes = [...Object.keys(errorTable), 'unreachable'];
      cpSync(join(root, 'test/support/package/register.mts'), join(project, 'register.mts'));
      writeFileSync(join(project, 'codes.mts'), exhaustive(codes));
      writeFileSync(join(project, 'lacking.mts'), exhaustive(codes.slice(1)));
      const check = (...words: string[]) => {
        const options = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2022'];
        const { status, stdout } = spawnSync(compiler, [...options, ...words], {
          cwd: project,
          encoding: 'utf8',
        });
        return { status, stdout };
      };
      const library = ['--lib', 'es2022,dom,dom.asynciterable'];
      for (const resolution of [['nodenext'], ['esnext', '--moduleResolution', 'bundler']]) {
        const words = [...library, '--module', ...resolution];
        expect(check(...words, 'register.mts', 'codes.mts')).toEqual({ status: 0, stdout: '' });
      }
      expect(check(...library, '--module', 'nodenext', 'lacking.mts').stdout).toContain('lacking.mts');
    },
    180_000,
  );
});
