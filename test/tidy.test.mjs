/** The habits of the repository that a linter cannot see. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { migrations, newestMigration } from '../dist/store/migrations/index.js';

const root = fileURLToPath(new URL('..', import.meta.url));

function filesUnder(folder, ending) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((name) => join(folder, name))
    .filter((name) => name.endsWith(ending));
}

/** What a generator writes is nobody's style. */
const generated = ['src/client/openapi.ts'];

const sources = filesUnder('src', '.ts').map((name) => ({
  name,
  text: readFileSync(join(root, name), 'utf8'),
}));

describe('the repository', () => {
  test('every source file is reached from an entry', () => {
    const entries = ['src/cli.ts', 'src/programs.ts', 'src/store/sqlite/thread.ts', 'src/client/index.ts'];
    const reached = new Set();
    const visit = (name) => {
      if (reached.has(name)) return;
      reached.add(name);
      const { text } = sources.find((source) => source.name === name) ?? { text: '' };
      for (const [, path] of text.matchAll(/(?:from |import\()'(\.[^']+)\.js'/g)) {
        visit(relative(root, resolve(root, dirname(name), `${path}.ts`)));
      }
    };
    entries.forEach(visit);
    expect(sources.map(({ name }) => name).filter((name) => !reached.has(name))).toEqual([]);
  });

  test('files are short enough to be about one thing', () => {
    const long = sources.filter(({ text }) => text.split('\n').length > 300).map(({ name }) => name);
    expect(long.filter((name) => !generated.includes(name))).toEqual([]);
  });

  test('SQL stands in store/ alone', () => {
    const statement = /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b [\w*(]/;
    const outside = sources.filter(
      ({ name, text }) => !name.startsWith('src/store/') && statement.test(text),
    );
    expect(outside.map(({ name }) => name)).toEqual([]);
  });

  test('every route is of an operation that is described', () => {
    const route = /\.(get|post|put|patch|delete|head|all|route)\b[^;]{0,80}?\(\s*(['{`]|\n)/;
    const served = sources.filter(({ name, text }) => name.startsWith('src/http/') && route.test(text));
    // Beside the one that serves operations: the methods that a path does not have, and what Prometheus reads.
    expect(served.map(({ name }) => name)).toEqual([
      'src/http/app.ts',
      'src/http/metrics.ts',
      'src/http/operation-route.ts',
    ]);
  });

  test('migrations are numbered without a gap', () => {
    expect(migrations.map(({ number }) => number)).toEqual(
      Array.from({ length: newestMigration }, (_, at) => at + 1),
    );
  });

  test('every npm script, file and command that a document names is there', () => {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const commands = readFileSync(join(root, 'src/cli.ts'), 'utf8');
    for (const name of ['README.md', 'CONTRIBUTING.md']) {
      const text = readFileSync(join(root, name), 'utf8');
      for (const [, script] of text.matchAll(/npm run ([\w:-]+)/g))
        expect(Object.keys(scripts)).toContain(script);
      for (const [, path] of text.matchAll(/\b((?:src|test|docs|bench|scripts|examples)\/[\w./-]+\.\w+)/g)) {
        expect(() => readFileSync(join(root, path)), `${name} names ${path}`).not.toThrow();
      }
      for (const [, command] of text.matchAll(/(?:^|npx )linkwright ([a-z]+)/gm)) {
        expect(commands, `${name} names the command ${command}`).toContain(`  ${command}: async`);
      }
    }
  });
});
