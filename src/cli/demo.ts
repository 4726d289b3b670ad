import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { issueToken } from '../access/tokens.js';
import type { ContentStore } from '../content/content.js';
import { openFolder } from '../content/folder.js';
import { loadFixture } from '../fixture/load.js';
import type { Fixture } from '../fixture/shape.js';
import type { Store } from '../store/store.js';
import { keepDemoContent } from './demo-content.js';
import { demoFixtures, demoNote, demoUser } from './demo-fixtures.js';
import { tour, tourContents } from './demo-tour.js';
import { addListenOptions, type ListenOptions } from './listen-options.js';
import { print } from './output.js';
import { listen, openBesideLoading } from './serve.js';

const [claims, ...others] = demoFixtures;

/** The clients of the scenarios and one to look around in, each with the contents of its files. */
const demoClients: [fixture: Fixture, contents: Buffer[]][] = [
  [claims, [Buffer.from(demoNote)]],
  ...others.map((fixture): [Fixture, Buffer[]] => [fixture, []]),
  [tour, tourContents.map(({ bytes }) => bytes)],
];

/** Creates the demo's clients, and returns a token for each. */
async function furnish(store: Store, kept: ContentStore): Promise<[client: string, token: string][]> {
  const tokens: [string, string][] = [];
  for (const [fixture, contents] of demoClients) {
    const { client } = await loadFixture(store, fixture);
    await keepDemoContent(store, kept, client, contents);
    const { token } = await issueToken(store, client, { user: demoUser, name: 'demo' });
    tokens.push([fixture.client, token]);
  }
  return tokens;
}

export function demoCommand(): Command {
  return addListenOptions(new Command('demo').description('serve a throw-away database with a few records'))
    .addHelpText('after', '\nIt is gone when the demo ends.\n\nExample:\n  linkwright demo --port 0')
    .action(async (options: ListenOptions) => {
      const folder = await mkdtemp(join(tmpdir(), 'linkwright-demo-'));
      try {
        const database = `sqlite:${join(folder, 'demo.db')}`;
        const store = await openBesideLoading(database);
        const content = await openFolder(join(folder, 'content'), 'nothing');
        const tokens = await furnish(store, content);
        await listen(store, content, { ...options, linksSignIn: true }, (address) => {
          for (const [client, token] of tokens) print(`Token for client ${client}: ${token}`);
          if (!options.console) return;
          print('The console, signed in:');
          for (const [client, token] of tokens) print(`  ${client}: ${address}/sign-in#token=${token}`);
        });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
}
