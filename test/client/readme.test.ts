/** The client's README: its examples run, in their order, and print what it says. */

import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { demoFixtures, demoUser } from '#linkwright/cli/demo-fixtures.js';
import { createClient, etagOf } from '#linkwright/client/index.js';
import { openFolder } from '#linkwright/content/folder.js';
import { temporaryFolder } from '../support/folder.js';
import { required } from '../support/required.js';
import { startServer } from '../support/server.js';
import { stores } from '../support/stores.js';

const text = readFileSync(new URL('../../src/client/README.md', import.meta.url), 'utf8');
const examples = [...text.matchAll(/```js\n(.*?)```\n(?:\n```\n(.*?)```\n)?/gs)];

test('the examples print what stands below them', async () => {
  const content = await openFolder(temporaryFolder(), 'nothing');
  const server = await startServer(stores[0], demoFixtures, { content });
  const { address } = server;
  const client = createClient({ server: address, token: await server.token(demoUser) });
  const printed: string[] = [];
  const console = {
    log: (...values: unknown[]) =>
      printed.push(values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' ')),
  };
  // One program, since later examples use what earlier ones made; each in a scope of its own but for `adjuster`.
  const [, ...blocks] = examples;
  const shared = /const adjuster = \{.*?\n\};\n/s;
  const adjuster = required(shared.exec(text))[0];
  const AsyncFunction = (async () => {}).constructor as new (
    ...parameters: string[]
  ) => (...values: unknown[]) => Promise<void>;
  for (const [, code = '', output] of blocks) {
    const body = code.includes('adjuster') ? adjuster + code.replace(shared, '') : code;
    printed.length = 0;
    await new AsyncFunction('client', 'console', 'createClient', 'etagOf', 'server', body)(
      client,
      console,
      createClient,
      etagOf,
      address,
    );
    expect(`${printed.join('\n')}\n`, code).toBe(output);
  }
  expect(blocks.length).toBeGreaterThan(7);
});
