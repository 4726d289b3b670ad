/** Two people who edit one record in the console: the later one is told, and chooses. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import {
  accessibilityFaults,
  inBrowser,
  openWindow,
  phone,
  sideways,
  startConsole,
} from '../support/browser.js';
import { claimsFixture } from '../support/records-console.js';
import type { TestServer } from '../support/server.js';
import { consoleStore } from '../support/stores.js';

inBrowser('two people at one record', consoleStore('postgres'), (store) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startConsole(store, [claimsFixture]);
  });
  const call = async (method: string, path: string, body?: object) =>
    (await server.call(method, path, { token: await server.token('ben'), body })).body;
  const edit = async (path = '/records/Claim/5001/edit', options = {}) => {
    const page = await openWindow(server, { token: await server.token('ada'), path, ...options });
    await page.getByRole('button', { name: 'Save' }).waitFor();
    return page;
  };
  const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
  const save = (page: Page) => page.getByRole('button', { name: 'Save' }).click();
  const told = (page: Page) =>
    page.getByRole('alert').filter({ hasText: 'Somebody else has changed this record meanwhile' });

  test('are told who has changed which fields, and what is typed last stands only if it is chosen', async () => {
    const page = await edit();
    await field(page, 'Status').fill('In review');
    await field(page, 'Description').fill('Water in the cellar');
    await call('PUT', '/api/Claim/5001', { Status: 'Closed', Amount: 7 });
    await save(page);
    await told(page).getByText('ben changed Status, Amount', { exact: false }).waitFor();
    await told(page).and(page.locator(':focus')).waitFor();
    const status = told(page).getByRole('radiogroup', { name: 'Status' });
    await status
      .getByRole('radio', { name: 'Keep what I typed: In review' })
      .and(page.locator(':checked'))
      .waitFor();
    await told(page)
      .getByRole('listitem')
      .filter({ hasText: /Amount\s*42,000/ })
      .waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await call('GET', '/api/Claim/5001')).toMatchObject({ Status: 'Closed', Amount: 7 });

    await status.getByRole('radio', { name: 'Take what is there now: Closed' }).click();
    expect(await field(page, 'Status').inputValue()).toBe('Closed');
    await status.getByRole('radio', { name: 'Keep what I typed: In review' }).click();
    expect(await field(page, 'Status').inputValue()).toBe('In review');
    await status.getByRole('radio', { name: 'Take what is there now: Closed' }).click();
    await save(page);
    await page.getByText('CLM-2026-0001 is saved.').waitFor();
    const saved = await call('GET', '/api/Claim/5001');
    expect(saved).toMatchObject({ Status: 'Closed', Amount: 7, Description: 'Water in the cellar' });
  });

  test('are told again where a third write comes between, and keep what they choose to keep', async () => {
    const page = await edit();
    await field(page, 'Status').fill('Mine');
    await call('PUT', '/api/Claim/5001', { Status: 'Theirs' });
    await save(page);
    await told(page).getByRole('radio', { name: 'Take what is there now: Theirs' }).waitFor();
    await call('PUT', '/api/Claim/5001', { Status: 'Theirs again' });
    await save(page);
    await told(page).getByRole('radio', { name: 'Take what is there now: Theirs again' }).waitFor();
    await save(page);
    await page.getByText('CLM-2026-0001 is saved.').waitFor();
    expect(await call('GET', '/api/Claim/5001')).toMatchObject({ Status: 'Mine' });
    // It is undone only while nobody has been there since.
    await call('PUT', '/api/Claim/5001', { Status: 'Later' });
    await page.keyboard.press('Control+z');
    await page.getByRole('alert').getByText('That did not work').waitFor();
    expect(await call('GET', '/api/Claim/5001')).toMatchObject({ Status: 'Later' });
  });

  test('see it on a phone', async () => {
    const page = await edit('/records/Claim/5001/edit', { viewport: phone });
    await field(page, 'Status').fill('Mine');
    await call('PUT', '/api/Claim/5001', { Status: 'x'.repeat(300) });
    await save(page);
    await told(page).waitFor();
    await expect.poll(() => sideways(page)).toBe(0);
  });
});
