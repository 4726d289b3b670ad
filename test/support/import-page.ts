/** The console's import page as tests use it. */
import type { Page } from 'playwright-core';
import { beforeAll } from 'vitest';
import { demoFixtures } from '#linkwright/cli/demo-fixtures.js';
import type { Fixture } from '#linkwright/fixture/shape.js';
import { openWindow, startConsole, type WindowOptions } from './browser.js';
import { gate } from './gate.js';
import type { TestServer } from './server.js';
import type { TestStore } from './stores.js';

/** A file as a person chooses it. */
export interface Sample {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export const sampleOf = (name: string, text: string): Sample => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});

export const csvOf = (name: string, header: string[], rows: (string | number)[][]) =>
  sampleOf(name, [header, ...rows].map((cells) => `${cells.join(',')}\n`).join(''));

const [demo] = demoFixtures;

/** The demo's claims with a hundred more, and people of whom some may import, each something else. */
const fixture: Fixture = {
  ...demo,
  roles: [
    { name: 'Viewers', grants: { '*': ['View'] } },
    { name: 'Attachers', grants: { Claim: ['AttachContacts'] } },
    { name: 'Recorders', grants: { Policy: ['View', 'Edit'] } },
  ],
  users: [
    { user: 'ada', password: 'correct-horse', administrator: true },
    { user: 'vera', roles: ['Viewers'] },
    { user: 'rick', roles: ['Recorders'] },
    { user: 'cleo', roles: ['Viewers', 'Attachers'] },
  ],
  records: {
    ...demo.records,
    Claim: [
      ...demo.records.Claim,
      ...Array.from({ length: 100 }, (_, at) => ({ id: 9_000 + at, ClaimNumber: `K-${at}` })),
    ],
  },
};

/** A server for the tests of a group, and the page as a user of it opens it. */
export function importConsole(store: TestStore) {
  let server: TestServer;
  beforeAll(async () => {
    server = await startConsole(store, [fixture]);
  });
  return {
    started: () => server,
    async open(user = 'ada'): Promise<{ server: TestServer; page: Page }> {
      return { server, page: await openImport(server, { token: await server.token(user) }) };
    },
  };
}

/** Opens the page. */
export async function openImport(
  server: { address: string; basePath?: string },
  options: WindowOptions,
): Promise<Page> {
  const page = await openWindow(server, { path: '/import', ...options });
  // Listening begins now, so that a key pressed at once does not come too early.
  page.on('filechooser', () => undefined);
  await page.getByRole('heading', { level: 1, name: 'Import' }).waitFor();
  return page;
}

/** Chooses a file with the page's button: one that is on the disk by its path. */
export async function choose(page: Page, file: Sample | string, button = 'Choose a file'): Promise<void> {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button, exact: true }).click();
  await (await choosing).setFiles(file);
}

/** Waits until the page says this of the import. */
export function statusOf(page: Page, text: string, timeout = 30_000): Promise<void> {
  return page.getByRole('status').getByText(text, { exact: true }).waitFor({ timeout });
}

/** A call of many links that is held. */
export interface HeldCall {
  /** Resolves when the call has come. */
  reached(): Promise<void>;
  release(): void;
  /** How many calls have come. */
  count(): number;
}

/** Holds the bulk call of links with that number until it is released; later ones wait for it by themselves. */
export async function held(page: Page, number: number): Promise<HeldCall> {
  let count = 0;
  const released = gate();
  const reached = gate();
  await page.route('**/api/Link/BulkUpsert*', async (route) => {
    count++;
    if (count === number) {
      reached.open();
      await released.opened;
    }
    await route.fallback().catch(() => undefined);
  });
  return { reached: () => reached.opened, release: released.open, count: () => count };
}

/** Moves the focus with the keyboard to what has this name. */
export async function tabTo(page: Page, name: string, key = 'Tab'): Promise<void> {
  for (let pressed = 0; pressed < 100; pressed++) {
    await page.keyboard.press(key);
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent;
    });
    if (focused?.trim() === name) return;
  }
  throw new Error(`The keyboard does not come to ${name}.`);
}
