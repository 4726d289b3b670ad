/** The habits of the repository that a linter cannot see. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { migrations, newestMigration } from '#linkwright/store/migrations/index.js';

const root = fileURLToPath(new URL('..', import.meta.url));

function filesUnder(folder: string, ending: string) {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((name) => name.endsWith(ending));
}

/** What a generator writes is nobody's style. */
const generated = ['src/client/openapi.ts'];

const read = (name: string) => ({ name, text: readFileSync(join(root, name), 'utf8') });

const sources = filesUnder('src', '.ts').map(read);
const consoleSources = [...filesUnder('console/src', '.ts'), ...filesUnder('console/src', '.tsx')].map(read);

/** The sources that are reached from some, by imports that the pattern finds. */
function reachedFrom(entries: string[], imports: RegExp): Set<string> {
  const reached = new Set<string>();
  const visit = (name: string) => {
    if (reached.has(name)) return;
    reached.add(name);
    const { text } = sources.find((source) => source.name === name) ?? { text: '' };
    for (const [, path] of text.matchAll(imports)) {
      visit(relative(root, resolve(root, dirname(name), `${path}.ts`)));
    }
  };
  entries.forEach(visit);
  return reached;
}

describe('the repository', () => {
  test('every source file is reached from an entry', () => {
    const entries = [
      'src/cli.ts',
      'src/programs.ts',
      'src/store/sqlite/thread.ts',
      'src/client/index.ts',
      // The console takes these by themselves, so that a page loads no more than it needs.
      ...consoleSources.flatMap(({ text }) =>
        [...text.matchAll(/from 'linkwright\/(import\/[\w-]+)'/g)].map(([, path]) => `src/${path}.ts`),
      ),
    ];
    const reached = reachedFrom(entries, /(?:from |import\()'(\.[^']+)\.js'/g);
    expect(sources.map(({ name }) => name).filter((name) => !reached.has(name))).toEqual([]);
  });

  test('the threads of a store load no schema of a request, which takes as long as all else', () => {
    const atOnce = /^(?:import|export) (?!type )[^;]*?from '(\.[^']+)\.js'/gm;
    const reached = reachedFrom(['src/programs.ts', 'src/store/sqlite/thread.ts'], atOnce);
    expect(reached).toContain('src/store/sql/kysely.ts');
    expect(reached).not.toContain('src/contract/typebox.ts');
  });

  test('every file of the console is reached from its page', () => {
    const reached = new Set<string>();
    const visit = (name: string) => {
      const source = consoleSources.find((each) => each.name === name || each.name === `${name}x`);
      if (source === undefined || reached.has(source.name)) return;
      reached.add(source.name);
      const imports = /(?:from |import\(|new URL\()'(\.[^']+)\.(?:js|ts|tsx)'/g;
      for (const [, path] of source.text.matchAll(imports)) {
        visit(relative(root, resolve(root, dirname(source.name), `${path}.ts`)));
      }
    };
    visit('console/src/main.tsx');
    expect(consoleSources.map(({ name }) => name).filter((name) => !reached.has(name))).toEqual([]);
  });

  test('files are short enough to be about one thing', () => {
    const long = [...sources, ...consoleSources]
      .filter(({ text }) => text.split('\n').length > 300)
      .map(({ name }) => name);
    expect(long.filter((name) => !generated.includes(name))).toEqual([]);
  });

  test('files of tests are short enough to be about one thing', () => {
    const long = filesUnder('test', '.ts').filter((name) => read(name).text.split('\n').length > 400);
    expect(long).toEqual([]);
  });

  test('tests, benches and the soak keep to the types', () => {
    const compiler = join(root, 'node_modules/.bin/tsc');
    const { stdout, stderr } = spawnSync(compiler, ['-p', 'test'], { cwd: root, encoding: 'utf8' });
    expect(stdout + stderr).toBe('');
  });

  test('SQL stands in store/ alone', () => {
    const statement = /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b [\w*(]/;
    const outside = sources.filter(
      ({ name, text }) => !name.startsWith('src/store/') && statement.test(text),
    );
    expect(outside.map(({ name }) => name)).toEqual([]);
  });

  test('the libraries that the build bundles are imported through their one file', () => {
    const serving = 'src/http/fastify.ts';
    const bundled = {
      ...{ typebox: 'src/contract/typebox.ts', kysely: 'src/store/sql/kysely.ts' },
      ...{ fastify: serving, '@fastify': serving, helmet: serving },
    };
    for (const [library, file] of Object.entries(bundled)) {
      // What is imported as a type alone is not there when it runs.
      const loads = new RegExp(`^(?:import|export) (?!type )[^;]*?from '${library}[/']`, 'm');
      const importing = sources.filter(({ text }) => loads.test(text));
      expect(importing.map(({ name }) => name)).toEqual([file]);
    }
  });

  test('every route is of an operation that is described', () => {
    const route = /\.(get|post|put|patch|delete|head|all|route)\b[^;]{0,80}?\(\s*(['{`]|\n)/;
    const served = sources.filter(({ name, text }) => name.startsWith('src/http/') && route.test(text));
    // Beside the one that serves operations: the methods that a path does not have, and what Prometheus reads. (The
    // console's files are the static plugin's.)
    expect(served.map(({ name }) => name)).toEqual([
      'src/http/allowed-methods.ts',
      'src/http/metrics.ts',
      'src/http/operation-route.ts',
    ]);
  });

  test('migrations are numbered without a gap', () => {
    expect(migrations.map(({ number }) => number)).toEqual(
      Array.from({ length: newestMigration }, (_, at) => at + 1),
    );
  });
});
