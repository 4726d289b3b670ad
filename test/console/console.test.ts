/** What every page of the console has: how it is served, signing in, the frame around it. */
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { demoFixtures } from '#linkwright/cli/demo-fixtures.js';
import {
  accessibilityFaults,
  inBrowser,
  openWindow,
  phone,
  sideways,
  startConsole,
} from '../support/browser.js';
import { gate } from '../support/gate.js';
import { required } from '../support/required.js';
import { startServer, type TestServer } from '../support/server.js';
import { consoleStore } from '../support/stores.js';

const [claims] = demoFixtures;
const fixtures = [
  {
    ...claims,
    roles: [{ name: 'Viewer', grants: { Claim: ['View'], Contact: ['View'] } }],
    users: [
      { user: 'ada', password: 'correct-horse', administrator: true },
      { user: 'vera', password: 'battery-staple', roles: ['Viewer'] },
    ],
  },
];

const store = consoleStore('sqlite');

const browse = { headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }, elsewhere: true };

let server: TestServer;
beforeAll(async () => {
  server = await startConsole(store, fixtures);
});

describe(`the console on ${store.name}`, () => {
  test('is served at every address that a browser opens, and to nobody else', async () => {
    const page = await server.call('GET', '/', browse);
    expect(page.status).toBe(200);
    expect(page.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('Cache-Control')).toBe('no-store');
    const policy = page.headers.get('Content-Security-Policy');
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
    const [, nonce] = required(/nonce="([^"]+)"/.exec(page.text));
    expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
    expect((await server.call('GET', '/', browse)).text).not.toContain(nonce);
    expect(page.text).not.toMatch(/<script(?![^>]* src=)|<style| style=/);

    expect((await server.call('GET', '/records/Claim/5001', browse)).status).toBe(200);
    expect((await server.call('GET', '/records/Claim/5001', { elsewhere: true })).status).toBe(404);
    expect((await server.call('GET', '/api/Nothing', browse)).status).toBe(401);
    expect((await server.call('POST', '/records', browse)).status).toBe(404);
  });

  test('refuses what is not one of its files, in the form of all refusals', async () => {
    for (const path of ['nothing.js', '..%2findex.html', '..%5cindex.html', '%00', '.%2e%2f%2e.%2fcli.js']) {
      const { status, body, headers } = await server.call('GET', `/assets/${path}`, { elsewhere: true });
      expect([path, status, body]).toEqual([path, 404, 'Unable to execute. There is nothing at this path.']);
      expect(headers.get('Error-Code')).toBe('not_found');
    }
    const { text } = await server.call('GET', '/', browse);
    const [, script] = required(/src="\.\/(assets\/[^"]+\.js)"/.exec(text));
    const beyond = await server.call('GET', `/${script}`, {
      headers: { Range: 'bytes=99999999-' },
      elsewhere: true,
    });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('Error-Code')).toBe('range_not_satisfiable');
  });

  test('sends its files once, and compressed', async () => {
    const { text } = await server.call('GET', '/', browse);
    const [, script] = required(/src="\.\/(assets\/[^"]+\.js)"/.exec(text));
    const { status, headers } = await server.call('GET', `/${script}`, {
      headers: { 'Accept-Encoding': 'gzip' },
      elsewhere: true,
    });
    expect(status).toBe(200);
    expect(headers.get('Content-Encoding')).toBe('gzip');
    expect(headers.get('Cache-Control')).toContain('immutable');
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  });

  test('is not there where it is not wanted', async () => {
    const plain = await startServer(store, fixtures);
    expect((await plain.call('GET', '/', browse)).status).toBe(404);
  });
});

inBrowser('in a browser, the console', store, () => {
  const signIn = async (page: Page, user: string, password: string) => {
    await page.getByLabel('Account').fill('Demo');
    await page.getByLabel('Client').fill('Claims');
    await page.getByLabel('User').fill(user);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };

  test('asks who one is, says what is wrong, and opens the address that was asked for', async () => {
    const page = await openWindow(server, { path: '/account' });
    await signIn(page, 'ada', 'wrong-horse');
    await page.getByRole('alert').getByText('is wrong', { exact: false }).waitFor();
    await page.getByLabel('Password', { exact: true }).fill('correct-horse');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your account', level: 1 }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Your account', level: 1 }).waitFor();
  });

  test('signs out, in all windows', async () => {
    const page = await openWindow(server);
    await signIn(page, 'ada', 'correct-horse');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.getByRole('button', { name: 'Account of ada' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await other.getByRole('button', { name: 'Sign in' }).waitFor();
  });

  test('is the same user’s in all windows, also when another one has signed in', async () => {
    const page = await openWindow(server, { path: '/account' });
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByRole('button', { name: 'Sign in' }).waitFor();
    await signIn(page, 'vera', 'battery-staple');
    await other.getByRole('button', { name: 'Account of vera' }).waitFor();
    const { body } = await server.call('POST', '/Authentication/Authenticate', {
      body: { Account: claims.account, ClientName: claims.client, User: 'ada', Password: 'correct-horse' },
    });
    // As a link of a demo does it.
    await other.evaluate((token) => localStorage.setItem('linkwright-token:', token), body.token);
    await page.getByRole('button', { name: 'Account of ada' }).waitFor();
    await page.getByRole('link', { name: 'Administration' }).first().waitFor();
  });

  test('asks for the password again when the session has ended, and goes on with what was typed', async () => {
    const page = await openWindow(server, { path: '/account' });
    await signIn(page, 'vera', 'battery-staple');
    await page.getByLabel('Present password', { exact: true }).fill('battery-staple');
    await page.getByLabel('New password', { exact: true }).fill('battery-staple-2');
    const token = required(await page.evaluate(() => localStorage.getItem('linkwright-token:')));
    await server.call('POST', '/Authentication/SignOut', { token });
    // The page's streams may have found out before, and the dialog lie over the button.
    await page.getByRole('button', { name: 'Change the password' }).dispatchEvent('click');
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.getByLabel('Password', { exact: true }).fill('battery-staple');
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('The password is changed.').waitFor();
  });

  test('is accessible, by axe, with its navigation over a page on a phone', async () => {
    const token = await server.token('ada');
    const page = await openWindow(server, { token });
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.setViewportSize(phone);
    await expect.poll(() => sideways(page)).toBe(0);
    await page.getByRole('button', { name: 'Open the navigation' }).click();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('has a palette that finds pages and records with the keyboard alone', async () => {
    const page = await openWindow(server, { token: await server.token('ada') });
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search and commands' }).fill('your acc');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search and commands' }).fill('…—');
    await page.getByText('Not searched: it takes a letter or a digit.').waitFor();
    // What the server did not answer is not there for all that.
    const detail = 'Unable to execute. The disk is on fire.';
    const problem = {
      type: 'about:blank',
      title: 'Fire',
      status: 500,
      code: 'internal_error',
      detail,
      errors: [],
    };
    await page.route('**/Query?*', (route) =>
      route.fulfill({ status: 500, contentType: 'application/problem+json', json: problem }),
    );
    await page.getByRole('combobox', { name: 'Search and commands' }).fill('nobody');
    await page.getByRole('dialog').getByText(detail).waitFor();
  });

  test('tells readers of screens what the palette finds, and waits for it', async () => {
    const page = await openWindow(server, { token: await server.token('ada') });
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    const held = gate();
    await page.route('**/Query?*', async (route) => {
      await held.opened;
      await route.continue();
    });
    await page.keyboard.press('Control+k');
    const box = page.getByRole('combobox', { name: 'Search and commands' });
    await page.getByRole('combobox', { name: 'Search and commands', expanded: true }).waitFor();
    await box.fill('CLM-2026-0002');
    await page.keyboard.press('Enter');
    held.open();
    await page.getByRole('heading', { level: 1, name: 'CLM-2026-0002' }).waitFor();

    await page.keyboard.press('Control+k');
    await box.fill('CLM-2026-0001');
    const first = page.getByRole('option').first();
    await first.and(page.getByRole('option', { name: /^CLM-2026-0001/, selected: true })).waitFor();
    const list = page.getByRole('listbox', { name: 'Search and commands' });
    expect(await box.getAttribute('aria-controls')).toBe(await list.getAttribute('id'));
    const active = async () =>
      page.locator(`[id="${await box.getAttribute('aria-activedescendant')}"]`).innerText();
    expect(await active()).toBe(await first.innerText());
    const count = await page.getByRole('option').count();
    await page.getByRole('dialog').locator('[aria-live=polite]').getByText(String(count)).waitFor();

    await box.fill('a');
    await expect.poll(() => page.getByRole('option').count()).toBeGreaterThan(2);
    await page.keyboard.press('ArrowDown');
    expect(await active()).toBe(await page.getByRole('option').nth(1).innerText());
    await page.keyboard.press('ArrowUp');
    expect(await active()).toBe(await first.innerText());
    // Enter was for another text.
    await page.unroute('**/Query?*');
    await page.route('**/Query?*', () => undefined);
    await box.fill('CLM-2026-000');
    await page.keyboard.press('Enter');
    await box.fill('your acc');
    await page.getByRole('option', { name: 'Your account' }).waitFor();
    expect(new URL(page.url()).pathname).toContain('5002');
  });

  test('says so where a page cannot be loaded, and loads it again', async () => {
    const page = await openWindow(server, { token: await server.token('ada') });
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    // As after an update of the server, which has files of other names.
    await page.route('**/assets/activity-page*.js', (route) => route.fulfill({ status: 404 }));
    await page.getByRole('link', { name: 'Activity' }).first().click();
    await page.getByText('This page did not load').waitFor();
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await sideways(page)).toBe(0);
    await page.unroute('**/assets/activity-page*.js');
    await page.getByRole('button', { name: 'Load again' }).click();
    await page.getByRole('heading', { level: 1, name: 'Activity' }).waitFor();
  });

  test('shows its first page with less than 250 kB, compressed', async () => {
    const { text } = await server.call('GET', '/', browse);
    const named = [...text.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, path]) => required(path));
    const page = await openWindow(server, { token: await server.token('ada'), path: '/health' });
    // Nothing else may be needed for it: it is held back until the page is there.
    const shown = gate();
    await page.route('**/assets/*', async (route) => {
      if (!named.some((path) => route.request().url().endsWith(path))) await shown.opened;
      await route.continue();
    });
    await page.goto(server.address);
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    shown.open();
    await page.getByRole('button', { name: 'Find a claim' }).click();
    await page.getByRole('combobox', { name: 'Search and commands' }).waitFor();

    expect(named.length).toBeGreaterThan(2);
    const bodies = await Promise.all(
      named.map(async (path) => Buffer.from(await (await fetch(`${server.address}/${path}`)).arrayBuffer())),
    );
    const sizes = [Buffer.from(text), ...bodies].map((body) => gzipSync(body).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(250_000);
  });

  test('lets the keyboard skip the navigation', async () => {
    const page = await openWindow(server, { token: await server.token('ada'), path: '/account' });
    await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor();
    await page.getByRole('button', { name: 'Skip to the content' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(
      await page
        .getByLabel('Present password', { exact: true })
        .evaluate((field) => field === document.activeElement),
    ).toBe(true);
    expect(new URL(page.url()).pathname).toBe('/account');
  });

  test('works behind a path prefix', async () => {
    const behind = await startConsole(store, fixtures, { basePath: '/behind/here' });
    const token = await behind.token('ada');
    const page = await openWindow(
      { ...behind, basePath: '/behind/here' },
      { token, path: '/behind/here/account' },
    );
    await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor();
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/behind\/here\/?$/);
  });
});
