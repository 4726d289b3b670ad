/** The library's styles in the console: those of every part that it uses, and of no others. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = readdirSync(join(root, 'console/src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.tsx'))
  .map((path) => readFileSync(join(root, 'console/src', path), 'utf8'));
const folder = join(root, 'node_modules/@mantine/core/styles');
const known = readdirSync(folder).filter((name) => /^\w+\.css$/.test(name));

test('are there for every part that is used', () => {
  const listed = readFileSync(join(root, 'console/src/app/mantine.css'), 'utf8');
  const used = sources.flatMap((source) =>
    [...source.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)].flatMap(([, names = '']) =>
      names.split(',').map((name) => `${name.trim()}.css`),
    ),
  );
  const needed = [...new Set(used)].filter((name) => known.includes(name));
  expect(needed.length).toBeGreaterThan(20);
  expect(needed.filter((name) => !listed.includes(`/${name}"`))).toEqual([]);
});
