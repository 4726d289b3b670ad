/** Bundles a library of many files into the one file through which ours load it: a part of the build. */
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { build } from 'vite';
import { root } from './steps.mjs';

const bundles = [
  { source: 'contract/typebox', license: 'typebox/license' },
  { source: 'store/sql/kysely', license: 'kysely/LICENSE' },
];

for (const { source, license } of bundles) {
  const text = readFileSync(`${root}/node_modules/${license}`, 'utf8').trim();
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: `src/${source}.ts`,
      outDir: `dist/${dirname(source)}`,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: `${basename(source)}.js`, banner: `/*!\n${text}\n*/` } },
    },
  });
}
