/** Imports of many rows in the console: stopped, gone on with after whatever befalls them, and rejected by the thousand. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { accessibilityFaults, inBrowser } from '../support/browser.js';
import {
  choose,
  csvOf,
  held,
  importConsole,
  openImport,
  type Sample,
  statusOf,
} from '../support/import-page.js';
import { consoleStore } from '../support/stores.js';

/** A file of so many rows, of which each makes one of a hundred links. */
const many = (rows: number) =>
  csvOf(
    'many.csv',
    ['claim number', 'contact', 'role'],
    Array.from({ length: rows }, (_, at) => [`K-${at % 100}`, 'C-2001', 'Witness']),
  );

inBrowser('an import of many rows', consoleStore('postgres'), (store) => {
  const { started, open } = importConsole(store);

  test('is stopped and goes on, while other pages are looked at', async () => {
    const { page } = await open();
    const calls = await held(page, 3);
    await choose(page, many(6_000));
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await calls.reached();
    await page.getByRole('definition').getByText('2,000').first().waitFor();
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.getByRole('link', { name: 'Import' }).first().click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await statusOf(page, 'Stopping after the rows that are under way…');
    calls.release();
    await statusOf(page, 'Stopped. What was read is settled; it can go on from there.');
    await page.getByRole('button', { name: 'Go on after 3,000 rows' }).click();
    await statusOf(page, 'Done: 6,000 rows, none rejected.');
    expect(calls.count()).toBe(6);
  });

  test('goes on where the connection was lost', async () => {
    const { page } = await open();
    let isLost = false;
    await page.route('**/api/Link/BulkUpsert*', (route) => (isLost ? route.abort() : route.fallback()));
    const calls = await held(page, 2);
    await choose(page, many(3_000));
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await calls.reached();
    isLost = true;
    calls.release();
    await page.getByRole('alert').getByText('cannot be reached').waitFor({ timeout: 30_000 });
    isLost = false;
    await page.getByRole('button', { name: /^Go on after/ }).click();
    await statusOf(page, 'Done: 3,000 rows, none rejected.');
  });

  /** Begins the import of a file, and loads the page anew once 2,000 rows are settled. */
  const reloadUnder = async (page: Page, file: Sample) => {
    const calls = await held(page, 3);
    await choose(page, file);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await calls.reached();
    await page.getByRole('definition').getByText('2,000').first().waitFor();
    await page.reload();
    calls.release();
  };

  test('asks for the password when the session ends under it, and goes on', async () => {
    const server = started();
    const body = { Account: 'Demo', ClientName: 'Claims', User: 'ada', Password: 'correct-horse' };
    const { token } = (await server.call('POST', '/Authentication/Authenticate', { body })).body;
    const page = await openImport(server, { token });
    const calls = await held(page, 2);
    await choose(page, many(3_000));
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await calls.reached();
    await server.call('POST', '/Authentication/SignOut', { token });
    calls.release();
    const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
    await dialog.getByLabel('Password', { exact: true }).fill('correct-horse');
    await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
    await statusOf(page, 'Done: 3,000 rows, none rejected.');
  });

  test('goes on after a reload with the same file, and with no other', async () => {
    const { server, page } = await open();
    const token = await server.token('ada');
    await reloadUnder(page, many(5_000));
    await page.getByText('The import of many.csv is not finished').waitFor();
    await page.getByText('It stopped after 2,000 rows', { exact: false }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await choose(page, many(4_999));
    await page.getByText('This is not the many.csv that was begun', { exact: false }).waitFor();
    await choose(page, many(5_000), 'Choose another file');
    await page.getByRole('button', { name: 'Go on after 2,000 rows' }).click();
    await statusOf(page, 'Done: 5,000 rows, none rejected.');
    await page.reload();
    await page.getByRole('button', { name: 'Choose a file', exact: true }).waitFor();
    await expect.poll(() => page.getByText('is not finished').count()).toBe(0);
    const links = await server.call(
      'GET',
      '/api/Link/Count?parentDomain=Claim&childDomain=Contact&childRecordID=2001',
      {
        token,
      },
    );
    expect(links.body.Count).toBeGreaterThanOrEqual(100);
  });

  test('has all its rejected rows after a reload, to list and to download', async () => {
    const { page } = await open();
    const file = csvOf(
      'gaps.csv',
      ['claim number', 'contact', 'role'],
      Array.from({ length: 4_000 }, (_, at) => [
        at % 400 === 7 ? `N-${at}` : `K-${at % 100}`,
        'C-2001',
        'Witness',
      ]),
    );
    const lines = Array.from({ length: 10 }, (_, at) => String(400 * at + 9));
    await reloadUnder(page, file);
    await choose(page, file);
    await page.getByRole('button', { name: /^Go on after/ }).click();
    await statusOf(page, 'Done: 4,000 rows, 10 rejected.');
    const table = page.getByRole('table', { name: 'Rejected rows' });
    expect(await table.getByRole('button').all()).toHaveLength(10);
    await table.getByRole('button', { name: 'Details of line 9', exact: true }).waitFor();
    expect(await page.getByText('missing here').count()).toBe(0);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download rejected rows' }).click();
    const text = readFileSync(await (await downloading).path(), 'utf8');
    expect([...text.matchAll(/,(\d+),parent_not_found,/g)].map(([, line]) => line)).toEqual(lines);
  });

  test('says which rejected rows are missing where the browser keeps none', async () => {
    const { page } = await open();
    const file = csvOf(
      'unkept.csv',
      ['claim number', 'contact', 'role'],
      Array.from({ length: 3_000 }, (_, at) => [at === 5 ? 'N-5' : `K-${at % 100}`, 'C-2001', 'Witness']),
    );
    await page.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    });
    await reloadUnder(page, file);
    await choose(page, file);
    await page.getByRole('button', { name: /^Go on after/ }).click();
    await statusOf(page, 'Done: 3,000 rows, 1 rejected.');
    await page
      .getByText('1 row from before the page was loaded is missing here and in the download')
      .waitFor();
    await page.getByText('Import the file once more from its beginning', { exact: false }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  test('forty thousand rejected rows are counted, paged and downloaded', async () => {
    const { page } = await open();
    const count = 40_000;
    const rows = Array.from({ length: count }, (_, at) => [`N-${at}`, 'C-2001', 'Witness']);
    await choose(page, csvOf('none.csv', ['claim', 'contact', 'role'], rows));
    await page.getByRole('button', { name: 'Dry run' }).click();
    await page.getByRole('table', { name: 'Rejected rows' }).waitFor();
    // While the rest goes on, what is listed answers.
    await page.getByRole('button', { name: 'Page 2', exact: true }).click();
    await page.getByRole('button', { name: 'Details of line 27' }).click();
    await page.getByText('No record has a key that is near to it.').waitFor();
    await statusOf(page, 'Nothing was written. Of 40,000 rows 40,000 would be rejected.', 90_000);
    await page.getByText('The first 5,000 of 40,000 are listed; the download has all.').waitFor();
    await page.getByRole('button', { name: 'Page 200', exact: true }).click();
    await page.getByRole('button', { name: 'Details of line 5,001' }).waitFor();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download rejected rows' }).click();
    const text = readFileSync(await (await downloading).path(), 'utf8');
    expect(text.trimEnd().split('\n')).toHaveLength(count + 1);
    expect(text).toContain('\nN-39999,C-2001,Witness,40001,parent_not_found,');
  });
});
