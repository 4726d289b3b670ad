/** The console as `serve` and `demo` open it: a link that works one time, and links that sign in. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { accessibilityFaults, hasBrowser, openWindow } from '../support/browser.js';
import { type Started, start, stop } from '../support/command.js';
import { temporaryFolder } from '../support/folder.js';

/** Waits until a program has printed this. */
async function printed(program: Started, pattern: RegExp) {
  for (;;) {
    const found = pattern.exec(program.stdout);
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe.skipIf(!hasBrowser)('the first steps', () => {
  const folder = temporaryFolder();

  test('on an empty database a link makes the first client and its administrator, once', async () => {
    const server = await start(['serve', '--database', `sqlite:${join(folder, 'empty.db')}`]);
    try {
      const [, path] = await printed(server, /http:\/\/[^/\s]+(\/welcome#\S+)\n/);
      const page = await openWindow(server, { path: '/welcome' });
      await page.getByRole('alert').getByText('Open the whole link').waitFor();
      await page.goto(server.address + path);
      await page.getByRole('heading', { name: 'Welcome to Linkwright' }).waitFor();
      await page.getByRole('alert').waitFor({ state: 'detached' });
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByLabel('Account').fill('Acme');
      await page.getByLabel('Client').fill('Main');
      await page.getByLabel('User').fill('ada');
      await page.getByLabel('Password', { exact: true }).fill('correct-horse');
      await page.getByRole('button', { name: 'Make the client and sign in' }).click();
      await page.getByRole('heading', { level: 1, name: 'Overview of Main' }).waitFor();
      await page.getByRole('link', { name: 'Administration' }).first().waitFor();
      expect(page.url()).not.toContain('#');

      const late = await openWindow(server, { path });
      await late.getByLabel('Account').fill('Other');
      await late.getByLabel('Client').fill('Main');
      await late.getByLabel('User').fill('eve');
      await late.getByLabel('Password', { exact: true }).fill('correct-horse');
      await late.getByRole('button', { name: 'Make the client and sign in' }).click();
      await late.getByRole('alert').waitFor();
      // A page misses its server as soon as that is stopped.
      await page.context().close();
      await late.context().close();
    } finally {
      await stop(server);
    }
  });

  test('without the console there is no link, but the commands', async () => {
    const database = `sqlite:${join(folder, 'plain.db')}`;
    const server = await start(['serve', '--console', 'off', '--database', database]);
    try {
      await printed(server, /linkwright token create/);
      expect(server.stdout).not.toContain('/welcome');
      expect((await fetch(server.address, { headers: { Accept: 'text/html' } })).status).toBe(404);
    } finally {
      await stop(server);
    }
  });

  test('a demo’s link signs in, also behind a path, and no other server takes one', async () => {
    const demo = await start(['demo', '--base-path', '/links']);
    const server = await start(['serve', '--database', `sqlite:${join(folder, 'real.db')}`]);
    try {
      const [, path] = await printed(demo, /Tour: http:\/\/[^/\s]+\/links(\/sign-in#\S+)\n/);
      const page = await openWindow(demo, { path });
      await page.getByRole('heading', { level: 1, name: 'Overview of Tour' }).waitFor();
      expect(page.url()).not.toContain('#');

      const other = await openWindow(server, { path });
      await other.getByRole('button', { name: 'Sign in' }).waitFor();
      expect(await other.evaluate(() => localStorage.length)).toBe(0);
      // A page misses its server as soon as that is stopped.
      await page.context().close();
      await other.context().close();
    } finally {
      await stop(demo);
      await stop(server);
    }
  });
});
