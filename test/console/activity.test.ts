/** The page of the console that shows what is asked of the server. */
import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { demoFixtures } from '#linkwright/cli/demo-fixtures.js';
import {
  accessibilityFaults,
  inBrowser,
  openWindow,
  startConsole,
  type WindowOptions,
} from '../support/browser.js';
import type { TestServer } from '../support/server.js';
import { consoleStore } from '../support/stores.js';

const [claims] = demoFixtures;
const fixtures = [
  {
    ...claims,
    roles: [{ name: 'Viewer', grants: { '*': ['View'] } }],
    users: [
      { user: 'ada', administrator: true },
      { user: 'bob', administrator: true },
      { user: 'vera', roles: ['Viewer'] },
    ],
  },
];

inBrowser('activity in the console', consoleStore('postgres'), (store) => {
  let server: TestServer;
  let ada: string;
  let bob: string;
  beforeAll(async () => {
    server = await startConsole(store, fixtures);
    [ada, bob] = [await server.token('ada'), await server.token('bob')];
  });
  const open = async ({ as = ada, path = '/activity', ...options }: WindowOptions & { as?: string } = {}) => {
    const page = await openWindow(server, { token: as, path, ...options });
    await page.getByRole('heading', { name: 'Activity', level: 1 }).waitFor();
    return page;
  };
  const upsert = (parent: number) =>
    server.call('POST', '/api/Link/Upsert', {
      token: bob,
      headers: { 'User-Agent': 'claims-sync/2.1' },
      body: { ParentDomain: 'Claim', ParentRecordID: parent, ChildDomain: 'Contact', ChildRecordID: 2001 },
    });
  const showTable = async (page: Page) => {
    await page.getByRole('radio', { name: 'Chart' }).focus();
    await page.keyboard.press('ArrowRight');
  };
  const cellsOf = (row: Locator) => row.getByRole('cell').allInnerTexts();

  test('counts calls from elsewhere as they come, in a chart and a table', async () => {
    const page = await open();
    const chart = page.getByRole('img', { name: /^Requests by minute: / });
    await chart.waitFor();
    await upsert(5001);
    await upsert(5001);
    await upsert(9999);
    const operation = page
      .getByRole('table', { name: 'Slowest operations' })
      .getByRole('row', { name: /^upsertLink 3 / });
    await operation.waitFor();
    await expect
      .poll(() => cellsOf(operation))
      .toEqual(['upsertLink', '3', ...Array(3).fill(expect.stringMatching(/^[\d.,]+ ms$/))]);
    await page
      .getByRole('table', { name: 'Errors by code' })
      .getByRole('row', { name: 'parent_not_found 1' })
      .waitFor();
    await showTable(page);
    const rows = page.getByRole('table', { name: 'Requests by minute' }).getByRole('row');
    await rows.nth(1).waitFor();
    const counts = (await rows.all()).slice(1).map(async (row) => (await cellsOf(row)).map(Number));
    const sums = (await Promise.all(counts)).reduce(
      (sum, row) => row.map((count, at) => count + (sum[at] ?? 0)),
      [] as number[],
    );
    const [, done = 0, , , failed = 0, all] = sums;
    expect(failed).toBe(1);
    expect(all).toBe(done + failed);
    expect(new URL(page.url()).searchParams.get('view')).toBe('table');
  });

  test('keeps the span in the address', async () => {
    const page = await open({ path: '/activity?span=day&view=table' });
    await page.getByRole('heading', { name: 'Requests by 15 minutes' }).waitFor();
    await page.getByText('Week', { exact: true }).click();
    await page.getByRole('heading', { name: 'Requests by 2 hours' }).waitFor();
    expect(new URL(page.url()).searchParams.get('span')).toBe('week');
    await page.reload();
    await page.getByRole('heading', { name: 'Requests by 2 hours' }).waitFor();
  });

  test('lists the latest requests, filtered, each with all that is known of it', async () => {
    await upsert(9999);
    const page = await open({ path: '/activity?operation=upsertLink&status=5xx' });
    const table = page.getByRole('table', { name: 'Latest requests' });
    await table
      .getByRole('row', { name: /500 .*POST \/api\/Link\/Upsert/ })
      .first()
      .waitFor();
    await expect.poll(() => table.getByText('200').count()).toBe(0);
    await table.getByRole('button', { name: 'Details of POST /api/Link/Upsert' }).first().click();
    const details = page.getByRole('dialog', { name: 'Details of the request' });
    for (const text of ['parent_not_found', 'claims-sync/2.1', 'bob', 'upsertLink'])
      await details.getByText(text).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await details.getByRole('button', { name: 'Copy the request id' }).waitFor();
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'hidden' });
  });

  test('shows others their own requests alone, and says so', async () => {
    const page = await open({ as: await server.token('vera') });
    await page.getByText('Your own requests (vera)').waitFor();
    await page
      .getByRole('table', { name: 'Latest requests' })
      .getByRole('row', { name: /GET \/api\/Me/ })
      .first()
      .waitFor();
    await expect.poll(() => page.getByText('/api/Link/Upsert').count()).toBe(0);
  });
});
