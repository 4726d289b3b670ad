/** Puts a library of many files into the one file through which ours load it: a part of the build. */
import { readFileSync } from 'node:fs';
import { build } from 'vite';
import { root } from './steps.mjs';

const bundles = [
  { source: 'contract/typebox', license: 'typebox/license' },
  { source: 'store/kysely', license: 'kysely/LICENSE' },
];

for (const { source, license } of bundles) {
  const [folder, name] = source.split('/');
  const text = readFileSync(`${root}/node_modules/${license}`, 'utf8').trim();
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: `src/${source}.ts`,
      outDir: `dist/${folder}`,
      emptyOutDir: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: `${name}.js`, banner: `/*!\n${text}\n*/` } },
    },
  });
}
