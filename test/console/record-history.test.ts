/** What became of a record, in the console: which field, by whom, from what to what; and older values restored. */
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

inBrowser('the history of a record in the console', consoleStore('sqlite'), (store) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startConsole(store, [claimsFixture]);
  });
  const open = async (path: string, user = 'ada', options = {}) => {
    const page = await openWindow(server, { token: await server.token(user), path, ...options });
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  };
  const call = async (method: string, path: string, body?: object) =>
    (await server.call(method, path, { token: await server.token('ben'), body })).body;
  const entries = (page: Page) => page.getByRole('list', { name: 'History', exact: true }).locator('> li');
  const newest = (page: Page) => entries(page).first();

  test('tells who changed which field, from what to what, among what became of its links', async () => {
    await call('PUT', '/api/Claim/5001', { Status: 'Closed', Amount: 41_100.5, Policy: null });
    await call('POST', '/api/Link/Upsert', {
      ...{ ParentDomain: 'Claim', ParentRecordID: 5001, ChildDomain: 'Contact', ChildRecordID: 2001 },
      Relationship: 'Witness',
    });
    const page = await open('/records/Claim/5001?tab=history');
    await newest(page).getByText('Maria Jensen attached as Witness').waitFor();
    const change = entries(page).filter({ hasText: 'The record was changed' });
    await change.getByText('by ben').waitFor();
    const told = (await change.getByRole('listitem').allInnerTexts()).map((each) =>
      each.split('\n').join(' '),
    );
    expect(told).toEqual([
      'Status Open became Closed',
      'Policy POL-2026-001 became — No value',
      'Amount 42,000 became 41,100.5',
    ]);
    await entries(page).getByText('The record was made').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.setViewportSize(phone);
    await expect.poll(() => sideways(page)).toBe(0);
  });

  test('restores an older value, or all of a change, and that is undone in its turn', async () => {
    const before = await call('GET', '/api/Claim/5001');
    const page = await open('/records/Claim/5001?tab=history');
    const change = entries(page).filter({ hasText: 'Amount' }).filter({ hasText: 'The record was changed' });
    await change.getByRole('button', { name: 'Restore what Status was before' }).click();
    await page.getByText('Restored: Status.').waitFor();
    expect(await call('GET', '/api/Claim/5001')).toEqual({ ...before, Status: 'Open' });
    // What is as it was then is not offered.
    await expect
      .poll(() => change.getByRole('button', { name: 'Restore what Status was before' }).count())
      .toBe(0);
    await change.getByRole('button', { name: 'Restore all 2' }).click();
    await page.getByText('Restored: Policy, Amount.').waitFor();
    expect(await call('GET', '/api/Claim/5001')).toMatchObject({
      Status: 'Open',
      Policy: 67890,
      Amount: 42_000,
    });
    await page.keyboard.press('Control+z');
    await page.getByText('Undone: Restored: Policy, Amount.').waitFor();
    expect(await call('GET', '/api/Claim/5001')).toEqual({ ...before, Status: 'Open' });
  });

  test('restores nothing over what somebody else has written since', async () => {
    const page = await open('/records/Claim/5001?tab=history');
    const change = entries(page).filter({ hasText: 'The record was changed' }).last();
    await change.getByRole('button', { name: 'Restore what Amount was before' }).waitFor();
    await call('PUT', '/api/Claim/5001', { Amount: 7 });
    await change.getByRole('button', { name: 'Restore what Amount was before' }).click();
    await page.getByRole('alert').getByText('ben', { exact: false }).waitFor();
    expect(await call('GET', '/api/Claim/5001')).toMatchObject({ Amount: 7 });
  });

  test('restores nothing for those who may only view', async () => {
    const page = await open('/records/Claim/5001?tab=history', 'vera');
    await newest(page).waitFor();
    await expect.poll(() => page.getByRole('button', { name: /^Restore/ }).count()).toBe(0);
  });

  test('brings a deleted record back with its links, from its history, and at once', async () => {
    const read = async () => [
      await call('GET', '/api/Claim/5002'),
      await call('GET', '/api/Link/Query?parentDomain=Claim&parentRecordID=5002'),
    ];
    const before = await read();
    const page = await open('/records/Claim/5002');
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByText('You can undo this.', { exact: false }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { level: 1, name: 'Records: Claim' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone: CLM-2026-0002 is deleted.').waitFor();
    expect(await read()).toEqual(before);

    await call('DELETE', '/api/Claim/5002');
    await page.goto(`${server.address}/records/Claim/5002`);
    await newest(page).getByText('The record was deleted').waitFor();
    await page.getByRole('button', { name: 'Restore the record and its links' }).click();
    await page.getByText('The record is back, with 1 link.').waitFor();
    await page.getByRole('heading', { level: 1, name: 'CLM-2026-0002' }).waitFor();
    expect(await read()).toEqual(before);
  });

  test('leaves it to administrators to bring a record back', async () => {
    await call('DELETE', '/api/Claim/5002');
    const page = await open('/records/Claim/5002', 'vera');
    await newest(page).getByText('The record was deleted').waitFor();
    expect(await page.getByRole('button', { name: /^Restore/ }).count()).toBe(0);
  });
});
