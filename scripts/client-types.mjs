/**
 * `npm run client-types`: writes src/client/openapi.ts, the types of the client, from the OpenAPI document.
 * Needs a build.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openApiDocument } from '#linkwright/contract/openapi/document.js';
import { root } from './steps.mjs';

export const typesFile = join(root, 'src/client/openapi.ts');

const generator = join(root, 'tools/openapi-types/node_modules/.bin/openapi-typescript');

const heading = `/**
 * The server's operations as its OpenAPI document has them. Written by \`npm run client-types\`; do not change
 * it by hand.
 */
`;

/** The part of the document that the client's types are made of: refusals have one shape, and examples are no types. */
function essence(document) {
  const paths = structuredClone(document.paths);
  for (const operation of Object.values(paths).flatMap(Object.values)) {
    delete operation.description;
    for (const name of Object.keys(operation)) if (name.startsWith('x-')) delete operation[name];
    for (const parameter of operation.parameters ?? []) delete parameter.example;
    for (const status of Object.keys(operation.responses)) {
      if (status.startsWith('2')) delete operation.responses[status].headers;
      else delete operation.responses[status];
    }
  }
  const { openapi, info, components } = document;
  return { openapi, info, paths, components: { schemas: components.schemas } };
}

/** The text of that file. */
export function clientTypes() {
  const folder = mkdtempSync(join(tmpdir(), 'linkwright-types-'));
  try {
    const file = join(folder, 'openapi.json');
    writeFileSync(file, JSON.stringify(essence(openApiDocument())));
    const text = execFileSync(generator, [file], {
      // The generator runs away from the repository's redocly.yaml, whose rules it would apply.
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    });
    return heading + text.slice(text.indexOf('export interface paths'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(typesFile, clientTypes());
  console.log(`Wrote ${typesFile}`);
}
