/** Bundles libraries of many files into the one file through which ours load them: a part of the build. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build } from 'vite';
import { root } from './steps.mjs';

const sources = ['contract/typebox', 'store/sql/kysely', 'http/fastify'];

/** What is loaded elsewhere too and would be there twice, and what is never loaded. */
const external = [
  'pino',
  ...['@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler', 'light-my-request'],
];

/** The folder of the package that a module belongs to. */
function packageOf(module) {
  let folder = dirname(module);
  while (!existsSync(join(folder, 'package.json')) || !/"name":/.test(read(folder, 'package.json'))) {
    folder = dirname(folder);
  }
  return folder;
}

const read = (folder, name) => readFileSync(join(folder, name), 'utf8');

/** The name and license of each package that a bundle holds. */
function licensesOf(modules) {
  const packages = new Set(modules.filter((module) => module.includes('/node_modules/')).map(packageOf));
  return [...packages].sort().map((folder) => {
    const { name, version, license } = JSON.parse(read(folder, 'package.json'));
    const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
    return `${name} ${version}\n\n${file === undefined ? license : read(folder, file).trim()}`;
  });
}

const withLicenses = {
  name: 'licenses',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      const text = licensesOf(Object.keys(chunk.modules)).join('\n\n').replaceAll('*/', '* /');
      chunk.code = `/*!\n${text}\n*/\n${chunk.code}`;
    }
  },
};

for (const source of sources) {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [withLicenses],
    ssr: { noExternal: true, external },
    build: {
      ssr: `src/${source}.ts`,
      outDir: `dist/${dirname(source)}`,
      emptyOutDir: false,
      target: 'node20',
      // Each thread keeps the text of what it loads.
      minify: true,
      rolldownOptions: { output: { entryFileNames: `${basename(source)}.js` } },
    },
  });
}
