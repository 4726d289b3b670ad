/** The reference's pages on what holds for many operations, and its document to download. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { demoFixtures } from '#linkwright/cli/demo-fixtures.js';
import { errorTable } from '#linkwright/contract/errors.js';
import {
  accessibilityFaults,
  inBrowser,
  openWindow,
  phone,
  sideways,
  startConsole,
} from '../support/browser.js';
import { consoleStore } from '../support/stores.js';

const [claims] = demoFixtures;
const users = [{ user: 'ada', password: 'correct-horse', administrator: true }];

inBrowser('the topics of the reference', consoleStore('sqlite'), async (store) => {
  const server = await startConsole(store, [{ ...claims, users }]);
  const token = await server.token('ada');
  const open = (path: string) => openWindow(server, { token, path });

  test('have every error code, and are found in the list', async () => {
    const page = await open('/reference/topics/errors');
    await page.getByRole('heading', { level: 1, name: 'Errors' }).waitFor();
    const shown = await page.getByRole('main').locator('table code').allInnerTexts();
    expect(shown).toEqual(expect.arrayContaining(Object.keys(errorTable)));
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.setViewportSize(phone);
    await expect.poll(() => sideways(page)).toBe(0);
  });

  test('lead to one another and to the part that is meant', async () => {
    const page = await open('/reference/upsertLink');
    const list = page.getByRole('navigation', { name: 'Operations' });
    await list.getByRole('searchbox').fill('sent');
    await list.getByRole('link', { name: 'Sent twice' }).click();
    const heading = page.getByRole('heading', { level: 2, name: 'Sent twice' });
    await expect.poll(() => heading.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(new URL(page.url()).hash).toBe('#sent-twice');
    await list.getByRole('searchbox').fill('');
    await list.getByRole('link', { name: 'Merging records' }).click();
    await page.getByRole('heading', { level: 1, name: 'Merging records' }).waitFor();
    await page.getByRole('link', { name: 'Limits of relationships' }).click();
    await page.getByRole('heading', { level: 1, name: 'What describes records and links' }).waitFor();
    await page.goto(`${server.address}/reference/topics/nothing`);
    await page.getByText("The reference has no page 'nothing'.").waitFor();
  });

  test('the OpenAPI document is saved', async () => {
    const page = await open('/reference/topics/errors');
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'OpenAPI document' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('openapi.json');
    const saved = JSON.parse(readFileSync(await download.path(), 'utf8'));
    expect(saved).toEqual((await server.call('GET', '/openapi.json')).body);
  });

  test('a row of recent requests has duration and code, and opens wherever it is clicked', async () => {
    const body = {
      ParentDomain: 'Claim',
      ParentRecordID: 99_999,
      ChildDomain: 'Contact',
      ChildRecordID: 2001,
    };
    await server.call('POST', '/api/Link/Upsert', { token, body });
    const page = await open('/reference/upsertLink');
    const table = page.getByRole('table', { name: 'Recent requests' });
    await table.getByRole('columnheader', { name: 'Duration' }).waitFor();
    await table
      .getByRole('cell', { name: /^[\d.,]+ ms$/ })
      .first()
      .waitFor();
    await table.getByRole('cell', { name: 'parent_not_found' }).click();
    await table.getByText('Request ID').waitFor();
    await table.getByRole('cell', { name: 'parent_not_found' }).first().click();
    await expect.poll(() => table.getByText('Request ID').count()).toBe(0);
  });
});
