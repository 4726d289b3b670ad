/** What a record's page says: what refers to it, what its fields are called, who is meant, and how long ago it was. */
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

inBrowser('the page of a record', consoleStore('postgres'), (store) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startConsole(store, [{ ...claimsFixture, links: [] }]);
  });
  const open = async (path: string, user = 'ada', options = {}) => {
    const page = await openWindow(server, { token: await server.token(user), path, ...options });
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };
  const call = async (method: string, path: string, body?: object) =>
    (await server.call(method, path, { token: await server.token('ben'), body })).body;
  const attach = async (page: Page, words: string, option: RegExp) => {
    await page.getByRole('button', { name: 'Attach a contact' }).click();
    await page.getByRole('combobox', { name: 'Contact' }).fill(words);
    await page.getByRole('option', { name: option }).click();
    await page.getByText('will be attached', { exact: false }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Attach', exact: true }).click();
  };

  test('lists what refers to it, in pages, to those who may see it', async () => {
    for (let at = 0; at < 30; at++)
      await call('POST', '/api/Claim', { ClaimNumber: `CLM-MORE-${at}`, Policy: 67890, Amount: 12_345 });
    const page = await open('/records/Policy/67890?tab=referring');
    const claims = page.getByRole('table', { name: 'Claim records whose Policy this is' });
    await claims.getByRole('link', { name: 'CLM-2026-0001' }).waitFor();
    await claims.getByRole('columnheader', { name: 'Loss date' }).waitFor();
    await claims.getByRole('cell', { name: '12,345' }).first().waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    await claims.getByRole('link', { name: 'CLM-MORE-29' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.setViewportSize(phone);
    await expect.poll(() => sideways(page)).toBe(0);
    await claims.getByRole('link', { name: 'CLM-2026-0001' }).click();
    await page.getByRole('heading', { level: 1, name: 'CLM-2026-0001' }).waitFor();
    // Nothing refers to a claim.
    expect(await page.getByRole('tab', { name: 'Referred to by' }).count()).toBe(0);
  });

  test('calls fields by words, and says what the API calls them to those who point at them', async () => {
    const page = await open('/records/Claim/5001');
    const term = page.getByRole('term').filter({ hasText: 'Claim number' });
    expect(await term.getAttribute('title')).toBe('ClaimNumber');
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Loss date').waitFor();
    expect(await page.getByText('Loss date').getAttribute('title')).toBe('LossDate');
    await page.goto(`${server.address}/records/Claim`);
    const head = page.getByRole('columnheader', { name: 'Claim number' });
    expect(await head.getAttribute('title')).toBe('ClaimNumber');
  });

  test('tells two people of one name apart, in notices and in what became of them', async () => {
    await call('POST', '/api/Contact', {
      ContactNumber: 'C-7001',
      Name: 'Maria Jensen',
      Email: 'maria.two@example.com',
    });
    const page = await open('/records/Claim/5002');
    await attach(page, 'C-7001', /^Maria Jensen/);
    const notice = page.getByRole('alert');
    await notice.getByText('Maria Jensen (maria.two@example.com) is attached to CLM-2026-0002.').waitFor();
    await attach(page, 'okafor', /^Tom Okafor/);
    await notice.getByText('Tom Okafor is attached to CLM-2026-0002.').waitFor();
    await page.getByRole('tab', { name: 'History' }).click();
    const entry = page.getByRole('listitem').filter({ hasText: 'Maria Jensen attached' });
    await entry.getByText('C-7001', { exact: false }).waitFor();
    await call('POST', '/api/Link/Upsert', {
      ...{ ParentDomain: 'Claim', ParentRecordID: 5002, ChildDomain: 'Contact', ChildRecordID: 2001 },
    });
    await page.goto(`${server.address}/changes`);
    const changes = page.getByRole('list', { name: 'Changes of links' });
    await changes.getByText('ada linked Maria Jensen (maria.two@example.com) to CLM-2026-0002').waitFor();
    await changes.getByText(/^ben linked Maria Jensen \(.+\) to CLM-2026-0002$/).waitFor();
  });

  test('says how long ago a thing was, and when exactly to those who point at it', async () => {
    await call('PUT', '/api/Claim/5001', { Status: 'Seen' });
    const page = await open('/records/Claim/5001?tab=history');
    const time = page.getByRole('listitem').first().getByRole('time');
    await time.getByText('just now').waitFor();
    await time.hover();
    await page
      .getByRole('tooltip')
      .getByText(String(await time.getAttribute('datetime')), { exact: false })
      .waitFor();
    await page.clock.install({ time: Date.now() + 2 * 3_600_000 });
    await page.reload();
    await time.getByText('2 hours ago').waitFor();
    await page.clock.setFixedTime(Date.now() + 30 * 86_400_000);
    await page.reload();
    await time.getByText(/^[A-Z][a-z]{2} \d{1,2}, \d{4}$/).waitFor();
  });
});
